"""What the regulation allows: pure functions over plain values; no Flask, no peewee, no clock."""
