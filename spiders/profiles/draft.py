"""A site profile drawn from one page: selectors for the fields that were found, addresses that were seen.

Whatever goes into the draft has been tried: reading the page by it gives the article that evidence gave.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from selectolax.lexbor import LexborNode

from pipelines.article import Article
from pipelines.page.address import urls
from pipelines.page.article.selectors import NAMED, selectors
from pipelines.page.model import Kind, Role
from pipelines.page.tree.outline import clean
from pipelines.read import Fetched, Page, read_page
from pipelines.rules import Layout, Rules
from pipelines.sniff import Content, sniff
from pipelines.text.charset.labels import encoding_of
from spiders.profiles.furniture import find_furniture
from spiders.profiles.opened import Opened
from spiders.profiles.url_patterns import patterns

# What a page states for machines outlasts its layouts: it needs no selector.
STATED = "JSON-LD"
_ALONE = ("h1", "time")  # tags that say enough where the whole page is the text's element
_CLIMB = 4  # elements around a text that may be the one to name
_AROUND = 300  # characters: an element with more text than that is no byline
_TRIES = 4  # selectors of one element
_TRIALS = 16  # selectors of one field; each is tried by reading the page
_WORDS = 8  # characters of the evidence that are looked for
_MOST_BESIDE = 6  # texts
_MOST_COMPARED = 60  # articles of the site
_SAMPLE = 60  # characters of an example
# Fields in the order in which a reader meets them.
_SELECTED = ("headline", "articleBody", "datePublished", "sourceOrganization", "authors", "editors", "breadcrumbs")


@dataclass(frozen=True, slots=True)
class Choice:
    """A field with the selector that finds it, None where none does, and what was found on what evidence."""

    field: str
    selector: str | None
    sample: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`rules` are complete, the layout included; the rest tells a person where they come from.

    `beside`: selectors of short texts between headline and body with these, for a field that was not found. `compared`: articles
    that the removed elements and lines recur in, or do not.
    """

    url: str
    start: str
    kind: Kind
    rules: Rules
    choices: tuple[Choice, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    compared: int = 1
    lists: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    articles: int = 0
    zone: str | None = None
    charset: str = ""
    notes: tuple[str, ...] = field(default=())


def draft(fetched: Fetched, page: Page, also: Iterable[Fetched] = ()) -> Draft:
    """Draw a profile from a page that was read without one.

    `also`: other pages of the site, to see what the texts of its articles have in common.
    """
    rules = Rules(hosts=urls.site_of(page.url), charset=_habit(page), article=_patterns(page))
    zone = _zone(page.article)
    opened = Opened.of(fetched, rules.charset)
    places = _Places(opened)
    choices = tuple(_choices(places, page, rules)) if page.article else ()
    fields = {each.field: each.selector for each in choices if each.selector}
    others = islice(_articles(also, rules), _MOST_COMPARED) if page.article else ()
    furniture = find_furniture((opened, *others), rules)
    layout = Layout(fields, furniture.selectors, remove_lines=furniture.lines)
    return Draft(
        url=page.url,
        start=_root(page.url),
        kind=page.kind.value,
        rules=replace(rules, timezone=zone, layouts=() if layout == Layout() else (layout,)),
        choices=choices,
        beside=tuple(islice(places.beside(page), _MOST_BESIDE)),
        lists=tuple(_lists(page)),
        compared=furniture.articles,
        categories=tuple(_categories(page)),
        articles=sum(link.role is Role.ARTICLE for link in page.navigation.links),
        zone=zone,
        charset=page.text.evidence,
    )


def _articles(pages: Iterable[Fetched], rules: Rules) -> Iterator[Opened]:
    for each in pages:
        if sniff(each.body, each.content_type)[0] is Content.HTML:
            opened = Opened.of(each, rules.charset)
            page = read_page(opened.whole, rules)
            if isinstance(page, Page) and page.article:
                yield opened


def _habit(page: Page) -> str | None:
    """Give the charset where the page does not declare it rightly: then it is worth telling beforehand."""
    declared = encoding_of(page.text.declared) if page.text.declared else None
    return None if declared == page.text.encoding or page.text.confidence < 0.5 else page.text.encoding


def _zone(article: Article | None) -> str | None:
    stated = article.date_published if article else None
    return stated[-6:] if stated and "T" in stated and stated[-6] in "+-" else None


def _root(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/", "", ""))


def _patterns(page: Page) -> tuple[str, ...]:
    """Give patterns for articles that none of the page's other links have."""
    own = {Kind.ARTICLE: Role.ARTICLE, Kind.OTHER: Role.OTHER}.get(page.kind.value, Role.CATEGORY)
    seen = [(page.url, own), *((link.url, link.role) for link in page.navigation.links)]
    chain = (Role.ARTICLE, Role.PREVIOUS, Role.NEXT)
    articles = [url for url, role in seen if role in chain]
    others = (url for url, role in seen if role not in (*chain, Role.EXTERNAL))
    return patterns(articles, others, page.url)


def _lists(page: Page) -> Iterator[str]:
    """Give the lists that the article's breadcrumbs name, or the list that the page is."""
    if page.kind.value is Kind.LIST:
        yield page.url
    crumbs = page.navigation.breadcrumbs
    site, known = urls.site_of(page.url), {urls.key(page.url), urls.key(_root(page.url))}
    for crumb in crumbs.value if crumbs and page.article else ():
        if crumb.url and urls.same_site(crumb.url, site) and (key := urls.key(crumb.url)) not in known:
            known.add(key)
            yield crumb.url


def _categories(page: Page) -> Iterator[str]:
    lists = {urls.key(url) for url in (*_lists(page), _root(page.url))}
    for link in page.navigation.links:
        if link.role is Role.CATEGORY and urls.key(link.url) not in lists:
            yield link.url


def _choices(places: _Places, page: Page, rules: Rules) -> Iterator[Choice]:
    """Find a selector for each field in turn, and keep it only where the whole article stays the same."""
    fetched = places.whole
    evidence = dict(page.evidence)
    kept: dict[str, str] = {}
    for name in _SELECTED:
        if name not in evidence:
            continue
        stated = name != "headline" and evidence[name].startswith(STATED)
        tried = () if stated else islice(places.selectors(name, page), _TRIALS)
        good = (each for each in tried if _same(fetched, page, rules, {**kept, name: each}))
        selector = next(good, None)
        if selector:
            kept[name] = selector
        yield Choice(name, selector, sample(page, name), evidence[name])


def _same(fetched: Fetched, page: Page, rules: Rules, fields: dict[str, str]) -> bool:
    """Say whether reading with these selectors gives the article that evidence gave, and by the selectors."""
    again = read_page(fetched, replace(rules, layouts=(Layout(fields),)))
    if not isinstance(again, Page) or again.article is None or page.article is None or again.drift:
        return False
    used = dict(again.evidence)
    same = replace(again.article, text=page.article.text) == page.article
    return same and all(used.get(name, "").startswith("profile:") for name in fields)


def sample(page: Page, name: str) -> str:
    """Give what was found for a field, on one short line."""
    value: Any = page.article.to_dict().get(name, "") if page.article else ""
    if isinstance(value, dict):
        value = value.get("name", "")
    if isinstance(value, list):
        sign = " > " if name == "breadcrumbs" else ", "
        value = sign.join(each.get("name", "") for each in value)
    text = clean(str(value).replace("\n", " "))
    return text if len(text) <= _SAMPLE else f"{text[:_SAMPLE]}…"


class _Places:
    """The elements of a page that hold its values. `whole` is the page to try selectors on."""

    def __init__(self, opened: Opened) -> None:
        self.whole, self._document, self._outline = opened.whole, opened.document, opened.outline
        self._body = opened.reading.body.value.node if opened.reading.body else None

    def selectors(self, name: str, page: Page) -> Iterator[str]:
        """Give selectors of the elements that may hold the field, the innermost first."""
        seen: set[int] = set()
        for node in self._nodes(name, page):
            if node.mem_id not in seen:
                seen.add(node.mem_id)
                made = selectors(self._document, node)
                if name != "articleBody" and self._is_in_body(node):
                    # The third paragraph is another one elsewhere.
                    made = (each for each in made if ":nth" not in each and (NAMED.search(each) or each in _ALONE))
                yield from islice(made, _TRIES)

    def beside(self, page: Page) -> Iterator[tuple[str, str]]:
        """Give selector and text of the elements between the headline and the first paragraph."""
        article = page.article
        headline, body = (article.headline or "", article.article_body or "") if article else ("", "")
        visible = [block for block in self._outline.blocks if not block.hidden]
        at = next((number for number, block in enumerate(visible) if headline and headline in block.text), -1)
        lines = takewhile(lambda block: block.text not in body, visible[at + 1 :] if at >= 0 else ())
        for index in (index for block in lines for index in range(block.start, block.stop)):
            text, node = clean(self._outline.raw[index]), self._outline.nodes[index].parent
            if 1 < len(text) <= _SAMPLE and node is not None:
                yield from ((selector, text) for selector in islice(selectors(self._document, node), 1))

    def _is_in_body(self, node: LexborNode | None) -> bool:
        while node is not None and self._body is not None:
            if node.mem_id == self._body.mem_id:
                return True
            node = node.parent
        return False

    def _nodes(self, name: str, page: Page) -> Iterator[LexborNode]:
        if name == "articleBody":
            if self._body is not None:
                yield self._body
            return
        needle = _needle(page.article, name)
        if not needle:
            return
        evidence = dict(page.evidence)[name]
        if evidence.startswith("meta"):
            for meta in self._document.tree.css("meta[content]"):
                if needle in (meta.attributes.get("content") or ""):
                    yield meta
        blocks = [block for block in self._outline.blocks if needle in block.text and not block.hidden]
        said = evidence.removeprefix("text ").strip()[:_WORDS]
        for block in sorted(blocks, key=lambda each: said not in each.text):  # the line that told it goes first
            inside = range(block.start, block.stop)
            yield from self._around(next((at for at in inside if needle in self._outline.raw[at]), block.start))

    def _around(self, index: int) -> Iterator[LexborNode]:
        """Give the elements around a text, as long as they hold little more."""
        node = self._outline.nodes[index].parent
        for _ in range(_CLIMB):
            if node is None or node.tag in (None, "body", "html") or len(node.text(deep=True)) > _AROUND:
                return
            yield node
            node = node.parent


def _needle(article: Article | None, name: str) -> str:
    """Give the words that the element of a field must hold."""
    if article is None:
        return ""
    source = article.source_organization
    named: dict[str, str | None] = {
        "headline": article.headline,
        "datePublished": article.date_published_raw,
        "sourceOrganization": source.name if source else None,
        "authors": article.authors[0].name if article.authors else None,
        "editors": article.editors[0].name if article.editors else None,
        "breadcrumbs": article.breadcrumbs[-1].name if article.breadcrumbs else None,
    }
    return clean(named.get(name) or "")
