"""Where the article stands on the page, and its fields."""
