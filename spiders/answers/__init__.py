"""What hosts answer, and how they let us in."""
