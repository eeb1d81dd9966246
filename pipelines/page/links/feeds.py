"""RSS, Atom and sitemaps: what they name, as links.

XML on the web is often broken: the parser goes on after errors, resolves no entity and loads nothing.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import reduce
from html import unescape
from html.entities import html5
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.page.address import urls
from pipelines.page.address.resolving import resolve
from pipelines.page.links.sayings import address_score, address_trap
from pipelines.page.links.wording import squeeze
from pipelines.page.model import Link, Role
from pipelines.pattern import Pattern

if TYPE_CHECKING:
    from lxml import etree

_LIST = -2  # what the address of a list weighs
_ITEMS = ("item", "entry")
_LINKS = ("link", "url", "guid", "id")
_MOST = 50_000  # entries of a sitemap (sitemaps.org, 2008)
_MOST_TAGS = 1_000_000
_END_OF_ENTRY, _TAG = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:url|sitemap|item|entry)\s*>", re.I), re.compile(b"<")
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # UTF-16
_AMPERSAND = re.compile(
    rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|(?P<numbers>(?:&#(?:\d{1,7}|x[\da-fA-F]{1,6});)+)|&(?!(?:amp|lt|gt|quot|apos);)(?P<name>[a-zA-Z]\w{1,31};)?",
    re.S,
)
_NUMBER = re.compile(rb"&#(x?[\da-fA-F]+);")
_DATES = ("pubdate", "published", "date", "updated", "issued", "created")
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_PAGED = Pattern(r"[?&]paged=(\d{1,4})(?=&|$)")
_ISO_DAY = Pattern(r"\d{4}-\d\d-\d\d")
_RFC_DAY = Pattern(r"(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})")
_TAGS = Pattern(r"</?[a-zA-Z][^<>]{0,200}>")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_feed(feed: str | bytes, url: str) -> tuple[Link, ...]:
    """Give the articles of an RSS (any version) or Atom feed, in its order, and the page that goes on; nothing for
    what is none.
    """
    root = _root(feed)
    if root is None:
        return ()
    links = []
    for item in root.iter("{*}*"):
        if _name(item) in _ITEMS and (target := resolve(_base_of(item, url), _item_url(item))):
            title = _title(item)
            links.append(Link(target, Role.ARTICLE, title, f"{_name(item)} of a feed", _day(_first(item, _DATES))))
    return (*links, *_further(root, url)) if links else ()


def _further(root: etree._Element, url: str) -> Iterator[Link]:
    """Give the next page of a feed, or the archive before it (RFC 5005, 3 and 4).

    WordPress answers `?paged=2` and names it nowhere.
    """
    for generator in root.iter("{*}generator"):
        if "wordpress" in (generator.text or "").lower():
            yield Link(_paged(url), Role.PAGINATION, "", "next page of a feed of WordPress")
    for link in root.iter("{*}link"):
        parent = link.getparent()
        if link.get("rel") not in ("next", "prev-archive") or parent is None or _name(parent) in _ITEMS:
            continue
        if target := resolve(_base_of(link, url), str(link.get("href") or "")):
            yield Link(target, Role.PAGINATION, "", f"rel={link.get('rel')} of a feed")


def _paged(url: str) -> str:
    if found := _PAGED.search(url):
        return f"{url[: found.start(1)]}{int(found[1]) + 1}{url[found.end(1) :]}"
    return f"{url}{'&' if '?' in url else '?'}paged=2"


def read_sitemap(sitemap: str | bytes, url: str) -> tuple[Link, ...]:
    """Give the pages of a sitemap as articles, the sitemaps of an index as sitemaps; plain lists of URLs too."""
    root = _root(sitemap)
    if root is None:
        return tuple(islice(_lines(sitemap), _MOST))
    links = []
    for item in root.iter("{*}*"):
        name = _name(item)
        if name in ("url", "sitemap") and (target := resolve(url, _first(item, ("loc",)))):
            role = Role.SITEMAP if name == "sitemap" else _role(target)
            title = _first(item, ("title",))
            links.append(
                Link(
                    target,
                    role,
                    title,
                    f"{name} of a sitemap",
                    _day(_first(item, ("publication_date", "lastmod"))),
                )
            )
    return tuple(links)


def _role(url: str) -> Role:
    """Sitemaps name sections and pages about the site too."""
    shape = urls.shape(urls.key(url))
    if address_trap(shape):
        return Role.OTHER
    return Role.CATEGORY if address_score(shape)[0] <= _LIST or shape.endswith("/") else Role.ARTICLE


def _root(xml: str | bytes) -> etree._Element | None:
    from lxml import etree  # pages of HTML do without

    if isinstance(xml, str):
        xml = re.sub(r"^\s*<\?xml[^>]*\?>", "", xml.lstrip("\ufeff")).encode("utf-8", "replace")
        parser = etree.XMLParser(
            recover=True, resolve_entities=False, no_network=True, huge_tree=False, encoding="utf-8"
        )
    else:
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(_with_references(_bounded(xml.strip())), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _with_references(xml: bytes) -> bytes:
    """Write `&` and the names that HTML knows as references that XML knows.

    In `<link>/view.asp?id=7&class=2</link>`, as programs of old write it, a parser that goes on loses `&class`.
    """
    if xml[:2] in _WIDE or b"\x00" in xml[:4] or b"&" not in xml:
        return xml
    return _AMPERSAND.sub(_reference, xml)


def _reference(found: re.Match[bytes]) -> bytes:
    if found["numbers"]:
        return _whole(found["numbers"])
    name = found["name"]
    if name is None:
        return found[0] if found[0].startswith(b"<") else b"&amp;"
    letters = html5.get(name.decode("ascii"), "")
    return b"".join(b"&#%d;" % ord(letter) for letter in letters) or b"&amp;" + name


def _whole(numbers: bytes) -> bytes:
    """Write the two halves of a character of UTF-16 as one, and a half alone, of which no parser makes text, as U+FFFD."""
    codes = [int(number[1:], 16) if number[:1] == b"x" else int(number) for number in _NUMBER.findall(numbers)]
    if not any(0xD800 <= code < 0xE000 for code in codes):
        return numbers
    units = "".join(chr(min(code, sys.maxunicode)) for code in codes).encode("utf-16-le", "surrogatepass")
    return b"".join(b"&#%d;" % ord(char) for char in units.decode("utf-16-le", "replace"))


def _bounded(xml: bytes) -> bytes:
    """Cut a file where a sitemap has to end, or a tree would take more memory than any is worth."""
    for pattern, most in ((_END_OF_ENTRY, _MOST), (_TAG, _MOST_TAGS)):
        if last := next(islice(pattern.finditer(xml), most - 1, None), None):
            xml = xml[: last.end()]
    return xml


def _name(element: etree._Element) -> str:
    """Give the local name; a prefix that nobody declared is still part of the tag."""
    return re.split("[}:]", element.tag)[-1].lower() if isinstance(element.tag, str) else ""


def _first(item: etree._Element, names: tuple[str, ...]) -> str:
    """Give the text of the first of `names` that is there, by the order of `names`."""
    for name in names:
        for child in item.iter("{*}*"):
            if (
                child is not item
                and _name(child) == name
                and (text := "".join(map(str, child.itertext())).strip())
            ):
                return text
    return ""


def _title(item: etree._Element) -> str:
    """Titles are often HTML that was escaped once more."""
    return squeeze(unescape(_TAGS.sub("", _first(item, ("title",)))))


def _item_url(item: etree._Element) -> str:
    for child in item:
        if _name(child) == "link" and child.get("href") and child.get("rel", "alternate") == "alternate":
            return str(child.get("href"))
    return _first(item, _LINKS)


def _base_of(item: etree._Element, url: str) -> str:
    """Give what the addresses of an item are relative to (XML Base; RFC 4287, 2)."""
    bases = [base for each in (*reversed([*item.iterancestors()]), item) if (base := each.get(_XML_BASE))]
    return reduce(lambda base, written: resolve(base, written) or base, bases, url)


def _day(text: str) -> str | None:
    if match := _ISO_DAY.search(text):
        return match[0]
    if (match := _RFC_DAY.search(text)) and match[2] in _MONTHS:
        return f"{match[3]}-{_MONTHS.index(match[2]) + 1:02}-{int(match[1]):02}"
    return None


def _lines(sitemap: str | bytes) -> Iterator[Link]:
    text = sitemap if isinstance(sitemap, str) else sitemap.decode("utf-8", "replace")
    for line in text.splitlines():
        if re.fullmatch(r"https?://\S+", line.strip()):
            yield Link(line.strip(), Role.ARTICLE, "", "line of a sitemap", None)
