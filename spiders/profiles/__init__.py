"""Site profiles: read, drawn from a page, written as TOML."""
