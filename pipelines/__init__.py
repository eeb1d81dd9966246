"""Knows pages and articles: bytes in, article out. Pure: no network, no files."""
