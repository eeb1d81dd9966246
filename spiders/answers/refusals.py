"""Pages with status 200 that are no content: not found, blocked, log-in, maintenance. Pure functions on the page that was read."""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from pipelines.page.kind import PAGE_SAYS
from pipelines.page.model import Kind
from pipelines.pattern import Pattern
from pipelines.read import Page
from spiders.frontier import TO_ARTICLES, Lead, Result, Visit


class Refusal(StrEnum):
    """What a page without content means. The values are the beginning of the visit's reason."""

    GONE = "soft 404"
    BLOCKED = "blocked"
    BUSY = "busy"


# Words of a refusal -> what it means; what is in neither table says that the page is not there.
_MEANINGS = (
    (Refusal.BLOCKED, re.compile(
        r"验证|驗證|访问.{0,4}(?:拒绝|受限|频繁|异常)|訪問.{0,4}(?:拒絕|受限)|检[测查]|captcha|robot|human|denied|"
        r"forbidden|unusual traffic|checking your browser|just a moment|attention required|too many requests|"
        r"アクセスが|доступ|\b(?:401|403|429)\b", re.I)),
    (Refusal.BUSY, re.compile(r"维护|升级|繁忙|内部错误|服务器错误|unavailable|bad gateway|service|\b50\d\b", re.I)),
)  # fmt: skip
_SCRIPTS = Pattern(r"javascript", re.I)
_ERROR_PAGE = Pattern(
    r"/(?:error[-_]?)?(?:404|410|error|err|not[-_]?found|nopage|deleted|expired?)(?:[-_]page)?(?:\.\w+)?(?:/|$)",
    re.I,
)


def refusal(page: Page) -> tuple[Refusal, str] | None:
    """Give the refusal that a page shows in place of a text, with the words that say so."""
    kind = page.kind
    if kind.value is not Kind.OTHER or not kind.evidence.startswith(PAGE_SAYS):
        return None
    words = kind.evidence.removeprefix(PAGE_SAYS)
    if _SCRIPTS.search(words):
        return None
    meaning = next((meaning for meaning, known in _MEANINGS if known.search(words)), Refusal.GONE)
    return meaning, words


def is_block(visit: Visit) -> bool:
    """Tell whether a page is a bot check or a block."""
    return (visit.reason or "").startswith(f"{Refusal.BLOCKED}: ")


def by_refusal(page: Page, visit: Visit) -> Visit | None:
    """Settle a page that is a refusal with status 200."""
    found = refusal(page)
    if found is None:
        return None
    meaning, words = found
    result = Result.GONE if meaning is Refusal.GONE else Result.FAILED
    return replace(visit, result=result, reason=f"{meaning}: {words}", etag=None, modified=None)


def vanished(lead: Lead, target: str) -> str | None:
    """Say why a redirect to `target` means that the article of `lead` is gone: front page or error page."""
    if lead.role not in TO_ARTICLES:
        return None
    url = urlsplit(urljoin(lead.url, target))
    own = urlsplit(lead.url)
    if url.path in ("", "/") and not url.query and own.path not in ("", "/"):
        return f"{Refusal.GONE}: redirect to the front page"
    if _ERROR_PAGE.search(url.path) and not _ERROR_PAGE.search(own.path):
        return f"{Refusal.GONE}: redirect to an error page"
    return None
