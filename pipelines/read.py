"""Bytes in, page out: the one way in, for the spider, `extract`, `probe` and tests alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from pipelines.article import Article, TextHistory
from pipelines.identity import article_id
from pipelines.mending import edits_of, mend
from pipelines.page.address.sent import as_sent
from pipelines.page.extract import extract
from pipelines.page.kind import classify, is_headed
from pipelines.page.links.feeds import read_feed, read_sitemap
from pipelines.page.links.json_data import read_json, read_script, unaddressed_in
from pipelines.page.links.navigation import navigate
from pipelines.page.links.pagination import list_after_all, parts_after_all
from pipelines.page.links.scripted import scripted_links
from pipelines.page.model import Basis, Crumb, Found, Kind, Link, Navigation, Reading, Role
from pipelines.page.tree.document import Document, parse
from pipelines.rules import Layout, Rules
from pipelines.saved import HEAD, MARK, saved_page
from pipelines.sniff import Content, sniff, unpacked
from pipelines.suspect import suspicions
from pipelines.text.budget import CUT_SHORT
from pipelines.text.encoding import Decoded, decode, encode_back

T = TypeVar("T")
_LISTS = (Kind.LIST, Kind.CATEGORY)
_DATED = 5  # links that make a list even of a page with a text
# Bytes of HTML that are read: a tree takes thirty times as much memory, and half a second a megabyte during which
# nothing else is crawled. Sitemaps may be larger (50 MB, sitemaps.org).
LARGEST = 16 << 20
TORN = "the end of the body did not come"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came for `url`: the body without transfer and content coding, and the Content-Type as sent.

    `cut`: the end of the body did not come.
    """

    url: str
    body: bytes
    content_type: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A page that cannot be read, and why, in a few words that count the same over many pages."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page read. `article` is there where `kind` is article; `evidence` holds (field, basis) pairs.

    `drift`: an article that none of the profile's layouts fits any more, so that it was read by evidence.
    `suspect`: the reasons to take an article for a clone's.
    """

    url: str
    kind: Found[Kind]
    text: TextHistory
    navigation: Navigation
    article: Article | None = None
    evidence: tuple[tuple[str, str], ...] = ()
    drift: bool = False
    suspect: tuple[str, ...] = ()


def read_page(fetched: Fetched, rules: Rules | None = None) -> Page | Rejected:
    """Read one page. Never raises: what cannot be read is `Rejected`."""
    rules = rules or Rules()
    if (body := unpacked(fetched.body)) is not fetched.body:
        fetched = replace(fetched, body=body)
    if MARK in fetched.body[:HEAD] and (saved := saved_page(fetched.body)):
        fetched = replace(fetched, body=saved[0], content_type=saved[1])
    content, what = sniff(fetched.body, fetched.content_type)
    if content is Content.OTHER:
        return Rejected(fetched.url, what)
    if content is Content.HTML and len(fetched.body) > LARGEST:
        return Rejected(fetched.url, f"not a page: more than {LARGEST >> 20} MB of HTML")
    decoded = decode(fetched.body, fetched.content_type, rules.charset)
    if decoded.confidence == 0.0:
        return Rejected(fetched.url, "not a page: no text in any charset")
    if content is Content.HTML:
        return _read_html(fetched, decoded, rules)
    text = mend(fetched.body, decoded).text if content is Content.FEED else decoded.text
    navigation = _READERS[content](text, fetched.url)
    if navigation is None:
        return Rejected(fetched.url, f"not a page: {what} without a list")
    return Page(fetched.url, Found(Kind.LIST, what), _history(decoded), navigation)


_READERS: Mapping[Content, Callable[[str, str], Navigation | None]] = {
    Content.FEED: lambda text, url: Navigation.of(read_feed(text, url)),
    Content.SITEMAP: lambda text, url: Navigation.of(read_sitemap(text, url)),
    Content.STORE: lambda text, url: list_after_all(
        navigate(parse(f"<script type='text/xml'>{text}</script>", url))
    ),
    Content.JSON: read_json,
    Content.SCRIPT: read_script,
}


_LONGEST_LIST = 2 << 20  # bytes


def is_paged_list(url: str, body: bytes) -> bool:
    """Tell JSON that lists articles, by their addresses or by ids, and has further pages."""
    if len(body) > _LONGEST_LIST or sniff(body, None)[0] is not Content.JSON:
        return False
    navigation = read_json(body.decode("utf-8", "replace"), url)
    return navigation is not None and any(link.role is Role.PAGINATION for link in navigation.links)


def _read_html(fetched: Fetched, decoded: Decoded, rules: Rules) -> Page:
    url = fetched.url
    mended = mend(fetched.body, decoded)
    document = parse(mended.text, url)
    reading, layout = _reading(document, rules)
    body = reading.body.value.node if reading.body else None
    crumbs = layout.fields.get("breadcrumbs") if layout else None
    navigation = navigate(document, rules, body, crumbs, is_headed=is_headed(reading))
    turns = navigation.turns or document.is_piece
    navigation = replace(
        navigation,
        read_links=partial(_links, navigation, document),
        read_unaddressed=partial(unaddressed_in, document),
        turns=turns,
    )
    navigation = as_sent(navigation, partial(encode_back, encoding=decoded.encoding))
    kind = classify(document, navigation, reading)
    text = _history(decoded)
    if kind.value is not Kind.ARTICLE:
        if navigation.parts and kind.value in _LISTS:
            navigation = list_after_all(navigation)
        return Page(url, kind, text, navigation, evidence=_evidence(Reading(), navigation))
    if navigation.turns and not navigation.parts and _dated(navigation) < _DATED:
        navigation = parts_after_all(navigation, url)
    article = _article(url, reading, navigation, text)
    evidence = text.evidence if mended.complete else f"{text.evidence}; {CUT_SHORT}"
    if fetched.cut:
        evidence = f"{evidence}; {TORN}"
    article = replace(article, text=replace(text, evidence=evidence, edits=edits_of(article, mended)))
    return Page(
        url,
        kind,
        article.text,
        navigation,
        article,
        _evidence(reading, navigation),
        drift=layout is None and _is_covered(rules, _day(reading)),
        suspect=suspicions(document, mended.text, reading, navigation, article.text.edits),
    )


def _links(navigation: Navigation, document: Document) -> tuple[Link, ...]:
    """Give the links, those with them that scripts would show or open."""
    return (*navigation.links, *scripted_links(document, navigation))


def _reading(document: Document, rules: Rules) -> tuple[Reading, Layout | None]:
    """Read the fields by the profile's layout that fits the page, or by evidence alone.

    Dated layouts go first, the oldest before the others: an old page is read with old rules although the new
    ones might find something on it too.
    """
    for layout in sorted(rules.layouts, key=lambda each: each.until or _NEVER):
        reading = extract(document, layout, rules.timezone)
        if _fits(reading, layout) and (layout.until is None or "" < _day(reading) <= layout.until):
            return reading, layout
    return extract(document, None, rules.timezone), None


def _dated(navigation: Navigation) -> int:
    return sum(link.date is not None for link in navigation.links)


_NEVER = "9999"  # behind every day, as a string


def _day(reading: Reading) -> str:
    return reading.published.value.iso[:10] if reading.published else ""


def _is_covered(rules: Rules, day: str) -> bool:
    """Say whether the profile has a layout for articles of `day`; it may describe the old pages alone."""
    return any(layout.until is None or day <= layout.until for layout in rules.layouts)


def _fits(reading: Reading, layout: Layout) -> bool:
    """A layout is that of a page where its selectors find a headline and a body."""
    named = (("headline", reading.headline), ("articleBody", reading.body))
    return all(found and (name not in layout.fields or found.basis is Basis.PROFILE) for name, found in named)


def _history(decoded: Decoded) -> TextHistory:
    return TextHistory(decoded.encoding, decoded.declared, decoded.evidence, decoded.confidence)


# Fields of a reading or of the navigation whose evidence is told under the article's own name for them.
_READING_FIELDS = {
    "headline": "headline",
    "body": "articleBody",
    "description": "description",
    "published": "datePublished",
    "modified": "dateModified",
    "authors": "authors",
    "source": "sourceOrganization",
    "editors": "editors",
    "main_image": "mainImage",
    "images": "images",
    "videos": "videos",
    "language": "inLanguage",
    "canonical_url": "canonicalUrl",
}
_NAVIGATION_FIELDS = {"breadcrumbs": "breadcrumbs", "previous": "previousArticle", "next": "nextArticle"}


def _evidence(reading: Reading, navigation: Navigation) -> tuple[tuple[str, str], ...]:
    found = [(name, getattr(reading, field)) for field, name in _READING_FIELDS.items()]
    found += [(name, getattr(navigation, field)) for field, name in _NAVIGATION_FIELDS.items()]
    return tuple((name, each.evidence) for name, each in found if each is not None)


def _article(url: str, reading: Reading, navigation: Navigation, text: TextHistory) -> Article:
    body, published, modified = (
        _value(reading.body),
        _value(reading.published),
        _value(reading.modified),
    )
    canonical = _value(reading.canonical_url)
    crumbs = _value(navigation.breadcrumbs) or ()
    return Article(
        article_id=article_id(navigation.parts[0] if navigation.parts else url, canonical),
        url=url,
        canonical_url=canonical,
        headline=_value(reading.headline),
        article_body=body.text if body else None,
        article_body_html=body.html if body else None,
        description=_value(reading.description),
        date_published=published.iso if published else None,
        date_published_raw=published.raw if published else None,
        date_modified=modified.iso if modified else None,
        date_modified_raw=modified.raw if modified else None,
        authors=_value(reading.authors) or (),
        source_organization=_value(reading.source),
        editors=_value(reading.editors) or (),
        breadcrumbs=crumbs,
        article_section=_section(crumbs),
        previous_article=_value(navigation.previous),
        next_article=_value(navigation.next),
        main_image=_value(reading.main_image),
        images=_value(reading.images) or (),
        videos=_value(reading.videos) or (),
        in_language=_value(reading.language),
        text=text,
    )


def _value(found: Found[T] | None) -> T | None:
    return None if found is None else found.value


def _section(crumbs: tuple[Crumb, ...]) -> tuple[Crumb, ...]:
    """The first crumb is the site itself: every path of crumbs starts at its front page."""
    return crumbs[1:]
