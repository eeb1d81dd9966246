"""The last item pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.crawling.session import Session, session_of
from pipelines.items import ArticleItem

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ArticleWriter:
    """Hands articles to the session, which writes them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArticleWriter:
        return cls(session_of(crawler))

    def process_item(self, item: ArticleItem) -> ArticleItem:
        self._session.write(item)
        return item
