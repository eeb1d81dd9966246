"""The files of article lines: one a run, `.part` while it is written, cut to the last commit after a kill."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PART = ".part"


@dataclass(frozen=True, slots=True)
class Cut:
    """A file that a killed run had left: `lost` bytes beyond the last commit were cut; their pages come again."""

    file: str
    lost: int


def mend(folder: Path, committed: Mapping[str, int]) -> tuple[Cut, ...]:
    """Cut every `.part` file to what was committed and give it its final name. A file without a line is removed."""
    return tuple(
        _mend(path, committed.get(path.name.removesuffix(PART), 0)) for path in sorted(folder.glob("*" + PART))
    )


def _mend(path: Path, size: int) -> Cut:
    lost = path.stat().st_size - size
    if size:
        os.truncate(path, size)
        path.rename(path.with_name(path.name.removesuffix(PART)))
    else:
        path.unlink()
    return Cut(path.name.removesuffix(PART), lost)


class ArticleFile:
    """The lines of one run. The file is made with its first line."""

    def __init__(self, folder: Path, run: str) -> None:
        self._path = folder / f"{run}.jsonl"
        self._file: BinaryIO | None = None

    @property
    def part(self) -> Path:
        return self._path.with_name(self._path.name + PART)

    def write(self, lines: Iterable[str]) -> None:
        """Append lines. They count once the state has committed `position`."""
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.part.open("xb")
        for line in lines:
            self._file.write(line.encode("utf-8", "backslashreplace") + b"\n")

    def sync(self) -> None:
        """Make what was written survive a power cut."""
        if self._file is not None:
            self._file.flush()
            os.fdatasync(self._file.fileno())

    def position(self) -> tuple[str, int] | None:
        """Tell the file's final name and its length; None before the first line."""
        return None if self._file is None else (self._path.name, self._file.tell())

    def close(self) -> Path | None:
        """Give the file its final name; give it back, or None where there was no line."""
        if self._file is None:
            return None
        self.sync()
        self._file.close()
        self._file = None
        self.part.rename(self._path)
        return self._path
