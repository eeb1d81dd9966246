"""What inside the element of the text is something else: by its tag, its label, or the form that it holds."""

from __future__ import annotations

from functools import lru_cache

from pipelines.page.article.opening import prose_in
from pipelines.page.tree.density import AROUND_TAGS, HEADINGS, Place
from pipelines.page.tree.labels import names_discussion, names_surroundings, names_text
from pipelines.page.tree.outline import Outline
from pipelines.pattern import Pattern

_BOXES = frozenset(("div", "section"))
_MOST_AROUND_FORM = 4  # lines that ask readers for an address
_LONGEST_OFFERED = 140  # characters of a line of an offer
_ONE_WORD = Pattern(
    r"/(?!$)(?:[a-z-]{2,8}/)?[a-z-]{2,24}/?$"
)  # /newsletters/, /kop: the page of a service of the site


def find_surroundings(outline: Outline, place: Place) -> list[tuple[int, int]]:
    """Give the index ranges inside `place` that its names or its links tell to be something else."""
    found: list[tuple[int, int]] = []
    index, stop = place.index + 1, outline.ends[place.index]
    forms = "form" in outline.tags[index:stop]
    headed = not HEADINGS.isdisjoint(outline.tags[index:stop])
    while index < stop:
        if (
            _is_around(outline, index)
            or (forms and _holds_form(outline, index))
            or (headed and outline.tags[index] in _BOXES and _is_offer(outline, index))
        ) and (names_discussion(outline.labels[index]) or prose_in(outline, index) < place.score * 0.3):
            found.append((index, outline.ends[index]))
            index = outline.ends[index]
        else:
            index += 1
    return found


def _is_around(outline: Outline, index: int) -> bool:
    if outline.tags[index] in AROUND_TAGS:
        return True
    label = outline.labels[index]
    if label and outline.tags[index] == "div":  # type="RelatedOneNews"
        label = f"{label} {outline.attribute(index, 'type').lower()}".rstrip()
    return bool(label) and names_surroundings(label) and _around_by_word(label)


@lru_cache(maxsize=8192)
def _around_by_word(label: str) -> bool:
    """Say whether no word of a label names the text: `related-posts` does not, `has-sidebar article` does."""
    return not any(names_text(word) and not names_surroundings(word) for word in label.split())


def _is_offer(outline: Outline, index: int) -> bool:
    """Say whether a box is a heading, a line or two and a link to a page of a service: a letter, a subscription."""
    if outline.tags[index + 1] not in HEADINGS:
        return False
    lines = outline.blocks_in(index)
    if not 1 < len(lines) <= _MOST_AROUND_FORM or any(len(line.text) > _LONGEST_OFFERED for line in lines):
        return False
    links = [each for each in range(index, outline.ends[index]) if outline.tags[each] == "a"]
    return bool(links) and all(_ONE_WORD.match(outline.attribute(each, "href")) for each in links)


def _holds_form(outline: Outline, index: int) -> bool:
    """Say whether an element is a box with a form and a few lines that say what it is for: a letter, a poll."""
    if "form" not in outline.tags[index + 1 : outline.ends[index]]:
        return False
    return len(outline.blocks_in(index)) <= _MOST_AROUND_FORM
