"""What hosts ask of us: robots.txt, its Crawl-delay, and to be slower."""
