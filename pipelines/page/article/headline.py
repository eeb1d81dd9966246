"""The headline: the line above the text that the page's own statements agree with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from pipelines.page.article.agreement import ENTRY_RANK, H1_RANK, Line, shared
from pipelines.page.article.font_size import is_below_bold, largest
from pipelines.page.article.named_headline import LABEL, in_cell, named_again
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import is_byline, is_furniture, names_board, opens_others
from pipelines.page.lines.titles import (
    CREDIT,
    SIGNS,
    SITE,
    Stated,
    ends_like_site,
    is_but_site,
    is_site,
    may_head,
    stated_titles,
    without_kicker,
    without_page,
)
from pipelines.page.model import Basis, Found
from pipelines.page.tables import alternatives
from pipelines.page.tree.density import weight
from pipelines.page.tree.document import Document
from pipelines.page.tree.outline import Block, Outline
from pipelines.page.tree.structured import Statements
from pipelines.pattern import Pattern

_LOOSE_ENDS = " -|_"  # what a template puts behind it
_GENERIC = Pattern(alternatives("headline", "site", "generic"), re.IGNORECASE)
_ABOVE_BYLINE, _ABOVE_TEXT = 3, 6  # lines
_SOME = 6.0  # weight of a heading that may be one over a byline
_WORDY = 12.0  # weight of a heading that says more than a section's name
_NEAR, _LEAST = 12, 4.0  # lines above the text; weight of the largest
_TITLE_LABEL = Pattern(r"title|headline|biaoti|(?<![a-z])tit(?![a-z])|(?:\b|xx|nr|wz|con_?|art|news)bt\b|heading")
_ENTRY = Pattern(r"entry-title|post-?title")  # hAtom (microformats.org), and the themes of blogs
_MOTTO = Pattern(r"tagline|slogan|motto|\bsite-?(?:sub|desc)|blog-?desc")  # of a site, below its name
_PAIR, _MARKED = 2, 1.2  # characters; rank of a line that is named a title
_LINKED, _TO_FRONT = 0.6, 0.3  # what a link takes from a line's rank
_HEADING_RANK = 1.1  # of what is marked as a heading, at least
_RANK = {"h1": H1_RANK, "h2": 1.25, "h3": 1.1, "h4": 1.1, "h5": 1.1, "h6": 1.1}


def find_headline(
    document: Document, outline: Outline, above: Iterable[Block], said: Statements
) -> Found[str] | None:
    """Give the headline; `above` are the visible blocks from the page's top to the first of its prose."""
    found = _find(document, outline, list(above), said)
    if found is None:
        return None
    return found.giving(LABEL.sub("", without_page(found.value)).rstrip(_LOOSE_ENDS))


def _find(document: Document, outline: Outline, above: list[Block], said: Statements) -> Found[str] | None:
    site = next((found.value for found in said.each("site")), "")
    stated = list(stated_titles(said, site))
    lines = list(_candidates(document, outline, above))
    texts = [line.text for line in lines]
    if labelled := in_cell(texts):
        return labelled
    heading = _heading(lines, site)
    # A title that is but the site's name says nothing of the article, though the line of its logo agrees with it.
    site_bare = SIGNS.sub("", site)
    told = (
        [each for each in stated if not (each.bare in site_bare or ends_like_site(each.clear))]
        if heading
        else stated
    )
    if best := _agreeing(lines, told, site):
        return best
    if named := named_again(texts) or _pair_above_byline(stated, lines, above):
        return named
    for each in stated:
        text = each.clear
        if text and not _GENERIC.search(text) and SIGNS.sub("", text) != SIGNS.sub("", site):
            weak = weight(text) < 6 or is_but_site(each, site) or has_date(text)
            if each.found.basis is Basis.TITLE and not weak:
                larger = heading or _largest_signed(outline, lines, above)
                weak = _outweighs(heading, each, lines, above) or larger is not heading
                heading = larger
            return (
                (heading or _largest(outline, lines) or _last_line(outline, lines) or each.found.giving(text))
                if weak
                else each.found.giving(text)
            )
    return heading or _largest(outline, lines) or _last_line(outline, lines)


def _pair_above_byline(stated: list[Stated], lines: list[Line], above: list[Block]) -> Found[str] | None:
    """Give a line of two characters right above a byline with a day, where it is a part of the title (更正 - 江边日报) or marked."""
    pairs = {line.block.start: line for line in lines if line.block and len(line.text) == _PAIR}
    for one, other in pairwise(above) if pairs else ():
        line = pairs.get(one.start)
        if line and not one.linked and is_byline(other) and has_date(other.text):
            agrees = any(line.bare == own for each in stated for _, own in each.parts)
            if agrees or line.rank >= _MARKED:
                return Found(
                    one.text, f"{line.where} right above the byline", Basis.AGREED if agrees else Basis.PAGE
                )
    return None


def _outweighs(heading: Found[str] | None, title: Stated, lines: list[Line], above: list[Block]) -> bool:
    """Say whether a heading is better than a title that the page shows nowhere, as that of a site or a clone may be.

    It is if it has many words, or a byline right below it.
    """
    if heading is None or _agreeing(lines, [title], "") is not None:
        return False
    strange = SIGNS.sub("", title.clear) not in SIGNS.sub("", heading.value)
    signed = strange and any(one.text == heading.value and is_byline(other) for one, other in pairwise(above))
    return weight(heading.value) >= (_SOME if signed else _WORDY)


