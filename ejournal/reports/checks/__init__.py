"""The integrity checks of the journal (п. 4.2.2): each is one query over a span of days and some pages."""
