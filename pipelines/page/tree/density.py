"""Finds the element that holds most prose, closely together: the likeliest place of the article's text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipelines.page.tables import expression, table
from pipelines.page.tree.labels import names_discussion, names_post, names_surroundings, names_text, post_kind
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

# Text in these counts for the element around them: they are paragraphs and lines, never an article.
_PARTS = frozenset(table("tags")["parts"])
AROUND_TAGS = frozenset(("nav", "aside", "footer", "form", "button", "label", "select", "dialog", "menu"))
_SENTENCE = Pattern(r"[，。、；：？！,.;:?!…।۔،؛]")
# How much of its text an element hands up. An article split over two like parts belongs to their parent (2 * 0.75 > 1),
# a column of teasers beside it does not make the parent the article.
_DECAY = 0.75
_PLACEHOLDER = Pattern(r"\{\{.*?\}\}")  # {{item.title}}: what a script puts there is not there yet
_COUNTED = Pattern(expression("body", "lines", "counted"), re.IGNORECASE)
_LONGEST_COUNT, _DISCUSSION = 30, 0.05  # characters; what comments count
SOLID = 20.0  # prose of one sentence: above the first is heading, below the last is tail
HEADINGS, _LISTS = frozenset(("h2", "h3", "h4", "h5", "h6")), ("ul", "ol", "dl")
_OPENING = frozenset(("h1", "header", "time"))
_LEAST_POST = 40.0
_LEAST_PROSE, _LEAST_LINES = 60.0, 5  # prose of a page that has some; short lines that are a text
_NEARLY_ALL = 0.8
_MOST_BESIDE = 1.4  # of the prose of pieces: quotations and captions between them
_LEAST_PIECE, _MOST_PIECES, _PIECES_APART = 20.0, 4, 3  # prose, elements, levels


@dataclass(frozen=True, slots=True)
class Place:
    """An element and how much prose it holds; about one for every character of Chinese, three letters of English.

    `short`: it holds lines without a sentence, which are all that the page says.
    """

    index: int
    score: float
    short: bool = False


def weight(text: str) -> float:
    """Measure how much a text says, alike in all scripts: Chinese has three bytes a character, English one."""
    return len(text.encode("utf-8", "replace")) / 3


def prose(block: Block) -> float:
    """Score one line as running text: positive for sentences, negative for links."""
    if block.score is None:
        block.score = _linked_prose(block.text, block.linked) if block.linked else _prose(block.text, 0.0)
    return block.score


def prose_of(lines: Iterable[Block]) -> float:
    """Add up what lines say; links among them take nothing away."""
    return sum(max(prose(line), 0.0) for line in lines)


def prose_in(outline: Outline, index: int) -> float:
    return prose_of(outline.blocks_in(index))


@lru_cache(maxsize=8192)  # lines of links come back on every page of a site
def _linked_prose(text: str, linked: int) -> float:
    share, size = linked / len(text), weight(text)
    if share > 0.5:
        return -min(size, 30) * share
    return 0.0 if size < 40 else _prose(text, share)


def _prose(text: str, share: float) -> float:
    if "{{" in text:
        text = _PLACEHOLDER.sub("", text)
    size = weight(text)
    if size < 8:
        return size * 0.1
    marks = _SENTENCE.search(text) is not None
    if size < 25 and not marks:
        return size * 0.1
    return size * (1 - share) * (1 if marks else 0.4)


def find_place(outline: Outline) -> Place | None:
    """Give the element with the best score, None for a page without prose."""
    scores = _scores(outline)
    best = scores.index(max(scores)) if scores else -1
    if best < 0 or scores[best] <= 0:
        return None
    if scores[best] < _LEAST_PROSE and (verses := _of_short_lines(outline, scores[best])) is not None:
        return verses
    first = _first_alike(outline, scores, best)
    whole = _split(outline, scores, _narrowed(outline, scores, first)) if first == best else first
    return Place(whole, max(scores[whole], scores[first]))


def _of_short_lines(outline: Outline, score: float) -> Place | None:
    """Give an element that is said to be the article's text where its lines, none of them a sentence, say more than `score`:
    verses, a table of names.
    """
    for index, label in enumerate(outline.labels):
        if label and _label_factor(label) > 1 and post_kind(label) is not None:
            lines = [line for line in outline.blocks_in(index) if not line.hidden and not line.linked]
            if len(lines) >= _LEAST_LINES and sum(weight(line.text) for line in lines) > score:
                return Place(index, score, short=True)
    return None


def _first_alike(outline: Outline, scores: list[float], best: int) -> int:
    """Give the first of several posts of one template: it is the article, and the rest are answers, or older."""
    kind, depth = post_kind(outline.labels[best]), _depth(outline, best)
    if kind is None or outline.tags[best] == "body":
        return best
    for index in range(best):
        label = outline.labels[index]
        alike = (
            scores[index] > _LEAST_POST and outline.tags[index] == outline.tags[best] and post_kind(label) == kind
        )
        if alike and _depth(outline, index) == depth and (names_post(label) or _is_headed(outline, index)):
            return index
    return best


def _narrowed(outline: Outline, scores: list[float], best: int) -> int:
    """Give the element inside `best` that names the text and says nearly as much, where only boxes stand behind it.

    A short text is outweighed by the notices below it.
    """
    inside = scores[best + 1 : outline.ends[best]]
    nearly = max(inside, default=0.0)
    if nearly < scores[best] * _NEARLY_ALL:
        return best
    inner = best + 1 + inside.index(nearly)
    if not _is_text(outline, inner):
        return best
    around = {best}
    index = outline.parents[inner]
    while index > best:
        around.add(index)
        index = outline.parents[index]
    outside = (*range(best + 1, inner), *range(outline.ends[inner], outline.ends[best]))
    if any(index not in around and _is_text(outline, index) for index in outside):
        return best
    lines = (line for line in outline.blocks_in(best) if not inner <= line.start < outline.ends[inner])
    return best if any(_may_belong(outline, line, inner, around) for line in lines) else inner


def _is_text(outline: Outline, index: int) -> bool:
    return outline.tags[index] == "article" or names_text(outline.labels[index])


def _may_belong(outline: Outline, line: Block, inner: int, around: set[int]) -> bool:
    """Say whether a line outside an element may belong to its text: above it, or beside it without a name."""
    if prose(line) <= _LEAST_PIECE:
        return False
    beside = line.owner in around or (outline.parents[line.owner] in around and not outline.labels[line.owner])
    return line.start < inner or beside


def _split(outline: Outline, scores: list[float], best: int) -> int:
    """Give the element around all pieces of a text that a template splits over several elements of one name."""
    best = around = _named(outline, best)
    label = outline.labels[best]
    if not label or not names_text(label) or _begins_anew(outline, best):
        return best
    for _ in range(_PIECES_APART):
        around = outline.parents[around] if outline.parents[around] > 0 else around
    pieces = [
        index
        for index in range(around, outline.ends[around])
        if outline.labels[index] == label
        and outline.tags[index] == outline.tags[best]
        and scores[index] > _LEAST_PIECE
    ]
    if not 1 < len(pieces) <= _MOST_PIECES or any(_begins_anew(outline, index) for index in pieces):
        return best
    common = best
    while not all(outline.inside(index, common) for index in pieces):
        common = outline.parents[common]
    alike = sum(prose_in(outline, index) for index in pieces)
    return common if prose_in(outline, common) < _MOST_BESIDE * alike else best


def _named(outline: Outline, best: int) -> int:
    """Give the element right around `best`, where it names the text as `best` does not and holds nothing else."""
    around = outline.parents[best]
    wraps = around > 0 and not names_text(outline.labels[best]) and names_text(outline.labels[around])
    return around if wraps and outline.ends[around] == outline.ends[best] and around == best - 1 else best


def _begins_anew(outline: Outline, index: int) -> bool:
    """Say whether a piece has a headline or a date of its own, or begins with a heading: that of another article."""
    inside = outline.tags[index : outline.ends[index]]
    if not _OPENING.isdisjoint(inside):
        return True
    return next((tag for tag in inside[1:] if tag in HEADINGS or tag in _PARTS), "") in HEADINGS


def _is_headed(outline: Outline, index: int) -> bool:
    """Say whether an element has a heading of its own: the pieces of one article that a template splits have none."""
    return any(
        tag in ("h1", "h2", "h3", "h4", "header", "time") for tag in outline.tags[index : outline.ends[index]]
    )


def _depth(outline: Outline, index: int) -> int:
    depth = 0
    while index > 0:
        index = outline.parents[index]
        depth += 1
    return depth


def _scores(outline: Outline) -> list[float]:
    """Score every element: what its lines say, and part of what the elements inside it say."""
    tags, parents = outline.tags, outline.parents
    own = [0.0] * len(tags)
    for block in outline.blocks:
        if not block.hidden:
            own[block.owner] += prose(block)
    paragraphs, comments = _paragraphs(outline), _comments(outline)
    final = [0.0] * len(tags)
    for index in range(len(tags) - 1, -1, -1):
        score = own[index]
        if not score or tags[index] == "-text":
            continue
        factor = _factor(outline, index) if index not in comments else _DISCUSSION
        part = tags[index] in _PARTS or index in paragraphs
        final[index] = 0.0 if part else score * max(factor, 1.0) if score > 0 else score
        if factor < 1:
            final[index] *= factor
        parent = parents[index]
        if parent >= 0:
            own[parent] += score * (min(factor, 1.0) if score > 0 else 0.5) * (1.0 if part else _DECAY)
    return final


def _paragraphs(outline: Outline) -> set[int]:
    """Give the elements that are paragraphs though they are no `p`: one line, no name, and others of the kind beside it."""
    lines = Counter(block.owner for block in outline.blocks if not block.hidden)
    alone = [
        index
        for index, count in lines.items()
        if count == 1 and outline.tags[index] in ("div", "section") and not outline.labels[index]
    ]
    beside = Counter(outline.parents[index] for index in alone)
    return {index for index in alone if beside[outline.parents[index]] > 1}


def heads_comments(outline: Outline, block: Block) -> bool:
    """Say whether a line is the heading of comments, with how many there are: 27 commentaires, 评论（12）."""
    fits = len(block.text) < _LONGEST_COUNT and outline.tags[block.owner] in HEADINGS
    return fits and _COUNTED.fullmatch(block.text) is not None


def _comments(outline: Outline) -> set[int]:
    """Give the lists of comments that only the heading before them shows to be such."""
    found: set[int] = set()
    for block in outline.blocks:
        if outline.tags[block.owner] in HEADINGS and heads_comments(outline, block):
            behind = outline.ends[block.owner]
            while behind < len(outline.tags) and outline.parents[behind] == outline.parents[block.owner]:
                if outline.tags[behind] in _LISTS:
                    found.add(behind)
                behind = outline.ends[behind]
    return found


def _factor(outline: Outline, index: int) -> float:
    """Weigh an element by its name: more than one where it says article, little where it says comments."""
    tag = outline.tags[index]
    if tag in AROUND_TAGS:
        return 0.2
    if tag in ("body", "html"):
        return 0.9
    label = outline.labels[index]
    if not label:
        return 1.3 if tag == "article" else 1.0
    factor = _label_factor(label)
    return max(factor, 1.3) if tag == "article" else factor


@lru_cache(maxsize=8192)
def _label_factor(label: str) -> float:
    if "articlebody" in label:
        return 2.0
    if names_discussion(label):
        return _DISCUSSION
    around, text = names_surroundings(label), names_text(label)
    if around and not text:
        return 0.2
    return 1.3 if text and not around else 1.0
