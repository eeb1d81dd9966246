"""Characters that nobody wrote: controls strewn in, C1 bytes, filler of no width, references of a wrong charset."""

from __future__ import annotations

import html
import re
from typing import Final

from pipelines.text.edits import Edit

CONTROL: Final = "control-character"
FILLER: Final = "invisible-filler"
REFERENCE: Final = "character-reference"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
# Between Han characters and digits no script asks for joiners, marks of direction or a byte order mark.
_FILLER: Final = re.compile(r"[\u200b\u2060-\u2064\ufeff]+|(?<=[\u3000-\u9fff])[\u200c-\u200f\u202a-\u202e\xad]+")
_REFERENCE: Final = re.compile(
    r"&(?:amp;)*(?:#(?P<code>1[2-5][0-9]);|(?P<whole>#\d{2,7};|#x[0-9a-fA-F]{2,6};|(?:lt|gt|quot|nbsp|amp|[lr][ds]quo"
    r"|mdash|ndash|hellip|middot|ldquo|bull|copy);))"
)
_SPLIT: Final = re.compile(r"&#[ \u3000\u200b]?(\d{2,3})[ \u3000\u200b]?(\d{2,3})[ \u3000\u200b]?;")


def find_invisible(text: str) -> list[Edit]:
    """Give the edits that take them out, sorted."""
    edits = [_gone(CONTROL, match) for match in _CONTROLS.finditer(text)]
    edits += [_gone(FILLER, match) for match in _FILLER.finditer(text)]
    return sorted(edits, key=lambda edit: edit.start)


def find_references(text: str) -> list[Edit]:
    """Give the edits that resolve references left standing: doubly escaped ones, and &#128; to &#159;.

    A text that talks about markup names the references one by one; there is no telling it from damage where less
    than the reference is certain, so that `&lt;` and `&amp;` alone are left.
    """
    edits = []
    for match in _REFERENCE.finditer(text):
        after = _resolved(match)
        if after is not None and after != match[0]:
            edits.append(Edit(REFERENCE, match.start(), match.end(), match[0], after, 0.95))
    return edits


def _resolved(match: re.Match[str]) -> str | None:
    if match["code"]:
        return bytes([int(match["code"])]).decode("cp1252", "ignore") or None
    reference = "&" + match["whole"]
    twice = match[0].startswith("&amp;")
    if not twice and not reference.startswith("&#"):
        return None
    char = html.unescape(reference)
    return char if char.isprintable() and (twice or ord(char) > 0x7F) and char not in "<>&" else None


def _gone(kind: str, match: re.Match[str]) -> Edit:
    return Edit(kind, match.start(), match.end(), match[0], "", 0.99)
