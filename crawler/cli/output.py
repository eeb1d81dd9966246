"""Files that commands write where their user says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crawler.errors import UsageError

# What a run has written into a collection, and no later command may touch.
RECORD = ("archive", "articles", "indexes", "runs")


def refuse_to_touch_record(output: Path, sources: Iterable[Path]) -> None:
    """Refuse an output that would take the place of what is read. Raises UsageError."""
    from archive.salvage import warc_files

    target = output.resolve()
    for source in sources:
        rooms = [(source / name).resolve() for name in RECORD]
        files = (file.resolve() for file in warc_files(source))
        if any(target.is_relative_to(room) for room in rooms) or target in files:
            raise UsageError(f"-o {output}: belongs to the archive that is read; give a file elsewhere")
