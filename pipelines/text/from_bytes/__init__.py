"""Damage undone where the bytes are there: what they can have been, and whether that is better."""
