"""What a run tells when it ends: counted while it runs, compared with the runs before, written for all who read it."""
