"""Films of the article: players and files in its text, and what the page states as its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from pipelines.page.article.scene import Scene, own_places
from pipelines.page.model import Found, Media
from pipelines.page.tables import table
from pipelines.page.tree.outline import Outline
from pipelines.pattern import Pattern

_ENDING = Pattern(
    rf"\.(?:{'|'.join(table('films')['files'])})\b(?:\?[^\s\"'<>(){{}}\\]*)?(?![\w/.])", re.IGNORECASE
)
_BEFORE = Pattern(r"[\s\"'<>(){}=,;&]+")
_LONGEST = 500  # characters of an address
_PLAYERS = Pattern("|".join(table("films")["players"]), re.IGNORECASE)
_OTHERS = Pattern("|".join(table("films")["others"]), re.IGNORECASE)
_CONTAINER = Pattern(r"video|player|vjs")

_FRAMES = ("iframe", "embed", "object")
_FILMS = ("video", "amp-video")
_BY_NUMBER = ("amp-youtube", "lite-youtube")
_ADDRESSES = (
    "src",
    "data-src",
    "data-lazy-src",
    "data-lazyload",
    "data-original",
    "data-url",
    "data",
    "data-litespeed-src",
)
_NO_FILM = ("poster", "style", "alt", "title")


def find_videos(scene: Scene) -> Found[tuple[Media, ...]] | None:
    """Give the films in the text, else the one that its script plays, else the one that the page names as its own."""
    resolve = scene.document.resolve
    for evidence, addresses in (
        ("player in the text", _in_text(scene)),
        ("player above the text", _above_text(scene)),
        ("player's script", _scripted(scene)),
        ("JSON-LD video", _stated(scene.said.article)),
        ("meta video", (found.value for found in scene.said.each("video"))),
    ):
        urls = dict.fromkeys(
            url for address in addresses if (url := resolve(address)) and url != scene.document.base
        )
        if urls:
            return Found(tuple(Media(url) for url in urls), evidence)
    return None


def _in_text(scene: Scene) -> Iterator[str]:
    outline, (top, stop) = scene.outline, scene.span
    if top == stop:
        return
    tags = {*_FRAMES, *_FILMS, *_BY_NUMBER}
    if _ENDING.search(outline.nodes[top].html or ""):
        tags = {*outline.tags[top:stop]} - {"-text", "img", "amp-img"}
    for index in own_places(scene, *tags):
        yield from _films_of(outline, index)


def _above_text(scene: Scene) -> Iterator[str]:
    """Give the films between headline and text, as stations show the report that they have written down below."""
    outline = scene.outline
    for index in range(scene.head, scene.span[0]):
        if outline.tags[index] in _FILMS:
            yield from _films_of(outline, index)


def _films_of(outline: Outline, index: int) -> Iterator[str]:
    """Give the addresses of the films that one element shows."""
    tag, attributes = outline.tags[index], outline.nodes[index].attributes
    if tag in _FILMS:
        sources = [attributes, *(source.attributes for source in outline.nodes[index].css("source"))]
        found = (each.get(name) for each in sources for name in _ADDRESSES)
        yield from [address for address in found if address and not address.startswith("blob:")][:1]
    elif tag in _BY_NUMBER:
        if number := attributes.get("data-videoid") or attributes.get("videoid"):
            yield f"https://www.youtube.com/watch?v={number}"
    elif tag in _FRAMES:
        yield from _framed(outline, index)
    else:
        values = [value for name, value in attributes.items() if value and name not in _NO_FILM]
        values += [outline.nodes[index].text(deep=True)] if tag == "script" else []
        yield from _named("\n".join(values))


def _named(text: str) -> list[str]:
    """Give the first file that a text names: others are the same film, larger or smaller."""
    if _ENDING.search(text) is None:
        return []
    text = unescape(text).replace("\\/", "/")
    for found in _ENDING.finditer(text):
        address = _BEFORE.split(text[max(0, found.start() - _LONGEST) : found.start()])[-1] + found[0]
        if not _OTHERS.search(address):
            return [address]
    return []


def _framed(outline: Outline, index: int) -> Iterator[str]:
    """Give the film of a frame: the file that a Flash player is told, else the player where it is a service's."""
    node = outline.nodes[index]
    told = {
        (param.attributes.get("name") or "").lower(): param.attributes.get("value") or ""
        for param in node.css("param")
    }
    variables = node.attributes.get("flashvars") or told.get("flashvars", "")
    if found := _named(variables):
        yield from found
        return
    addresses = [node.attributes.get(name) or "" for name in _ADDRESSES]
    addresses += [told.get(name, "") for name in ("movie", "src", "url", "filename")]
    for address in addresses:
        if _named(address) == [address] or (_PLAYERS.search(address) and not _OTHERS.search(address)):
            yield address
            return


def _scripted(scene: Scene) -> list[str]:
    """Give the file that a script names, where an element below the headline waits for a player."""
    film = _named("\n".join(scene.document.scripts))
    start, stop = scene.head, scene.span[1] or len(scene.outline.labels)
    labels = scene.outline.labels[start:stop] if film else []
    return film if any(_CONTAINER.search(label) for label in labels) else []


def _stated(article: dict[str, Any]) -> Iterator[str]:
    """Give the film that the article's JSON-LD names, or that it is itself."""
    video = article.get("video")
    films = video if isinstance(video, list) else [video, article]
    for film in films:
        if isinstance(film, dict):
            address = film.get("contentUrl") or film.get("embedUrl")
            if isinstance(address, str):
                yield address
