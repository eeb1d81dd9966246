"""Whose page this is: the name that a paper puts at the head and the foot of each of its pages.

An article that names no other source is the paper's own, and the paper's name is its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from pipelines.page.address.urls import bare_host, host_of
from pipelines.page.article.scene import Scene
from pipelines.page.lines.names import stands_alone
from pipelines.page.lines.origin import names_section
from pipelines.page.lines.titles import SEPARATOR
from pipelines.page.model import Basis, Found, Person
from pipelines.page.tables import alternatives, expression
from pipelines.page.tree.density import weight
from pipelines.page.tree.outline import Outline, clean
from pipelines.pattern import Pattern

_masthead = partial(expression, "names", "masthead")
_PAPER = Pattern(alternatives("names", "masthead", "papers"), re.IGNORECASE)
_NOT = Pattern(alternatives("names", "masthead", "others"), re.IGNORECASE)
_OTHERS_HOST = Pattern(_masthead("hosts"))  # those of forums and blogs, whose posts are no paper's
_BLOG_HOST = Pattern(r"(?:^|\.)blogs?\.")
_EDITION = Pattern(_masthead("edition"), re.IGNORECASE)
_OWNER = Pattern(_masthead("owner"), re.IGNORECASE)
_DASH = Pattern("(?<![A-Za-z])[-–—]|[-–—](?![A-Za-z])")  # not that of drive-in
_DAY_OF_ISSUE = Pattern(r"\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:\s?星期.)?\s*")  # 江边都市报2007年11月22日电子报
_PAPERS_OWN = Pattern(
    "(?:[電电]子|[数數][字位]|[网網]路?络?)[报報版]$"
)  # 自由電子報: the edition of a paper named elsewhere
_TWO_SCRIPTS = Pattern(
    "(?P<han>[\u4e00-\u9fff]{2,12})[ ·|]{1,3}[A-Za-z][A-Za-z .]+|[A-Za-z][A-Za-z .]+[ ·|]{1,3}(?P<behind>[\u4e00-\u9fff]{2,12})"
)
_QUOTED = Pattern('[«“"](?P<name>[^«»“”"]{3,30})[»”"]$')
_BRACKETED = Pattern(r"^[\[【](.{2,14})[\]】]|[\[【(（](.{2,14})[)）\]】]$")  # [남해신문] 굴 첫 수확 시작
_DAY_BEHIND = Pattern(r"(?:[,\s]+№\s?\d+)?(?:\sот)?[,\s]+\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d$")
_TAGLINE = Pattern(r"\s[|｜–—-]\s")  # Oxbow Sun | The voice of the lower valley
_KEYWORD = Pattern("[,，、;；| ]+")
_EDGES = " \t\u3000:：,，|｜-—–_·/.。()（）【】[]《》<>©®™"
_LONGEST = 30.0
_TITLE = "end of the title"
_HAN = Pattern(r"[\u4e00-\u9fff\s]+")
_FIRM = 12  # characters
_FOOT = 30  # lines
_LONGEST_FOOT = 300  # characters
_LONGEST_LINE = 14  # characters
_LEAST_BEHIND = 3  # characters of a paper's name right behind the headline, where 见报 is the headline's
_KINDS = ("post", "news", "times", "daily", "herald", "gazette")  # of pages and papers, alone the name of none


def find_masthead(scene: Scene) -> Found[str] | None:
    """Give the name of the paper, station or agency whose page this is; None where no such name is stated."""
    host = host_of(scene.document.url)
    if _OTHERS_HOST.search(host):
        return None
    for found in _named(scene):
        for name in _wordings(found.value):
            if name and (found.basis is Basis.META or _PAPER.search(name) or _is_of(name, host)):
                own = _paper_behind(name, scene) or _as_written(name, scene)
                return Found(own, found.evidence, Basis.MASTHEAD)
    return _agreed(scene)


def _agreed(scene: Scene) -> Found[str] | None:
    """Give the name that stands at an end of the title, and at the head or the foot of the page too.

    A name in Han alone is left: companies and offices sign their pages so, and are no papers.
    """
    elsewhere = [found.value.casefold() for found in (*_logos(scene), *_owners(scene.outline))]
    elsewhere += _at_head(scene)
    headline = scene.headline.value if scene.headline else ""
    for end in (*_at_end(scene.said.title, -1), *_at_end(scene.said.title, 0)):
        name = _fitting(end.strip(_EDGES))
        if (
            name
            and name not in headline
            and not _HAN.fullmatch(name)
            and any(_begins(other, name.casefold()) for other in elsewhere)
        ):
            return Found(name, _TITLE, Basis.MASTHEAD)
    return None


def _at_head(scene: Scene) -> list[str]:
    """Give what links to the front page say, and pictures above the text: names where the title has them too."""
    outline = scene.outline
    found: list[str] = []
    for index in range(scene.span[0]):
        if outline.tags[index] == "img":
            found.append(outline.attribute(index, "alt"))
        elif outline.tags[index] == "a" and _is_front(scene, outline.attribute(index, "href")):
            found += outline.raw[index + 1 : outline.ends[index]]
    return [name.casefold() for each in found if (name := clean(each or ""))]


def _begins(other: str, name: str) -> bool:
    """Say whether a line is the name, or the name and what kind of firm it is: Brezza S.p.A."""
    return other.startswith(name) and len(other) - len(name) <= _FIRM and not other[len(name) :][:1].isalpha()


def _as_written(name: str, scene: Scene) -> str:
    """Give a name in capitals as the end of the title or the logo write it."""
    if not name.isupper() or " " not in name:
        return name
    written = (*_at_end(scene.said.title, -1), *(found.value for found in _logos(scene)))
    return next((other for each in written if (other := each.strip(_EDGES)).casefold() == name.casefold()), name)


def find_owner(scene: Scene) -> Found[tuple[Person, ...]] | None:
    """Give the person whose blog this is, by the line of the owner."""
    if not _BLOG_HOST.search(host_of(scene.document.url)):
        return None
    for found in _owners(scene.outline):
        if person := stands_alone(found.value):
            return found.giving((person,))
    return None


def _wordings(text: str) -> Iterator[str | None]:
    """Give what of a site's name may be the paper's: 岸報 of 岸報 Ngaan Po, the name in quotes, the name as it stands."""
    text = _DAY_BEHIND.sub("", text)
    scripts, quoted = _TWO_SCRIPTS.fullmatch(text.strip(_EDGES)), _QUOTED.search(text.strip())
    han = scripts and _fitting(scripts["han"] or scripts["behind"])
    yield han if han and _PAPER.search(han) else None
    yield _fitting(quoted["name"]) if quoted else None
    first, colon, _ = text.partition(": ")  # Cobb County Times: Local News
    yield _fitting(first) if colon and _PAPER.search(first) else None
    name, *rest = _TAGLINE.split(text, maxsplit=1)
    yield _fitting(name.strip(_EDGES)) if rest and weight(name) * 2 < weight(rest[0]) else None
    yield paper_of(text)
    yield _fitting(text.strip(_EDGES))


def _paper_behind(name: str, scene: Scene) -> str | None:
    """Give the paper whose electronic edition a site is called, where the page's keywords name it."""
    edition = _PAPERS_OWN.search(name)
    if edition is None:
        return None
    stem = name[: edition.start()]
    keywords = _KEYWORD.split(scene.said.meta.get("keywords", ""))
    own = (word for word in keywords if word.startswith(stem) and word != stem and not _PAPERS_OWN.search(word))
    return next((word for word in own if _PAPER.search(word) and _fitting(word)), None)


