"""Characters that nobody wrote: controls strewn in, C1 bytes, filler of no width, references of a wrong charset."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit

CONTROL: Final = "control-character"
FILLER: Final = "invisible-filler"
REFERENCE: Final = "character-reference"
# A form feed may part pages, and an escape begin the colours of a terminal.
_CONTROLS: Final = Pattern(
    r"(?:[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]|(?<!\n)(?<!^)\x0c(?![\n\x0c]|$)|\x1b(?!\[))+"
)
# What may stand between letters of other scripts (Thai and Khmer part words so, Persian letters, emoji, formulas) has
# no use in Chinese, nor inside an English word; where letters run from right to left, marks of direction have one.
_CHINESE: Final = "[\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]"
_NONE: Final = r"\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_FILLER: Final = Pattern(
    rf"(?<={_CHINESE})[{_NONE}]+(?={_CHINESE}|[\x00-\x7f]|$)"
    rf"|(?<=[\x00-\x7f])[{_NONE}]+(?={_CHINESE})"
    r"|(?<=[A-Za-z])[\u200b\u2060\ufeff]+(?=[A-Za-z])"
    rf"|^(?:\ufeff+|[{_NONE}]+(?={_CHINESE}))",
    re.MULTILINE,
)
_ANY_CONTROL: Final = Pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ANY_FILLER: Final = Pattern(f"[{_NONE}]")
_RIGHT_TO_LEFT: Final = Pattern("[\u0590-\u08ff]")
_DIRECTION: Final = Pattern("[\u200e\u200f\u202a-\u202e]")
_HTML: Final = Pattern(r"(?<![./])\bhtml\b(?!\?)|\bentit(?:y|ies)\b|实体|實體", re.IGNORECASE)
_LINE: Final = 400
_QUOTES: Final = frozenset("\"'`")
_MARK: Final = "\ufeff"  # alone at the beginning it is a byte order mark
_NUMBER: Final = Pattern(r"[0-9]{3,12}(?:[\r\n]|$)")
_BORDERS: Final = frozenset(("", "\t", "\n", "\r"))
_REFERENCE: Final = Pattern(
    r"&(?:amp;)*(?:#(?P<code>12[89]|1[345][0-9]);|(?P<whole>#\d{2,7};|#x[0-9a-fA-F]{2,6};|(?:lt|gt|quot|nbsp|amp|[lr][ds]quo"
    r"|mdash|ndash|hellip|middot|ldquo|bull|copy);))"
)
_PUNCTUATION: Final = frozenset(
    ["&quot;", "&ldquo;", "&rdquo;", "&lsquo;", "&rsquo;", "&mdash;", "&hellip;", "&middot;"]
)
_ABOUT: Final = Pattern("html|xml|实体|實體|转义|轉義|标签|標籤|字符|字元|空格|代码|代碼", re.IGNORECASE)
_TAG: Final = Pattern(r"</[a-z]|<(?:br|p|a|div|span|td|img|li)\b", re.IGNORECASE)
_WORD: Final = Pattern(r"[^\W\d_]")
_VALUE: Final = Pattern(r"""[\w.-]{1,80}\s{0,9}[=:]\s{0,9}["']?&[#\w]{2,9};["']?[,;]?\s{0,9}""")
_SPLIT: Final = Pattern(r"&#[ \u3000\n]{0,2}(\d{1,5})[ \u3000\n]{0,2}(\d{0,4})[ \u3000\n]{0,2};")


def find_invisible(text: str) -> list[Edit]:
    """Give the edits that take them out, sorted."""
    edits = [_gone(CONTROL, match) for match in _strewn(text)] if _ANY_CONTROL.search(text) else []
    if not _ANY_FILLER.search(text):
        return edits
    meant = _RIGHT_TO_LEFT.search(text) is not None
    fillers = [match for match in _FILLER.finditer(text) if not (meant and _DIRECTION.search(match[0]))]
    if [match.span() for match in fillers] != [(0, 1)] or text[0] != _MARK:
        edits += [_gone(FILLER, match) for match in fillers]
    return sorted(edits, key=lambda edit: edit.start)


def _strewn(text: str) -> list[re.Match[str]]:
    """Controls that nobody put there: half of them at least stand inside words, or beside Chinese.

    Formats of old have them where fields, nodes or times begin.
    """
    found = [match for match in _CONTROLS.finditer(text) if not _listed(match)]
    return found if sum(map(_inside, found)) * 2 >= len(found) else []


def _inside(match: re.Match[str]) -> bool:
    before = match.string[max(match.start() - 1, 0) : match.start()]
    after = match.string[match.end() : match.end() + 1]
    if re.match(_CHINESE, before) or re.match(_CHINESE, after):
        return True
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


def _listed(match: re.Match[str]) -> bool:
    """Whether a control stands alone in its column, as in a table of characters, or on its line, to part pages; or before
    a number that ends its line, as in an index.
    """
    text, start, end = match.string, match.start(), match.end()
    if _NUMBER.match(text, end):
        return True
    return text[max(start - 1, 0) : start] in _BORDERS and text[end : end + 1] in _BORDERS


def find_references(text: str) -> list[Edit]:
    """Give the edits that resolve references left standing: doubly escaped ones, and &#128; to &#159;.

    A text that talks about markup names the references one by one; there is no telling it from damage where less
    than the reference is certain, so that `&lt;` and `&amp;` alone are left.
    """
    if _TAG.search(text):
        return []  # the source of a page, whose references are as they should be
    found = [(match, after) for match in _REFERENCE.finditer(text) if (after := _resolved(match))]
    edits = [
        Edit(REFERENCE, match.start(), match.end(), match[0], after, 0.95)
        for match, after in found
        if after != match[0]
        and not (_quoted(match) or _named(match))
        and not (len(found) == 1 and (_alone(match) or _apart(match)))
    ]
    return sorted(edits + list(_split_references(text)), key=lambda edit: edit.start)


def _alone(match: re.Match[str]) -> bool:
    """Whether a reference is all that its line says, or a value of its own: a list or a table of settings names it."""
    start = match.string.rfind("\n", 0, match.start()) + 1
    line = match.string[start:].partition("\n")[0]
    return not _WORD.search(line.replace(match[0], "")) or _VALUE.fullmatch(line) is not None


def _named(match: re.Match[str]) -> bool:
    """Whether the line of a number says that it is HTML's."""
    first = max(match.start() - _LINE, 0)
    start = max(match.string.rfind("\n", first, match.start()) + 1, first)
    return _HTML.search(match.string, start, match.start()) is not None


def _quoted(match: re.Match[str]) -> bool:
    """Whether nothing but a reference stands between quotation marks of a program."""
    before = match.string[max(match.start() - 1, 0) : match.start()]
    return before in _QUOTES and match.string[match.end() : match.end() + 1] == before


def _apart(match: re.Match[str]) -> bool:
    """Whether neither letters nor marks of other scripts touch a reference: between blanks or brackets it is named."""
    beside = match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    return beside.isascii() and not any(map(str.isalnum, beside))


def _split_references(text: str) -> Iterator[Edit]:
    """References with something in the midst of their number."""
    for match in _SPLIT.finditer(text):
        if not match[0].startswith("&#") or match[0] == f"&#{match[1]}{match[2]};":
            continue
        char = html.unescape(f"&#{match[1]}{match[2]};")
        if char.isprintable() and char > "\x7f":  # nothing at all where the number is no character
            yield Edit(REFERENCE, match.start(), match.end(), match[0], char, 0.9)


def _resolved(match: re.Match[str]) -> str | None:
    if match["code"]:
        return bytes([int(match["code"])]).decode("cp1252", "ignore") or None
    reference = "&" + match["whole"]
    twice = match[0].startswith("&amp;")
    if not twice and not reference.startswith("&#") and not _in_chinese(match):
        return None
    char = html.unescape(reference)
    printable = char.isprintable() or char == "\xa0"
    return char if printable and (twice or char > "\x7f" or char == '"') and char not in "<>&" else None


def _in_chinese(match: re.Match[str]) -> bool:
    """Whether a mark or a row of blanks stands by name in Chinese that does not talk about such."""
    text, start, end = match.string, match.start(), match.end()
    if match[0] == "&nbsp;":
        return text[start - 6 : start] == match[0] or text[end : end + 6] == match[0]
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    about = _ABOUT.search(text, max(start - 200, 0), end + 200)
    return match[0] in _PUNCTUATION and re.search(_CHINESE, beside) is not None and not about


def _gone(kind: str, match: re.Match[str]) -> Edit:
    return Edit(kind, match.start(), match.end(), match[0], "", 0.99)
