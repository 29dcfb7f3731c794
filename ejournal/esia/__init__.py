"""ЕСИА: who is this person. The client with its signers, and the stand that speaks the same protocol."""
