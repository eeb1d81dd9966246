"""Archives that come through a pipe."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.errors import StorageError

STANDARD_INPUT = Path("-")


def is_pipe(path: Path) -> bool:
    """Tell what can be read but once: `-`, or a named pipe as of `<(zcat x.warc.gz)`."""
    return path == STANDARD_INPUT or path.is_fifo()


@contextmanager
def on_disk(paths: Iterable[Path]) -> Iterator[tuple[Path, ...]]:
    """Give files and folders as they are, and what comes through a pipe as a file that is gone afterwards.

    Records refer to each other, and damage is read around by looking back: neither can be done in a pipe.
    """
    with ExitStack() as held:
        yield tuple(_kept(path, held) if is_pipe(path) else path for path in paths)


def _kept(path: Path, held: ExitStack) -> Path:
    folder = held.enter_context(TemporaryDirectory(prefix="shilu-"))
    file = Path(folder) / path.name
    try:
        with file.open("wb") as target:
            if path == STANDARD_INPUT:
                shutil.copyfileobj(sys.stdin.buffer, target)
            else:
                with path.open("rb") as source:
                    shutil.copyfileobj(source, target)
    except OSError as error:
        words = f"{error.strerror} while keeping what comes through {path}"
        raise StorageError(f"{folder}: {words}; free some space, or name another folder with TMPDIR") from None
    return file
