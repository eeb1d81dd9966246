"""Authors as a page shows them: who the lines around the headline name, those at the text's end, and those elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.page.article.around import before_others
from pipelines.page.article.scene import Scene
from pipelines.page.lines import authors, beside_paper, linked_authors, origin, placed_authors, posters, signatures
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.furniture import is_byline
from pipelines.page.lines.names import People, has_han
from pipelines.page.lines.reporters import reporters
from pipelines.page.lines.stretched import put_together
from pipelines.page.model import Person
from pipelines.page.tree.outline import Block

Said = Iterator[tuple[tuple[Person, ...], str] | None]  # persons, and the words that name them
_NEAR_OVER = 3  # lines
_SPEAKER = 3  # lines above the text that name who spoke, and when
_BELOW_HEADLINE = 4  # lines, the headline itself counted
NEAR_HEADLINE = 8  # lines
CREDITS, _SIGNING, _CARDS = 3, 6, 6  # lines below the text, at its end, and where its author is introduced
LONGEST_CREDIT = 90  # characters of a line that begins with Reporting by
LONGEST = 200  # characters of a line that can be a byline


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines that may name authors: above the text, below it, over the headline, and the text's first and last.

    `all_below` goes on where other articles begin.
    """

    above: list[str]
    below: list[str]
    over: list[str]
    all_below: list[str]
    opening: list[str]
    closing: list[str]


def shown_authors(scene: Scene, lines: list[list[str]], language: str) -> Said:
    """Give what the lines around the text say, the surest first. `lines`: those of `scene.bylines`, put together."""
    read = _lines(scene, lines)
    yield from _beside_headline(scene, read, language)
    yield from _at_the_end(scene, read, language)
    yield from _elsewhere(scene, read, language)


def said(scene: Scene, signature: int = 1) -> str:
    """Give headline and text, without the last lines that may sign it."""
    headline = scene.headline.value if scene.headline else ""
    return " ".join((headline, *(block.text for block in scene.lines[: len(scene.lines) - signature])))


def _lines(scene: Scene, lines: list[list[str]]) -> _Lines:
    above, below, over = lines
    own = before_others(block for block in scene.bylines.below_text if len(block.text) < LONGEST)
    return _Lines(
        above,
        below[: len(own)],
        over,
        all_below=below,
        opening=[block.text[:90] for block in scene.lines[:3]],
        closing=[block.text[-70:] for block in scene.lines[-2:]],
    )


def _beside_headline(scene: Scene, read: _Lines, language: str) -> Said:
    near = scene.bylines.above_text[:NEAR_HEADLINE]
    yield authors.labelled(_but_headline(scene, read.above))
    yield reporters(read.above)
    yield signatures.behind_source(read.above)
    yield _or_reporter(linked_authors.linked(scene.outline, near, language), read, language)
    yield placed_authors.beside_role(scene.outline, near[1:], language)
    marked = placed_authors.marked(scene.outline, scene.bylines.above_text, language.startswith("zh"))
    yield _or_reporter(marked, read, language)
    yield reporters(read.opening)


def _but_headline(scene: Scene, lines: list[str]) -> list[str]:
    """Leave the headline out where the title agrees with it: it may begin as bylines do, تقرير: …, Wartawan: …"""
    headline = scene.headline.value if scene.headline else ""
    return [line for line in lines if line != headline] if headline in scene.said.title else lines


def _or_reporter(found: People | None, read: _Lines, language: str) -> People | None:
    """Give who reports in the text's first lines, where a Chinese page names an account in Latin letters above it."""
    account = found and language.startswith("zh") and not any(has_han(person.name) for person in found[0])
    return (reporters(read.opening) or found) if account else found


