"""Charsets: labels' meaning is in `pipelines.text.labels`, the way in is `pipelines.text.encoding`."""
