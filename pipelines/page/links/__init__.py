"""Which links there are, and what each leads to."""
