"""The page as flat lists in document order: what every reader of fields works on. `walk` makes them.

Walking the tree again for each question costs more than parsing it; indexes into lists cost next to nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from pipelines.pattern import Pattern

_SPACES = Pattern(r"[ \t\r\n\f\v\xa0\ue5e5]+")
# CSS Text 4, 4.1.3: a line break in the source between two East Asian wide characters is no space.
_WIDE = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_WRAPPED = Pattern(f"(?<=[{_WIDE}])[ \t]*+[\r\n][ \t\r\n]*+(?=[{_WIDE}])")
_EDGES = " \t\r\n\f\v\xa0\u3000\u200b\u200c\u200d\u2060\ufeff\u2002\u2003\u2009\u00ad\ue5e5"  # the last: A3 A0 of GBK files, a blank to browsers (Encoding Standard, 10.2)


@dataclass(slots=True)
class Block:
    """One line of text as a reader sees it: what stands between two block borders or line breaks.

    `start` and `stop` delimit its nodes in the outline, `owner` is the innermost block-level element around it,
    `linked` counts the characters inside links, `hidden` says that no reader sees it, `score` is kept by `density`.
    """

    text: str
    start: int
    stop: int
    owner: int
    linked: int
    hidden: bool
    score: float | None = None


@dataclass(slots=True)
class Outline:
    """Nodes in document order. `ends[i]` is the index behind the last descendant of node i; -1 has no parent.

    Text nodes of white space alone are left out. `owners` gives the innermost block-level element around a node,
    `labels` class and id in lower case, `raw` the text of text nodes.
    """

    nodes: list[LexborNode] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def attribute(self, index: int, name: str) -> str:
        """Give the attribute of an element, empty where it has none."""
        return self.nodes[index].attributes.get(name) or ""

    def inside(self, index: int, ancestor: int) -> bool:
        """Say whether a node is in the subtree of another; a node is in its own."""
        return ancestor <= index < self.ends[ancestor]

    def blocks_in(self, index: int) -> list[Block]:
        """Give the blocks of a subtree in document order, hidden ones left out."""
        stop = self.ends[index]
        first = bisect_left(self.starts, index)
        return [block for block in self.blocks[first : bisect_left(self.starts, stop)] if not block.hidden]


def set_apart(outline: Outline, block: Block) -> str:
    """Give a line with its pieces set apart: 来源：求是网<a>参与互动</a> has no blank, but a reader sees the border."""
    if block.stop == block.start + 1:
        return block.text
    nodes: Sequence[int] = range(block.start, block.stop)
    if "button" in outline.tags[block.start : block.stop]:  # <a>Name</a><button>Follow
        nodes = [node for node in nodes if outline.tags[outline.parents[node]] != "button"]
    # no simple blank: with a line break of the source beside it, that would be none between characters of Han
    return clean("\xa0".join(raw for node in nodes if (raw := outline.raw[node])))


def named_pieces(outline: Outline, block: Block) -> Iterator[tuple[str, str]]:
    """Give label and text of the elements that a line is made of, innermost first, and of the one around it."""
    seen: set[int] = set()
    for node in range(block.start, block.stop):
        index = outline.parents[node] if outline.tags[node] == "-text" else block.owner
        while index > block.owner and index not in seen:
            seen.add(index)
            # plain elements are not described, for want of time: <b class="author">
            if label := outline.labels[index] or outline.attribute(index, "class").lower():
                inside = range(max(index + 1, block.start), min(outline.ends[index], block.stop))
                texts = (outline.raw[piece] for piece in inside)
                yield label, clean(" ".join(texts))
            index = outline.parents[index]
    if outline.labels[block.owner]:
        yield outline.labels[block.owner], set_apart(outline, block)


def clean(text: str) -> str:
    """Fold white space as a browser does and trim it; other characters stay as they are."""
    text = text.strip(_EDGES)
    if "\n" in text or "\r" in text:
        text = _WRAPPED.sub("", text)
    elif "  " not in text and "\xa0" not in text and "\t" not in text and "\ue5e5" not in text:
        return text
    return _SPACES.sub(" ", text)
