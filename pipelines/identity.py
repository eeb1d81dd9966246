"""One article, one id: over runs, and over the URLs under which a site shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha1
from urllib.parse import SplitResult, urlsplit

from pipelines.article import Article
from pipelines.page.address import urls


def article_id(url: str, canonical: str | None = None) -> str:
    """Give 32 hex digits for the article at `url`.

    The canonical URL counts where it is believable: on the same site, and no front page, folder, script or other
    article that the whole site names as canonical by mistake. Not to believe one that is right costs nothing: what
    says the same at two addresses is known by its digest.
    """
    named = canonical if canonical and is_believable(url, canonical) else url
    return blake2b(urls.key(named).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def is_believable(url: str, canonical: str) -> bool:
    """Tell whether the page at `url` may be an article that is at home at `canonical`."""
    path = urlsplit(canonical).path
    if path.endswith("/") and not urlsplit(url).path.endswith("/"):
        return False
    own_site = path not in ("", "/") and urls.same_site(canonical, urls.site_of(url))
    return own_site and not _names_another(url, canonical)


_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z]{3,}")
_SCRIPT = re.compile(r"[A-Za-z_]*(?:\.[A-Za-z]{2,5})?")  # article.php, detail: no name of an article
_ID = re.compile(r"(?:^|&)(?:[^=&]*(?:id|no|num|nr|key|article|news)=|(?!page)[^=&]+=(?=\d{2}))", re.IGNORECASE)


def _names_another(url: str, canonical: str) -> bool:
    """Tell whether a canonical URL lost what names the article, or has the number or the words of another one."""
    own, named = urlsplit(urls.key(url)), urlsplit(urls.key(canonical))
    folder, _, name = own.path.rpartition("/")
    other_folder, _, other = named.path.rpartition("/")
    if own.path == named.path and not named.query:
        return _ID.search(own.query) is not None and _SCRIPT.fullmatch(name) is not None
    if _shape(own) == _shape(named):
        pairs = zip(_NUMBER.findall(f"{name}?{own.query}"), _NUMBER.findall(f"{other}?{named.query}"), strict=True)
        if numbers := list(pairs):
            return all(one != two for one, two in numbers)
    words, others = (set(_WORD.findall(each)) for each in (name, other))
    slugs = min(name.count("-"), other.count("-")) > 0
    return slugs and folder == other_folder and words.isdisjoint(others)


def _shape(parts: SplitResult) -> str:
    return _NUMBER.sub("0", f"{parts.path}?{parts.query}")


def content_digest(article: Article) -> str:
    """Give a digest of what makes a version: headline and body, blanks folded.

    Dates, links, counters and furniture may change without a new version.
    """
    return text_digest(article.headline, article.article_body)


@lru_cache(maxsize=4)  # asked for one article by all that look whether it is known
def text_digest(headline: str | None, body: str | None) -> str:
    """Answer `content_digest` from the text alone."""
    text = "\n".join(" ".join((part or "").split()) for part in (headline, body))
    return sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


_TWINS_FROM = 200  # letters of a body that no two articles have by chance


def twin_digest(article: Article) -> str | None:
    """Give the digest by which another address of the same article is known; None where too little is said."""
    return content_digest(article) if len(article.article_body or "") >= _TWINS_FROM else None


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """The newest version of an article: its number, its content digest, and the key of the URL it stands at."""

    version: int
    digest: str
    key: str


def next_version(article: Article, known: KnownArticle | None) -> KnownArticle | None:
    """Give what `article` is as a version, or None where it is nothing new.

    The same article under another URL (mobile, print) is a mirror and not a version: its furniture differs.
    """
    key, digest = urls.key(article.url), content_digest(article)
    if known is None:
        return KnownArticle(1, digest, key)
    if known.key != key or known.digest == digest:
        return None
    return KnownArticle(known.version + 1, digest, key)
