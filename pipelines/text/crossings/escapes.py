r"""Text that ASCII stands for: `\u4e2d` of JSON, `%u4E2D` of scripts, `%E4%B8%AD` of addresses, `=D6=D0` of mail, HZ, UTF-7,
`\xe4\xb8\xad` and `<U+4E2D>` of programs that print what they cannot show.

Addresses, programs and mail are full of them, and should be: what is quoted, assigned, part of an address, or in a text
about such things stays. What is left must make words.
"""

from __future__ import annotations

import quopri
import re
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from pipelines.pattern import Pattern
from pipelines.text.charset.codec import decode_plain
from pipelines.text.charset.labels import encoding_of
from pipelines.text.crossings.examples import is_subject
from pipelines.text.crossings.lossless import nats, uncross
from pipelines.text.edits import Edit
from pipelines.text.signs import escaped
from pipelines.text.signs.escaped import BESIDE_CHINESE, CHINESE

KIND: Final = "escaped-text"
_LETTERS: Final = 4  # beyond ASCII, of which ...
_DIFFERENT: Final = 3  # ... so many differ
_LIKELY: Final = -7.5  # nats a character that they may cost
_NEAR: Final = 200  # characters on either side that say what a text is about
_ABOUT: Final = Pattern(
    r"unicode|转义|轉義|escape|json|javascript|url\b|网址|網址|正则|正規|字符串|字串|代码|代碼|程式碼|字节|字節|位元組|编码|編碼|乱码|亂碼|python|quoted|mime|utf-?[78]|\bhz\b",
    re.IGNORECASE,
)
_HIGH: Final = Pattern(r"[^\x00-\x7f]")
_QUOTES: Final = ('"', "'", "`")
_ANYWHERE: Final = Pattern("")
_NO_NUMBER: Final = Pattern("u.*u|[a-f]")  # u3000 may be a model
_UNASSIGNED: Final = Pattern(r"(?:^\s*|[^=:\[\\/&?#\s-]\s{0,3})\Z")  # not where a value of a program stands
_CONTROLS: Final = {"r": "\r", "n": "\n", "t": "\t"}
_BEYOND: Final = 0x110000
# What a program escapes of Chinese that it could show, as no charset of one byte has them: quotes, dashes, blanks.
_MARKS: Final = Pattern(r"[“”‘’…—–·•\u3000-\u3011\uff01-\uff1f\xa0\u200b\ufeff\r\n\t]+")
_BYTE: Final = re.compile(rb"\\x([0-9a-fA-F]{2})|<([0-9a-f]{2})>|\\([0-3][0-7]{2})")
_WORD: Final = Pattern(r"=[?_]([A-Za-z0-9-]+)[?_]([BbQq])[?_]([!->@-~]+?)(?:[?_]=|\Z)")
_FILE: Final = Pattern(r"\.[A-Za-z0-9]{1,5}\Z")
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
    edits.sort(key=lambda edit: edit.start)
    return [
        edit for before, edit in zip([None, *edits], edits, strict=False) if not before or before.end <= edit.start
    ]


def _edits(text: str, escape: Escape) -> Iterator[Edit]:
    runs = list(escape.form.run.finditer(text))
    found = [match for match in runs if not _is_meant(match, escape)]
    if len(found) * 2 < len(runs) or any(text[match.start() - 1 : match.start()] in _QUOTES for match in runs):
        return  # a program, whose lines may be too long to count quotation marks
    read = {run: "".join(next(escape.read(run), "")) for run in {match[0] for match in found}}
    together = "".join(read.values())
    shown, told = means_something(together), escape.certain and means_something(together, 1)
    marks = [match for match in found if _MARKS.fullmatch(read[match[0]])]
    marked = any(escape.telling.search(match[0]) and _touches_chinese(match) for match in marks)
    for match in found:
        after = read[match[0]]
        if after and (
            shown or means_something(after) or (told and _in_chinese(match, after)) or (marked and match in marks)
        ):
            yield Edit(KIND, match.start(), match.end(), match[0], uncross(after) or after, 0.95)


def _is_meant(match: re.Match[str], escape: Escape) -> bool:
    """Whether it stands there on purpose: a string or a value of a program, or what a text is about."""
    text, start, end = match.string, match.start(), match.end()
    line = text.rfind("\n", max(start - _NEAR, 0), start) + 1 or max(start - _NEAR, 0)
    before, behind = text[line:start], text[end : end + _NEAR].partition("\n")[0]
    written = escape.form.run.sub("", before)  # HZ and mail have quotation marks among their letters
    if any(written.count(quote) % 2 and quote in behind for quote in _QUOTES):
        return True
    if not escape.behind.search(before) or is_subject(text, start, end):
        return True
    return any(map(_ABOUT.search, (text[max(start - _NEAR, 0) : start], text[end : end + _NEAR])))


def means_something(text: str, least: int = _LETTERS) -> bool:
    """Whether some letters that ASCII stood for are likely beside each other, or of one alphabet; fewer need not be."""
    high = _HIGH.findall(text)
    if len(high) < least or len(set(high)) < min(least, _DIFFERENT):
        return False
    if any(unicodedata.category(char) in ("Cn", "Co", "Cs", "Cc") for char in high):
        return uncross(text) is not None
    letters = [char for char in high if char.isalpha()]
    alphabets = {unicodedata.name(char, "?").partition(" ")[0] for char in letters} - {"FULLWIDTH"}
    if alphabets and alphabets <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
        return least < _LETTERS or nats(text) > _LIKELY
    return len(alphabets) == 1 and (alphabets != {"LATIN"} or uncross(text) is not None)


