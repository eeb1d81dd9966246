"""What was put between characters: readings in brackets, controls, fillers."""
