"""The page as flat lists in document order, made in one walk: what every reader of fields works on.

Walking the tree again for each question costs more than parsing it; indexes into lists cost next to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from pipelines.page.document import Document

# Nothing inside is text for a reader. `noscript` repeats what scripts show anyway.
_OPAQUE = frozenset(
    "script style noscript template svg math iframe object embed applet canvas audio video select textarea head "
    "datalist map area input title".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt rtc ruby s "
    "samp small span strike strong sub sup time tt u var wbr o:p st1:personname button".split()
)
_READINGS = frozenset(("rt", "rp"))  # furigana beside a word would be read as part of it
_HIDDEN = re.compile(
    r"display:\s*none|visibility:\s*hidden|font-size:\s*0(?:px|pt|em)?\s*(?:;|$)|text-indent:\s*-\d{3,}"
    r"|(?:left|top|right):\s*-\d{3,}px|(?:height|width):\s*0(?:px)?\s*;\s*overflow:\s*hidden|opacity:\s*0\s*(?:;|$)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
# CSS Text 4, 4.1.3: a line break in the source between two East Asian wide characters is no space.
_WIDE = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \t]*[\r\n]+[ \t\r\n]*(?=[{_WIDE}])")
_EDGES = " \t\r\n\f\v\xa0\u3000\u200b\u200c\u200d\u2060\ufeff\u2002\u2003\u2009\u00ad"


@dataclass(slots=True)
class Block:
    """One line of text as a reader sees it: what stands between two block borders or line breaks.

    `start` and `stop` delimit its nodes in the outline, `owner` is the innermost block-level element around it,
    `linked` counts the characters inside links, `hidden` says that no reader sees it.
    """

    text: str
    start: int
    stop: int
    owner: int
    linked: int
    hidden: bool


@dataclass(slots=True)
class Outline:
    """Nodes in document order. `ends[i]` is the index behind the last descendant of node i; -1 has no parent.

    `labels` holds class and id in lower case, `raw` the text of text nodes, `hidden` roots of hidden subtrees.
    """

    nodes: list[LexborNode] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    def attribute(self, index: int, name: str) -> str:
        """Give the attribute of an element, empty where it has none."""
        return self.nodes[index].attributes.get(name) or ""

    def inside(self, index: int, ancestor: int) -> bool:
        """Say whether a node is in the subtree of another; a node is in its own."""
        return ancestor <= index < self.ends[ancestor]

    def blocks_in(self, index: int) -> list[Block]:
        """Give the blocks of a subtree in document order, hidden ones left out."""
        stop = self.ends[index]
        return [block for block in self.blocks if index <= block.start < stop and not block.hidden]


def clean(text: str) -> str:
    """Fold white space as a browser does and trim it; other characters stay as they are."""
    if "\n" in text or "\r" in text:
        text = _WRAPPED.sub("", text.strip())
    return _SPACES.sub(" ", text).strip(_EDGES)


class _Walk:
    """One pass over the tree: opens and closes elements, gathers text into blocks."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.owners: list[int] = []
        self.text: list[str] = []
        self.start = 0
        self.linked = 0
        self.in_link = self.in_pre = self.in_hidden = 0

    def open(self, node: LexborNode, tag: str, parent: int) -> int:
        outline = self.outline
        index = len(outline.tags)
        attributes = node.attributes
        outline.nodes.append(node)
        outline.tags.append(tag)
        outline.parents.append(parent)
        outline.ends.append(index + 1)
        outline.raw.append("")
        outline.labels.append(_label(attributes) if attributes else "")
        if tag == "a":
            self.in_link += 1
        elif tag not in _INLINE:
            self.flush()
            self.owners.append(index)
            self.in_pre += tag == "pre"
        if attributes and _is_hidden(attributes):
            self.flush()
            self.in_hidden += 1
        return index

    def close(self, index: int) -> None:
        outline = self.outline
        tag = outline.tags[index]
        if tag == "a":
            self.in_link -= 1
        if tag not in _INLINE:
            self.flush()
            self.owners.pop()
            self.in_pre -= tag == "pre"
        attributes = outline.nodes[index].attributes if self.in_hidden else None
        if attributes and _is_hidden(attributes):
            self.flush()
            self.in_hidden -= 1
        outline.ends[index] = len(outline.tags)

    def leaf(self, node: LexborNode, tag: str, parent: int, raw: str) -> None:
        outline = self.outline
        outline.nodes.append(node)
        outline.tags.append(tag)
        outline.parents.append(parent)
        outline.ends.append(len(outline.tags))
        outline.labels.append("")
        outline.raw.append(raw)

    def add_text(self, node: LexborNode, parent: int) -> None:
        raw = node.text_content or ""
        if not raw or (not self.text and raw.isspace()):
            return
        lines = raw.split("\n") if self.in_pre else (raw,)
        for number, line in enumerate(lines):
            if number:
                self.flush()
            if not self.text:
                self.start = len(self.outline.tags)
            self.leaf(node, "-text", parent, line)
            self.text.append(line)
            if self.in_link:
                self.linked += len(line.strip())

    def flush(self) -> None:
        if not self.text:
            return
        text = clean("".join(self.text))
        if text:
            stop = len(self.outline.tags)
            owner = self.owners[-1] if self.owners else 0
            linked = min(self.linked, len(text))
            self.outline.blocks.append(Block(text, self.start, stop, owner, linked, self.in_hidden > 0))
        self.text = []
        self.linked = 0


def _label(attributes: dict[str, str | None]) -> str:
    words = [attributes[name] for name in ("class", "id", "itemprop", "role") if attributes.get(name)]
    return " ".join(word for word in words if word).lower()


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    if style and _HIDDEN.search(style):
        return True
    return "hidden" in attributes


def outline(document: Document) -> Outline:
    """Walk the body of `document` once. Depth is no concern: the walk keeps its own stack."""
    walk = _Walk()
    node = document.tree.body or document.tree.root
    if node is None:
        return walk.outline
    open_nodes: list[tuple[LexborNode, int]] = []
    while True:
        child = _enter(walk, node, open_nodes)
        if child is not None:
            node = child
            continue
        following = node.next if open_nodes else None
        while following is None and open_nodes:
            node, index = open_nodes.pop()
            walk.close(index)
            following = node.next if open_nodes else None
        if following is None:
            walk.flush()
            return walk.outline
        node = following


def _enter(walk: _Walk, node: LexborNode, open_nodes: list[tuple[LexborNode, int]]) -> LexborNode | None:
    """Take in one node; give its first child where there is something to read in it."""
    tag = node.tag or ""
    parent = open_nodes[-1][1] if open_nodes else -1
    if tag == "-text":
        walk.add_text(node, parent)
    elif tag in ("br", "hr"):
        walk.flush()
    elif tag in _OPAQUE or tag in _READINGS or tag[:1] in ("-", "!"):
        if tag in ("video", "iframe", "audio", "embed", "object"):
            walk.leaf(node, tag, parent, "")
    else:
        index = walk.open(node, tag, parent)
        child = node.first_child
        if child is not None:
            open_nodes.append((node, index))
            return child
        walk.close(index)
    return None
