"""How hosts fare and are asked: which address, how often, how many at a time, and whose turn it is."""