def _candidates(document: Document, outline: Outline, above: list[Block]) -> Iterator[Line]:
    """Give the lines whose length fits a headline, and the joined lines of one heading."""
    joined: dict[int, list[str]] = {}
    for block in above:
        if not 1 < len(block.text) < 250 or (" > " in block.text and names_board(block.text, above)):
            continue
        tag, rank = _rank(outline, block)
        own = without_kicker(outline, block) if tag in _RANK and block.stop > block.start + 1 else block.text
        joined.setdefault(block.owner, []).append(own)
        if block.linked > len(block.text) / 2:
            rank *= _as_link(document, outline, block) if rank > 1 else _LINKED
        yield Line(own, SIGNS.sub("", own), rank, tag, block)
        if len(joined[block.owner]) in (2, 3):
            text = " ".join(joined[block.owner])
            yield Line(text, SIGNS.sub("", text), rank * 0.99, tag, joined=True)


def _as_link(document: Document, outline: Outline, block: Block) -> float:
    """Weigh a line that is a link: blogs link an article's headline to itself, and the name above all to their front."""
    index = outline.parents[block.start]
    while index > block.owner and outline.tags[index] != "a":
        index = outline.parents[index]
    url = document.resolve(outline.attribute(index, "href")) if index >= 0 else None
    if url is None or outline.tags[index] != "a":
        return _LINKED
    own = document.url.partition("#")[0]
    if url == own:
        return 1.0
    return _TO_FRONT if own.startswith(url.rstrip("/") + "/") else _LINKED


def _rank(outline: Outline, block: Block) -> tuple[str, float]:
    index = _whole_of(outline, block)
    for _ in range(3):
        tag, label = outline.tags[index], outline.labels[index]
        if label and _ENTRY.search(label):
            return f".{label.split()[0]}", ENTRY_RANK
        if label and _MOTTO.search(label):
            return f".{label.split()[0]}", _TO_FRONT
        if tag in _RANK:
            return tag, _RANK[tag]
        if label and _names_title(label):
            return f".{label.split()[0]}", 1.2
        index = outline.parents[index]
        if index < 0:
            break
    return "text", 1.0


def _whole_of(outline: Outline, block: Block) -> int:
    """Give the largest element inside that of a line which holds all of the line, else that of the line."""
    index = outline.parents[block.start]
    while index > block.owner and outline.parents[index] != block.owner:
        index = outline.parents[index]
    return index if index > block.owner and outline.ends[index] >= block.stop else block.owner


@lru_cache(maxsize=8192)
def _names_title(label: str) -> bool:
    return _TITLE_LABEL.search(label) is not None


def _agreeing(lines: list[Line], stated: list[Stated], site: str) -> Found[str] | None:
    """Give the visible line that a stated title holds or begins with; the longest and highest heading wins."""
    best: tuple[float, Found[str]] | None = None
    site_bare = SIGNS.sub("", site)
    for number, line in enumerate(lines):
        for each in stated:
            text = shared(line, each)
            if text is None or (bare := SIGNS.sub("", text)) == site_bare:
                continue
            score = (
                len(bare) * line.rank * (1 + number / len(lines) / 2) * (1.5 if each.bare.startswith(bare) else 1)
            )
            if best is None or score > best[0]:
                best = (score, Found(text, f"{line.where} agrees with {each.found.evidence}", Basis.AGREED))
            break
    return best[1] if best else None


def _heading(lines: list[Line], site: str) -> Found[str] | None:
    """Give the last heading above the text where nothing is stated that it could agree with, and no subtitle of a larger."""
    for number in reversed(range(len(lines))):
        line = lines[number]
        if line.rank < _HEADING_RANK or not _is_heading(line, site):
            continue
        above = lines[number - 1] if number and not line.joined else line
        line = above if above.rank > line.rank and _is_heading(above, site) else line
        return Found(line.text, f"{line.where} above the text")
    return None


def _is_heading(line: Line, site: str) -> bool:
    fits = 4 <= weight(line.text) < 120 and line.text[-1] != "。" and not is_site(line.text, site)
    return fits and not (_GENERIC.search(line.text) or has_date(line.text) or opens_others(line.text))


def _largest(outline: Outline, lines: list[Line]) -> Found[str] | None:
    """Give the line that is larger than every other above the text, as old pages set a headline."""
    found = largest(outline, [line.block for line in lines[-_NEAR:] if line.block])
    if found is None or weight(found.text) < _LEAST or has_date(found.text) or _GENERIC.search(found.text):
        return None
    return Found(found.text, "the largest line above the text")


def _largest_signed(outline: Outline, lines: list[Line], above: list[Block]) -> Found[str] | None:
    """Give the largest line, unless it names a site, where a byline stands right below it or its subtitle."""
    found = _largest(outline, lines)
    found = None if found and SITE.search(found.value) else found
    number = next(
        (number for number, block in enumerate(above) if found and block.text == found.value), len(above)
    )
    below = above[number + 1 : number + 3]
    return found if any(is_byline(block) and not is_furniture(block) for block in below) else None


def _last_line(outline: Outline, lines: list[Line]) -> Found[str] | None:
    """Give the line right above the byline, or else above the text, where nothing is marked as a heading."""
    if labelled := next((line for line in reversed(lines) if LABEL.match(line.text)), None):
        return Found(labelled.text, "line labelled as the headline")
    bylines = [number for number, line in enumerate(lines) if CREDIT.search(line.text) or has_date(line.text)]
    above = lines[: bylines[-1]][-_ABOVE_BYLINE:] if bylines else []
    begun = next((number for number, line in enumerate(lines) if line.text.endswith("。")), len(lines))
    near = (*reversed(above), *reversed(lines[:begun][-_ABOVE_TEXT:]), *reversed(lines[-_ABOVE_TEXT:]))
    last = next((line for line in near if line.rank >= 1 and may_head(line.text)), None)
    over = lines[max(lines.index(last) - 1, 0)] if last else None
    if last and over and may_head(over.text) and is_below_bold(outline, over.block, last.block):
        last = over
    return Found(last.text, "line above the text") if last else None
