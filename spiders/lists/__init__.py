"""How far lists and calendars are followed."""
