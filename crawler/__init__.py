"""Knows everything: settings, capture, state, command line, reports. The only place where the others meet."""
