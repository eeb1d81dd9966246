"""Verification that fails on real damage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import SEEK_END
from pathlib import Path

from archive.check_collection import articles_faults, index_faults
from archive.check_records import faults_of
from archive.fault import Fault, FaultKind, Tally
from archive.frames import Frame, frames_of
from archive.known import Known
from archive.members import Gap, opened
from archive.names import file_name, is_unfinished
from archive.salvage import warc_files


def check(paths: Iterable[Path], tally: Tally | None = None) -> Iterator[Fault]:
    """Verify archives: WARC files, folders of them, collections with their index and articles.

    Gives the faults as they are found; those between records (ids, revisits, index, articles) come last. `tally`
    is counted up on the way. Raises OSError for what cannot be read at all.
    """
    tally = tally if tally is not None else Tally()
    known = Known()
    paths = tuple(dict.fromkeys(paths))
    files = dict.fromkeys(file for path in paths for file in warc_files(path))
    for path in files:
        for fault in _check_file(path, known, tally):
            tally.count(fault)
            yield fault
    if not known.complete:
        _look_around(files, known)
    for fault in _between(paths, known, tally):
        tally.count(fault)
        yield fault


def _between(paths: Iterable[Path], known: Known, tally: Tally) -> Iterator[Fault]:
    yield from known.missing_targets()
    for path in paths:
        if (path / "archive").is_dir():
            yield from index_faults(path, known, tally)
            yield from articles_faults(path, known, tally)


def _check_file(path: Path, known: Known, tally: Tally) -> Iterator[Fault]:
    tally.files += 1
    with opened(path) as file:
        size = file.seek(0, SEEK_END)
    tally.size += size
    name = file_name(path)
    if not is_unfinished(path):
        known.finished.add(name)
    if not size:
        yield Fault(name, 0, FaultKind.TORN, "the file is empty")
    for frame in frames_of(path):
        if isinstance(frame, Gap):
            kind = FaultKind.TORN if frame.at_end and not frame.closed else FaultKind.DAMAGED
            yield Fault(name, frame.offset, kind, f"{frame.reason} ({frame.length} bytes)")
        else:
            yield from _check_frame(name, frame, known, tally)


def _look_around(files: Iterable[Path], known: Known) -> None:
    """Read the files beside single ones: a record may refer to another file of its archive."""
    folders = dict.fromkeys(file.absolute().parent for file in files)
    given = {file.absolute() for file in files}
    for path in (path for folder in folders for path in warc_files(folder) if path.absolute() not in given):
        for frame in frames_of(path):
            if isinstance(frame, Frame):
                known.learn(file_name(path), frame)


def _check_frame(name: str, frame: Frame, known: Known, tally: Tally) -> Iterator[Fault]:
    tally.records[frame.get("warc-type") or "?"] += 1
    tally.payload += len(frame.block)
    yield from faults_of(name, frame)
    yield from known.add(name, frame)
