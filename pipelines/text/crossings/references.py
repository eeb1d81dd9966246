"""Character references that were left standing: escaped twice, of a wrong charset, of bytes, of halves of a pair."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.lossless import uncross
from pipelines.text.edits import Edit
from pipelines.text.signs.escaped import BESIDE_CHINESE, CHINESE, NAMED, shows_names
from pipelines.text.signs.of_text import FILLERS

KIND: Final = "character-reference"
_HTML: Final = Pattern(r"(?<![./])\bhtml\b(?!\?)|\bentit(?:y|ies)\b|实体|實體", re.IGNORECASE)
_LINE: Final = 400
_QUOTES: Final = frozenset("\"'`")
_REFERENCE: Final = Pattern(
    r"&(?:amp;)*(?:#(?P<code>12[89]|1[345][0-9]);|(?P<whole>#\d{2,7};|#[xX][0-9a-fA-F]{2,6};|(?:lt|gt|quot|nbsp|amp|[lr][ds]quo"
    r"|mdash|ndash|hellip|middot|ldquo|bull|copy|shy|zwnj|zwj);|(?P<accent>[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron)"
    r"|szlig|[aoAO]Elig|[ao]elig);))"
)
_PUNCTUATION: Final = frozenset(
    ["&quot;", "&ldquo;", "&rdquo;", "&lsquo;", "&rsquo;", "&mdash;", "&hellip;", "&middot;"]
)
_ABOUT: Final = Pattern("html|xml|实体|實體|转义|轉義|标签|標籤|字符|字元|空格|代码|代碼", re.IGNORECASE)
_TAG: Final = Pattern(r"</[a-z]|<(?:br|p|a|div|span|td|img|li)\b", re.IGNORECASE)
_WORD: Final = Pattern(r"[^\W\d_]")
_VALUE: Final = Pattern(r"""[\w.-]{1,80}\s{0,9}[=:]\s{0,9}["']?&[#\w]{2,9};["']?[,;]?\s{0,9}""")
_SPLIT: Final = Pattern(r"&#[ \u3000\n]{0,2}(\d{1,5})[ \u3000\n]{0,2}(\d{0,4})[ \u3000\n]{0,2};")
# Programs that write numbers as their country does part the thousands: `&#20,013;`.
_GROUPED: Final = Pattern(r"&(?:amp;)*#(\d{1,2})[,.'’\xa0\u202f](\d{3});")
# What a parser reads as halves of a pair, each of which is no character.
_HALVES: Final = Pattern(
    r"&(?:amp;)*#(x[dD][89abAB][0-9a-fA-F]{2}|5[56]\d{3});&(?:amp;)*#(x[dD][c-fC-F][0-9a-fA-F]{2}|5[67]\d{3});"
)
_OPEN: Final = Pattern(  # that nothing ends
    r"&(?:amp;)*+#(?:([1-6]\d{4})(?!;)|([89]\d{3})(?![\d;])|x([3-9][0-9a-fA-F]{3}|20[12][0-9a-fA-F]|[fF]{2}[0-9a-fA-F]{2})(?![0-9a-fA-F;]))"
)
_OPEN_ONES: Final = 3  # so many are no accident
_AMPERSAND: Final = Pattern(r"(?<=\w)&amp;(?:amp;)+(?=\w)")
_WIDE: Final = Pattern(
    "[&＆](?:amp[;；])?[#＃]([0-9０-９]{4,5})[;；]"
)  # folded to full width with the text around
_BLANKS: Final = Pattern(f"(?<={CHINESE})(?:&nbsp;?)+(?![A-Za-z0-9])|&nbsp;?(?={CHINESE})")
_BYTE: Final = (
    r"&(?:amp;)*+(?:#(?:12[89]|1[3-9]\d|2[0-4]\d|25[0-5]|33[89]|35[23]|376|38[12]|402|710|732|8[23]\d\d|8482)"
    r"|#x[89a-fA-F][0-9a-fA-F]|[A-Za-z]{2,6}\d{0,2});"
)
_BETWEEN: Final = r"[^\n&<>\u0180-\u02c5\u02dd-\u2012\u2123-\uffff]"
_BYTES: Final = Pattern(rf"{_BYTE}(?:{_BETWEEN}{{0,80}}+{_BYTE})+{_BETWEEN}{{0,80}}")
_FILLER: Final = Pattern(f"[{FILLERS}]")
_FEW: Final = 4  # bytes that may be meant as they stand
_PARSED: Final = "\u2000"  # from here on nobody escapes a character twice on purpose


def find_references(text: str, *, markup: bool = False) -> list[Edit]:
    """Give the edits that resolve references left standing: doubly escaped ones, and &#128; to &#159;.

    A text that talks about markup names the references one by one; there is no telling it from damage where less
    than the reference is certain, so that `&lt;` and `&amp;` alone are left. Of `markup`, whose references are as they
    should be, those are resolved which a parser would leave, or could not read.
    """
    source = markup or _TAG.search(text) is not None
    found = chain(
        _of_pairs(text),
        _grouped(text),
        _named_marks(text),
        _escaped_twice(text) if source else _left(text),
        () if source else _odd(text),
    )
    edits: list[Edit] = []
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        if not edits or edit.start >= edits[-1].end:
            edits.append(edit)
    return edits


def find_byte_references(text: str) -> list[Edit]:
    """Give the edits that read runs of bytes, each as the letter that it is in Latin-1: `&#214;&#208;` of a page in GBK."""
    runs = [match for match in _BYTES.finditer(text) if match[0].count(";") >= _FEW] if "&" in text else []
    read = [(match, uncross(html.unescape(match[0].replace("&amp;", "&")))) for match in runs]
    return [Edit(KIND, match.start(), match.end(), match[0], after, 0.95) for match, after in read if after]


def _left(text: str) -> Iterator[Edit]:
    """Those that stand in a text that was parsed."""
    found = [(match, after) for match in _REFERENCE.finditer(text) if (after := _resolved(match)) is not None]
    for match, after in found:
        if after == match[0] or _quoted(match) or _named(match) or (_about(match) and not _touched(match)):
            continue
        if len(found) > 1 or not (_alone(match) or _apart(match)):
            yield Edit(KIND, match.start(), match.end(), match[0], after, 0.95)


def _escaped_twice(text: str) -> Iterator[Edit]:
    """Those that stand in a page and will be seen in its text."""
    for match in _REFERENCE.finditer(text):
        after = _resolved(match) if match[0].startswith("&amp;") else None
        if after and after >= _PARSED and not (_quoted(match) or _about(match)):
            yield Edit(KIND, match.start(), match.end(), match[0], after, 0.95)


def _of_pairs(text: str) -> Iterator[Edit]:
    """Characters beyond the first 65,536, as two halves."""
    for match in _HALVES.finditer(text):
        high, low = (int(code[1:], 16) if code[0] == "x" else int(code) for code in match.groups())
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            char = chr(0x10000 + ((high - 0xD800) << 10 | low - 0xDC00))
            yield Edit(KIND, match.start(), match.end(), match[0], char, 0.98)


def _grouped(text: str) -> Iterator[Edit]:
    """Numbers whose thousands are parted, several of them."""
    found = list(_GROUPED.finditer(text))
    for match in found if len(found) >= _FEW else ():
        char = chr(int(match[1] + match[2]))
        if char.isprintable() and not _about(match):
            yield Edit(KIND, match.start(), match.end(), match[0], char, 0.95)


def _odd(text: str) -> Iterator[Edit]:
    """References that lost something, or were folded; blanks in Chinese."""
    yield from _split_references(text)
    yield from _open_references(text)
    for match in _WIDE.finditer(text):
        char = chr(int(match[1]))
        if not match[0].isascii() and re.match(CHINESE, char):
            yield Edit(KIND, match.start(), match.end(), match[0], char, 0.95)
    for match in _BLANKS.finditer(text) if "&nbsp" in text else ():
        if not _about(match):
            yield Edit(KIND, match.start(), match.end(), match[0], "\xa0" * match[0].count("&"), 0.95)
    for match in _AMPERSAND.finditer(text):
        yield Edit(KIND, match.start(), match.end(), match[0], "&", 0.9)


def _open_references(text: str) -> Iterator[Edit]:
    """Several that no semicolon ends."""
    codes = (
        (match, int(match[3], 16) if match[3] else int(match[1] or match[2])) for match in _OPEN.finditer(text)
    )
    found = [(match, chr(code)) for match, code in codes]
    if len(found) >= _OPEN_ONES:
        for match, char in found:
            if char.isprintable() and char != "\ufffd":
                yield Edit(KIND, match.start(), match.end(), match[0], char, 0.95)


def _named_marks(text: str) -> Iterator[Edit]:
    """Quotes, dashes and blanks of Chinese whose names lost what is around them: `ldquo;`, `&rdquo`."""
    for match in NAMED.finditer(text) if shows_names(text) else ():
        if re.search(BESIDE_CHINESE, _beside(match)) and not _about(match):
            after = "".join(
                html.unescape(f"&{name};") for name in re.findall("[a-z]+", match[0].replace("amp;", ""))
            )
            yield Edit(KIND, match.start(), match.end(), match[0], after, 0.95)


def _alone(match: re.Match[str]) -> bool:
    """Whether a reference is all that its line says, or a value of its own: a list or a table of settings names it."""
    start = match.string.rfind("\n", 0, match.start()) + 1
    line = match.string[start:].partition("\n")[0]
    return not _WORD.search(line.replace(match[0], "")) or _VALUE.fullmatch(line) is not None


def _named(match: re.Match[str]) -> bool:
    """Whether the line of a number says that it is HTML's."""
    first = max(match.start() - _LINE, 0)
    start = max(match.string.rfind("\n", first, match.start()) + 1, first)
    return _is_said(_HTML, match.string, start, match.start())


def _quoted(match: re.Match[str]) -> bool:
    """Whether nothing but a reference stands between quotation marks of a program."""
    before = match.string[max(match.start() - 1, 0) : match.start()]
    return before in _QUOTES and match.string[match.end() : match.end() + 1] == before


def _apart(match: re.Match[str]) -> bool:
    """Whether neither letters nor marks of other scripts touch a reference: between blanks or brackets it is named."""
    return _beside(match).isascii() and not _touched(match)


def _touched(match: re.Match[str]) -> bool:
    """Whether a letter or a figure stands beside a reference."""
    return any(map(str.isalnum, _beside(match)))


def _beside(match: re.Match[str]) -> str:
    return match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]


