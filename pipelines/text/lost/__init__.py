"""Characters that a decoder lost, told by the byte that is left, by names, and by the rest of the page."""
