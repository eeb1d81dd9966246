"""Pictures and films that belong to the article, each with its caption."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.page.article.scene import Scene, own_places
from pipelines.page.lines.captions import CAPTION, LONGEST, PICTURES, frame_of
from pipelines.page.lines.furniture import is_button
from pipelines.page.model import Found, Media
from pipelines.page.tree.document import Document
from pipelines.page.tree.outline import Block, Outline, set_apart
from pipelines.page.tree.structured import Statements, text_of
from pipelines.pattern import Pattern

# Lazy loaders keep the picture's URL in one of these and a placeholder in src.
_SOURCES = (
    "data-original", "data-src", "data-lazy-src", "data-lazy", "data-url", "data-echo", "original", "data-actualsrc", "data-original-src",
    "data-file", "zoomfile", "file", "data-hi-res-src", "data-full", "_src", "src2", "lazy-src", "src",
)  # fmt: skip
_FURNITURE = Pattern(
    r"(?:^|[/_.-])(?:icons?|ico|logo|blank|spacer|space|pixel|loading|placeholder|avatar|button|btn|arrow|bullet|dot|line|bg|share"
    r"|qrcode|qr|weixin|wechat|weibo|sina|twitter|facebook|fb|rss|print|emoji|smil(?:e|ey|ies)|face|emot|grey|gray|transparent|1x1|zan|close|tracking|beacon|count(?:er)?|stat)(?:[/_.\d-]|$)",
    re.IGNORECASE,
)
_NUMBER = Pattern(r"\d+")
_PLAYERS = Pattern(
    r"youtube(?:-nocookie)?\.com/embed|player\.|/player|vimeo\.com|v\.qq\.com|youku\.com|bilibili\.com|tudou\.com|iqiyi\.com|dailymotion\.com|video|\.mp4|\.m3u8|tv\.cctv"
)
_FILMS = ("video", "iframe", "embed")
_RIGHT_BEHIND = 8  # nodes
_SMALLEST = 60  # pixels; what is smaller is an icon


def find_pictures(scene: Scene) -> dict[int, Media]:
    """Give the pictures of the text by their place in the outline, in order."""
    outline = scene.outline
    found: dict[int, Media] = {}
    for index in own_places(scene, *PICTURES):
        if url := image_url(scene.document, outline, index):
            found[index] = Media(url, _caption(outline, index, scene.captions))
    return found


def _lead_pictures(scene: Scene) -> Iterator[Media]:
    """Give the pictures between headline and text that a frame of their own tells from portraits and buttons."""
    outline = scene.outline
    start = scene.bylines[0][0].start if scene.bylines[0] else scene.span[0]
    for index in range(start, scene.span[0]):
        frame = frame_of(outline, index, start) if outline.tags[index] in PICTURES else None
        if frame is None or outline.ends[frame] > scene.span[0]:
            if outline.tags[index] in PICTURES and (told := _captioned(scene, index)):
                yield told
            continue
        if url := image_url(scene.document, outline, index):
            lines = (set_apart(outline, block) for block in outline.blocks_in(frame))
            caption = " ".join(line for line in lines if not is_button(line))
            yield Media(url, caption if 0 < len(caption) < LONGEST else None)


def _captioned(scene: Scene, index: int) -> Media | None:
    """Give a picture without a frame whose caption stands right behind it, and is called that."""
    outline = scene.outline
    behind = (block for block in scene.bylines[0] if 0 < block.start - index < _RIGHT_BEHIND)
    caption = next((block.text for block in behind if CAPTION.search(outline.labels[block.owner])), None)
    url = image_url(scene.document, outline, index) if caption else None
    return Media(url, caption) if url else None


def find_images(scene: Scene, pictures: dict[int, Media]) -> Found[tuple[Media, ...]] | None:
    """Give each picture once: those between headline and text, and `pictures`, those of the text."""
    every = [*_lead_pictures(scene), *pictures.values()]
    images = {picture.url: picture for picture in reversed(every)}
    return Found(tuple(reversed(images.values())), "img in the text") if images else None


def image_url(document: Document, outline: Outline, index: int) -> str | None:
    """Give the URL of a picture, None for icons, spacers and tracking pixels."""
    attributes = outline.nodes[index].attributes
    if any(_is_small(attributes.get(side)) for side in ("width", "height")):
        return None
    for name in _SOURCES:
        value = (attributes.get(name) or "").strip()
        if value and not value.startswith(("data:", "about:", "javascript:")):
            url = document.resolve(value)
            if url and not _FURNITURE.search(url.rpartition("/")[2]):
                return url
    return _from_set(document, attributes.get("srcset") or attributes.get("data-srcset") or "")


def _is_small(value: str | None) -> bool:
    number = _NUMBER.match((value or "").strip())
    return number is not None and "%" not in (value or "") and 0 < int(number[0][:6]) < _SMALLEST


def _from_set(document: Document, srcset: str) -> str | None:
    """Give the largest picture of a set, which is the last one by custom."""
    last = srcset.strip().rpartition(", ")[2].split()
    return document.resolve(last[0]) if last and not last[0].startswith("data:") else None


def _caption(outline: Outline, index: int, captions: tuple[Block, ...]) -> str | None:
    """Give the caption in the same figure, or right behind the picture."""
    figure = outline.parents[index]
    while figure >= 0 and outline.tags[figure] not in ("figure", "body", "article"):
        figure = outline.parents[figure]
    inside = figure >= 0 and outline.tags[figure] == "figure"
    texts = [set_apart(outline, block) for block in captions if inside and outline.inside(block.start, figure)]
    if not texts and not inside:
        texts = [set_apart(outline, block) for block in captions if 0 < block.start - index < _RIGHT_BEHIND][:1]
    return " ".join(text for text in texts if not is_button(text)) or None


def find_main_image(
    document: Document, said: Statements, images: Found[tuple[Media, ...]] | None
) -> Found[Media] | None:
    """Give the picture that the page itself puts first, else the first in the text."""
    for found in said.each("image"):
        url = document.resolve(found.value)
        if url and not _FURNITURE.search(url.rpartition("/")[2]):
            return Found(Media(url), found.evidence)
    stated = said.article.get("image")
    url = document.resolve(_image_of(stated)) if stated else None
    if url:
        return Found(Media(url), "JSON-LD image")
    return Found(images.value[0], "first picture in the text") if images else None


def _image_of(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl") or ""
    return text_of(value)


def find_videos(scene: Scene) -> Found[tuple[Media, ...]] | None:
    """Give films in the text, and the one that the page names as its own."""
    urls = dict.fromkeys(url for url in _players(scene.document, scene.outline, own_places(scene, *_FILMS)) if url)
    if urls:
        return Found(tuple(Media(url) for url in urls), "player in the text")
    for found in scene.said.each("video"):
        if url := scene.document.resolve(found.value):
            return Found((Media(url),), found.evidence)
    return None


def _players(document: Document, outline: Outline, places: Iterable[int]) -> Iterator[str | None]:
    for index in places:
        tag = outline.tags[index]
        if tag == "video":
            yield _film(document, outline, index)
        else:
            url = outline.attribute(index, "src") or outline.attribute(index, "data-src")
            if _PLAYERS.search(url):
                yield document.resolve(url)


def _film(document: Document, outline: Outline, index: int) -> str | None:
    node = outline.nodes[index]
    for each in (node, *node.css("source")):
        for name in ("src", "data-src", "data-url"):
            url = document.resolve(each.attributes.get(name) or "")
            if url and url != document.base:
                return url
    return None
