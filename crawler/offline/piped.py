"""Archives that come through a pipe, or packed as WACZ."""

from __future__ import annotations

import logging
import shutil
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.salvage import SUFFIXES, is_arc
from crawler.errors import StorageError, UsageError

log = logging.getLogger(__name__)

STANDARD_INPUT = Path("-")


def is_pipe(path: Path) -> bool:
    """Tell what can be read but once: `-`, or a named pipe as of `<(zcat x.warc.gz)`."""
    return path == STANDARD_INPUT or path.is_fifo()


@contextmanager
def on_disk(paths: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    """Give files and folders as they are, and what is piped or packed as a file or folder that is gone afterwards.

    Records refer to each other, and damage is read around by looking back: neither can be done in a pipe.
    """
    with ExitStack() as held:
        files = (_kept(path, held) if is_pipe(path) else path for path in paths)
        yield tuple(_unpacked(file, held) if _is_wacz(file) else _no_arc(file) for file in files)


def _no_arc(path: Path) -> Path:
    if path.is_file() and is_arc(path):
        raise UsageError(f"{path}: is an ARC file; `warcio recompress` makes a WARC file of it")
    return path


def _is_wacz(path: Path) -> bool:
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    with suppress(zipfile.BadZipFile, OSError), zipfile.ZipFile(path) as packed:
        return any(map(_is_warc, packed.namelist()))
    return False


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith(SUFFIXES)


def _unpacked(path: Path, held: ExitStack) -> Path:
    """Give a folder of the WARC files in a WACZ."""
    folder = Path(held.enter_context(TemporaryDirectory(prefix="shilu-")))
    try:
        with zipfile.ZipFile(path) as packed:
            for entry in (each for each in packed.infolist() if _is_warc(each.filename)):
                # Files of one name may lie in several folders; `extract` lets none out of ours.
                entry.filename = entry.filename.removeprefix("archive/")
                try:
                    packed.extract(entry, folder)
                except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
                    log.warning("%s: %s: %s; what came of it is read", path, entry.filename, error)
    except OSError as error:
        raise _no_room(folder, error, f"unpacking {path}") from None
    return folder


def _kept(path: Path, held: ExitStack) -> Path:
    folder = Path(held.enter_context(TemporaryDirectory(prefix="shilu-")))
    file = folder / path.name
    try:
        with file.open("wb") as target:
            if path == STANDARD_INPUT:
                shutil.copyfileobj(sys.stdin.buffer, target)
            else:
                with path.open("rb") as source:
                    shutil.copyfileobj(source, target)
    except OSError as error:
        raise _no_room(folder, error, f"keeping what comes through {path}") from None
    return file


def _no_room(folder: Path, error: OSError, action: str) -> StorageError:
    words = f"{error.strerror} while {action}"
    return StorageError(f"{folder}: {words}; free some space, or name another folder with TMPDIR")
