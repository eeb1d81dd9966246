"""One run inside Scrapy, from its options to its exit code."""
