"""A collection as one WACZ file (specs.webrecorder.net, WACZ 1.1.1): a ZIP that replay tools read in place."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from io import SEEK_END, BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, BinaryIO

from isal import isal_zlib

from archive.durable import whole
from archive.errors import told
from archive.index import Captures
from archive.members import opened
from archive.names import file_name, is_unfinished
from archive.salvage import warc_files
from archive.warc import GZIP, LEVEL

BLOCK = 1 << 20
INDEX_LINES = 3000
EPOCH = (1980, 1, 1, 0, 0, 0)  # ZIP's first day; what a file is made of says when, in the data package
# From this size on zipfile may write a ZIP64 field before the data that the directory at the end does not have. wabac
# (replayweb.page) takes the directory's word for where data begins, unless it has a field too: here an empty one of
# a number that is left for such use (APPNOTE 4.6.1).
LARGE, PADDING = 2_000_000_000, b"\xca\xfe\0\0"
PAGES_HEAD = {"format": "json-pages-1.0", "id": "pages", "title": "Articles", "hasText": True}


@dataclass(frozen=True, slots=True)
class WaczPage:
    """A page to begin with: `ts` is the date of its capture as the record has it, `text` what is searched."""

    id: str
    url: str
    ts: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaczInfo:
    title: str
    software: str
    created: datetime = field(default_factory=lambda: datetime.now(UTC))


def write_wacz(folder: Path, target: Path, info: WaczInfo, pages: Iterable[WaczPage]) -> int:
    """Pack the collection in `folder`, or a folder of WARC files; gives the number of pages.

    Nothing but one block is in memory. `target` appears when it is whole. Raises ArchiveError.
    """
    files = warc_files(folder)
    try:
        with (
            whole(target) as part,
            zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive,
            _index_of(folder, files, target.parent) as index,
        ):
            package = _Package(archive, target.parent)
            for path in files:
                with opened(path) as file:
                    package.add_file(f"archive/{file_name(path)}", file)
            packed = _PackedIndex(index)
            package.add("indexes/index.cdx.gz", packed.blocks())
            package.add("indexes/index.idx", packed.keys())
            counted = _Counted(pages)
            package.add("pages/pages.jsonl", counted.lines())
            package.close(info, counted.first)
    except OSError as error:
        raise told(error, target, "packing the collection") from error
    return counted.count


@contextmanager
def _index_of(folder: Path, files: Iterable[Path], scratch: Path) -> Iterator[Path]:
    """Give the collection's index, or one made of the records where there is none or a run is ahead of it."""
    index = folder / "indexes" / "index.cdxj"
    if index.is_file() and not any(map(is_unfinished, files)):
        yield index
        return
    with TemporaryDirectory(dir=scratch) as made, closing(sqlite3.connect("")) as connection:
        captures = Captures(connection)
        captures.rebuild(folder)
        captures.write_cdxj(Path(made) / index.name)
        yield Path(made) / index.name


class _PackedIndex:
    """The index in gzip members of some thousand lines, and the keys that lead to them.

    A reader finds its member in the keys and fetches no more of the index than that.
    """

    def __init__(self, index: Path) -> None:
        self._index = index
        self._keys: list[bytes] = []

    def blocks(self) -> Iterator[bytes]:
        offset = 0
        with self._index.open("rb") as file:
            while lines := list(islice(file, INDEX_LINES)):
                block = isal_zlib.compress(b"".join(lines), LEVEL, GZIP)
                digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
                place = {"offset": offset, "length": len(block), "digest": digest}
                self._keys.append(b" ".join((*lines[0].split(b" ", 2)[:2], _line(place))))
                offset += len(block)
                yield block

    def keys(self) -> Iterator[bytes]:
        yield b"!meta 0 " + _line({"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"})
        yield from self._keys


class _Counted:
    """The lines of `pages.jsonl`, counted on the way; the first page is where a reader begins."""

    def __init__(self, pages: Iterable[WaczPage]) -> None:
        self._pages = pages
        self.count = 0
        self.first: WaczPage | None = None

    def lines(self) -> Iterator[bytes]:
        yield _line(PAGES_HEAD)
        for page in self._pages:
            self.first = self.first or page
            self.count += 1
            yield _line({name: value for name, value in asdict(page).items() if value})


class _Package:
    """The ZIP file, with the size and hash of each entry noted for the data package."""

    def __init__(self, archive: zipfile.ZipFile, scratch: Path) -> None:
        self._archive = archive
        self._scratch = scratch
        self._resources: list[dict[str, Any]] = []

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        """Add what is made on the way. Its size must be known before, so it is gathered in a file."""
        with TemporaryFile(dir=self._scratch) as file:
            file.writelines(blocks)
            self.add_file(name, file)

    def add_file(self, name: str, file: BinaryIO) -> None:
        size, digest = self._write(name, file)
        self._resources.append({"name": _resource_name(name), "path": name, "hash": digest, "bytes": size})

    def close(self, info: WaczInfo, first: WaczPage | None) -> None:
        package = {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": info.title,
            "software": info.software,
            "created": info.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "mainPageUrl": first.url if first else "",
            "mainPageDate": first.ts if first else "",
            "resources": self._resources,
        }
        known = {name: value for name, value in package.items() if value or name == "resources"}
        name = "datapackage.json"
        _, digest = self._write(
            name, BytesIO(json.dumps(known, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace"))
        )
        self._write("datapackage-digest.json", BytesIO(json.dumps({"path": name, "hash": digest}).encode()))

    def _write(self, name: str, source: BinaryIO) -> tuple[int, str]:
        digest = hashlib.sha256()
        entry = zipfile.ZipInfo(name, EPOCH)
        entry.file_size = source.seek(0, SEEK_END)
        entry.extra = PADDING if entry.file_size > LARGE else b""
        source.seek(0)
        size = 0
        with self._archive.open(entry, "w") as file:
            while block := source.read(BLOCK):
                file.write(block)
                digest.update(block)
                size += len(block)
        return size, f"sha256:{digest.hexdigest()}"


def _resource_name(name: str) -> str:
    """Give a name as data packages want them: lower case and little else (Data Package 1, Data Resource)."""
    return re.sub(r"[^-a-z0-9._]", "-", Path(name).name.lower())


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
