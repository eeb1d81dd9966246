"""Shilu and its peers behind one question: which text is in these bytes? And: is the answer right, what did it cost?

Peers look at the bytes alone, but for w3lib, which believes what is declared. Who is not installed is left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from pipelines.text.charset.codec import decode_plain
from pipelines.text.charset.labels import encoding_of
from pipelines.text.charset.tables import is_known
from pipelines.text.encoding import decode

GROUPS = {
    "GB": ("gb18030", "hz-gb-2312"),
    "Big5": ("big5",),
    "Japanese": ("shift_jis", "euc-jp", "iso-2022-jp", "euc-jis-2004", "shift-jis-2004"),
    "Korean": ("euc-kr", "johab", "iso-2022-kr"),
    "UTF-8, ASCII": ("utf-8",),
    "UTF-16, UTF-32": ("utf-16le", "utf-16be", "utf-32le", "utf-32be"),
    "Cyrillic": (
        "windows-1251",
        "koi8-r",
        "iso-8859-5",
        "ibm866",
        "ibm855",
        "x-mac-cyrillic",
        "kz-1048",
        "ptcp154",
    ),
    "Greek, Hebrew, Arabic, Thai": (
        *("iso-8859-7", "ibm869", "windows-1255", "windows-1256", "iso-8859-6", "windows-874"),
    ),
}
GROUP_OF = {encoding: group for group, encodings in GROUPS.items() for encoding in encodings}


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    data: bytes
    truth: str | None  # None: no text
    header: str | None = None
    han: int = 0

    @property
    def group(self) -> str:
        return GROUP_OF.get(self.truth, "Latin, EBCDIC") if self.truth else "not text"


Reader = Callable[[Case], str]


def ours(case: Case) -> str:
    read = decode(case.data, case.header)
    return read.text if read.confidence else ""


def by_name(detect: Callable[[bytes], str | None]) -> Reader:
    """Decode by our tables under the name that a detector gives, so that only the choice is compared."""

    def reader(case: Case) -> str:
        encoding = encoding_of(detect(case.data))
        if encoding == "utf-16le" and case.data[:2] == b"\xfe\xff":
            encoding = "utf-16be"
        return decode_plain(case.data, encoding) if encoding and is_known(encoding) else ""

    return reader


def peers() -> dict[str, Reader]:
    readers: dict[str, Reader] = {"shilu": ours}
    for name, module, build in PEERS:
        try:
            readers[name] = build(import_module(module))
        except ImportError:
            print(f"{name} is not installed, left out")
    return readers


def readers_of_text(alone: bool) -> dict[str, Reader]:
    """Give ours and, unless `alone`, the peers that look at the bytes: w3lib believes what is declared."""
    return {"shilu": ours} if alone else {name: each for name, each in peers().items() if name != "w3lib"}


PEERS = (
    ("chardet", "chardet", lambda m: by_name(lambda data: m.detect(data)["encoding"])),
    ("cchardet", "cchardet", lambda m: by_name(lambda data: m.detect(data)["encoding"])),
    ("normalizer", "charset_normalizer", lambda m: by_name(lambda data: m.detect(data)["encoding"])),
    ("resiliparse", "resiliparse.parse.encoding", lambda m: by_name(m.detect_encoding)),
    ("chardetng", "chardetng_py", lambda m: by_name(lambda data: m.detect(data, allow_utf8=True))),
    ("ICU", "icu", lambda m: by_name(lambda data: icu_name(m, data))),
    ("w3lib", "w3lib.encoding", lambda m: lambda case: m.html_to_unicode(case.header, case.data)[1]),
)


def icu_name(icu: object, data: bytes) -> str | None:
    match = icu.CharsetDetector(data).detect()  # type: ignore[attr-defined]
    return match.getName().removesuffix("_rtl").removesuffix("_ltr") if match else None


def is_right(case: Case, text: str) -> bool:
    if case.truth is None:
        return not text
    true = decode_plain(case.data, case.truth)
    return same(text, true) or same_but_for_segments(case, text)


def same(text: str, true: str) -> bool:
    return text == true or text.lstrip("\ufeff") == true.lstrip("\ufeff")


def same_but_for_segments(case: Case, text: str) -> bool:
    """Right too: a page of which a part that the true codec cannot decode was read in that part's own charset."""
    read = decode(case.data, case.header)
    if not read.segments or read.text != text or read.encoding != case.truth:
        return False
    others = (case.data[part.start : part.end] for part in read.segments if part.encoding != case.truth)
    return any("\ufffd" in decode_plain(piece, case.truth or "") for piece in others)


def timed(reader: Reader, case: Case) -> tuple[str, float]:
    start = time.perf_counter()
    try:
        text = reader(case)
    except Exception:  # a peer that fails is wrong, not the end of the run
        text = ""
    return text, time.perf_counter() - start
