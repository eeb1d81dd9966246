"""Which crumbs of a path are sections: the words around it are none, nor is the article itself at its end."""

from __future__ import annotations

import re

from pipelines.page.address import urls
from pipelines.page.links.anchors import Page
from pipelines.page.links.trail import HERE
from pipelines.page.links.wording import plain, width
from pipelines.page.model import Crumb
from pipelines.page.vocabulary import phrase
from pipelines.pattern import Pattern

Crumbs = tuple[Crumb, ...]

_HERE = Pattern(rf"\W*{HERE}\W*", re.I)
_TAIL = Pattern(rf"\W*{phrase('crumbs', 'tail')}\W*", re.I)
_LEAST_CUT = 4  # characters of a headline before its dots
_UNMARKED = 16  # letters of a headline that no heading holds
_HEADLINE = 30  # letters; what is longer and no link at the end of the path is the article itself


def cleaned(crumbs: list[Crumb], page: Page, titles: list[str]) -> Crumbs:
    """Leave out the words around the path, and the article itself at its end. `titles`: the page's, then its headlines."""
    ends = (at for at, crumb in enumerate(crumbs) if at and _is_headline(crumb.name, titles))
    crumbs = _without_headline(crumbs[: next(ends, len(crumbs))], titles)  # behind the headline stand buttons
    while crumbs and _is_no_section(crumbs[-1], page, titles):
        crumbs = crumbs[:-1]
    kept: dict[
        tuple[str, str | None], Crumb
    ] = {}  # a sign and a word that lead home are one crumb, or shown twice
    for crumb in crumbs:
        if not _HERE.fullmatch(plain(crumb.name)) and any(map(str.isalnum, crumb.name)):
            kept.setdefault((crumb.name.casefold(), crumb.url), crumb)
    return tuple(kept.values())


def _without_headline(crumbs: list[Crumb], titles: list[str]) -> list[Crumb]:
    """Leave out crumbs at the end that are the headline in pieces: Nordic Walking – der Sport für alle."""
    if len(crumbs) < 2 or crumbs[-1].url or crumbs[-2].url:
        return crumbs
    for number in range(len(crumbs)):
        rest = crumbs[number:]
        if any(crumb.url for crumb in rest):
            continue
        whole = _letters("".join(crumb.name for crumb in rest))
        if len(rest) > 1 and any(_letters(title) == whole for title in titles):
            return crumbs[:number]
    return crumbs


def _is_headline(name: str, titles: list[str]) -> bool:
    """Say whether a linked crumb is the article under another address: its headline, or a long name that has it inside."""
    if name[:2] not in titles[0]:
        return False
    crumb, title, *headings = map(_letters, (name, *titles))
    long = width(name) >= _HEADLINE
    return title.startswith(crumb) and any(
        crumb == each or (long and each and (each in crumb or crumb in each)) for each in headings
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _is_no_section(crumb: Crumb, page: Page, titles: list[str]) -> bool:
    name = plain(crumb.name)
    is_itself = crumb.url is not None and urls.key(crumb.url) == page.key
    if _TAIL.fullmatch(name):  # 文章 is a section where this page is one of those below it
        return crumb.url is None or is_itself or not _is_above(crumb.url, page)
    if crumb.url is not None and not is_itself:
        return _is_headline(name, titles)
    if width(name) >= _HEADLINE:
        return True
    stem = crumb.name.rstrip(".… ")
    is_cut = len(stem) < len(crumb.name) and len(stem) >= _LEAST_CUT
    if (is_itself or is_cut) and any(title.startswith(stem) for title in titles):
        return True
    return any(title == stem for title in titles[1:]) or _opens(titles, stem)


def _opens(titles: list[str], name: str) -> bool:
    """Say whether the page's title begins with a name and goes on with a sign, and the headline agrees: 桥通了_本地_某报.

    Where nothing is marked as a headline, a name that is longer than those of sections is one.
    """
    title, *headings = titles
    whole = title.startswith(name) and not title[len(name) : len(name) + 1].isalnum()
    agreed = any(heading.startswith(name) for heading in headings) or (not headings and width(name) >= _UNMARKED)
    return bool(name) and whole and agreed


def _is_above(url: str, page: Page) -> bool:
    key = urls.key(url).rstrip("/")
    return key.count("/") > 0 and page.key.startswith(f"{key}/")
