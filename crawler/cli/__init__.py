"""The command line. Its entry imports nothing before signals are in order; the commands are in `group`."""

from __future__ import annotations

import sys

from crawler.interrupts import INTERRUPTED, all_done, leave_at_once


def main(args: list[str] | None = None) -> None:
    """Run the command line and exit: 2 for wrong usage, profile or environment; else what the command says."""
    leave_at_once()
    from crawler.cli.group import run

    try:
        code = run(args)
        all_done()
    except KeyboardInterrupt:  # the command had ended
        all_done()
        code = INTERRUPTED
    sys.exit(code)
