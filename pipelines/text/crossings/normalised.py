r"""UTF-8 that was read in windows-1252 or Latin-1, and normalised then: `ï1⁄4Œ` of `ï¼Œ`, `Ã ̈` of `Ã¨`, `â€"` of a dash.

Programs that bring text into one form (NFKC, straight quotes) take fractions and accents that stand alone apart. Here they
are put together again, as far as they stand behind the first byte of a sequence; what that says is read afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit

KIND: Final = "mojibake"
_APART: Final = {
    form: char for char in "…˜™\xa0¨ª¯²³´µ¸¹º¼½¾" if (form := unicodedata.normalize("NFKC", char)) != char
}
_SURE: Final = [form for form in _APART if len(form) > 1 and form != "..."]  # no letter is followed by these
_TRAIL: Final = "|".join(
    [*map(re.escape, sorted(_APART, key=len, reverse=True)), "[\x80-\xbf\u0152-\u0192\u02c6\u2013-\u2122]"]
)
_SEQUENCE: Final = Pattern(f"[\xc2-\xdf](?:{_TRAIL})|[\xe0-\xef](?:{_TRAIL}){{2}}|[\xf0-\xf4](?:{_TRAIL}){{3}}")
_EVIDENCE: Final = Pattern(
    "[\xc2-\xf4](?:[\x80-\xbf\u0152-\u0192\u02c6\u2013-\u2122])?(?:" + "|".join(map(re.escape, _SURE)) + ")"
)
_PIECE: Final = Pattern(_TRAIL)
_LEAD: Final = Pattern("[\xc2-\xf4]")
_SHARE: Final = 1.25  # letters for each sequence that one begins, in UTF-8
_DASH: Final = Pattern('â€"')
_LINE: Final = Pattern("[^\n]+")


def find_normalised(text: str) -> list[Edit]:
    """Give the edits that put them together."""
    edits = [_dash(match) for match in _DASH.finditer(text)] if 'â€"' in text else []
    for line in _LINE.finditer(text):
        found = list(_SEQUENCE.finditer(text, *line.span())) if _EVIDENCE.search(line[0]) else []
        if len(found) * _SHARE < len(_LEAD.findall(line[0])):
            continue
        for match in found:
            after = match[0][0] + "".join(_APART.get(piece, piece) for piece in _PIECE.findall(match[0][1:]))
            if after != match[0]:
                edits.append(Edit(KIND, match.start(), match.end(), match[0], after, 0.9))
    return sorted(edits, key=lambda edit: edit.start)


def _dash(match: re.Match[str]) -> Edit:
    """The quote is one of two dashes: the longer, unless blanks stand around it."""
    text = match.string
    blanks = text[max(match.start() - 1, 0) : match.start()] == " " == text[match.end() : match.end() + 1]
    return Edit(KIND, match.start(), match.end(), match[0], "â€\u201c" if blanks else "â€\u201d", 0.85)
