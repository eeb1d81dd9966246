"""A damaged page made whole before it is read, and what was done told field by field.

Damage hides words that reading goes by, and may swallow the `<` of a tag: so the page is repaired as a whole and
parsed once. An edit of the page is found again in a field by the text around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, cycle, pairwise
from typing import TYPE_CHECKING

from pipelines.article import Article, FieldEdit
from pipelines.pattern import Pattern
from pipelines.placing import Place, field_edits, places
from pipelines.text.edits import Edit, apply_edits, trimmed
from pipelines.text.encoding import Decoded
from pipelines.text.signs.escaped import shows_escapes
from pipelines.text.signs.literals import SECTION_END, begins_a_line
from pipelines.text.signs.of_bytes import shows_halves
from pipelines.text.signs.of_text import any_sign

if TYPE_CHECKING:
    from pipelines.text.repair import Repaired

# What repairs is loaded where there is something to repair: most pages have nothing, and it takes a tenth of a second.

# Tags, comments, scripts and styles, each to its end or, as a browser reads it, to that of the page. Possessive,
# so that no page takes more than one pass. Grouped: split() gives text and markup by turns. Of a section of XML, as feeds
# have them, the text is text.
_MARKUP = Pattern(
    r"(<script\b[^<]*+(?:<(?!/script)[^<]*+)*+|<style\b[^<]*+(?:<(?!/style)[^<]*+)*+"
    r"|<!--[^-]*+(?:-(?!->)[^-]*+)*+|<!\[cdata\[|<[a-z/!?][^<>]*+>)",
    re.IGNORECASE,
)
_QUOTED = r"(?:\"(?P<double>[^\"<>]+)\"|'(?P<single>[^'<>]+)')"
_SHOWN = Pattern(rf"(?<![\w-])(?:content|alt|title)\s*=\s*{_QUOTED}", re.IGNORECASE)  # what a tag says to readers
# The strings of JSON, the last one to the end if it has none: to begin another at each quotation mark in it takes the
# square of its length.
_STATED = Pattern(r'"(?P<double>(?:[^"\\]|\\(?s:.))*+)(?:"|\\?\Z)')
_STATEMENT = Pattern(r"<script\b[^>]*\bld\+json", re.IGNORECASE)
_SECTION = "<![CDATA["
_ENDS_VALUES = frozenset("\"'<>\\&")  # would end a value, or begin something in it
_LINE = Pattern(r"[^\n]+")
# Which fonts keep at private use. Lines of U+FFFD stay: they tell that nothing is left of what was lost beside them.
_ICONS = Pattern(r"[\s\ue000-\uf8ff]*+")
_HEAD = 4096  # characters in which a page has a tag


@dataclass(frozen=True, slots=True)
class Mended:
    """The text of a page, repaired, and where. `done`: all edits of its source; `complete` as of `Repaired`."""

    text: str
    places: tuple[Place, ...] = ()
    done: tuple[Edit, ...] = ()
    complete: bool = True


def mend(data: bytes, decoded: Decoded) -> Mended:
    """Repair the text of a page, first by its bytes. One without signs of damage costs little and stays as it is."""
    source = decoded.text
    parts = _MARKUP.split(source)
    visible = "\n".join(parts[::2])  # scripts are full of what would be a sign in a text: function(e)
    if not (any_sign(visible, markup=True) or shows_halves(visible, decoded.encoding)):
        return Mended(source)
    from pipelines.text.byte_repair import find_byte_damage
    from pipelines.text.compose import compose
    from pipelines.text.inserted.chunks import find_chunk_sizes

    escaped = _stands_for_other(visible)
    pieces = _pieces(parts, escaped=escaped)
    first = tuple(find_byte_damage(data, decoded, [(start, start + len(text)) for start, text in pieces]))
    first = (*first, *find_chunk_sizes(source)) if "\r" in source else first
    now = source
    if first:
        first = tuple(sorted(first, key=lambda edit: edit.start))
        now = apply_edits(source, first)
        pieces = _pieces(_MARKUP.split(now), escaped=escaped)
    second, complete = _line_edits(pieces, visible, data, replace(decoded, text=now))
    edits = tuple(_harmless(parts, map(trimmed, compose(source, first, second))))
    text = apply_edits(source, edits)
    return Mended(text, tuple(places(text, edits)), edits, complete)


def repair_any(data: bytes, decoded: Decoded) -> Repaired:
    """Repair what was decoded, by its bytes: a page between its tags and in their values, as it is when it is read, and other text as it stands."""
    from pipelines.text.byte_repair import repair_bytes
    from pipelines.text.repair import Repaired

    if not decoded.confidence:  # no text: nothing in it could be damaged
        return Repaired(decoded.text, ())
    if not _MARKUP.search(decoded.text, 0, _HEAD):
        return repair_bytes(data, decoded)
    mended = mend(data, decoded)
    return Repaired(mended.text, mended.done, mended.complete)


def _pieces(parts: Sequence[str], *, escaped: bool) -> list[tuple[int, str]]:
    """The texts between markup and in it, each with where it begins; what is ASCII shows nothing unless it stands for
    other text, as some between markup does where the page is `escaped`.
    """
    found: list[tuple[int, str]] = []
    in_sections = any(part.upper() == _SECTION for part in parts[1::2] if len(part) == len(_SECTION))
    for (start, part), is_markup in zip(_placed(parts), cycle((False, True)), strict=False):
        text = part.partition(SECTION_END)[0] if in_sections else part
        if is_markup:
            found += _values(start, part)
        elif not text.isascii() or (escaped and text.strip() and _stands_for_other(text)):
            found.append((start, text))
    return found


def _placed(parts: Sequence[str]) -> Iterator[tuple[int, str]]:
    return zip(accumulate(map(len, parts), initial=0), parts, strict=False)


def _values(start: int, markup: str) -> Iterator[tuple[int, str]]:
    """What a tag says in its attributes, or a page states in JSON for other programs: descriptions, headlines, captions."""
    if markup.isascii() or markup.startswith("<!"):
        return
    if markup[:7].lower() == "<script":
        values = _STATED.finditer(markup) if _STATEMENT.match(markup) else iter(())
    else:
        values = _SHOWN.finditer(markup)
    for value in values:
        name = value.lastgroup or ""
        if not value[name].isascii():
            yield start + value.start(name), value[name]


def _harmless(parts: Sequence[str], edits: Iterable[Edit]) -> Iterator[Edit]:
    """Leave out the edits that would break the markup in which they stand."""
    starts = list(accumulate(map(len, parts), initial=0))
    for edit in edits:
        in_markup = bisect_right(starts, edit.start) % 2 == 0
        if not (in_markup and _ENDS_VALUES.intersection(edit.after) - set(edit.before)):
            yield edit


def _stands_for_other(text: str) -> bool:
    return shows_escapes(text, markup=True) or begins_a_line(text)


def _line_edits(
    pieces: Iterable[tuple[int, str]], visible: str, data: bytes, decoded: Decoded
) -> tuple[list[Edit], bool]:
    """Repair the lines that show signs, with the page's text as context, and place the edits in the page; and whether
    all was searched.
    """
    from pipelines.text.byte_repair import text_tells
    from pipelines.text.repair import repair

    lines = [
        (start + line.start(), line[0].rstrip()) for start, text in pieces for line in _LINE.finditer(text)
    ]  # what ends a line tells what was lost there, as blanks before a tag do not
    shown = _shown([line for _, line in lines])
    starts, texts = [start for start, line in lines if line in shown], [line for _, line in lines if line in shown]
    ends = list(accumulate(len(line) + 1 for line in texts))
    damaged = "\n".join(texts)
    shifts = text_tells(damaged, data, decoded)
    repaired = repair(damaged, encoding=decoded.encoding, context=visible, markup=True, shifts=shifts)
    edits = []
    for edit in repaired.edits:
        place, last = bisect_right(ends, edit.start), bisect_right(ends, edit.end)
        start, end = (
            starts[at] + len(texts[at]) + 1 - ends[at] + offset
            for at, offset in ((place, edit.start), (last, edit.end))
        )
        before = edit.before if place == last else decoded.text[start:end]
        if place == last or before.split() == edit.before.split():  # never across a tag
            edits.append(replace(edit, start=start, end=end, before=before))
    return edits, repaired.complete


def _shown(lines: Sequence[str]) -> set[str]:
    """Those that show signs, each asked once, as menus stand on a page twice; and what a line of letters and digits, as a
    mail has them, goes on with.
    """
    shown = {line for line in set(lines) if _is_damaged(line)}
    for before, line in pairwise(lines):
        if before in shown and line.isascii() and before.isascii() and " " not in line:
            shown.add(line)
    return shown


def _is_damaged(line: str) -> bool:
    return any_sign(line, markup=True) and not _ICONS.fullmatch(line)


def edits_of(article: Article, mended: Mended) -> tuple[FieldEdit, ...]:
    """Give the edits of all fields of `article`."""
    if not mended.places:
        return ()
    return tuple(
        edit for field, text in _texts(article) if text for edit in field_edits(mended.places, field, text)
    )


def _texts(article: Article) -> Iterator[tuple[str, str | None]]:
    """Give the fields that hold text, by their names in JSON; those in lists with their place."""
    yield "headline", article.headline
    yield "articleBody", article.article_body
    yield "articleBodyHtml", article.article_body_html
    yield "description", article.description
    yield "sourceOrganization.name", article.source_organization.name if article.source_organization else None
    yield "previousArticle.headline", article.previous_article.headline if article.previous_article else None
    yield "nextArticle.headline", article.next_article.headline if article.next_article else None
    for name, people in (("authors", article.authors), ("editors", article.editors)):
        yield from ((f"{name}.{place}.name", person.name) for place, person in enumerate(people))
    yield from ((f"breadcrumbs.{place}.name", crumb.name) for place, crumb in enumerate(article.breadcrumbs))
    yield from ((f"images.{place}.caption", image.caption) for place, image in enumerate(article.images))
