"""`shilu extract`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from crawler.cli.options import option
from crawler.errors import StorageError, UsageError
from crawler.logs import set_up_logging


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write here [standard output]."
)
@option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to read pages with.")
def extract(paths: tuple[Path, ...], output: Path | None, jobs: int) -> int:
    """Read the articles again out of WARC files or collections, without the network. One JSON object a line."""
    _look_at(paths)
    set_up_logging(quiet=False)
    if output is None:
        # JSON is UTF-8, whatever the terminal's locale.
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        _write(paths, jobs, sys.stdout)
        return 0
    try:
        with output.open("w", encoding="utf-8", errors="backslashreplace") as file:
            _write(paths, jobs, file)
    except OSError as error:
        raise StorageError(f"{output}: {error.strerror}; nothing else was changed") from None
    return 0


def _look_at(paths: tuple[Path, ...]) -> None:
    """Refuse what cannot be an archive before anything is read."""
    from archive.salvage import may_hold_records, warc_files

    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder; give WARC files or collections")
        if path.is_file() and not may_hold_records(path):
            raise UsageError(f"{path}: is no WARC file; give WARC files or collections")
        if not warc_files(path) and not (path / "archive").is_dir():
            raise UsageError(f"{path}: holds no WARC file; give WARC files or collections")


def _write(paths: tuple[Path, ...], jobs: int, file: TextIO) -> None:
    from crawler.extraction import Source
    from crawler.extraction import extract as read
    from pipelines.article import line

    for article in read(Source.of(paths), jobs):
        file.write(line(article.to_dict()) + "\n")
    file.flush()
