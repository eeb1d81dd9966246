"""What one line says: dates, names, sources, titles, furniture."""
