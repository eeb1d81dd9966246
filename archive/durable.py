"""Files that outlive kills and power cuts: whole or not there at all, under names that stay."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART = ".part"


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give the path of a file to write, which takes the name `target` at the end and is removed where that fails.

    A kill leaves it, as a `.part`, and `target` as it was before.
    """
    part = target.with_name(target.name + PART)
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def cut(path: Path, size: int) -> None:
    """Leave the first `size` bytes of a file."""
    with path.open("r+b") as file:
        file.truncate(size)
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where it can be opened: what may be written need not be readable."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
