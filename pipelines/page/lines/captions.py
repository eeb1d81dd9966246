"""Which lines are captions: told by the element around them, or by a picture above and the words of a caption."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest

from pipelines.page.tables import alternatives, expression, labels
from pipelines.page.tree.density import HEADINGS, prose, prose_of
from pipelines.page.tree.outline import Block, Outline, named_pieces
from pipelines.pattern import Pattern

CAPTION = labels("caption")
PICTURES = ("img", "amp-img")
_FRAMES = frozenset(("figure", "figcaption", "table"))
_BY_TAG = frozenset(("figure", "table"))  # a table with a picture and little else is its frame
_FRAME = labels("frame")
# 记者周明／摄影: below what a picture shows, who took it
_PHOTOGRAPHER = Pattern(r"[（(]?.{0,8}[\u4e00-\u9fff]{2,4}\s?[／/]\s?(?:翻?[摄攝]影?|提供)[）)]?$")
_PICTURE = alternatives("body", "phrases", "pictures")
_WORDS = Pattern(rf"{expression('body', 'lines', 'caption')}|^[（(]?{_PICTURE}\s?[:：=©・]", re.IGNORECASE)
# The ferry in May. Foto: Ann Price; … | عکس: …: what a picture shows, and who took it
_CREDITED = Pattern(rf"[.!?。|/–—]\s*{_PICTURE}\s?[:：©]\s*[^.!?:]{{2,40}}$", re.IGNORECASE)
_MOST_BESIDE = 2  # lines of a box with a picture
_BOXES = frozenset(("div", "dl", "dd", "dt", "section", "span", "center"))
# A sentence, or the name of a scene: 手术现场
_SAID = Pattern(
    "[^。！？]{6,}。$|[^。！？，：:]{2,20}(?:[现現][场場]|合影|留念|掠影|[场場]景|[远遠全外]景|一角|效果[图圖]|示意[图圖]|截[图圖]|[剧劇]照)$"
)
_SHORT = Pattern(
    r"(?![（(]?[一二三四五六七八九十\d]{1,3}[、.．）)])[^。！？：:]{4,30}"
)  # no 一、产业兴旺, which heads a part
_CENTRED = Pattern(r"text-align:\s*center|(?:^|\s)center$", re.IGNORECASE)
_SLANTING = ("em", "i", "small")
_BOLD, _HAN = ("b", "strong"), Pattern("[\u3400-\u9fff\u3041-\u30ff]")
LONGEST = 300  # characters
_LEAST_SAID = 20.0  # prose of a sentence
_LONGEST_TOLD = 140
_MOST_OF_LINE = 0.5
_MOST_IN_FRAME = 3  # lines; a frame of pictures that holds more is a box of the text


def find_captions(outline: Outline, top: int, blocks: list[Block]) -> Iterator[Block]:
    """Give the captions among `blocks`, the visible lines in the element `top`."""
    pictures = [index for index in range(top, outline.ends[top]) if outline.tags[index] in PICTURES]
    told = _told(outline, blocks, pictures)
    if told and _most_of(told, blocks):  # a gallery says in captions what it has to say
        told = set()
    framed = _has_frames(outline, top)
    boxed = _boxed(outline, blocks, top, pictures) if pictures else set()
    for block in blocks:
        short = len(block.text) < LONGEST
        told_of = block.start in told or block.start in boxed
        if told_of or (short and framed and _is_framed(outline, block, top, pictures)):
            yield block


def _boxed(outline: Outline, blocks: list[Block], top: int, pictures: list[int]) -> set[int]:
    """Give the starts of lines in boxes with pictures, where the text stands in paragraphs, and in more than there are such."""
    boxed = {
        block.start for block in blocks if len(block.text) < LONGEST and _is_boxed(outline, block, top, pictures)
    }
    boxed |= _named_in_boxes(outline, blocks, top, pictures)
    others = [block for block in blocks if block.start not in boxed]
    paragraphs = sum(outline.tags[block.owner] == "p" and prose(block) >= _LEAST_SAID for block in others)
    return boxed if paragraphs > len(boxed) / 2 and in_paragraphs(outline, others) else set()


def _named_in_boxes(outline: Outline, blocks: list[Block], top: int, pictures: list[int]) -> set[int]:
    """Give the starts of paragraphs alone in a box with the picture above, and with a name that none of the text has."""
    named = [block for block in blocks if outline.labels[block.owner] and outline.parents[block.owner] != top]
    found = {block.start: outline.labels[block.owner] for block in named if _is_below(outline, block, pictures)}
    of_text = {outline.labels[block.owner] for block in blocks if block.start not in found} if found else set()
    return {start for start, label in found.items() if label not in of_text}


def _is_below(outline: Outline, block: Block, pictures: list[int]) -> bool:
    box = outline.parents[block.owner]
    alone = outline.tags[box] in _BOXES and len(outline.blocks_in(box)) == 1 and len(block.text) < LONGEST
    return alone and _between(pictures, box, block.start)


def _is_boxed(outline: Outline, block: Block, top: int, pictures: list[int]) -> bool:
    """Say whether a line, in no paragraph, has a box to itself with the picture above it."""
    box = block.owner
    for _ in range(_MOST_BESIDE):
        if box <= top or outline.tags[box] not in _BOXES:
            return False
        lines = outline.blocks_in(box)
        if len(lines) > _MOST_BESIDE or any(each.linked * 2 > len(each.text) for each in lines):
            return False
        if _between(pictures, box, block.start):
            return True
        box = outline.parents[box]
    return False


def in_paragraphs(outline: Outline, blocks: Iterable[Block]) -> bool:
    """Say whether the sentences of a text stand in <p>, as what else is shown may not."""
    said = [block for block in blocks if prose(block) >= _LEAST_SAID]
    return sum(outline.tags[block.owner] == "p" for block in said) * 2 > len(said)


def _has_frames(outline: Outline, top: int) -> bool:
    """Say whether any element inside another may be a caption, or the frame of one: most articles have none."""
    inside = slice(top + 1, outline.ends[top])
    if not _FRAMES.isdisjoint(outline.tags[inside]):
        return True
    return any(_names_caption(label) or names_frame(label) for label in set(outline.labels[inside]))


def _told(outline: Outline, blocks: list[Block], pictures: list[int]) -> set[int]:
    """Give the starts of lines that read or are set as captions, right below a picture, or below such a line."""
    found: set[int] = set()
    before, captioned = 0, False
    for block, behind in zip_longest(blocks, blocks[1:]):
        below = captioned or _between(pictures, before, block.start)
        captioned = below and len(block.text) < _LONGEST_TOLD and _is_told(block, behind)
        captioned = captioned or _is_set_apart(outline, block, blocks, pictures, before)
        captioned = captioned or (below and len(block.text) < LONGEST and _is_named(outline, block))
        captioned = captioned or (
            _between(pictures, before, block.start)
            and (_is_said(outline, block, pictures) or _is_emphasised(outline, block, pictures))
        )
        if captioned:
            found.add(block.start)
        before = block.stop
    return found


def _is_said(outline: Outline, block: Block, pictures: list[int]) -> bool:
    """Say whether a line below a picture says what the picture does for those who do not see it."""
    return outline.attribute(pictures[bisect_left(pictures, block.start) - 1], "alt").strip() == block.text


def _is_emphasised(outline: Outline, block: Block, pictures: list[int]) -> bool:
    """Say whether a line below a picture in one paragraph with it is slanting or small as a whole."""
    picture = pictures[bisect_left(pictures, block.start) - 1]
    if not outline.inside(picture, block.owner) or len(block.text) >= _LONGEST_TOLD:
        return False
    index = outline.parents[block.start]
    while index > block.owner and outline.tags[index] not in _SLANTING:
        index = outline.parents[index]
    return index > block.owner and outline.ends[index] >= block.stop


def _is_told(block: Block, behind: Block | None) -> bool:
    """Say whether a line has the words of a caption, or the line behind it names who took the picture."""
    signed = behind is not None and _PHOTOGRAPHER.match(behind.text) is not None
    return signed or any(form.search(block.text) for form in (_WORDS, _CREDITED))


def _is_set_apart(outline: Outline, block: Block, blocks: list[Block], pictures: list[int], before: int) -> bool:
    """Say whether a sentence is set in the middle right below a picture that is, where the text is not."""
    below = _between(pictures, before, block.start) and len(block.text) < _LONGEST_TOLD
    picture = pictures[bisect_left(pictures, block.start) - 1] if below else 0
    beside = below and outline.inside(picture, block.owner) and _SHORT.fullmatch(block.text)  # in one paragraph
    if not below or not (beside or _SAID.fullmatch(block.text) or _is_plain(outline, block)):
        return False
    if not (_is_centred(outline, block.owner) and _is_centred(outline, outline.parents[picture])):
        return False
    text = [each for each, above in _with_above(blocks) if not _between(pictures, above, each.start)]
    return sum(_is_centred(outline, each.owner) for each in text) * 2 < len(text)


def _with_above(blocks: list[Block]) -> Iterator[tuple[Block, int]]:
    """Give each line and where the one above it ends."""
    yield from zip(blocks, (0, *(block.stop for block in blocks)), strict=False)


def _is_plain(outline: Outline, block: Block) -> bool:
    """Say whether a line of another script than Han is neither bold nor a heading, as those of parts of a text are."""
    index = outline.parents[block.start]
    while index > block.owner and outline.tags[index] not in _BOLD:
        index = outline.parents[index]
    return index <= block.owner and outline.tags[block.owner] not in HEADINGS and not _HAN.search(block.text)


def _is_centred(outline: Outline, index: int) -> bool:
    around = (index, outline.parents[index])
    return any(
        _CENTRED.search(f"{outline.attribute(each, 'style')} {outline.attribute(each, 'align')}")
        for each in around
    )


def _between(pictures: list[int], start: int, stop: int) -> bool:
    place = bisect_left(pictures, start)
    return place < len(pictures) and pictures[place] < stop


def _most_of(told: set[int], blocks: list[Block]) -> bool:
    return prose_of(block for block in blocks if block.start in told) * 2 > prose_of(blocks)


def _is_framed(outline: Outline, block: Block, top: int, pictures: list[int]) -> bool:
    """Say whether an element around a line is called a caption, or is a frame with a picture and little else."""
    index = block.owner
    while index > top:
        label = outline.labels[index]
        if outline.tags[index] == "figcaption" or (label and _names_caption(label)):
            return True
        frame = outline.tags[index] in _BY_TAG or (label and names_frame(label))
        framed = frame and _between(pictures, index, outline.ends[index])
        if framed and len(outline.blocks_in(index)) <= _MOST_IN_FRAME:
            return True
        index = outline.parents[index]
    return False


def _is_named(outline: Outline, block: Block) -> bool:
    """Say whether an element inside a line is called a caption and holds all of it, but for who took the picture."""
    named = next((text for label, text in named_pieces(outline, block) if _names_caption(label)), "")
    return len(named) > len(block.text) * _MOST_OF_LINE


def frame_of(outline: Outline, picture: int, start: int) -> int | None:
    """Give the element behind `start` that frames a picture and its caption, and holds little else."""
    index = outline.parents[picture]
    while index > start:
        label = outline.labels[index]
        if outline.tags[index] == "figure" or (label and (names_frame(label) or _names_caption(label))):
            return index if len(outline.blocks_in(index)) <= _MOST_IN_FRAME else None
        index = outline.parents[index]
    return None


@lru_cache(maxsize=8192)
def _names_caption(label: str) -> bool:
    return CAPTION.search(label) is not None


def is_in_caption(outline: Outline, block: Block) -> bool:
    """Say whether a line stands in an element for captions: its day is that of the picture."""
    for index in (block.owner, outline.parents[block.owner]):
        label = outline.labels[index] if index >= 0 else ""
        if outline.tags[index] == "figcaption" or (label and _names_caption(label)):
            return True
    return False


@lru_cache(maxsize=8192)
def names_frame(label: str) -> bool:
    """Say whether a class or id is that of the frame of a picture."""
    return _FRAME.search(label) is not None
