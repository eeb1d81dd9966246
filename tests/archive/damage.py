"""Ways to damage an archive, for the museum of broken ones."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.archive.archives import members

Damage = Callable[[Path], None]


def edited(member: int, change: Callable[[bytes], bytes]) -> Damage:
    """Change what a member holds and compress it again, so that gzip sees nothing."""

    def damage(path: Path) -> None:
        parts = members(path)
        before = gzip.decompress(parts[member])
        after = change(before)
        assert after != before
        parts[member] = gzip.compress(after, mtime=0)
        path.write_bytes(b"".join(parts))

    return damage


def parts_of(change: Callable[[list[bytes]], list[bytes]]) -> Damage:
    """Change the members as they are."""

    def damage(path: Path) -> None:
        path.write_bytes(b"".join(change(members(path))))

    return damage


def flipped(member: int, at: int) -> Damage:
    """Flip one bit of a member, counted from its beginning or its end."""

    def change(parts: list[bytes]) -> list[bytes]:
        data = bytearray(parts[member])
        data[at] ^= 0x10
        return [*parts[:member], bytes(data), *parts[member + 1 :]]

    return parts_of(change)


def bytes_of(change: Callable[[bytes], bytes]) -> Damage:
    def damage(path: Path) -> None:
        path.write_bytes(change(path.read_bytes()))

    return damage


def beside(name: str, change: Callable[[list[str]], list[str]]) -> Damage:
    """Change the lines of another file of the collection."""

    def damage(path: Path) -> None:
        other = path.parent.parent / name
        lines = other.read_text().splitlines(keepends=True)
        other.write_text("".join(change(lines)))

    return damage


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(old, new, data, count=1)


FIRST, SECOND = 1, 4  # responses


def same_id(parts: list[bytes]) -> list[bytes]:
    pattern = rb"WARC-Record-ID: (<[^>]+>)"
    first = re.search(pattern, gzip.decompress(parts[FIRST]))
    assert first
    again = gzip.decompress(parts[SECOND])
    again = re.sub(pattern, b"WARC-Record-ID: " + first[1], again)
    return [*parts[:SECOND], gzip.compress(again, mtime=0), *parts[SECOND + 1 :]]


def without_index(path: Path) -> None:
    (path.parent.parent / "indexes" / "index.cdxj").unlink()


of_index = partial(beside, "indexes/index.cdxj")
of_articles = partial(beside, "articles/run.jsonl")


def as_one_member(parts: list[bytes]) -> list[bytes]:
    return [gzip.compress(b"".join(map(gzip.decompress, parts)), mtime=0)]
