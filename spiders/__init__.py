"""Knows sites: which link leads where, what to fetch next; site profiles as TOML."""