def names_paper(text: str) -> str | None:
    """Give the name where a line is that of a paper, station or agency and nothing else."""
    plain = all(char.isalnum() or char == " " for char in text)
    name = paper_of(text) if plain and len(text) < _LONGEST_LINE else None
    named = name and not name[0].islower() and name.lower() not in _KINDS  # in News
    return name if named and _PAPER.search(name) else None


def paper_of(text: str) -> str | None:
    """Cut a site's name down to the paper's: 自由時報電子報 is the site of 自由時報. None for what is no paper's."""
    return _fitting(_EDITION.sub("", text.strip(_EDGES)).strip(_EDGES))


def _fitting(name: str) -> str | None:
    fits = 1 < weight(name) < _LONGEST and any(map(str.isalpha, name)) and not names_section(name)
    fits = fits and "|" not in name
    return name if fits and not name.startswith(("www.", "http:", "https:")) and not _NOT.search(name) else None


def _is_of(name: str, host: str) -> bool:
    """Say whether a name in Latin letters is that of the host: TVBS of news.tvbs.com.tw."""
    bare = "".join(filter(str.isalnum, name.removeprefix("The "))).lower()
    return len(bare) > 2 and bare.isascii() and bare in host.replace("-", "").split(".")


def _named(scene: Scene) -> Iterator[Found[str]]:
    """Give what the page calls its site, the most telling first."""
    if stated := scene.said.meta.get("og:site_name"):
        yield Found(stated, "meta og:site_name", Basis.META)
    yield from (Found(name, _TITLE) for name in _at_end(scene.said.title, -1))
    yield from (Found(name, f"other {_TITLE}") for name in _at_end(scene.said.title, 0))
    if bracketed := _BRACKETED.search(scene.said.title):
        yield Found(bracketed[1] or bracketed[2], _TITLE)
    headline = scene.headline.value if scene.headline else ""
    behind = scene.said.title.removeprefix(headline).strip(_EDGES)
    if headline and scene.said.title.startswith(headline) and not SEPARATOR.search(behind):
        name = behind.rpartition("：")[2]
        yield from (Found(name, _TITLE),) if len(name) >= _LEAST_BEHIND else ()
    if not headline or headline not in scene.said.title:  # old sites call every page by the paper's name
        yield Found(_DAY_OF_ISSUE.sub("", scene.said.title), "whole title")
    yield from _logos(scene)
    yield from _owners(scene.outline)


