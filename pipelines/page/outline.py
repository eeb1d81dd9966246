"""The page as flat lists in document order, made in one walk: what every reader of fields works on.

Walking the tree again for each question costs more than parsing it; indexes into lists cost next to nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from pipelines.page.document import Document

# Nothing inside is text for a reader. `noscript` repeats what scripts show anyway.
_OPAQUE = frozenset(
    "script style noscript template svg math iframe object embed applet canvas audio video select textarea head "
    "datalist map area input title rt rp".split()  # furigana (rt) beside a word would be read as part of it
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt rtc ruby s "
    "samp small span strike strong sub sup time tt u var wbr o:p st1:personname button".split()
)
_FLOWING = _INLINE | _OPAQUE | {"-text"}  # what a line runs on through
# Without attributes of interest, and many.
_PLAIN = frozenset("-text a img br tr tbody b strong em i font o:p hr wbr param source".split())
_HIDDEN = re.compile(
    r"display:\s*none|visibility:\s*hidden|font-size:\s*0(?:px|pt|em)?\s*(?:;|$)|text-indent:\s*-\d{3,}"
    r"|(?:left|top|right):\s*-\d{3,}px|(?:height|width):\s*0(?:px)?\s*;\s*overflow:\s*hidden|opacity:\s*0\s*(?:;|$)",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
# CSS Text 4, 4.1.3: a line break in the source between two East Asian wide characters is no space.
_WIDE = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \t]*[\r\n]+[ \t\r\n]*(?=[{_WIDE}])")
_LONGEST_LINK = 400  # characters
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


def clean(text: str) -> str:
    """Fold white space as a browser does and trim it; other characters stay as they are."""
    if "\n" in text or "\r" in text:
        text = _WRAPPED.sub("", text.strip())
    return _SPACES.sub(" ", text).strip(_EDGES)


def outline(document: Document) -> Outline:
    """Walk the body of `document` once. Depth is no concern: the walk keeps its own stack."""
    made = Outline()
    root = document.tree.body or document.tree.root
    if root is not None:
        _flatten(made, root)
        hidden = _describe(made)
        _gather(made, hidden)
        made.starts = [block.start for block in made.blocks]
    return made


def _flatten(made: Outline, root: LexborNode) -> None:
    """List the nodes. A tight loop of its own, because it runs once for every node of every page."""
    nodes, tags, parents, raw = made.nodes, made.tags, made.parents, made.raw
    places: dict[int, int] = {}  # of the elements that are open to reading, by their address
    blank = ""
    for node in root.traverse(include_text=True):
        tag = node.tag
        if tag == "-comment":
            continue
        around = node.parent
        parent = places.get(around.mem_id, -1) if around is not None else -1
        if parent < 0 and places:
            continue
        text = ""
        if tag == "-text":
            text = node.text_content or ""
            if not text or text.isspace():
                blank = " "
                continue
            text = blank + text if blank else text
            blank = ""
        elif tag not in _OPAQUE:
            places[node.mem_id] = len(tags)
        nodes.append(node)
        tags.append(tag or "")
        parents.append(parent)
        raw.append(text)
    made.ends = _ends(parents)


def _ends(parents: list[int]) -> list[int]:
    ends = list(range(1, len(parents) + 1))
    for index in range(len(parents) - 1, 0, -1):
        if ends[index] > ends[parents[index]]:
            ends[parents[index]] = ends[index]
    return ends


def _describe(made: Outline) -> list[bool]:
    """Fill in labels and owners; give which nodes are hidden."""
    labels, owners, parents = made.labels, made.owners, made.parents
    hidden: list[bool] = []
    for index, tag in enumerate(made.tags):
        parent = parents[index]
        concealed = hidden[parent] if parent >= 0 else False
        label = ""
        if tag in _PLAIN:
            pass
        elif attributes := made.nodes[index].attributes:
            label = _label(attributes)
            concealed = concealed or _is_hidden(attributes)
        labels.append(label)
        hidden.append(concealed)
        owners.append(owners[parent] if tag in _FLOWING and parent >= 0 else index)
    return hidden


def _gather(made: Outline, hidden: list[bool]) -> None:
    """Put text nodes together to blocks: one ends where another element around it begins, or a line breaks."""
    tags, raw, owners = made.tags, made.raw, made.owners
    in_link = _in_links(made)
    border = True
    current: list[int] = []
    for index, tag in enumerate(tags):
        if tag != "-text":
            border = border or tag not in _FLOWING
            continue
        if current and (border or owners[index] != owners[current[0]]):
            _add_block(made, current, in_link, hidden)
            current = []
        border = False
        current.append(index)
        if "\n" in raw[index] and tags[owners[index]] == "pre":
            _add_lines(made, current, hidden)
            current = []
    if current:
        _add_block(made, current, in_link, hidden)


def _in_links(made: Outline) -> list[bool]:
    found: list[bool] = []
    for index, (tag, parent) in enumerate(zip(made.tags, made.parents, strict=True)):
        found.append((tag == "a" and not _runs_on(made, index)) or (parent >= 0 and found[parent]))
    return found


def _runs_on(made: Outline, index: int) -> bool:
    """Say whether a link holds so much that its end tag must be missing."""
    stop = made.ends[index]
    return stop - index > 6 and sum(map(len, made.raw[index:stop])) > _LONGEST_LINK


def _add_block(made: Outline, indexes: list[int], in_link: list[bool], hidden: list[bool]) -> None:
    raw = made.raw
    first, last = indexes[0], indexes[-1]
    text = clean(raw[first] if first == last else "".join([raw[index] for index in indexes]))
    if text:
        linked = sum(len(raw[index].strip()) for index in indexes if in_link[index])
        owner = made.owners[first]
        made.blocks.append(Block(text, first, last + 1, owner, min(linked, len(text)), hidden[first]))


def _add_lines(made: Outline, indexes: list[int], hidden: list[bool]) -> None:
    """Lines of preformatted text are lines to the reader. All of them carry the node they are from."""
    first = indexes[0]
    for line in "".join(made.raw[index] for index in indexes).split("\n"):
        if text := clean(line):
            made.blocks.append(Block(text, first, indexes[-1] + 1, made.owners[first], 0, hidden[first]))


def _label(attributes: dict[str, str | None]) -> str:
    label = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if "itemprop" in attributes or "role" in attributes:
        label += f" {attributes.get('itemprop') or ''} {attributes.get('role') or ''}"
    return label.strip().lower()


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN.search(style) is not None)
