"""What inside the element of the text is something else: by its tag, its label, or the form that it holds."""

from __future__ import annotations

from functools import lru_cache

from pipelines.page.article.opening import prose_in
from pipelines.page.tree.density import AROUND_TAGS, Place
from pipelines.page.tree.labels import names_discussion, names_surroundings, names_text
from pipelines.page.tree.outline import Outline

_MOST_AROUND_FORM = 4  # lines that ask readers for an address


def find_surroundings(outline: Outline, place: Place) -> list[tuple[int, int]]:
    """Give the index ranges inside `place` that its names or its links tell to be something else."""
    found: list[tuple[int, int]] = []
    index, stop = place.index + 1, outline.ends[place.index]
    forms = "form" in outline.tags[index:stop]
    while index < stop:
        if (_is_around(outline, index) or (forms and _holds_form(outline, index))) and (
            names_discussion(outline.labels[index]) or prose_in(outline, index) < place.score * 0.3
        ):
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


def _holds_form(outline: Outline, index: int) -> bool:
    """Say whether an element is a box with a form and a few lines that say what it is for: a letter, a poll."""
    if "form" not in outline.tags[index + 1 : outline.ends[index]]:
        return False
    return len(outline.blocks_in(index)) <= _MOST_AROUND_FORM
