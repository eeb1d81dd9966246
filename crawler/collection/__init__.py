"""What is kept of a site on disk, and how it is committed as one thing."""
