"""The fields of an article, each with its evidence: the one way in for whatever reads a page."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from selectolax.lexbor import LexborHTMLParser

from pipelines.page.article.body import read_body
from pipelines.page.article.byline import read_byline
from pipelines.page.article.images import find_images, find_main_image, find_pictures
from pipelines.page.article.layout import overrule
from pipelines.page.article.portrait import without_portrait
from pipelines.page.article.scene import Scene, set_scene
from pipelines.page.article.videos import find_videos
from pipelines.page.lines.furniture import is_byline
from pipelines.page.lines.language import find_language
from pipelines.page.model import Found, Reading
from pipelines.page.tree.document import Document, elements_of
from pipelines.page.tree.embedded import kept_article
from pipelines.page.tree.outline import Block
from pipelines.page.tree.structured import statements
from pipelines.page.tree.walk import outline
from pipelines.pattern import Pattern
from pipelines.rules import Layout

_SHOWN_TAG = Pattern(r"</?(?:p|div|br|span|h[1-6]|ul|ol|li|blockquote)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BYLINES = 8  # lines below the headline of a page whose text a script will show


def extract(document: Document, layout: Layout | None = None, timezone: str | None = None) -> Reading:
    """Read the article of `document`. Never raises; what is not found is None.

    `layout` names elements by CSS selectors, which go before all evidence. `timezone` (`+08:00`) is that of
    times which the page shows without one.
    """
    scene = set_scene(document, outline(document), statements(document), layout or Layout())
    scene = _without_shown_tags(scene) if scene.lines else _kept_scene(scene)
    text = "".join([block.text for block in scene.lines]) or scene.said.title
    language = find_language(text, scene.said.page_language)
    byline = read_byline(scene, language.value if language else None, timezone)
    pictures = find_pictures(scene)
    images = find_images(scene, pictures)
    reading = Reading(
        headline=scene.headline,
        body=read_body(without_portrait(scene, byline.authors), pictures),
        description=_description(scene),
        published=byline.published,
        modified=byline.modified,
        authors=byline.authors,
        source=byline.source,
        editors=byline.editors,
        main_image=find_main_image(document, scene.said, images),
        images=images,
        videos=find_videos(scene),
        language=language,
        canonical_url=_canonical(scene),
        score=scene.score,
    )
    return overrule(reading, document, scene.layout, timezone)


def _kept_scene(scene: Scene) -> Scene:
    """Give the scene of the article that the page keeps for its scripts, where it has one; else `scene` itself."""
    kept = kept_article(scene.document, scene.said.title, scene.headline)
    if kept is None:
        return scene
    return _set_again(
        replace(scene, said=replace(scene.said, kept=kept.fields)), kept.html, kept.fields.get("headline")
    )


def _without_shown_tags(scene: Scene) -> Scene:
    """Give the scene of a text whose tags were escaped once too often, so that readers see them: &lt;p&gt;."""
    if not scene.lines[0].text.startswith("<"):
        return scene
    tagged = sum(_SHOWN_TAG.match(block.text) is not None for block in scene.lines)
    if tagged * 2 <= len(scene.lines):
        return scene
    return _set_again(scene, "".join(block.text for block in scene.lines))


def _set_again(scene: Scene, html: str, title: str | None = None) -> Scene:
    """Give the scene of a page with this text below its headline and byline, where it is one; else `scene` itself."""
    headline = escape(title or (scene.headline.value if scene.headline else ""))
    shown = "".join(f"<p>{escape(block.text)}</p>" for block in _bylines(scene))
    tree = LexborHTMLParser(f'<h1>{headline}</h1>{shown}<div class="script article-content">{html}</div>')
    document = replace(scene.document, tree=tree, elements=elements_of(tree))
    found = set_scene(document, outline(document), scene.said, Layout())
    return found if found.lines else scene


def _bylines(scene: Scene) -> list[Block]:
    """Give the lines below the headline of a page without a text that say when and by whom it was written."""
    visible = [block for block in scene.outline.blocks if not block.hidden]
    headline = scene.headline.value if scene.headline else ""
    first = next((number for number, block in enumerate(visible) if headline in block.text), 0)
    return [block for block in visible[first + 1 : first + _BYLINES] if is_byline(block)]


def _description(scene: Scene) -> Found[str] | None:
    found = scene.said.first("description") or scene.said.stated("description")
    return found if found and len(found.value) > 5 else None


def _canonical(scene: Scene) -> Found[str] | None:
    if url := scene.document.resolve(scene.said.canonical) if scene.said.canonical else None:
        return Found(url, "link rel=canonical")
    for found in scene.said.each("canonical"):
        if url := scene.document.resolve(found.value):
            return found.giving(url)
    return None
