"""Knows bytes: exchanges, WARC files, indexes. Nothing of text, sites or Scrapy."""
