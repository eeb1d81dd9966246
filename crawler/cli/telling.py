"""What commands tell a person, on standard error."""

from __future__ import annotations

from contextlib import suppress

import click


def tell(text: str) -> None:
    """Say it on standard error. Where that cannot be written, the command goes on: its exit code tells of the data."""
    with suppress(OSError):
        click.echo(text, err=True)
