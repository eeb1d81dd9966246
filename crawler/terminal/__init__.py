"""What commands show to a person at a terminal."""
