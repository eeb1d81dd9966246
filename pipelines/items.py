"""The Scrapy item pipelines, thin: is it valid, is it new. Writing is the crawler's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

import jsonschema_rs
from scrapy.exceptions import DropItem

from pipelines.article import ArchiveRef, Article, schema
from pipelines.identity import KnownArticle, next_version, twin_digest

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ArticleItem(dict[str, Any]):
    """The article's JSON object, as feed exports and a user's own pipelines see it.

    `article`, `visits` and `records` travel beside it to the writer: the visits are settled when the line is written,
    `records` are, by key of URL, what its pages were read from. `whole`: no page of the article is missing. `known`:
    the version that it is, or that was there already.
    """

    def __init__(
        self,
        article: Article,
        visits: tuple[Any, ...],
        records: Mapping[str, ArchiveRef],
        *,
        whole: bool,
    ) -> None:
        super().__init__(article.to_dict())
        self.whole = whole
        self.records = records
        self.article = article
        self.visits = visits
        self.known: KnownArticle | None = None


class KnownArticles(Protocol):
    """What the state knows of articles."""

    def version(self, article_id: str, digest: str | None = None) -> KnownArticle | None:
        """Give what is known of an article, or of one that says the same as `digest` at another address."""


class SchemaPipeline:
    """Lets nothing out that breaks the promise of the schema."""

    def __init__(self) -> None:
        self._validator = jsonschema_rs.validator_for(schema())

    def process_item(self, item: ArticleItem) -> ArticleItem:
        for error in self._validator.iter_errors(dict(item)):
            path = ".".join(map(str, error.instance_path))
            raise DropItem(f"breaks the schema at {path}: {error.message[:200]}")
        return item


class VersionPipeline:
    """Counts versions; drops what says the same as the newest one, and what is less whole than that may be."""

    def __init__(self, known: KnownArticles) -> None:
        self._known = known

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> VersionPipeline:
        return cls(crawler.spider.frontier)  # type: ignore[union-attr]

    def process_item(self, item: ArticleItem) -> ArticleItem:
        before = self._known.version(item.article.article_id, twin_digest(item.article))
        if before is not None and not item.whole:
            raise DropItem("a page of the article is missing")
        known = next_version(item.article, before)
        if known is None:
            item.known = before
            raise DropItem("unchanged")
        item.known = known
        if known.version > 1:
            item.article = replace(item.article, version=known.version)
            item["version"] = known.version
        return item
