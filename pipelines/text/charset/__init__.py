"""Charsets: labels' meaning is in `pipelines.text.charset.labels`, the way in is `pipelines.text.encoding`."""
