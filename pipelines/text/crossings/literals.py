r"""Lines that are nothing but a program's way to put text down: base64 and hexadecimal digits, `b'\xe4\xb8\xad'` and
`[u'\u4e2d']` of Python, `N'中'` of SQL, `<![CDATA[…]]>` of XML.

A mail, a column of a database or a table that a script wrote holds such lines in the place of text. Digits and letters
that are no text make none when they are read; a literal in the source of a program has more beside it.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.crossings.escape_readings import decoded, means_something, printed_bytes, units
from pipelines.text.crossings.examples import is_subject
from pipelines.text.edits import Edit
from pipelines.text.signs.escaped import CHINESE
from pipelines.text.signs.literals import SECTION_END, begins_a_line

KIND: Final = "escaped-text"
_NEAR: Final = 200
_ABOUT: Final = Pattern(
    r"base64|content-|\bhex|十六进制|十六進|转义|轉義|字符串|字串|字节|字節|位元組|代码|代碼|程式|python|\bsql\b|\bxml\b|sms|pdu|>>>",
    re.IGNORECASE,
)
_BASE64: Final = Pattern(
    r"^[ \t]*([A-Za-z0-9+/_-]{22,}={0,2}(?:\r?\n[A-Za-z0-9+/_-]{2,}={0,2})*)[ \t\r]*$", re.MULTILINE
)
_HEX: Final = Pattern(
    r"^[ \t]*((?:0[xX]|\\x)?(?:[0-9a-fA-F]{2}){8,}|[xX]'(?:[0-9a-fA-F]{2}){8,}'|[0-9a-fA-F]{2}(?:[ ][0-9a-fA-F]{2}){8,})[ \t\r]*$",
    re.MULTILINE,
)
_PRINTED: Final = Pattern(r"""\A\s*(\[?b(['"])([^\n]*)\2\]?)\s*\Z""")
# What must stand in a literal is asked of the whole of it: to look for it on the way takes the square of its length.
_UNITS: Final = Pattern(r"""\A\s*(\[?u(['"])([^\n]*)\2\]?)\s*\Z""")
_NATIONAL: Final = Pattern(r"\A\s*(N(')((?:[^'\n]|'')*+)\2)\s*\Z")
_CHINESE: Final = Pattern(CHINESE)
_FRAME: Final = Pattern(r"\A(?:0[xX]|\\x|[xX]')|[ ']")
_JSON: Final = Pattern(r"""\A\s*((")((?:[^"\\\n]|\\.)*+)\2)\s*\Z""")
_UNIT: Final = Pattern(r"\\u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*")
_CONTROL: Final = Pattern(r"\\([nrt'\"\\])")
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_SECTION: Final = Pattern(r"\A\s*(<!\[CDATA\[)[^<>{}=;]*(\]\]>)\s*\Z")
_END: Final = Pattern(rf"(?:{CHINESE}|[…”’])\s?(\]\]>)\s*\Z")


def find_literals(text: str) -> list[Edit]:
    """Give the edits that read them."""
    found = list(_sections(text)) if SECTION_END in text else []
    if not found and begins_a_line(text):
        found = sorted(_literals(text), key=lambda edit: (edit.start, -edit.end))
    edits: list[Edit] = []
    for edit in found:
        if not edits or edits[-1].end <= edit.start:
            edits.append(edit)
    return edits


def _literals(text: str) -> Iterator[Edit]:
    for pattern, read in _LITERALS:
        for match in pattern.finditer(text):
            after = read(match)
            if after and means_something(after) and not _is_meant(match):
                yield Edit(KIND, *match.span(1), match[1], after, 0.95)


def _sections(text: str) -> Iterator[Edit]:
    """What begins and ends a section of XML, where there is nothing else."""
    match = _SECTION.match(text) or ("[[" not in text and "[CDATA" not in text and _END.search(text)) or None
    if match and not _is_meant(match):
        yield from (
            Edit(KIND, *match.span(group), match[group], "", 0.95)
            for group in range(1, (match.lastindex or 0) + 1)
        )


def _is_meant(match: re.Match[str]) -> bool:
    """Whether the text around talks about such things."""
    text, start, end = match.string, match.start(), match.end()
    near = f"{text[max(start - _NEAR, 0) : start]} {text[end : end + _NEAR]}"
    return is_subject(text, start, end) or _ABOUT.search(near) is not None


def _base64(match: re.Match[str]) -> str | None:
    letters = re.sub(r"\s", "", match[1]).replace("-", "+").replace("_", "/")  # as addresses have them
    try:
        data = b64decode(letters + "=" * (-len(letters) % 4), validate=True)
    except ValueError:
        return None
    return next(_texts(data, "utf-16-le"), None)


def _hexadecimal(match: re.Match[str]) -> str | None:
    """Bytes, or units of UTF-16 as telephones and Microsoft's databases have them."""
    return next(_texts(bytes.fromhex(_FRAME.sub("", match[1])), "utf-16-be", "utf-16-le"), None)


def _texts(data: bytes, *orders: str) -> Iterator[str]:
    yield from decoded(data)
    for order in orders if not len(data) % 2 else ():
        text = data.decode(order, "replace")
        if means_something(text):
            yield text


def _printed(match: re.Match[str]) -> str | None:
    return next(printed_bytes(_plain(match[3])), None)


def _python(match: re.Match[str]) -> str | None:
    if "\\u" not in match[3]:
        return None
    return _UNIT.sub(lambda run: next(units(run[0])), _plain(match[3]))


def _national(match: re.Match[str]) -> str | None:
    return None if _CHINESE.search(match[3]) is None else match[3].replace("''", "'")


def _plain(literal: str) -> str:
    return _CONTROL.sub(lambda escape: _CONTROLS.get(escape[1], escape[1]), literal)


_Reading = Callable[[re.Match[str]], str | None]
_LITERALS: Final[tuple[tuple[Pattern, _Reading], ...]] = (
    (_PRINTED, _printed),
    (_UNITS, _python),
    (_JSON, _python),
    (_NATIONAL, _national),
    (_HEX, _hexadecimal),
    (_BASE64, _base64),
)