def _in_chinese(match: re.Match[str], after: str) -> bool:
    """Whether Chinese touches it, and it is nothing else."""
    return _touches_chinese(match) and re.fullmatch(f"(?:{CHINESE}|[“”‘’…—·])+", after) is not None


def _touches_chinese(match: re.Match[str]) -> bool:
    text = match.string
    beside = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return re.search(BESIDE_CHINESE, beside) is not None


def _units(run: str) -> Iterator[str]:
    """Code units of UTF-16 in hexadecimal digits, and characters of two digits."""
    digits = (code for pair in re.findall(r"u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})", run) for code in pair if code)
    units = b"".join(int(code, 16).to_bytes(2, "little") for code in digits)
    yield units.decode("utf-16-le", "replace")


def _bytes_of(data: bytes) -> Iterator[str]:
    """What bytes of unknown charset say, if anything."""
    for charset in ("utf-8", "gb18030", "big5hkscs"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        if means_something(text):
            yield text


def _blanks(run: str) -> Iterator[str]:
    r"""`\xa0` of Python's lists."""
    yield "\xa0" * run.count("\\")


def _breaks(run: str) -> Iterator[str]:
    r"""`\r\n` before the blanks that open a paragraph."""
    yield re.sub(r"\\([rnt])", lambda match: _CONTROLS[match[1]], run)


def _percent(run: str) -> Iterator[str]:
    if _FILE.search(run):
        return
    data = unquote_to_bytes(run if "%20" in run else run.replace("+", " "))
    yield from _bytes_of(unquote_to_bytes(data) if data.isascii() else data)  # %25E4: written so twice


def _numbers(run: str) -> Iterator[str]:
    r"""Numbers of characters: `\u{4e2d}`, `\U00004e2d`, `<U+4E2D>` of R, `#20013;` that lost its &."""
    codes = re.findall(r"[{+]([0-9a-fA-F]+)|U([0-9a-fA-F]{8})|#(\d+)", run)
    numbers = [int(decimal) if decimal else int(braced or units, 16) for braced, units, decimal in codes]
    yield "".join(map(chr, numbers)) if max(numbers) < _BEYOND else ""


def _bytes(run: str) -> Iterator[str]:
    r"""Bytes in a program's output: `\xe4\xb8\xad`, `\344\270\255`, `<e4><b8><ad>` of R."""
    return _bytes_of(_BYTE.sub(_byte, run.encode()))


def _byte(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[3], 8) if escape[3] else int(escape[1] or escape[2], 16)])


def _quoted_printable(run: str) -> Iterator[str]:
    yield from _bytes_of(quopri.decodestring(run.encode()))


def _encoded_word(run: str) -> Iterator[str]:
    """RFC 2047, section 2; a character may begin in one word and end in the next."""
    words = _WORD.findall(run)
    charset = encoding_of(words[0][0])
    try:
        data = b"".join(_bytes_of_word(how, what) for _, how, what in words)
    except ValueError:
        return
    text = decode_plain(data, charset) if charset else ""
    if not run.endswith("="):  # cut off, and a character with it
        text = text.rstrip("\ufffd")
    if "\ufffd" not in text:
        yield text


def _bytes_of_word(how: str, what: str) -> bytes:
    if how in "qQ":
        return quopri.decodestring(what.encode(), header=True)
    return b64decode(what if what.endswith("=") else what[: len(what) // 4 * 4])


def _modified_base64(run: str) -> Iterator[str]:
    """RFC 2152: UTF-16 in base64, between a plus and a hyphen."""
    try:
        yield (run if run.endswith("-") else f"{run}-").encode().decode("utf-7")
    except UnicodeDecodeError:
        return


def _shifted(run: str, start: bytes, end: bytes, codec: str) -> Iterator[str]:
    try:
        yield (start + re.sub(r"\A(?:~\{|\x1b?\$[@B])|(?:~\}|\x1b?\([BJ])\Z", "", run).encode() + end).decode(
            codec
        )
    except UnicodeDecodeError:
        return


def _hz(run: str) -> Iterator[str]:
    """RFC 1843."""
    return _shifted(run, b"~{", b"~}", "hz")


def _iso_2022_jp(run: str) -> Iterator[str]:
    """RFC 1468; programs that drop controls leave it without its escapes."""
    return _shifted(run, b"\x1b$B", b"\x1b(B", "iso2022_jp")


_ESCAPES: Final = (
    Escape(escaped.UNITS, _units, _UNASSIGNED, True),
    Escape(escaped.SCRIPT, _units, _UNASSIGNED, True),
    Escape(escaped.STRIPPED, _units, _UNASSIGNED, telling=_NO_NUMBER),
    Escape(escaped.PERCENT, _percent, _APART),
    Escape(escaped.QUOTED, _quoted_printable, _ANYWHERE),
    Escape(escaped.WORD, _encoded_word, _ANYWHERE),
    Escape(escaped.SEVEN, _modified_base64, _ANYWHERE),
    Escape(escaped.HZ, _hz, _ANYWHERE),
    Escape(escaped.SHIFTED, _iso_2022_jp, _ANYWHERE),
    Escape(escaped.NUMBERS, _numbers, _UNASSIGNED),
    Escape(escaped.BYTES, _bytes, _UNASSIGNED),
    Escape(escaped.ANGLES, _numbers, _ANYWHERE, True),
    Escape(escaped.ANGLED, _bytes, _ANYWHERE),
    Escape(escaped.BARE, _numbers, _ANYWHERE),
    Escape(escaped.BLANKS, _blanks, _UNASSIGNED),
    Escape(escaped.BREAKS, _breaks, _ANYWHERE),
)