def _at_the_end(scene: Scene, read: _Lines, language: str) -> Said:
    japanese, next_line, last_lines = language == "ja", read.below[:1], scene.lines[-_SIGNING:-2]
    signing = [put_together(block.text) for block in last_lines if is_byline(block)]
    yield reporters((*read.closing, *signing))
    yield authors.from_place(read.opening[:1]) if japanese else None
    yield signatures.in_dispatch(read.opening[:1]) if language == "tr" else None
    bracketed = [line for line in next_line if japanese or line.startswith(("（", "("))]
    yield signatures.signed((*read.closing, *bracketed), japanese)
    yield signatures.in_capitals((*read.closing, *next_line)) if language != "en" else None
    text = [block.text for block in scene.lines[-2:]]
    yield signatures.named_at_end((*text, *next_line), said(scene), japanese)
    yield (
        placed_authors.set_right(scene.outline, scene.bylines.below_text[0]) if scene.bylines.below_text else None
    )
    yield authors.labelled((*read.opening, *read.closing, *_credited(scene), *signing))
    yield authors.labelled((*read.below[:8], *_but_headline(scene, read.over)))
    yield reporters((*read.below[:4], *read.over))
    yield reporters(line for line in read.all_below if origin.labelled((line,)))
    below = scene.bylines.below_text[:NEAR_HEADLINE]
    yield beside_paper.beside_address(below)
    yield beside_paper.before_address(placed_authors.pieces(scene.outline, below))
    yield signatures.letter_writer(scene.said.title, read.closing)
    yield signatures.told_of((*read.closing, *read.below[:CREDITS]))


def _elsewhere(scene: Scene, read: _Lines, language: str) -> Said:
    chinese, ends = language.startswith("zh"), (*read.closing, *read.below[:CREDITS])
    heads = scene.bylines.above_text[1:_BELOW_HEADLINE]
    pieces = placed_authors.pieces(scene.outline, scene.bylines.above_text[1:NEAR_HEADLINE])
    yield authors.labelled(pieces) or reporters(pieces) or beside_paper.before_address(pieces)
    yield signatures.told_by_office(ends, [*(block.text for block in heads), *pieces])
    yield signatures.behind_source(ends)
    yield authors.reported((*read.above, *ends), said(scene)) if not chinese else None
    text = [block.text for block in scene.lines]
    yield signatures.with_office((*read.above[:_BELOW_HEADLINE], *text[:1], *text[-1:]), text)
    yield signatures.handed_in((*read.above, *read.opening, *read.closing, *_credited(scene), *read.below[:8]))
    dated = [block for block in scene.bylines.above_headline if has_date(block.text)]  # there stand menus too
    yield placed_authors.marked(scene.outline, dated + _over_headline(scene), chinese)
    if scene.headline:
        yield authors.before_colon(scene.headline.value, [*read.above, *read.opening])
    yield beside_paper.named_beside_date(scene.outline, scene.bylines.above_text[1:NEAR_HEADLINE], said(scene, 0))
    cards = (*scene.lines[-_SIGNING:], *scene.bylines.below_text[:_CARDS])
    yield linked_authors.linked(scene.outline, cards, language)
    yield placed_authors.marked(scene.outline, scene.lines[-1:], chinese)
    yield posters.pen_name([block.text for block in heads])
    yield posters.above_statistics([*(block.text for block in scene.bylines.above_headline), *read.above])
    yield placed_authors.alone(scene.outline, heads)
    yield signatures.speaker(read.above[-_SPEAKER:])


def _over_headline(scene: Scene) -> list[Block]:
    """Give the lines right over the headline that stand in one element with it: a columnist's name and portrait."""
    outline, headed = scene.outline, scene.bylines.above_text[:1]
    if not headed:
        return []
    around = outline.parents[headed[0].owner]
    if outline.tags[around] == "header":
        around = outline.parents[around]
    return [
        block
        for block in scene.bylines.above_headline[-_NEAR_OVER:]
        if around > 0 and outline.inside(block.start, around)
    ]


def _credited(scene: Scene) -> list[str]:
    """Give the beginning of the text's last line: Reporting by …"""
    return [block.text[:LONGEST_CREDIT] for block in scene.lines[-1:] if len(block.text) < LONGEST]
