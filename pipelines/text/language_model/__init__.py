"""How likely is this text: characters in context, their folded forms, and how they are read aloud."""
