"""Articles that run over several pages, put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipelines.article import Article, FieldEdit, TextHistory
from pipelines.identity import article_id
from pipelines.page.address import urls
from pipelines.pattern import Pattern
from pipelines.read import Page

_NUMBER = Pattern(r"\d+")
_ALIKE = 4  # characters
_MOST_KNOWN = 10_000  # pages; neighbours come soon after each other


@dataclass(slots=True)
class _Gathering:
    """The pages of one article as they come in. `wanted` keeps the order in which the pages name them."""

    wanted: dict[str, str] = field(default_factory=dict)  # key -> URL
    came: dict[str, Page | None] = field(default_factory=dict)  # None: could not be fetched

    @property
    def whole(self) -> bool:
        return bool(self.pages) and all(key in self.came for key in self.wanted)

    @property
    def pages(self) -> list[Page]:
        """The pages that came, in their order. The first page may be lost: its article then begins later."""
        return [page for key in self.wanted if (page := self.came.get(key)) is not None]


class Parts:
    """Gathers pages of multi-page articles. The caller fetches what `missing` names and offers what came."""

    def __init__(self) -> None:
        self._gatherings: dict[str, _Gathering] = {}
        self._came: dict[
            str, str
        ] = {}  # how the last pages of articles are headed, by key, wherever they were put

    def offer(self, page: Page) -> Page | None:
        """Take a page; give the page of the whole article once its last part is here, else None.

        The page given is the first one that came, its article extended by the other parts.
        """
        parts = page.navigation.parts
        first = urls.key(parts[0])
        gathering = self._gatherings.setdefault(first, _Gathering())
        for url in parts:
            gathering.wanted.setdefault(urls.key(url), url)
        gathering.came[urls.key(page.url)] = replace(page, navigation=page.navigation.kept())
        self.note(page)
        return self._finish(first)

    def note(self, page: Page) -> None:
        """Know a page of an article; one that is whole by itself is no part of another's."""
        self._came[urls.key(page.url)] = _heading(page)
        if len(self._came) > _MOST_KNOWN:
            del self._came[next(iter(self._came))]

    def stuck(self) -> tuple[str, ...]:
        """Give the first pages of articles that wait for nothing but pages which came, and are headed otherwise.

        Sites that call their neighbours pages, by `rel=next` or 下一页, chain all their articles so.
        """
        return tuple(
            first
            for first, gathering in self._gatherings.items()
            if gathering.pages
            and all(key in gathering.came or self._is_of_another(key, gathering) for key in gathering.wanted)
        )

    def _is_of_another(self, key: str, gathering: _Gathering) -> bool:
        return key in self._came and self._came[key] not in map(_heading, gathering.pages)

    def close(self, first: str) -> tuple[Page, ...]:
        """Give what came of the article whose first page has the key `first`; more than one where it is none."""
        return tuple(self._apart(first, self._gatherings.pop(first)))

    def fail(self, url: str, first_url: str) -> Page | None:
        """Note that the part at `url` cannot be had; the article may be as whole as it gets now."""
        first = urls.key(first_url)
        if first not in self._gatherings:
            return None
        self._gatherings[first].came.setdefault(urls.key(url), None)
        return self._finish(first)

    def move(self, url: str, target: str, first_url: str) -> Page | None:
        """Note that the part at `url` stands at `target` instead; where that is wanted already, there is no such part."""
        first, old, new = urls.key(first_url), urls.key(url), urls.key(target)
        if first not in self._gatherings or old == new:
            return None
        gathering = self._gatherings[first]
        moved = ((new, target) if key == old else (key, each) for key, each in gathering.wanted.items())
        gathering.wanted = dict(moved)
        return self._finish(first)

    def belongs(self, page: Page, first_url: str) -> bool:
        """Tell whether a page that was asked for as a part is one: it calls itself a later page, or has the headline."""
        parts = page.navigation.parts
        if len(parts) > 1:
            return urls.key(page.url) != urls.key(parts[0])
        gathering = self._gatherings.get(urls.key(first_url))
        headlines = {each.article.headline for each in (gathering.pages if gathering else ()) if each.article}
        return page.article is not None and page.article.headline in headlines - {None}

    def forget(self, first: str) -> None:
        """Drop what came of the article whose first page has the key `first`."""
        self._gatherings.pop(first, None)

    def missing(self, first_url: str) -> tuple[str, ...]:
        """Give the URLs that the article with this first page still waits for, in order."""
        gathering = self._gatherings.get(urls.key(first_url))
        if gathering is None:
            return ()
        return tuple(url for key, url in gathering.wanted.items() if key not in gathering.came)

    def rest(self) -> Iterator[Page]:
        """Give what is left as far as it came: articles whose other parts never did."""
        for first, gathering in self._gatherings.items():
            if gathering.pages:
                yield from self._apart(first, gathering)
        self._gatherings.clear()

    def _apart(self, first: str, gathering: _Gathering) -> Iterator[Page]:
        """Put pages together, or give each for itself: their headlines tell, or that the first was put elsewhere."""
        own_first = first in gathering.came or first not in self._came
        if own_first and _are_alike(gathering.pages):
            yield _join(gathering)
        else:
            yield from map(_alone, gathering.pages)

    def _finish(self, first: str) -> Page | None:
        if not self._gatherings[first].whole:
            return None
        return _join(self._gatherings.pop(first))


