"""Pages that are XML, as the parser of HTML takes them: elements that close themselves, sections of plain text."""

from __future__ import annotations

import re
from html import escape

from pipelines.page.tables import table
from pipelines.pattern import Pattern

DECLARATION, HEAD = "<?xml ", 200  # what such pages begin with, and within how many letters
# Where an end is missing, all that follows is passed over: else each beginning would be tried.
_CODE_OR_SECTION = Pattern(
    r"<(script|style)\b[^<>]*+>[^<]*+(?:<(?!/\1)[^<]*+)*+|<!\[CDATA\[(?P<text>[^\]]*+(?:\](?!\]>)[^\]]*+)*+)(?P<end>\]\]>)?",
    re.IGNORECASE,
)
_CLOSES_ITSELF = Pattern(r"<([a-zA-Z][\w:.-]*)([^<>]*?)/>")
_VOID = frozenset(table("tags")["void"])


def as_html(text: str) -> str:
    """Write out what XML says shorter than HTML can."""
    return _CODE_OR_SECTION.sub(_opened, _CLOSES_ITSELF.sub(_written_out, text))


def _written_out(tag: re.Match[str]) -> str:
    return tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>"


def _opened(found: re.Match[str]) -> str:
    return escape(found["text"], quote=False) if found["end"] else found[0]
