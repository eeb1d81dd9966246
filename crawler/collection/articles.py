"""The files of article lines: one a run, `.part` while it is written, cut to the last commit after a kill."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.durable import PART, cut, sync_folder
from pipelines.article import Json

NEEDED = {"articleId": str, "version": int, "url": str}  # without these a line is no article


@dataclass(frozen=True, slots=True)
class Cut:
    """A file that a killed run had left: `lost` bytes beyond the last commit were cut; their pages come again."""

    file: str
    lost: int


def articles_in(path: Path) -> Iterator[tuple[int, Json]]:
    """Give offset and article of every line that is one; `shilu check` tells of the others."""
    offset = 0
    with path.open("rb") as lines:
        for line in lines:
            article = _article(line)
            if article is not None:
                yield offset, article
            offset += len(line)


def _article(line: bytes) -> Json | None:
    try:
        article = json.loads(line)
    except ValueError:
        return None
    if not isinstance(article, dict):
        return None
    return article if all(isinstance(article.get(key), kind) for key, kind in NEEDED.items()) else None


def mend(folder: Path, committed: Mapping[str, int] | None) -> tuple[Cut, ...]:
    """Cut every `.part` file to what was committed and give it its final name. A file without a line is removed.

    `committed` is None where nobody knows: the state is lost. Every whole line is kept then, and is known again
    once the state has been built anew.
    """
    cuts = tuple(_mend(path, committed) for path in sorted(folder.glob("*" + PART)))
    if cuts:
        sync_folder(folder)
    return cuts


def _mend(path: Path, committed: Mapping[str, int] | None) -> Cut:
    name, before = path.name.removesuffix(PART), path.stat().st_size
    size = _whole_lines(path) if committed is None else min(committed.get(name, 0), before)
    if size:
        cut(path, size)
        path.rename(path.with_name(name))
    else:
        path.unlink()
    return Cut(name, before - size)


def _whole_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(len(line) for line in file if line.endswith(b"}\n"))


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
            sync_folder(self._path.parent)
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
        """Give the file its final name; give it back, or None where there was no line. To be called when committed."""
        if self._file is None:
            return None
        self.sync()
        self._file.close()
        self._file = None
        self.part.rename(self._path)
        sync_folder(self._path.parent)
        return self._path

    def abandon(self) -> None:
        """Let go of the file as it lies; what cannot be flushed any more was never committed."""
        file, self._file = self._file, None
        if file is not None:
            try:
                file.close()
            except OSError:
                return
