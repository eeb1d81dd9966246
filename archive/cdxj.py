"""CDXJ: one line a capture, sorted, as replay tools search it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from archive.capture import RecordKind
from archive.durable import whole
from archive.errors import told

NO_DIGITS = str.maketrans("", "", "-:TZ.+ ")


class Row(NamedTuple):
    """What a line is made of. `date` is a WARC-Date, `kind` the type of the record."""

    surt: str
    date: str
    url: str
    kind: str
    status: int
    mime: str
    digest: str | None
    length: int
    offset: int
    file: str


def sorted_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Give the lines in the order of their bytes; rows of one second may come in another one."""
    for _, group in groupby(rows, key=lambda row: (row.surt, timestamp14(row.date))):
        yield from sorted(map(_cdxj, group))


def _cdxj(row: Row) -> str:
    fields = {
        "url": row.url,
        "mime": "warc/revisit" if row.kind == RecordKind.REVISIT else row.mime,
        "status": "" if row.kind == RecordKind.RESOURCE else str(row.status),
        "digest": row.digest,
        "length": str(row.length),
        "offset": str(row.offset),
        "filename": row.file,
    }
    known = {name: value for name, value in fields.items() if value}
    return f"{row.surt} {timestamp14(row.date)} {json.dumps(known)}\n"


def timestamp14(date: str) -> str:
    """Give a WARC-Date as the fourteen digits that indexes use."""
    return date.translate(NO_DIGITS)[:14]


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Replace a text file by one holding `lines`, at once or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
    except OSError as error:
        raise told(error, path, "writing the index") from error
