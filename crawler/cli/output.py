"""Files that commands write where their user says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from archive.durable import whole
from crawler.errors import UsageError

# What a run has written into a collection, and no later command may touch.
RECORD = ("archive", "articles", "indexes", "runs", "state.sqlite", "state.sqlite-wal", "state.sqlite-shm")


def refuse_to_touch_record(output: Path, sources: Iterable[Path]) -> None:
    """Refuse an output that would take the place of what is read. Raises UsageError."""
    from archive.salvage import warc_files

    target = output.resolve()
    for source in sources:
        rooms = [(source / name).resolve() for name in RECORD]
        files = (file.resolve() for file in warc_files(source))
        if any(target.is_relative_to(room) for room in rooms) or target in files:
            raise UsageError(f"-o {output}: belongs to the archive that is read; give a file elsewhere")


def is_stream(output: Path) -> bool:
    """Tell what is there and no file: a pipe, a device, `/dev/stdout`. No file may take its place.

    Asked before links are followed: that of a pipe leads to no path.
    """
    return output.exists() and not output.is_file()


@contextmanager
def written(output: Path) -> Iterator[TextIO]:
    """Give a file to write that has the name `output` once it is whole, and leaves nothing where that fails.

    What is no file is written as it goes. A link to a file stays one.
    """
    with (
        nullcontext(output) if is_stream(output) else whole(output.resolve()) as path,
        path.open("w", encoding="utf-8", errors="backslashreplace") as file,
    ):
        yield file
