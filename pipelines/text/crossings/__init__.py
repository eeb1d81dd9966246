"""Text written in one charset and read in another, with bytes lost or without."""
