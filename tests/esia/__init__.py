"""Tests of the sign-in through ЕСИА."""
