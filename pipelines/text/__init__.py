"""Text from bytes, and damaged text made whole."""
