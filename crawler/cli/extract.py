"""`shilu extract`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from crawler.cli.options import PROCESSES, option
from crawler.cli.output import refuse_to_touch_record, written
from crawler.errors import StorageError, UsageError
from crawler.exits import Exit
from crawler.logs import set_up_logging

if TYPE_CHECKING:
    from archive.salvage import Damage


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here [standard output].")
@option("--jobs", type=PROCESSES, default=1, show_default=True, help="Processes to read pages with.")
def extract(paths: tuple[Path, ...], output: Path | None, jobs: int) -> int:
    """Read the articles again out of WARC files, WACZ files or collections, without the network. One JSON object a line.

    - is a WARC file on standard input. Damage is told and read around; exit code 1 where a finished file has any.
    """
    from crawler.offline.piped import on_disk

    set_up_logging(quiet=False)
    with on_disk(paths) as kept:
        for path, given in zip(kept, paths, strict=True):
            _look_at(path, given)
        if output is None or str(output) == "-":
            return _write(kept, jobs, sys.stdout)
        refuse_to_touch_record(output, kept)
        try:
            with written(output) as file:
                return _write(kept, jobs, file)
        except OSError as error:
            raise StorageError(f"{output}: {error.strerror}; nothing else was changed") from None


def _look_at(path: Path, given: Path) -> None:
    """Refuse what cannot be an archive before anything is read."""
    from archive.salvage import may_hold_records, warc_files

    if not path.exists():
        raise UsageError(f"{given}: no such file or folder; give WARC files or collections")
    if path.is_file() and not may_hold_records(path):
        raise UsageError(f"{given}: is no WARC file; give WARC files or collections")
    if not warc_files(path) and not (path / "archive").is_dir():
        raise UsageError(f"{given}: holds no WARC file; give WARC files or collections")


def _write(paths: tuple[Path, ...], jobs: int, file: TextIO) -> Exit:
    from crawler.offline.extraction import extract as read
    from crawler.offline.source import opened
    from pipelines.article import line

    damaged: list[Damage] = []
    with opened(paths) as source:
        for article in read(source, jobs, damaged):
            file.write(line(article.to_dict()) + "\n")
        file.flush()
    finished = any(not _is_open(each, paths) for each in damaged)
    return Exit.ERRORS if finished or source.unread or source.missing else Exit.OK


def _is_open(damage: Damage, paths: tuple[Path, ...]) -> bool:
    """Say whether a file is still being written, or was when a crawl was killed: its end may be torn."""
    from archive.salvage import warc_files

    return any(file.name == f"{damage.file}.open" for path in paths for file in warc_files(path))
