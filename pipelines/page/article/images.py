"""Pictures that belong to the article, each with its caption."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.page.article.picture_links import leads_elsewhere
from pipelines.page.article.picture_url import is_dress, is_of_site, picture_url
from pipelines.page.article.scene import Scene, own_places
from pipelines.page.lines.captions import CAPTION, LONGEST, PICTURES, frame_of
from pipelines.page.lines.furniture import is_byline, is_furniture
from pipelines.page.model import Found, Media
from pipelines.page.tree.document import Document
from pipelines.page.tree.outline import Block, Outline, named_pieces, set_apart
from pipelines.page.tree.structured import Statements, text_of

_RIGHT_BEHIND = 8  # nodes


def find_pictures(scene: Scene) -> dict[int, Media]:
    """Give the pictures of the text by their place in the outline, in order."""
    outline = scene.outline
    found: dict[int, Media] = {}
    for index in own_places(scene, *PICTURES):
        url = picture_url(scene.document, outline, index)
        if url and not leads_elsewhere(scene, index):
            found[index] = Media(url, _caption(outline, index, scene.captions))
    return found


def _lead_pictures(scene: Scene) -> Iterator[Media]:
    """Give the pictures between headline and text that a frame of their own tells from portraits and buttons."""
    outline = scene.outline
    start = scene.head
    for index in range(start, scene.span[0]):
        frame = frame_of(outline, index, start) if outline.tags[index] in PICTURES else None
        if frame is None or outline.ends[frame] > scene.span[0]:
            if outline.tags[index] in PICTURES and (told := _captioned(scene, index)):
                yield told
            continue
        if url := picture_url(scene.document, outline, index):
            lines = (block for block in outline.blocks_in(frame) if not is_furniture(block))
            caption = " ".join(set_apart(outline, block) for block in lines)
            yield Media(url, caption if 0 < len(caption) < LONGEST else None)


def _captioned(scene: Scene, index: int) -> Media | None:
    """Give a picture without a frame whose caption stands right behind it, and is called that."""
    outline = scene.outline
    behind = (block for block in scene.bylines.above_text if 0 < block.start - index < _RIGHT_BEHIND)
    caption = next((block.text for block in behind if _is_called_caption(outline, block)), None)
    caption = caption or _below_in_table(outline, index, scene.head)
    url = picture_url(scene.document, outline, index) if caption else None
    return Media(url, caption) if url else None


def _is_called_caption(outline: Outline, block: Block) -> bool:
    """Say whether an element that holds all of a line is called a caption: <div><img><span class="caption">…</span></div>."""
    return any(
        len(text) == len(block.text) and CAPTION.search(label) for label, text in named_pieces(outline, block)
    )


def _below_in_table(outline: Outline, index: int, start: int) -> str | None:
    """Give the line below a picture in a table behind `start` that holds nothing else, as papers online have set them since 2000."""
    table = outline.parents[index]
    while table > start and outline.tags[table] != "table":
        if outline.tags[table] == "a":
            return None
        table = outline.parents[table]
    lines = outline.blocks_in(table) if table > start else []
    if len(lines) != 1 or lines[0].start < index or outline.tags[table : outline.ends[table]].count("img") > 1:
        return None
    told = lines[0].linked or is_furniture(lines[0]) or is_byline(lines[0])
    return None if told or len(lines[0].text) >= LONGEST else set_apart(outline, lines[0])


def find_images(scene: Scene, pictures: dict[int, Media]) -> Found[tuple[Media, ...]] | None:
    """Give each picture once: those between headline and text, and `pictures`, those of the text."""
    every = [*_lead_pictures(scene), *pictures.values()]
    images = {picture.url: picture for picture in reversed(every)}
    return Found(tuple(reversed(images.values())), "img in the text") if images else None


def _caption(outline: Outline, index: int, captions: tuple[Block, ...]) -> str | None:
    """Give the caption in the same figure, or right behind the picture."""
    figure = outline.parents[index]
    while figure >= 0 and outline.tags[figure] not in ("figure", "body", "article"):
        figure = outline.parents[figure]
    inside = figure >= 0 and outline.tags[figure] == "figure"
    said = [block for block in captions if not is_furniture(block)]
    lines = [block for block in said if inside and outline.inside(block.start, figure)]
    if not lines and not inside:
        lines = [block for block in said if 0 < block.start - index < _RIGHT_BEHIND][:1]
    return " ".join([set_apart(outline, block) for block in lines]) or None


def find_main_image(
    document: Document, said: Statements, images: Found[tuple[Media, ...]] | None
) -> Found[Media] | None:
    """Give the picture that the page itself puts first, else the first in the text."""
    for found in said.each("image"):
        url = document.resolve(found.value)
        if url and not is_dress(url) and not is_of_site(url):
            return found.giving(Media(url))
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
