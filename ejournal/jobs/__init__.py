"""Work longer than a request, or beside it."""
