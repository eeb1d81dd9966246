"""The command line. Its entry imports nothing before signals are in order; the commands are in `group`."""

from __future__ import annotations

from crawler.interrupts import leave_at_once


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit: 2 for wrong usage, profile or environment; else what the command says."""
    leave_at_once()
    from crawler.cli.group import run

    run(args)
