"""HTTP: load → act → fragment or redirect."""
