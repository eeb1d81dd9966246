"""Names of WARC files: one that a run is writing to has another than it will have, by which references name it already."""

from __future__ import annotations

from pathlib import Path

OPEN = ".open"


def file_name(path: Path) -> str:
    """Give the name that references use: that of the finished file."""
    return path.name.removesuffix(OPEN)


def is_unfinished(path: Path) -> bool:
    """Say whether a file has the name of one that a run is writing to, or wrote to until it was killed."""
    return path.suffix == OPEN
