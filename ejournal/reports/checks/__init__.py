"""п. 4.2.2: the integrity checks of the journal: each is one query over a span of days and some pages."""
