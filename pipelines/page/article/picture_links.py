"""Pictures in the text that stand for other pages: teasers between its paragraphs, and banners."""

from __future__ import annotations

import re

from pipelines.page.address.urls import host_of
from pipelines.page.article.picture_url import pixels
from pipelines.page.article.scene import Scene
from pipelines.page.lines.furniture import is_furniture
from pipelines.page.tree.outline import Outline, clean
from pipelines.pattern import Pattern

_FILE = Pattern(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)\b")
_NEIGHBOUR = Pattern(r"[上下前後后][一1][篇条條则則组組个個图圖页頁]|(?:previous|next)\b", re.IGNORECASE)
_BANNER = 4.5  # times as wide as high
_TEASER = 150  # pixels
_MOST_TO_ONE = 1  # pages that links beside a picture of the article lead to: that of the picture, large


def leads_elsewhere(scene: Scene, index: int) -> bool:
    """Say whether a picture, by the link around it, shows what another page has to say."""
    link = _link_around(scene, index)
    target = scene.document.resolve(scene.outline.attribute(link, "href")) if link is not None else None
    if link is None or target is None or _FILE.search(target.lower()):
        return False
    width, height = (pixels(scene.outline.attribute(index, side)) for side in ("width", "height"))
    if height and width >= height * _BANNER and host_of(target) != host_of(scene.document.url):
        return True
    return _leads_on(scene.outline, link) or _is_teaser(scene, link, 0 < width <= _TEASER)


def _leads_on(outline: Outline, link: int) -> bool:
    """Say whether the words of a link with a picture call it a way to the neighbour: 上一图集."""
    return any(_NEIGHBOUR.match(clean(text)) for text in outline.raw[link : outline.ends[link]] if text)


def _is_teaser(scene: Scene, link: int, small: bool) -> bool:
    """Say whether the lines beside a picture are links to pages, and none of them is the article's."""
    outline, top = scene.outline, scene.span[0]
    box = outline.parents[link]
    while box > top and outline.tags[box] != "figure" and not outline.blocks_in(box):
        box = outline.parents[box]
    if box <= top or outline.tags[box] == "figure":
        return False
    beside = outline.blocks_in(box)
    own = {block.start for block in scene.lines}
    said = [block for block in beside if block.linked * 2 > len(block.text) and not is_furniture(block)]
    if not said or any(block.start in own for block in beside):
        return False
    links = range(box, outline.ends[box])
    targets = {outline.attribute(each, "href") for each in links if outline.tags[each] == "a"}
    return small or len(targets) > _MOST_TO_ONE


def _link_around(scene: Scene, index: int) -> int | None:
    outline = scene.outline
    while index > scene.span[0] and outline.tags[index] != "a":
        index = outline.parents[index]
    return index if index > scene.span[0] else None
