"""Mends what a killed run left behind."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from archive.durable import cut, sync_folder
from archive.errors import ArchiveError, told
from archive.members import whole_members
from archive.names import OPEN, file_name

TORN = ".torn"


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was done to a file that a run had left open. `torn` bytes were cut off and lie in `kept_aside`.

    `records` counts those that were looked at: all of them, or those after the offset known to be good.
    A file without one whole record is gone; `size` is 0 then.
    """

    file: str
    records: int
    size: int
    torn: int
    kept_aside: str | None


def recover(folder: Path, known: tuple[str, int] | None = None) -> tuple[Recovered, ...]:
    """Cut every `.open` file to its last whole record, keep the tail aside, and give the file its final name.

    `known` is a file and an offset in it up to which all was synced, as `Store.position` told: only what follows
    is read. Being killed in here does no harm; the next call goes on. Raises ArchiveError.
    """
    return tuple(_recover(path, known) for path in sorted(folder.glob(f"*{OPEN}")))


def _recover(path: Path, known: tuple[str, int] | None) -> Recovered:
    final = path.with_name(file_name(path))
    if final.exists():
        raise ArchiveError(f"{path}: {final.name} exists too; move one of the two out of the folder")
    try:
        good, records = _good_end(path, known[1] if known and known[0] == final.name else 0)
        torn = path.stat().st_size - good
        aside = _keep_aside(path, final, good) if torn else None
        cut(path, good)
        if good:
            path.rename(final)
        else:
            path.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise told(error, path, "mending it") from error
    return Recovered(final.name, records, good, torn, aside.name if aside else None)


def _good_end(path: Path, start: int) -> tuple[int, int]:
    good = start if start <= path.stat().st_size else 0
    records = 0
    for member in whole_members(path, good):
        good, records = member.end, records + 1
    return good, records


def _keep_aside(path: Path, final: Path, good: int) -> Path:
    aside = final.with_name(final.name + TORN)
    with path.open("rb") as source, aside.open("wb") as target:
        source.seek(good)
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
    return aside
