"""Shilu and its peers behind one question: what does this page say?

Every entry of READERS imports what it needs when it is made, so that the peers need not be installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_HAN = re.compile("[\u4e00-\u9fff]{8}")  # more than a name


@dataclass(slots=True)
class Result:
    """What a reader gave, as plain text; None where it gave nothing or has no such field."""

    title: str | None = None
    body: str | None = None
    date: str | None = None
    author: str | None = None
    source: str | None = None


Reader = Callable[[str, str], Result]


def _shilu() -> Reader:
    from pipelines.page.extract import extract
    from pipelines.page.tree.document import parse

    def read(html: str, url: str) -> Result:
        reading = extract(parse(html, url))
        return Result(
            reading.headline.value if reading.headline else None,
            reading.body.value.text if reading.body else None,
            reading.published.value.iso if reading.published else None,
            " ".join(person.name for person in reading.authors.value) if reading.authors else None,
            reading.source.value.name if reading.source else None,
        )

    return read


def _trafilatura() -> Reader:
    import trafilatura

    def read(html: str, url: str) -> Result:
        text = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
        got = text.as_dict() if text else {}
        return Result(got.get("title"), got.get("text"), got.get("date"), got.get("author"), got.get("sitename"))

    return read


def _readability() -> Reader:
    import lxml.html
    from readability import Document

    def read(html: str, url: str) -> Result:  # noqa: ARG001
        page = Document(html)
        summary = lxml.html.fromstring(page.summary(html_partial=True))
        return Result(page.short_title(), "\n".join(str(text).strip() for text in summary.itertext()))

    return read


def _gne() -> Reader:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def read(html: str, url: str) -> Result:  # noqa: ARG001
        got = extractor.extract(html)
        return Result(got["title"], got["content"], got["publish_time"], got["author"])

    return read


def _newspaper() -> Reader:
    from newspaper import Article

    def read(html: str, url: str) -> Result:
        stated = None if _HAN.search(html) else re.search(r"<html[^>]*\blang=[\"']?([a-z]{2})", html)
        article = Article(url, language=stated[1] if stated else "zh", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        date = article.publish_date.isoformat() if article.publish_date else None
        return Result(article.title, article.text, date, " ".join(article.authors))

    return read


def _resiliparse() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html, _url: Result(body=extract_plain_text(html, main_content=True, alt_texts=False))


READERS: dict[str, Callable[[], Reader]] = {
    "shilu": _shilu,
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "GNE": _gne,
    "newspaper4k": _newspaper,
    "resiliparse": _resiliparse,
}
