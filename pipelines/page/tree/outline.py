"""The page as flat lists in document order, made in one walk: what every reader of fields works on.

Walking the tree again for each question costs more than parsing it; indexes into lists cost next to nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from pipelines.page.tables import table
from pipelines.page.tree.document import Document
from pipelines.page.tree.preformatted import paragraphs
from pipelines.page.tree.styles import breaks_line, is_hidden
from pipelines.pattern import Pattern

_OPAQUE = frozenset(table("tags")["opaque"])
_INLINE = frozenset(table("tags")["inline"])
_FLOWING = _INLINE | _OPAQUE | {"-text"}  # what a line runs on through
_STAYING = _FLOWING | frozenset(table("tags")["breaking"])  # in a paragraph
_TYPED = frozenset(table("tags")["typed"])
_PLAIN = frozenset(table("tags")["plain"])
_SPACES = Pattern(r"[ \t\r\n\f\v\xa0\ue5e5]+")
# CSS Text 4, 4.1.3: a line break in the source between two East Asian wide characters is no space.
_WIDE = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_WRAPPED = Pattern(f"(?<=[{_WIDE}])[ \t]*+[\r\n][ \t\r\n]*+(?=[{_WIDE}])")
# Links behind a heading to the heading, as documents made from Markdown have them.
_TO_ITSELF = ("#", "¶", "§", "🔗")
_JAMMER = "jammer"  # Discuz: letters between those of a post that its style sheet hides
_DAY = Pattern(r"(?<![a-z])(?:date|time|datetime)(?![a-z])")
_RUNNING = 20  # characters of a line that is running text
_LONGEST_LINK = 400  # characters
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


def outline(document: Document) -> Outline:
    """Walk the body of `document` once. Depth is no concern: the walk keeps its own stack."""
    made = Outline()
    root = document.tree.body or document.tree.root
    if root is not None:
        _flatten(made, root)
        in_link, hidden = _describe(made, document.concealed)
        _gather(made, in_link, hidden)
        made.starts = [block.start for block in made.blocks]
    return made


def _flatten(made: Outline, root: LexborNode) -> None:
    """List the nodes. A tight loop of its own, because it runs once for every node of every page."""
    nodes, tags, parents, ends, raw = made.nodes, made.tags, made.parents, made.ends, made.raw
    outer: list[int] = []
    parent = -1
    blank = ""
    node: LexborNode | None = root
    while node is not None:
        tag = node.tag or ""
        child = None
        if tag == "-text":
            text = node.text_content
            if not text or text.isspace():
                blank = " "
            else:
                nodes.append(node)
                tags.append(tag)
                parents.append(parent)
                ends.append(len(tags))
                raw.append(blank + text if blank else text)
                blank = ""
        elif tag != "-comment":
            if parent >= 0 and tags[parent] == "p" and tag not in _STAYING and "-" not in tag:
                tag = "span"  # of no kind that HTML knows: it would have closed the paragraph
            nodes.append(node)
            tags.append(tag)
            parents.append(parent)
            ends.append(len(tags))
            raw.append("")
            child = None if tag in _OPAQUE else node.first_child
        if child is not None:
            outer.append(parent)
            parent = len(tags) - 1
            node = child
            continue
        node = node.next if parent >= 0 else None
        while node is None and parent >= 0:
            ends[parent] = len(tags)
            node = nodes[parent].next if parent else None
            parent = outer.pop()


def _describe(made: Outline, concealed: frozenset[str]) -> tuple[list[bool], list[bool]]:
    """Fill in labels and owners; give which nodes are in a link, and which are hidden."""
    parents, size = made.parents, len(made.tags)
    labels, owners = [""] * size, list(range(size))
    hidden, in_link = [False] * size, [False] * size
    for index, tag in enumerate(made.tags):
        parent = parents[index]
        if parent >= 0:
            hidden[index], in_link[index] = hidden[parent], in_link[parent]
            if tag in _FLOWING:
                owners[index] = owners[parent]
        if tag == "a":
            in_link[index] = in_link[index] or not _runs_on(made, index)
        elif tag not in _PLAIN and (attributes := made.nodes[index].attributes):
            if tag == "span" and breaks_line(attributes.get("style") or "") and not _is_initial(made, index):
                owners[index] = index
            label = labels[index] = _label(attributes)
            hidden[index] = hidden[index] or label == _JAMMER or is_hidden(attributes)
            if concealed and label and not concealed.isdisjoint(label.split()):
                hidden[index] = True
    made.labels, made.owners = labels, owners
    return in_link, hidden


def _is_initial(made: Outline, index: int) -> bool:
    """Say whether an element holds the one large letter that a paragraph begins with."""
    return len("".join(made.raw[index : made.ends[index]]).strip()) == 1


def _gather(made: Outline, in_link: list[bool], hidden: list[bool]) -> None:
    """Put text nodes together to blocks: one ends where another element around it begins, or a line breaks."""
    tags, raw, owners = made.tags, made.raw, made.owners
    border = True
    owner = -1
    current: list[int] = []
    for index, tag in enumerate(tags):
        if tag != "-text":
            border = border or tag not in _FLOWING
            continue
        if border or owners[index] != owner:
            if current:
                _add_block(made, current, in_link, hidden)
            current = []
            owner = owners[index]
            border = False
        current.append(index)
        if tags[owner] in _TYPED and "\n" in raw[index]:
            _add_lines(made, current, hidden)
            current = []
    if current:
        _add_block(made, current, in_link, hidden)


def _runs_on(made: Outline, index: int) -> bool:
    """Say whether a link holds so much that its end tag must be missing."""
    stop = made.ends[index]
    return stop > index + 6 and sum(map(len, made.raw[index:stop])) > _LONGEST_LINK


def _add_block(made: Outline, indexes: list[int], in_link: list[bool], hidden: list[bool]) -> None:
    raw = made.raw
    if len(indexes) == 1:
        _add_piece(made, indexes[0], in_link, hidden)
        return
    if in_link[indexes[-1]] and raw[indexes[-1]].strip() in _TO_ITSELF:
        indexes = indexes[:-1]
    if len({hidden[index] for index in indexes}) > 1:
        indexes = _without_noise(made, indexes, hidden)
    if len(indexes) == 1:
        _add_piece(made, indexes[0], in_link, hidden)
        return
    first, second = indexes[0], indexes[1]
    if made.parents[first] != made.owners[first] == made.parents[second] and _begins_with_day(made, first, second):
        _add_piece(made, indexes[0], in_link, hidden)
        indexes = indexes[1:]
    first, last = indexes[0], indexes[-1]
    text = clean("".join([raw[index] for index in indexes]))
    if text:
        linked = sum([len(raw[index].strip()) for index in indexes if in_link[index]])
        owner = made.owners[first]
        made.blocks.append(Block(text, first, last + 1, owner, min(linked, len(text)), hidden[first]))


def _begins_with_day(made: Outline, first: int, second: int) -> bool:
    """Say whether an element at the beginning of running text is called a date, as in the articles of Bitrix."""
    return len(made.raw[second]) > _RUNNING * 2 and _DAY.search(made.labels[made.parents[first]]) is not None


def _add_piece(made: Outline, index: int, in_link: list[bool], hidden: list[bool]) -> None:
    """Add a block of one piece of text, as most are."""
    raw = made.raw[index]
    if text := clean(raw):
        linked = min(len(raw.strip()), len(text)) if in_link[index] else 0
        made.blocks.append(Block(text, index, index + 1, made.owners[index], linked, hidden[index]))


def _without_noise(made: Outline, indexes: list[int], hidden: list[bool]) -> list[int]:
    """Leave out what is hidden between the letters of running text; a short line's may be shown by a script."""
    seen = [index for index in indexes if not hidden[index]]
    if sum(len(made.raw[index]) for index in seen) < _RUNNING:
        return indexes
    for index in indexes:
        made.raw[index] = "" if hidden[index] else made.raw[index]
    return seen


def _add_lines(made: Outline, indexes: list[int], hidden: list[bool]) -> None:
    """Lines of preformatted text are lines to the reader, or broken paragraphs. All of them carry the node they are from."""
    first = indexes[0]
    for line in paragraphs("".join(made.raw[index] for index in indexes)):
        if text := clean(line):
            made.blocks.append(Block(text, first, indexes[-1] + 1, made.owners[first], 0, hidden[first]))


def _label(attributes: dict[str, str | None]) -> str:
    label = attributes.get("class") or ""
    if identity := attributes.get("id"):
        label = f"{label} {identity}"
    if "itemprop" in attributes or "role" in attributes:
        label = f"{label} {attributes.get('itemprop') or ''} {attributes.get('role') or ''}"
    return label.strip().lower() if label else ""
