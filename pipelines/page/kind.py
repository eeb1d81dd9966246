"""What a page is to a crawler."""

from __future__ import annotations

from pipelines.page import urls
from pipelines.page.document import Document
from pipelines.page.model import Found, Kind, Navigation, Reading, Role
from pipelines.page.roles import address_score


def classify(document: Document, navigation: Navigation, reading: Reading) -> Found[Kind]:
    """Say what the page is, by its body, its links and its address."""
    key = urls.key(document.url)
    if key.endswith("/"):
        return Found(Kind.CATEGORY, "the front page of the site")
    score, words = address_score(urls.shape(key))
    body = len(reading.body.value.text) if reading.body else 0
    articles = [link for link in navigation.links if link.role == Role.ARTICLE]
    dated = sum(link.date is not None for link in articles)
    if body > 80 and (score > 0 or navigation.previous or navigation.next or (reading.published and score >= 0)):
        return Found(Kind.ARTICLE, f"a body of {body} characters, {words or 'a date'}")
    if dated >= 5 and dated * 2 > len(articles):
        return Found(Kind.LIST, f"{dated} links to articles with dates")
    if len(articles) >= 5:
        return Found(Kind.CATEGORY, f"{len(articles)} links to articles")
    if body > 200:
        return Found(Kind.ARTICLE, f"a body of {body} characters")
    return Found(Kind.OTHER, "neither a body nor links to articles")
