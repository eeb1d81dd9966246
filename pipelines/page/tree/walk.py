"""The outline of a page, made in one walk: a list of its nodes, of what describes each, and of the lines they make."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from pipelines.page.tables import table
from pipelines.page.tree.document import Document
from pipelines.page.tree.outline import Block, Outline, clean
from pipelines.page.tree.preformatted import paragraphs
from pipelines.page.tree.styles import breaks_line, is_hidden
from pipelines.pattern import Pattern

_OPAQUE = frozenset(table("tags")["opaque"])
_INLINE = frozenset(table("tags")["inline"])
_FLOWING = _INLINE | _OPAQUE | {"-text"}  # what a line runs on through
_STAYING = _FLOWING | frozenset(table("tags")["breaking"])  # in a paragraph
_TYPED = frozenset(table("tags")["typed"])
_PLAIN = frozenset(table("tags")["plain"])
# Links behind a heading to the heading, as documents made from Markdown have them.
_TO_ITSELF = ("#", "¶", "§", "🔗")
_JAMMER = "jammer"  # Discuz: letters between those of a post that its style sheet hides
_DAY = Pattern(r"(?<![a-z])(?:date|time|datetime)(?![a-z])")
_RUNNING = 20  # characters of a line that is running text
_LONGEST_LINK = 400  # characters


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