def _are_alike(pages: list[Page]) -> bool:
    """Say whether pages may be of one article: their headlines begin alike, or their addresses differ by more than numbers."""
    shapes = {_NUMBER.sub("0", urls.key(page.url)) for page in pages}
    headings = {_heading(page) for page in pages} - {""}
    return len(shapes) > 1 or len(headings) < 2


def _heading(page: Page) -> str:
    """Give how the headline of a page begins, by which pages of one article are told."""
    return (page.article.headline or "")[:_ALIKE] if page.article else ""


def _alone(page: Page) -> Page:
    """See a page as a whole article, at its own address."""
    if page.article is None:
        return page
    identity = article_id(page.url, page.article.canonical_url)
    return replace(page, article=replace(page.article, article_id=identity))


def _join(gathering: _Gathering) -> Page:
    first, *others = pages = gathering.pages
    article = first.article
    rest = [page.article for page in others if page.article is not None]
    if article is None or not rest:
        return first
    return replace(first, article=_extend(article, rest, tuple(page.url for page in pages)))


_COUNTED = Pattern(r"\s?[(（\[【]\s?1\s?/\s?\d{1,3}\s?[)）\]】]\s?$")


def _whole_headline(article: Article) -> str | None:
    """Give the headline without the number of its page, `(1/4)`; one that was repaired stays as its edits have it."""
    if article.headline is None or any(edit.field == "headline" for edit in article.text.edits):
        return article.headline
    return _COUNTED.sub("", article.headline) or article.headline


def _extend(article: Article, rest: list[Article], pages: tuple[str, ...]) -> Article:
    whole = [article, *rest]
    body = "\n\n".join(part.article_body for part in whole if part.article_body)
    html = "\n".join(part.article_body_html for part in whole if part.article_body_html)
    images = {image.url: image for part in whole for image in part.images}
    last = rest[-1]
    return replace(
        article,
        headline=_whole_headline(article),
        article_body=body or None,
        article_body_html=html or None,
        images=tuple(images.values()),
        previous_article=article.previous_article or last.previous_article,
        next_article=article.next_article or last.next_article,
        editors=article.editors or last.editors,
        authors=article.authors or last.authors,
        source_organization=article.source_organization or last.source_organization,
        text=_joined_text(whole),
        pages=pages,
    )


def _joined_text(whole: list[Article]) -> TextHistory:
    """Move the edits of later parts behind the text before them, so that they still fit the joined fields."""
    edits: list[FieldEdit] = []
    before = {"articleBody": 0, "articleBodyHtml": 0}
    for part in whole:
        for edit in part.text.edits:
            if edit.field in before:
                shift = before[edit.field]
                edits.append(replace(edit, start=edit.start + shift, end=edit.end + shift))
            elif part is whole[0]:
                edits.append(edit)
        before["articleBody"] += _raw_length(part, "articleBody", part.article_body, len("\n\n"))
        before["articleBodyHtml"] += _raw_length(part, "articleBodyHtml", part.article_body_html, len("\n"))
    return replace(whole[0].text, edits=tuple(edits))


def _raw_length(part: Article, field_name: str, text: str | None, separator: int) -> int:
    """Length of a field before its repair, with the separator that joins it to the next part."""
    if not text:
        return 0
    grown = sum(len(edit.after) - (edit.end - edit.start) for edit in part.text.edits if edit.field == field_name)
    return len(text) - grown + separator
