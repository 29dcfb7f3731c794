"""The training stand: a separate WSGI app that speaks the protocol of ЕСИА, for the demo and for tests."""
