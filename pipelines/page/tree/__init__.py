"""What the page is made of: elements, lines, statements for machines."""
