"""Which file a picture shows: past lazy loaders and sets of sizes, and none where it is a part of the page's dress."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.page.tables import table
from pipelines.page.tree.document import Document
from pipelines.page.tree.outline import Outline
from pipelines.page.tree.styles import style_hides
from pipelines.pattern import Pattern

# Lazy loaders keep the picture's address in an attribute of their own, and a placeholder in src.
_LAZY = Pattern(r"src|lazy|orig|file|echo|url|full|large|real|hi-?res|hd$", re.IGNORECASE)
_NO_FILE = Pattern(
    r"^src$|set$|thumb|small|low|blur|preview|holder|link|title|alt$|caption|desc|width|height|size|type|id$|name$|replaced|share|pin-|href|-page|-post|profile",
    re.IGNORECASE,
)
_LARGEST = Pattern(r"orig|full|large|zoom|real|hi-?res|hd$", re.IGNORECASE)
_ADDRESS = Pattern(
    r"(?!data:|about:|javascript:)[^\s{}]*(?:/|\.(?:jpe?g|png|gif|webp|avif|bmp)\b)[^\s{}]*", re.IGNORECASE
)
_PAGE = Pattern(r"\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE)

_PHOTO = Pattern(r"\.(?:jpe?g|webp|avif|heic)\b", re.IGNORECASE)
_FOLDERS = Pattern(r"/(?:icons?|emojis?|smil(?:ies|eys?)|emoticons?|faces?|filetypeimages)/", re.IGNORECASE)
_WORDS = Pattern(r"[^\W\d_]+")
_DRESS, _DRAWN, _OF_SITE, _ANY = (
    frozenset(table("pictures")[key]) for key in ("dress", "drawn", "of_site", "any")
)
_MOST_WORDS = 3  # of a file's name that is no description: share_qq.png, but face-masks-at-the-bridge.jpg
_LONG_NUMBER = Pattern(r"\d{4}")
_ASSETS = Pattern(r"/(?:images?|img|static|assets?|common|skins?|themes?|templates?|public|styles?|css)/")

_SMALLEST = 60  # pixels; what is smaller is an icon
_NUMBER = Pattern(r"\d+")
_SIZED = Pattern(r"(?<![a-z\d])w?(\d{1,4})[x_]h?(\d{1,4})(?!\d)", re.IGNORECASE)
_STYLED = Pattern(r"(?<![-\w])(?:width|height):\s*(?:(\d{1,4})px|[0-2](?:\.\d+)?r?em)", re.IGNORECASE)
_CANDIDATE = Pattern(r"[\s,]*(\S*[^\s,])(?:\s+([^,]*))?(?:,|$)?")


def picture_url(document: Document, outline: Outline, index: int) -> str | None:
    """Give the URL of a picture, None for icons, spacers, tracking pixels and what no reader sees."""
    attributes = outline.nodes[index].attributes
    style = attributes.get("style") or ""
    if _is_small(attributes, style):
        return None
    lazy = sorted(_lazy_addresses(attributes), key=lambda found: not found[0])
    if not lazy and style and style_hides(style):
        return None
    addresses = [address for _, address in lazy]
    addresses += [*_without_script(outline, index), attributes.get("src") or "", *_from_sets(outline, index)]
    for address in addresses:
        url = document.resolve(address) if address.strip() else None
        if url and not is_dress(url):
            return url.replace(" ", "%20")
    return None


def is_dress(url: str) -> bool:
    """Say whether a file is an icon, a logo or a spacer by its name: such words, and few others."""
    folder, _, name = url.lower().rpartition("/")
    photo = _PHOTO.search(name) is not None
    if not photo and _FOLDERS.search(f"{folder}/"):
        return True
    if (sized := _SIZED.search(name)) and max(int(sized[1]), int(sized[2])) < _SMALLEST:
        return True
    words = _WORDS.findall(re.sub(r"\.[a-z]{3,4}\b", "", name))
    if len(words) > _MOST_WORDS:
        return False
    dress = _DRESS if photo else _DRESS | _DRAWN
    return "1x1" in name or not dress.isdisjoint(words)


def is_of_site(url: str) -> bool:
    """Say whether a picture is one that a site names on every page: /og-image.png, /static/example_180.png."""
    host, _, path = url.lower().partition("://")[2].partition("/")
    folder, _, name = path.rpartition("/")
    words = set(_WORDS.findall(re.sub(r"\.[a-z]{3,4}\b.*", "", name))) - _ANY
    if words:
        return words <= _OF_SITE or words <= set(_WORDS.findall(host)) | _OF_SITE
    return _LONG_NUMBER.search(name) is None and _ASSETS.search(f"/{folder}/") is not None


def _lazy_addresses(attributes: dict[str, str | None]) -> Iterator[tuple[bool, str]]:
    """Give the addresses that scripts put in the place of `src`, each with whether it is that of the whole picture."""
    for name, value in attributes.items():
        if value and _LAZY.search(name) and not _NO_FILE.search(name):
            address = value.strip()
            if _ADDRESS.fullmatch(address) and not _PAGE.search(address):
                yield _LARGEST.search(name) is not None, address


def pixels(value: str | None) -> int:
    """Give the pixels that a `width` or `height` states, 0 where it states none, or a share."""
    number = _NUMBER.match((value or "").strip())
    return 0 if number is None or "%" in (value or "") else int(number[0][:6])


def _is_small(attributes: dict[str, str | None], style: str) -> bool:
    if any(0 < pixels(attributes.get(side)) < _SMALLEST for side in ("width", "height")):
        return True
    return style != "" and any(int(found[1] or 0) < _SMALLEST for found in _STYLED.finditer(style))


def _without_script(outline: Outline, index: int) -> Iterator[str]:
    """Give the address that <noscript> right behind a picture gives to those who run no scripts."""
    behind = outline.ends[index]
    if behind < len(outline.tags) and outline.tags[behind] == "noscript":
        for node in outline.nodes[behind].css("img[src]")[:1]:
            yield node.attributes.get("src") or ""


def _from_sets(outline: Outline, index: int) -> Iterator[str]:
    """Give the largest picture of each set of sizes: its own, and those of <picture> around it."""
    nodes = [outline.nodes[index]]
    parent = outline.parents[index]
    if parent >= 0 and outline.tags[parent] == "picture":
        nodes += outline.nodes[parent].css("source")
    for node in nodes:
        for name in ("srcset", "data-srcset", "data-lazy-srcset"):
            if value := node.attributes.get(name):
                yield _largest_of(value)


def _largest_of(srcset: str) -> str:
    """Give the address with the largest descriptor (HTML, 4.8.4.2.1), the first where none has one."""
    found = [(_size(candidate[2]), candidate[1]) for candidate in _CANDIDATE.finditer(srcset)]
    return max(found, key=lambda each: each[0])[1] if found else ""


def _size(descriptor: str | None) -> float:
    number = (descriptor or "").strip().rstrip("wx")
    return float(number) if number.replace(".", "", 1).isdecimal() else 1.0
