"""What verification finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class FaultKind(StrEnum):
    """What is wrong, in one word for programs."""

    TORN = "torn"  # the file ends inside a record, or in bytes that are none
    DAMAGED = "damaged"  # bytes in the middle cannot be read as records
    HEADER = "header"  # the WARC header breaks the format
    LENGTH = "length"  # Content-Length and block do not agree
    BLOCK_DIGEST = "block-digest"
    PAYLOAD_DIGEST = "payload-digest"
    DUPLICATE_ID = "duplicate-id"
    REFERENCE = "reference"  # the record that this one belongs to is not there
    REVISIT = "revisit"  # what a revisit refers to is not there, or is something else
    INDEX = "index"  # index and records do not agree
    ARTICLE = "article"  # an article and its record do not agree


@dataclass(frozen=True, slots=True)
class Fault:
    """`file` and `offset` say where, `url` of what, `message` in words for a person.

    A `note` is no fault: other tools write archives so, nothing is lost, and a reader should know.
    """

    file: str
    offset: int
    kind: FaultKind
    message: str
    url: str = ""
    note: bool = False

    def __str__(self) -> str:
        word = "note: " if self.note else ""
        place = f"{self.file}:{self.offset}: {self.kind}: {word}{self.message}"
        return f"{place} [{self.url}]" if self.url else place


@dataclass(slots=True)
class Tally:
    """The summary: bytes of the files and of the blocks in them, records and faults by kind, what was compared."""

    files: int = 0
    size: int = 0
    payload: int = 0
    records: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    index_lines: int = 0
    articles: int = 0

    def count(self, fault: Fault) -> None:
        (self.notes if fault.note else self.faults)[fault.kind.value] += 1
