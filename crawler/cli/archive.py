"""`shilu check` and `shilu wacz`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crawler.cli.options import option
from crawler.cli.output import is_stream, refuse_to_touch_record
from crawler.cli.telling import tell
from crawler.errors import StorageError, UsageError
from crawler.exits import Exit

if TYPE_CHECKING:
    from archive.fault import Fault, Tally
    from archive.wacz import WaczPage


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR_OR_WARC...")
@option("--json", "as_json", is_flag=True, help="One JSON object a fault, the summary last.")
def check(paths: tuple[Path, ...], *, as_json: bool) -> int:
    """Verify archives: digests, lengths, torn ends, ids, revisits, the index and the articles against the records.

    - is a WARC file on standard input. One line a fault; exit code 1 on any. What other tools do in their own way without harm is a note.
    """
    from archive.fault import Tally
    from crawler.offline.piped import is_pipe, on_disk

    for path in paths:
        if not is_pipe(path) and not path.exists():
            raise UsageError(f"{path}: no such file or folder; give WARC files or collections")
    tally = Tally()
    with on_disk(paths) as kept:
        _tell_faults(kept, tally, as_json=as_json)
    if not tally.files and not tally.faults:  # an index or articles whose files are all gone are faults
        raise UsageError(f"{paths[0]}: holds no WARC file; give WARC files or collections")
    if as_json:
        # `asdict` would count a Counter's items as its keys.
        summary = {
            name: getattr(tally, name)
            for name in ("files", "size", "records", "faults", "notes", "index_lines", "articles")
        }
        click.echo(json.dumps({"summary": summary}, ensure_ascii=False))
    else:
        tell(_summary(tally))
        tell(f"index lines {tally.index_lines}, articles {tally.articles}")
    return Exit.ERRORS if tally.faults else Exit.OK


def _tell_faults(paths: tuple[Path, ...], tally: Tally, *, as_json: bool) -> None:
    try:
        for fault in _faults(paths, tally):
            click.echo(json.dumps(asdict(fault), ensure_ascii=False) if as_json else str(fault))
    except OSError as error:
        raise StorageError(f"{error.filename}: {error.strerror}; check the folder's owner and rights") from None


def _faults(paths: tuple[Path, ...], tally: Tally) -> Iterator[Fault]:
    from archive.check import check as verify
    from crawler.collection.lines_check import lines_faults

    yield from verify(paths, tally)
    for folder in dict.fromkeys(paths):
        for fault in lines_faults(folder):
            tally.count(fault)
            yield fault


def _summary(tally: Tally) -> str:
    records, faults, notes = (sum(counter.values()) for counter in (tally.records, tally.faults, tally.notes))
    found = f"{faults or 'no'} fault{'' if faults == 1 else 's'}"
    noted = f", {notes} note{'' if notes == 1 else 's'}" if notes else ""
    return f"{tally.files} files, {tally.size / 1e6:.1f} MB, {records} records: {found}{noted}"


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="[DIR.wacz]")
def wacz(folder: Path, output: Path | None) -> int:
    """Pack the collection in DIR as one WACZ file: WARC files, index, and the articles as its pages.

    A folder of WARC files that others wrote will do: its index is made of the records, and its articles are read from them.
    """
    from archive.errors import ArchiveError
    from archive.names import is_unfinished
    from archive.salvage import warc_files
    from archive.wacz import WaczInfo, write_wacz
    from crawler import VERSION

    files = warc_files(folder)
    if not files and not (folder / "indexes" / "index.cdxj").is_file():
        raise UsageError(f"{folder}: holds no WARC file; give a collection or a folder of WARC files")
    if output and (str(output) == "-" or is_stream(output)):
        raise UsageError(f"-o {output}: a WACZ file is written to no pipe and no device; give it a name")
    named = folder if folder.name not in ("", "..") else folder.resolve()
    target = output or named.with_name(named.name + ".wacz")
    refuse_to_touch_record(target, (folder,))
    info = WaczInfo(title=named.name, software=f"Shilu/{VERSION}")
    try:
        count = write_wacz(folder, target.resolve(), info, _pages(folder))
    except ArchiveError as error:
        raise StorageError(str(error)) from None
    if any(map(is_unfinished, files)):
        tell(f"{folder}: a run is on, or was killed: the articles of its own are not among the pages yet")
    tell(f"{target}: {count} pages, {target.stat().st_size / 1e6:.1f} MB")
    return Exit.OK


def _pages(folder: Path) -> Iterator[WaczPage]:
    """Give every version of every article as a page, with title and text."""
    from archive.wacz import WaczPage

    for article in _written(folder) if (folder / "articles").is_dir() else _read(folder):
        place = article.get("archive", {})
        yield WaczPage(
            id=place.get("recordId", "").removeprefix("<urn:uuid:").rstrip(">"),
            url=article["url"],
            ts=place.get("date", ""),
            title=article.get("headline") or article["url"],
            text=article.get("articleBody", ""),
        )


def _written(folder: Path) -> Iterator[dict[str, Any]]:
    from crawler.collection.articles import articles_in

    for path in sorted((folder / "articles").glob("*.jsonl")):
        yield from (article for _, article in articles_in(path))


def _read(folder: Path) -> Iterator[dict[str, Any]]:
    from crawler.offline.extraction import extract
    from crawler.offline.source import opened

    with opened((folder,)) as source:
        yield from (article.to_dict() for article in extract(source, 1, []))
