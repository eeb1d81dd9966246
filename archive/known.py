"""What verification remembers of the records it has seen: a few numbers each, so that millions fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.cdxj import timestamp14
from archive.dom import SCHEME
from archive.fault import Fault, FaultKind
from archive.frames import Frame
from archive.http import is_http, status_of

ANSWERS = frozenset({"response", "revisit"})
BELONGS = ("warc-warcinfo-id", "warc-concurrent-to")  # to whose records a record belongs (WARC 1.1, 5.9 and 5.10)
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """A response or revisit, as index and articles refer to it: texts as hashes, the date in 14 digits.

    `status` is 0 where no server sent it.
    """

    record_id: int
    url: int
    digest: int
    length: int
    stamp: bytes
    status: int


@dataclass(frozen=True, slots=True)
class _Reference:
    """A revisit and what it says of its original."""

    place: Place
    url: str
    target: str
    target_url: str
    target_date: str
    digest: str


def _reference(file: str, frame: Frame) -> _Reference:
    return _Reference(
        place=(file, frame.offset),
        url=frame.url,
        target=frame.get("warc-refers-to"),
        target_url=frame.get("warc-refers-to-target-uri").strip("<>"),
        target_date=frame.get("warc-refers-to-date"),
        digest=frame.get("warc-payload-digest"),
    )


class Known:
    """Records by id and by place. Texts are kept as 64-bit hashes: two of millions hardly ever agree by chance."""

    def __init__(self) -> None:
        self.answers: dict[Place, Answer] = {}
        self.finished: set[str] = set()  # files that no run was writing to when they were read
        self._ids: dict[int, tuple[int, int] | None] = {}
        self._captures: set[int] = set()
        self._references: list[_Reference] = []
        self._awaited: dict[int, Fault] = {}

    def add(self, file: str, frame: Frame) -> Iterator[Fault]:
        """Remember a record and what it refers to; tells when its id was used before."""
        record_id = frame.get("warc-record-id")
        if record_id and hash(record_id) in self._ids:
            message = f"{record_id} is the id of another record too"
            yield Fault(file, frame.offset, FaultKind.DUPLICATE_ID, message, frame.url)
        self.learn(file, frame)
        for name in BELONGS:
            self._await(name, file, frame)
        if frame.get("warc-type") == "revisit":
            self._references.append(_reference(file, frame))

    def learn(self, file: str, frame: Frame) -> None:
        """Remember a record as one that others may refer to."""
        key = hash(frame.get("warc-record-id"))
        self._ids[key] = None
        self._awaited.pop(key, None)
        if frame.get("warc-type") in ANSWERS or frame.url.startswith(SCHEME):
            self._add_answer(file, frame, key)

    def _await(self, name: str, file: str, frame: Frame) -> None:
        """Remember a reference to a record that has not come yet; the first one to it stands for all."""
        target = frame.get(name)
        if target and hash(target) not in self._ids:
            message = f"belongs to {target} ({name}), which is not in this archive"
            fault = Fault(file, frame.offset, FaultKind.REFERENCE, message, frame.url)
            self._awaited.setdefault(hash(target), fault)

    @property
    def complete(self) -> bool:
        """Tell whether every record that another one refers to is there."""
        return not self._awaited and all(self._missing(revisit) is None for revisit in self._references)

    def _add_answer(self, file: str, frame: Frame, key: int) -> None:
        place = (file, frame.offset)
        digest = frame.get("warc-payload-digest")
        if is_http(frame.get("content-type"), frame.block) or frame.url.startswith(SCHEME):
            stamp = timestamp14(frame.get("warc-date")).encode()
            status = status_of(frame.block)
            self.answers[place] = Answer(key, hash(frame.url), hash(digest), frame.length, stamp, status)
        if frame.get("warc-type") != "revisit":
            capture = hash((frame.url, frame.get("warc-date")))
            self._captures.add(capture)
            self._ids[key] = (capture, hash(digest))

    def missing_targets(self) -> Iterator[Fault]:
        """Tell which records refer to nothing, and which revisits to a record that is not what they say."""
        yield from self._awaited.values()
        for revisit in self._references:
            if message := self._missing(revisit):
                yield Fault(*revisit.place, FaultKind.REVISIT, message, revisit.url)

    def _missing(self, revisit: _Reference) -> str | None:
        capture = hash((revisit.target_url, revisit.target_date))
        if not revisit.target:  # which is optional (WARC 1.1, 5.11); URL and date serve too
            return None if capture in self._captures else "refers to no record that is in this archive"
        if hash(revisit.target) not in self._ids:
            return f"refers to {revisit.target}, which is not in this archive"
        found = self._ids[hash(revisit.target)]
        if found is None:
            return f"refers to {revisit.target}, which is no response"
        if revisit.target_url and revisit.target_date and found[0] != capture:
            return f"{revisit.target} has another URL or date than this revisit says"
        if revisit.digest and found[1] != hash(revisit.digest):
            return f"{revisit.target} has another payload digest than this revisit"
        return None
