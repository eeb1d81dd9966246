"""One parsed page: its links by role and its article's fields, each with the evidence."""
