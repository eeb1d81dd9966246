"""Links that a page leaves to its scripts: menus as calls and arrays, and where a page without content sends its readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.page.address import urls
from pipelines.page.links.calls import asked_links
from pipelines.page.links.growing import growing
from pipelines.page.links.json_data import counted, inline_links, role_of
from pipelines.page.links.wording import squeeze
from pipelines.page.model import Link, Navigation, Origin, Role
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

# d.add(3, 0, "财政资金", "list.jsp?colid=04") · ["新闻", "/news/"] · {name: "新闻", url: "news/index.html"}
_GROUP = Pattern(r"[(\[{]([^()\[\]{}]{5,400})[)\]}]")
_STRING = Pattern(r"\"([^\"\n]{0,200})\"|'([^'\n]{0,200})'")
_ADDRESS = Pattern(
    r"(?:https?://[^/\s]+)?/?(?:[\w.~-]+/)*(?:[\w~-]+\.(?:[a-z]?html?|php|aspx?|jsp|do|action)(?:\?\S*)?|(?<=/)(?:\?\S*)?)",
    re.I,
)
_LABEL = Pattern(r"[^\W_].{1,39}")
_IDENTIFIER = Pattern(r"[a-z_][\w.:;=%-]*|[A-Z_\d]+", re.A)  # `_blank`, `post`, `width=700`, `GET`
_MOVED = Pattern(
    r"\blocation(?:\.href)?\s{0,3}(?:=|\.(?:replace|assign)\()\s{0,3}(?:\"([^\"\s]{1,300})\"|'([^'\s]{1,300})')"
)
_FEW_LETTERS = 200  # of a page that only says: you are being redirected
_MOST = 300  # links
_FEW_ARTICLES = 5  # beside a list that scripts draw


def scripted_links(document: Document, navigation: Navigation) -> tuple[Link, ...]:
    """Give what scripts would show or open beside `navigation`: articles only where it holds none, lists where few."""
    if not navigation.links:
        return _moved(document) or inline_links(document) or asked_links(document) or _named(document)
    articles = sum(link.role is Role.ARTICLE for link in navigation.links)
    known = {urls.key(link.url) for link in navigation.links}
    asked = asked_links(document) if articles < _FEW_ARTICLES else ()
    if articles:
        held = _held(document, navigation) if articles >= _FEW_ARTICLES else ()
        return (
            *_further(document, navigation),
            *(link for link in (*asked, *held) if urls.key(link.url) not in known),
        )
    more = (*asked, *_named(document))
    return inline_links(document) or tuple(link for link in more if urls.key(link.url) not in known)


def _held(document: Document, navigation: Navigation) -> tuple[Link, ...]:
    """Give the entries that a page was drawn from, where it shows some of them and has more for its scripts."""
    shown = [link.url for link in navigation.links if link.role is Role.ARTICLE]
    path = urls.key(shown[0]).partition("/")[2]
    if not any(path in script for script in document.scripts):
        return ()
    held = inline_links(document)
    keys = {urls.key(link.url) for link in held}
    return held if sum(urls.key(url) in keys for url in shown) * 2 >= len(shown) else ()


def _further(document: Document, navigation: Navigation) -> tuple[Link, ...]:
    """Give the next piece of a list that comes in pieces: they name no page, the script counts."""
    if any(link.role is Role.PAGINATION for link in navigation.links):
        return ()
    if not document.is_piece:
        more = growing(document)
        return (more,) if more else ()
    url = counted(document.url, in_path=True)
    return (Link(url, Role.PAGINATION, "", "next number of a list in pieces"),) if url else ()


def _named(document: Document) -> tuple[Link, ...]:
    """Give the addresses on the site that scripts name together with a text for readers."""
    found: dict[str, Link] = {}
    site = urls.site_of(document.url)
    for label, address in _pairs(document):
        target = document.resolve(address)
        if target and urls.same_site(target, site) and len(found) < _MOST:
            words = "named with its text in a script"
            found.setdefault(urls.key(target), Link(target, role_of(target, label, dated=False), label, words))
    return tuple(found.values())


def _pairs(document: Document) -> Iterator[tuple[str, str]]:
    for script in document.scripts:
        for group in _GROUP.finditer(script):
            strings = [squeeze(double or single) for double, single in _STRING.findall(group[1])]
            address = next((each for each in strings if _ADDRESS.fullmatch(each) and len(each) > 1), None)
            labels = [each for each in strings if each != address and _is_label(each)]
            if address and labels:
                yield max(labels, key=len), address


def _is_label(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None and not (_IDENTIFIER.fullmatch(text) or _ADDRESS.fullmatch(text))


def _moved(document: Document) -> tuple[Link, ...]:
    """Give where a script sends the readers of a page that shows nothing else."""
    body = document.tree.body
    if body is not None and len(squeeze(body.text())) > _FEW_LETTERS + _scripts(document):
        return ()
    for script in document.scripts:
        found = _MOVED.search(script)
        target = document.resolve(found[1] or found[2]) if found else None
        if target and target != document.url and urls.same_site(target, urls.site_of(document.url)):
            return (Link(target, Role.CATEGORY, "", Origin.REFRESH, origin=Origin.REFRESH),)
    return ()


def _scripts(document: Document) -> int:
    return sum(len(squeeze(script.text())) for script in document.tree.css("body script"))
