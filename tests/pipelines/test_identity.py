"""Which canonical URL names an article, and which a site wrote into all its pages by mistake."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from pipelines.identity import article_id, is_believable

CASES = [
    ("/article.php?id=5", "/article.php", False),
    ("/article.php?id=5&from=x", "/article.php?id=5", True),
    ("/news/5.html", "/news/0.html", False),
    ("/news/5_2.html", "/news/5.html", True),
    ("/?p=123", "/2024/05/new-bridge/", True),
    ("/2024/05/old-slug-name/", "/2024/05/new-bridge/", False),
    ("/2024/05/new-bridge-opens-today", "/2024/05/new-bridge", True),
    ("http://m.a.cn/news/5.html", "http://www.a.cn/news/5.html", True),
    ("/new-bridge?utm_source=x", "/new-bridge", True),
    ("/sports/123.html", "/news/123.html", True),
    ("/a/2024/0506/123.shtml?spm=1", "/a/2024/0506/123.shtml", True),
    ("/detail?id=abc", "/detail", False),
    ("/show.aspx?ID=77&page=2", "/show.aspx?ID=77", True),
    ("/html/2024-05/06/content_123.htm", "/html/2024-05/06/content_124.htm", False),
    ("/html/2024-05/06/content_123.htm", "/html/2024-05/07/content_123.htm", True),
    ("/view/5?print=1", "/view/5", True),
    ("/amp/5.html", "/news/5.html", True),
    ("/article.php?id=5", "/article.php?id=0", False),
    ("/bridge.html?ref=2", "/bridge.html", True),
    ("/bridge.html?print=1", "/bridge.html", True),
    ("/article.php?n=55", "/article.php", False),
    ("/news/show/index.php?aid=5", "/news/show/", False),
    ("/news/new-bridge-opens.html?page=2", "/news/new-bridge-opens.html", True),
]


@pytest.mark.parametrize(("url", "canonical", "believed"), CASES)
def test_a_canonical_url_must_name_the_same_article(url: str, canonical: str, believed: bool) -> None:
    url, canonical = (urljoin("http://a.cn/", each) for each in (url, canonical))
    assert is_believable(url, canonical) is believed
    assert (article_id(url, canonical) == article_id(canonical)) is (
        believed or article_id(url) == article_id(canonical)
    )
