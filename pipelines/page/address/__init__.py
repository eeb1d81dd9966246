"""What an address is: made absolute, compared, asked for."""
