"""Text that a program put down as a whole in a form of its own, or drew twice, by how a line of it begins."""

from __future__ import annotations

from typing import Final

from pipelines.pattern import Pattern

_FORMS: Final = r"<!\[CDATA\[|\[?[bu]['\"]|N'|[0-9A-Za-z][0-9A-Za-z+/_-]{21}|(?:0[xX]|\\x|[xX]')[0-9A-Fa-f]{12}|\"\\u[0-9a-f]{4}|(?:[0-9A-Fa-f]{2} ){8}"
_DOUBLED: Final = r"([\u4e00-\u9fff“])\1([\u4e00-\u9fff])\2([\u4e00-\u9fff])\3"  # as documents draw bold type
BEGINS: Final = Pattern(rf"\s{{0,9}}(?:{_FORMS}|{_DOUBLED})")  # the text, or ...
BEGINS_LINE: Final = Pattern(rf"\n(?:{_FORMS}|{_DOUBLED})")  # ... another of its lines
CHUNK: Final = Pattern(r"\r\n(?=[0-9]*[a-f])[1-9a-f][0-9a-f]{2,4} {0,4}\r\n")
SECTION_END: Final = "]]>"


def begins_a_line(text: str) -> bool:
    """Whether a line of `text` begins so."""
    return BEGINS.match(text) is not None or BEGINS_LINE.search(text) is not None