def _at_end(title: str, end: int) -> Iterator[str]:
    """Give what stands at one end of a title, behind a sign that parts it from the rest: 0 or -1."""
    for sign in (SEPARATOR, _DASH):
        parts = sign.split(title)
        if len(parts) > 1:
            yield parts[end]


def _logos(scene: Scene) -> Iterator[Found[str]]:
    """Give the names of pictures and logos above the text that lead to the site's front page."""
    outline = scene.outline
    for index in range(scene.span[0] or len(outline.tags)):
        if outline.tags[index] != "a" or not _is_front(scene, outline.attribute(index, "href")):
            continue
        inside = range(index + 1, outline.ends[index])
        names = [outline.attribute(inner, "alt") for inner in inside if outline.tags[inner] == "img"]
        if any("logo" in outline.labels[near] for near in (outline.parents[index], *inside)):
            names += [outline.raw[inner] for inner in inside]
        yield from (Found(name, "logo") for name in map(clean, names) if name)


def _is_front(scene: Scene, href: str) -> bool:
    """Say whether a link leads to the front page of the site, or of the site above it: www.ltn.example of news.ltn.example."""
    url = scene.document.resolve(href) if href else None
    if not url or url.partition("://")[2].partition("/")[2]:
        return False
    own, other = host_of(scene.document.url), bare_host(host_of(url))
    return own == other or own.endswith("." + other)


def _owners(outline: Outline) -> Iterator[Found[str]]:
    """Give the names before 版权所有 and behind it, in the last lines of the page."""
    for block in outline.blocks[-_FOOT:]:
        found = None if block.hidden else _OWNER.search(block.text[:_LONGEST_FOOT])
        if found:
            yield Found(
                found["before"] or found["behind"] or found["holder"] or "",
                f"owner's line {found[0].strip()[:24]}",
            )
