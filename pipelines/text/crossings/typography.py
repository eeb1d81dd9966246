"""Quotes, apostrophes and dashes of a text in Latin or Cyrillic letters that was read as GBK: `city鈥檚`, `said.鈥?`.

They have three bytes in UTF-8, the letters one or two. So the third one makes a pair with the letter behind it, or is
lost, with or without the blank behind it: `”` becomes `鈥?`. Letters of two bytes behind such a mark are one off, and
the last of them is lost in the same way: `jusqu’à` becomes `jusqu鈥櫭?`. All else of such a line is UTF-8 as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.charset import letters
from pipelines.text.crossings.examples import is_example
from pipelines.text.crossings.lossless import uncross
from pipelines.text.edits import Edit

KIND: Final = "mojibake"
_CONFIDENCE: Final = 0.8  # in lines where a byte is lost
_UPPER_CONTROL: Final = Pattern("[\x80-\x9f]")
_LINE: Final = Pattern("[^\n]*[鈥锘][^\n]*")
_ORDER_MARK: Final = Pattern("锘([\u4e00-\u9fff])|锘[?\ufffd]?(?=<|[?]?xml\\b|!doctype\\b|html\\b)", re.IGNORECASE)
_HAN: Final = Pattern("[\u3400-\u9fff]")
_CYRILLIC: Final = Pattern("[\u0400-\u04ff]")
_MARKS: Final = frozenset("?\ufffd")
_BEGUN: Final = (b"\xe2", b"\xe2\x80")  # of all these marks
_CLOSED_BY: Final = {"„": "“", "“": "”", "‘": "’"}
_ENDS_SENTENCE: Final = frozenset(".,!?…")
_BLANKS: Final = frozenset(("", " ", "\xa0"))
_SURE: Final = 4  # characters of a text that are read so, from which on it is no accident
_PUNCTUATION: Final = frozenset(",.;:!?)")
_OMITTED: Final = frozenset("sxz")  # letters behind which an apostrophe ends a word
_LOST: Final = "\x00"
_CHARSETS: Final = {  # that may hold the letters whose first byte in UTF-8 this is, and tell how likely they are
    0xC3: ("windows-1252", "windows-1250", "windows-1254"),
    0xC4: ("windows-1250", "windows-1254", "windows-1257"),
    0xC5: ("windows-1250", "windows-1254", "windows-1257"),
    0xCE: ("windows-1253",),
    0xCF: ("windows-1253",),
    0xD0: ("windows-1251",),
    0xD1: ("windows-1251",),
}
_AROUND: Final = 60  # characters on either side of a letter that tell the language
_NO_LETTER: Final = Pattern(r"[\W\d_]")
_BITS: Final = 2.0  # by which the letter must be likelier than the next one


def find_typography(text: str) -> list[Edit]:
    """Give the edits that restore them, a line each, and what a mark of byte order left before the text."""
    if "鈥" not in text and text[:1] != "锘":
        return []
    lines = [(line, reading) for line in _LINE.finditer(text) if (reading := read(line[0]))]
    if sum(reading.evidence for _, reading in lines) < _SURE:
        lines = []
    edits = [
        Edit(KIND, line.start(), line.end(), line[0], after, _CONFIDENCE)
        for line, reading in lines
        if not _UPPER_CONTROL.search(
            after := _whole(reading)
        )  # it had crossed before, and one crossing would be left
    ]
    if not edits or edits[0].start > 0:
        edits = [*_order_mark(text), *edits]
    return [edit for edit in edits if not is_example(text, edit)]


def _whole(reading: Reading) -> str:
    """The line that was restored, and what it was before it crossed first, where it crossed twice."""
    line = restored(reading)
    return uncross(line) or line


def _order_mark(text: str) -> Iterator[Edit]:
    """The mark of byte order, of which one byte makes a pair with the letter behind it, or took the bracket of a tag."""
    if match := _ORDER_MARK.match(text):
        data = (match[1] or "").encode("gb18030")
        if not data:
            yield Edit(KIND, 0, match.end(), match[0], _bracket(text[match.end() :][:1]), 0.95)
        elif data[0] == 0xBF and len(data) == 2 and data[1] < 0x80:
            yield Edit(KIND, 0, match.end(), match[0], chr(data[1]), 0.95)


def _bracket(behind: str) -> str:
    """What begins a tag or a declaration, as far as it is gone."""
    return "" if behind == "<" else "<?" if behind in "xX" else "<"


@dataclass(slots=True)
class Reading:
    """A line read as UTF-8. `lost` are places in `out` of marks whose last byte is not known, with the sign of the decoder
    that stands for it and maybe for ASCII; `leads` the first bytes of those that are letters; `evidence` counts what is
    beyond ASCII; a mark that is known says enough.
    """

    out: list[str] = field(default_factory=list)
    lost: dict[int, str] = field(default_factory=dict)
    leads: dict[int, int] = field(default_factory=dict)
    evidence: int = 0
    pending: bytes = b""

    def take(self, byte: bytes) -> bool:
        """Take a byte that is known; false where no UTF-8 goes on so."""
        if self.pending and not b"\x80" <= byte < b"\xc0":
            if self.pending not in _BEGUN and not (self.ends_in_letter and byte < b"\x80"):
                return False
            self.lose("")
        self.pending += byte
        try:
            char = self.pending.decode("utf-8")
        except UnicodeDecodeError as error:
            return error.reason == "unexpected end of data"
        self.evidence += _SURE * self.pending.startswith(_BEGUN[1]) or char > "\x7f"
        if char != "\ufeff" or self.out:
            self.out.append(char)
        self.pending = b""
        return True

    @property
    def ends_in_letter(self) -> bool:
        """Whether the first byte of a letter is at hand whose alphabet we know."""
        return len(self.pending) == 1 and self.pending[0] in _CHARSETS

    def lose(self, sign: str) -> None:
        if self.ends_in_letter:
            self.leads[len(self.out)] = self.pending[0]
        self.lost[len(self.out)] = sign if self.ends_in_letter or self.pending == _BEGUN[1] else ""
        self.evidence += 1
        self.out.append(_LOST)
        self.pending = b""


def read(line: str) -> Reading | None:
    """Read a line as UTF-8 of which only the ends of such marks are lost; None where it is anything else."""
    reading = Reading()
    before = ""
    for char in line:
        if char in _MARKS and (reading.pending in _BEGUN or reading.ends_in_letter):
            reading.lose(char)
        elif (
            char in _MARKS
            and before in _MARKS
            and reading.out[-1:] == [_LOST]
            and not reading.lost[len(reading.out) - 1]
        ):
            pass  # the last byte by itself
        elif char == "\ufffd" or not all(reading.take(bytes((byte,))) for byte in _bytes(char)):
            return None
        before = char
    if reading.pending in _BEGUN or reading.ends_in_letter:
        reading.lose("")
    return None if reading.pending or _HAN.search("".join(reading.out)) else reading


def _bytes(char: str) -> bytes:
    return b"\x80" if char == "€" else char.encode("gb18030", "surrogatepass")


def restored(reading: Reading) -> str:
    """The line, with the likeliest mark wherever one is not known."""
    out = reading.out
    russian = _CYRILLIC.search("".join(out)) is not None
    swallows = _swallows(reading)
    for place, sign in reading.lost.items():
        before, after = "".join(out[:place]), "".join(out[place + 1 :])
        if lead := reading.leads.get(place):
            blank = " " if sign == "?" and after[:1].isalnum() else ""
            out[place] = _letter(before, lead, blank + after) + blank
            continue
        behind = _swallowed(before, after[:2]) if swallows and sign else ""
        out[place] = _mark(before, behind + after, russian) + behind
    return "".join(out)


def _letter(before: str, lead: int, after: str) -> str:
    """The letter with this first byte that is likelier there than any other by far; a mark where there is none."""
    head, tail = before[-_AROUND:], after[:_AROUND]
    around = (head + tail).replace(_LOST, "")
    charset = min(_CHARSETS[lead], key=lambda each: -len(around.encode(each, "ignore")))
    beside = _NO_LETTER.sub("", head)[-2:]
    capital = len(beside) > 1 and beside.isupper()
    pairs = (bytes((lead, trail)).decode() for trail in range(0x80, 0xC0))
    fitting = [char for char in pairs if char.isalpha() and char.isupper() == capital]
    costs = sorted(
        (letters.cost(f"{head}{char}{tail}".encode(charset, "ignore"), charset), char)
        for char in fitting
        if char.encode(charset, "ignore")
    )
    told = len(costs) == 1 or (len(costs) > 1 and costs[1][0] - costs[0][0] > _BITS)
    return costs[0][1] if told else "\ufffd"


def _swallows(reading: Reading) -> bool:
    """Whether ASCII behind a mark went with its last byte: always, where it stands before a letter, which would make a
    pair with that byte; otherwise where the sign is a question mark, unless it has blanks on both sides, as dashes do.
    """
    around = [
        (reading.out[place - 1 : place], reading.out[place + 1 : place + 2], sign)
        for place, sign in reading.lost.items()
        if place not in reading.leads
    ]
    if any(sign and after and after[0].isalpha() for _, after, sign in around):
        return True
    return not any(
        "\ufffd" in sign or before == after == [" "] or (after and after[0] in _PUNCTUATION)
        for before, after, sign in around
    )


def _swallowed(before: str, after: str) -> str:
    """The ASCII that went with the last byte of a mark."""
    if after[:1] != " ":
        return "" if after[:1] in _PUNCTUATION or not after else " "
    if before[-1:] in _BLANKS:
        return "?"  # a figure, behind a mark that opens
    return "." if after[1:].isupper() else ","


def _mark(before: str, after: str, russian: bool) -> str:
    if before[-1:] in _BLANKS:
        return ("—" if russian else "–") if after[:1] in _BLANKS else "“"
    if closing := _still_open(before, after):
        return closing
    if before[-1:] in _ENDS_SENTENCE:
        return "”"
    return "’" if before[-1:] in _OMITTED else "…"


def _still_open(before: str, after: str) -> str:
    """What closes the quote that is open; nothing where that stands further on."""
    opened = [char for char in before if char in _CLOSED_BY or char in _CLOSED_BY.values()]
    waiting = ""
    for char in opened:
        waiting = "" if char == waiting else _CLOSED_BY.get(char, waiting)
    closes = next((char for char in after if char in _CLOSED_BY or char in "”"), "")
    return "" if closes == waiting else waiting
