"""A package, because a library installs a stray one called `tests`, which would be found instead."""
