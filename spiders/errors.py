"""What an operator has to hear about sites. By itself, so that the command line need not load a spider to know it."""

from __future__ import annotations


class ProfileError(ValueError):
    """A target or profile that cannot be used. The message names file, key and next step."""
