r"""Text that ASCII stands for: `\u4e2d` of JSON, `%u4E2D` of scripts, `%E4%B8%AD` of addresses, `=D6=D0` of mail, HZ, UTF-7,
`\xe4\xb8\xad` and `<U+4E2D>` of programs that print what they cannot show.

Addresses, programs and mail are full of them, and should be: what is quoted, assigned, part of an address, or in a text
about such things stays. What is left must make words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings import escape_readings as readings
from pipelines.text.crossings.escape_readings import ACCENTED, MARKS, is_latin, means_something
from pipelines.text.crossings.examples import is_subject
from pipelines.text.crossings.lossless import uncross
from pipelines.text.edits import Edit
from pipelines.text.signs import escaped
from pipelines.text.signs.escaped import BESIDE_CHINESE, CHINESE

KIND: Final = "escaped-text"
_NEAR: Final = 200  # characters on either side that say what a text is about
_ABOUT: Final = Pattern(
    r"unicode|转义|轉義|escape|json|javascript|url\b|网址|網址|正则|正規|字符串|字串|代码|代碼|程式碼|字节|字節|位元組|编码|編碼|乱码|亂碼|python|quoted|mime|utf-?[78]|\bhz\b",
    re.IGNORECASE,
)
_QUOTES: Final = ('"', "'", "`")
_ANYWHERE: Final = Pattern("")
_NO_NUMBER: Final = Pattern("u.*u|[a-f]")  # u3000 may be a model
_UNASSIGNED: Final = Pattern(r"(?:^\s*|[^=:\[\\/&?#\s-]\s{0,3})\Z")  # not where a value of a program stands
_IN_WORDS: Final = 2  # letters inside words that are no accident
_NAMED_VALUE: Final = Pattern(r"[ \t]*[\w.\[\]\"'-]{1,80}[ \t]*[=:]|[^\n]*[{}]")
_ELISION: Final = Pattern(r"(?<=[A-Za-z])'(?=[A-Za-z])|(?:(?<=[cdjlmnstCDJLMNST])|(?<=[Qq]u))'(?=\\|\Z)")
# Not in a message that a program has by name.
_UNNAMED: Final = Pattern(r"\A(?![ \t]*[A-Za-z0-9_.\[\]-]{1,80}[ \t]*[=:])")
_APOSTROPHE: Final = Pattern("[A-Za-z]’(?:s|t|re|ve|ll|d|m)\\b")
_OFF_PATH: Final = Pattern(rf"(?:^|[{escaped.FREE}]|/u[0-9a-fA-F]{{4}})[^\s/]{{0,20}}\Z")  # nor of a path
_OFF_WORDS: Final = Pattern(r"(?<![A-Za-z])\Z")  # no name of a class
_OFF_DRIVE: Final = Pattern(r"(?<![:/A-Za-z_.\\-])\Z")
_APART: Final = Pattern(rf"(?:^|[{escaped.FREE}])[A-Za-z0-9_~+-]*\Z")


@dataclass(frozen=True, slots=True)
class Escape:
    """One way to write text in ASCII; `behind` matches where it may begin, at the end of what the line has before it.

    `certain`: whether a single one says what it is, where Chinese touches it. `telling` is in those of marks that do.
    """

    form: escaped.Form
    read: Callable[[str], Iterator[str]]
    behind: Pattern
    certain: bool = False
    telling: Pattern = _ANYWHERE


def find_escapes(text: str) -> list[Edit]:
    """Give the edits that read it."""
    edits: list[Edit] = []
    for escape in _ESCAPES:
        if escape.form.sign in text:
            edits += _edits(text, escape)
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not kept or kept[-1].end <= edit.start:
            kept.append(edit)
    return kept


def _edits(text: str, escape: Escape) -> Iterator[Edit]:
    runs = list(escape.form.run.finditer(text))
    found = [match for match in runs if not _is_meant(match, escape)]
    if len(found) * 2 < len(runs) or any(map(_is_quoted, runs)):
        return  # a program, whose lines may be too long to count quotation marks
    read = {run: next(escape.read(run), "") for run in dict.fromkeys(match[0] for match in found)}
    together = "".join(read.values())
    shown, told = means_something(together), escape.certain and means_something(together, 1)
    marks = [match for match in found if MARKS.fullmatch(read[match[0]])]
    marked = any(escape.telling.search(match[0]) and _is_mark(match, read[match[0]]) for match in marks)
    inside = [match for match in found if _is_in_word(match, read[match[0]])]
    words = len(inside) >= _IN_WORDS and any(map(_is_enclosed, inside))
    for match in found:
        after = read[match[0]]
        if after and (
            shown
            or means_something(after)
            or (told and _in_chinese(match, after))
            or (marked and match in marks)
            or (words and is_latin(after))
        ):
            yield Edit(KIND, match.start(), match.end(), match[0], uncross(after) or after, 0.95)


def _is_quoted(match: re.Match[str]) -> bool:
    """Whether a quotation mark stands in front of it, which is no apostrophe."""
    before = match.string[max(match.start() - 2, 0) : match.start()]
    return before[-1:] in _QUOTES and not _ELISION.search(before)


def _is_meant(match: re.Match[str], escape: Escape) -> bool:
    """Whether it stands there on purpose: a string or a value of a program, or what a text is about."""
    text, start, end = match.string, match.start(), match.end()
    line = text.rfind("\n", max(start - _NEAR, 0), start) + 1 or max(start - _NEAR, 0)
    before, behind = text[line:start], text[end : end + _NEAR].partition("\n")[0]
    written = _ELISION.sub(
        "", escape.form.run.sub("", before)
    )  # HZ and mail have quotation marks among their letters
    if any(written.count(quote) % 2 and quote in behind for quote in _QUOTES):
        return True
    if not escape.behind.search(before) or is_subject(text, start, end):
        return True
    return any(map(_ABOUT.search, (text[max(start - _NEAR, 0) : start], text[end : end + _NEAR])))


def _is_in_word(match: re.Match[str], after: str) -> bool:
    """Whether a letter with an accent stands inside a word, in a line that gives no value a name."""
    text, line = match.string, match.string.rfind("\n", 0, match.start()) + 1
    beside = text[max(match.start() - 1, 0) : match.start()] + after + text[match.end() : match.end() + 1]
    return is_latin(after) and ACCENTED.search(beside) is not None and not _NAMED_VALUE.match(text, line)


def _is_enclosed(match: re.Match[str]) -> bool:
    """Whether letters stand on both sides."""
    beside = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    return len(beside) > 1 and beside.isalpha()


def _in_chinese(match: re.Match[str], after: str) -> bool:
    """Whether Chinese touches it, and it is nothing else."""
    return _touches_chinese(match) and re.fullmatch(f"(?:{CHINESE}|[“”‘’…—·])+", after) is not None


def _is_mark(match: re.Match[str], after: str) -> bool:
    """Whether a mark stands where one belongs: beside Chinese, or as the apostrophe of an English word."""
    text = match.string
    word = text[max(match.start() - 1, 0) : match.start()] + after + text[match.end() : match.end() + 3]
    return _touches_chinese(match) or _APOSTROPHE.match(word) is not None


def _touches_chinese(match: re.Match[str]) -> bool:
    text = match.string
    beside = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return re.search(BESIDE_CHINESE, beside) is not None


_ESCAPES: Final = (
    Escape(escaped.UNITS, readings.units, _UNASSIGNED, True),
    Escape(escaped.SCRIPT, readings.units, _UNASSIGNED, True),
    Escape(escaped.STRIPPED, readings.units, _UNASSIGNED, telling=_NO_NUMBER),
    Escape(escaped.CAPITALS, readings.units, _ANYWHERE),
    *(Escape(form, readings.units, _OFF_PATH if form.sign == "/u" else _OFF_WORDS) for form in escaped.SIGNED),
    *(Escape(form, readings.hexadecimal, _ANYWHERE) for form in escaped.JOINED),
    Escape(escaped.STYLED, readings.hexadecimal, _OFF_DRIVE),
    Escape(escaped.PERCENT_UNITS, readings.hexadecimal, _UNASSIGNED),
    Escape(escaped.STRIPPED_LETTERS, readings.units, _ANYWHERE),
    Escape(escaped.PERCENT, readings.percent, _APART),
    Escape(escaped.QUOTED, readings.quoted_printable, _ANYWHERE),
    Escape(escaped.QUOTED_TWICE, readings.quoted_twice, _ANYWHERE),
    Escape(escaped.QUOTED_MARKS, readings.quoted_marks, _ANYWHERE),
    Escape(escaped.WORD, readings.encoded_word, _ANYWHERE),
    Escape(escaped.SEVEN, readings.modified_base64, _ANYWHERE),
    Escape(escaped.MAILBOX, readings.mailbox, _ANYWHERE),
    Escape(escaped.HZ, readings.hz, _ANYWHERE),
    Escape(escaped.MARKED, readings.iso_2022_jp, _ANYWHERE),
    Escape(escaped.LOCKED, readings.locked, _ANYWHERE),
    Escape(escaped.SHIFTED, readings.iso_2022_jp, _ANYWHERE),
    Escape(escaped.NUMBERS, readings.numbers, _UNASSIGNED),
    Escape(escaped.BYTES, readings.printed_bytes, _UNASSIGNED),
    Escape(escaped.STRIPPED_BYTES, readings.stripped_bytes, _ANYWHERE),
    Escape(escaped.BACKSLASHED, readings.backslashed, _ANYWHERE),
    Escape(escaped.RTF, readings.backslashed, _ANYWHERE),
    Escape(escaped.RTF_UNITS, readings.decimals, _ANYWHERE),
    Escape(escaped.SHEET, readings.cells, _UNASSIGNED, True),
    Escape(escaped.ANGLES, readings.numbers, _ANYWHERE, True),
    Escape(escaped.ANGLED, readings.printed_bytes, _ANYWHERE),
    Escape(escaped.BRACED, readings.numbers, _ANYWHERE, True),
    Escape(escaped.BARE, readings.numbers, _ANYWHERE),
    Escape(escaped.BARE_NUMBERS, readings.numbers, _ANYWHERE),
    Escape(escaped.UNESCAPED, readings.numbers, _ANYWHERE),
    Escape(escaped.BARE_HEX, readings.numbers, _ANYWHERE),
    Escape(escaped.BARE_LETTERS, readings.numbers, _ANYWHERE),
    Escape(escaped.BARE_TWICE, readings.numbers, _ANYWHERE, True),
    Escape(escaped.PARTED, readings.numbers, _ANYWHERE, True),
    Escape(escaped.BLANKS, readings.blanks, _UNASSIGNED),
    Escape(escaped.BREAKS, readings.breaks, _UNNAMED),
    Escape(escaped.RETURNS, readings.returns, _ANYWHERE),
)
