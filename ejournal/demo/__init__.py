"""The demo: an invented school, a week of its life, and its ЕСИА stand."""
