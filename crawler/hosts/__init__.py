"""How hosts are asked: which address, how often, how many at a time, and what robots.txt forbids."""
