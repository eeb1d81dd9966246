"""Pages that only a browser can draw: fetched through Chromium, and archived as the browser received them."""
