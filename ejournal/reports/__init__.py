"""What people read: queries that build frozen dataclasses."""
