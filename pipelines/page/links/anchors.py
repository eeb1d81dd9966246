"""The links of a page as they stand in it: text, address, and the boxes around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from pipelines.page.address import urls
from pipelines.page.address.addresses import Address, Reader
from pipelines.page.links.forms import BUTTONS, buttons, choices, find_submitters, is_search
from pipelines.page.links.openers import Opener, find_openers, opened_by
from pipelines.page.links.regions import Box, Region, own_region, sum_up
from pipelines.page.links.sayings import Saying, saying
from pipelines.page.links.targets import Attributes, target_of
from pipelines.page.links.wording import LONGEST_LABEL, squeeze
from pipelines.page.model import Origin
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern


@dataclass(slots=True)
class Anchor:
    """One link: where it leads, its text, what both say, and `box`, the element right around it."""

    node: LexborNode
    attributes: Attributes
    to: Address
    text: str
    says: Saying
    box: Box
    origin: Origin = Origin.PLAIN
    _before: str | None = None  # remembered by `Page.before`
    _name: str | None = None

    @property
    def item(self) -> Box | None:
        """The largest element around the link with no link to anywhere else."""
        box: Box | None = self.box if self.box.key is not None else None
        while box is not None and box.parent is not None and box.parent.key is not None:
            box = box.parent
        return box

    @property
    def name(self) -> str:
        """The text, or what stands for it: the picture's, the title, what screen readers say."""
        if self._name is None:
            title = self.attributes.get("title")
            if not title and self.text:
                self._name = self.text
            else:
                title = squeeze(title or "")
                self._name = _whole(self.text, title) or _picture_text(self) or title or _spoken(self)
        return self._name


@dataclass(slots=True)
class Page:
    """A document with its anchors in order and the boxes around them, outer before inner."""

    document: Document
    site: tuple[str, ...]
    key: str
    shape: str
    family: str
    anchors: list[Anchor] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    around: dict[int, Box] = field(default_factory=dict)  # by the identity of the element

    def inside(self, box: Box) -> list[Anchor]:
        return self.anchors[box.start : box.start + box.count]

    def before(self, anchor: Anchor) -> str:
        """Give the text on the same line before a link, up to the link before it."""
        if anchor._before is None:
            anchor._before = _text_before(anchor, self.around)
        return anchor._before


_SCRIPT, _DATA = Origin.SCRIPT, Origin.DATA
_BREAKS = Pattern(r"[|｜;；。\n]")
_CLIMB = 4  # elements around a link that hold nothing else
_LONGEST_TEXT = 500  # a link around a whole teaser has said by then what it is
_LINKING = "a, area, option, link, meta, frame, iframe, [onclick]"
_ACTING = ("data-href", "data-url", "data-link", "data-next", "data-next-url", "data-next-page", "data-load-url", "data-api",
           "data-ajax-url", "hx-get", "data-hx-get")  # fmt: skip
_FRAMES = ("turbo-frame", "include-fragment")  # elements that fetch what they show


def read_anchors(document: Document, site: tuple[str, ...], body: LexborNode | None) -> Page:
    """Collect the links of the page in one pass."""
    key = urls.key(document.url)
    shape = urls.shape(key)
    page = Page(document, site, key, shape, urls.family(shape))
    body_id = body.mem_id if body is not None else 0
    read = Reader(document.base, site).read
    acting = "".join(f", [{name}]" for name in _ACTING if name in document.data)
    acting += "".join(f", {name}" for name in _FRAMES if name in document.data)
    pressed = {button.mem_id: href for button, href in buttons(document)} if document.elements["form"] else {}
    acting += f", {BUTTONS}" if pressed else ""
    pressed.update((option.mem_id, href) for option, href in choices(document))
    nodes = document.tree.css(_LINKING + acting)
    if document.hidden is not None:
        nodes += document.hidden.css("a")
    openers: Mapping[str, Opener] | None = None
    for node in nodes:
        attributes = node.attributes
        href, origin = target_of(node.tag or "", attributes)
        if href is None and node.mem_id in pressed:
            href, origin = pressed[node.mem_id], _SCRIPT
        if (href is None and origin is _DATA) or (href and href[0] == "?" and "onclick" in attributes):
            if openers is None:
                openers = {**find_openers(document.scripts), **find_submitters(document)}
            if opened := opened_by(attributes, openers) if openers and not is_search(node) else None:
                href, origin = opened, _SCRIPT  # of `?pageIndex=2` it sends what the form holds besides
        address = read(href) if href else None
        parent = node.parent
        if address is None or parent is None:
            continue
        box = _box_around(parent, page, body_id)
        box.count += 1
        box.key = address.key if box.key in ("", address.key) else None
        text = squeeze(node.text() or _label(node, attributes))[:_LONGEST_TEXT]
        page.anchors.append(Anchor(node, attributes, address, text, saying(text), box, origin))
    sum_up(page.boxes, len(page.anchors))
    return page


def _label(node: LexborNode, attributes: Attributes) -> str:
    """Give the words on a button."""
    return (attributes.get("value") or "") if node.tag == "input" else ""


def _box_around(node: LexborNode, page: Page, body_id: int) -> Box:
    known = page.around
    if (found := known.get(node.mem_id)) is not None:
        return found
    fresh: list[LexborNode] = []
    current: LexborNode | None = node
    box = None
    while current is not None and current.is_element_node and (box := known.get(current.mem_id)) is None:
        fresh.append(current)
        current = current.parent
    for one in reversed(fresh):
        box = Box(one, box, own_region(one, box, body_id), len(page.anchors))
        known[one.mem_id] = box
        page.boxes.append(box)
    return box or Box(node, None, Region.NONE, len(page.anchors))


def _whole(text: str, title: str) -> str:
    """Give the title where the text is only its beginning: 河堤步道修缮完工……"""
    stem = text.rstrip(".…。·")
    return title if stem and len(stem) < len(text) and len(title) > len(stem) and title.startswith(stem) else text


def _picture_text(anchor: Anchor) -> str:
    own = anchor.attributes.get("alt")  # of an area in an image map
    picture = anchor.node.css_first("img") if not own else None
    return squeeze(own or (picture and (picture.attributes.get("alt") or picture.attributes.get("title"))) or "")


def _spoken(anchor: Anchor) -> str:
    return squeeze(anchor.attributes.get("aria-label") or "")


def _text_before(anchor: Anchor, around: dict[int, Box]) -> str:
    node: LexborNode = anchor.node
    box: Box | None = anchor.box
    sign = ""  # a colon or an arrow in a text of its own: the words may stand before it
    for _ in range(_CLIMB):
        before = node.prev
        while before is not None:
            tag = before.tag
            if tag == "a" or before.mem_id in around:
                return sign
            bare = tag == "-comment" or before.is_empty_text_node
            text = "" if bare else squeeze(before.text()[-3 * LONGEST_LABEL :])
            if text and (sign or any(letter.isalnum() for letter in text)):
                return str(_BREAKS.split(text + sign)[-1]).strip()
            sign, before = text or sign, before.prev
        if box is None or box.key is None:
            return sign
        node, box = box.node, box.parent
    return sign
