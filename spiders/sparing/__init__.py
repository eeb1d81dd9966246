"""What need not be fetched, by what a run has seen."""
