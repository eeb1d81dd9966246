"""Is a text damaged at all: cheap questions before every search."""