def _split_references(text: str) -> Iterator[Edit]:
    """References with something in the midst of their number."""
    for match in _SPLIT.finditer(text):
        if not match[0].startswith("&#") or match[0] == f"&#{match[1]}{match[2]};":
            continue
        char = html.unescape(f"&#{match[1]}{match[2]};")
        if char.isprintable() and char > "\x7f":  # nothing at all where the number is no character
            yield Edit(KIND, match.start(), match.end(), match[0], char, 0.9)


def _resolved(match: re.Match[str]) -> str | None:
    if match["code"]:
        return bytes([int(match["code"])]).decode("cp1252", "ignore") or None
    reference = "&" + match["whole"]
    if _FILLER.fullmatch(html.unescape(reference)):
        return "" if _inside_chinese(match) and not _about(match) else None
    twice = match[0].startswith("&amp;")
    if not twice and not reference.startswith("&#") and not (match["accent"] or _in_chinese(match)):
        return None
    char = html.unescape(reference)
    printable = (char.isprintable() or char == "\xa0") and char != "\ufffd"  # which stands for no character
    return char if printable and (twice or char > "\x7f" or char == '"') and char not in "<>&" else None


def _in_chinese(match: re.Match[str]) -> bool:
    """Whether a mark or a row of blanks stands by name in Chinese that does not talk about such."""
    text, start, end = match.string, match.start(), match.end()
    if match[0] == "&nbsp;":
        return text[start - 6 : start] == match[0] or text[end : end + 6] == match[0]
    return match[0] in _PUNCTUATION and re.search(CHINESE, _beside(match)) is not None and not _about(match)


def _inside_chinese(match: re.Match[str]) -> bool:
    """Whether Chinese, or another of its kind, stands on both sides: what nobody sees has no use there."""
    before = match.string[max(match.start() - 1, 0) : match.start()]
    behind = match.string[match.end() : match.end() + 1]
    return (
        re.match(f"{BESIDE_CHINESE}|;", before) is not None
        and re.match(f"{BESIDE_CHINESE}|&|$", behind) is not None
    )


def _about(match: re.Match[str]) -> bool:
    """Whether the text around a reference talks about such."""
    return _is_said(_ABOUT, match.string, max(match.start() - 200, 0), match.end() + 200)


def _is_said(words: Pattern, text: str, first: int, last: int) -> bool:
    starts, ends = _said(words, text)
    place = bisect_left(starts, first)
    return place < len(starts) and ends[place] <= last


@lru_cache(maxsize=2)  # a text full of references is asked around each
def _said(words: Pattern, text: str) -> tuple[Sequence[int], Sequence[int]]:
    """Where each of the words begins and ends in a text."""
    spans = [word.span() for word in words.finditer(text)]
    return [start for start, _ in spans], [end for _, end in spans]
