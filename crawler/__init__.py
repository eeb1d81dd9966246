"""Knows everything: settings, capture, state, command line, reports. The only place where the others meet."""

from typing import Final

VERSION: Final = "0.1.0"
