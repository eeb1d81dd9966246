"""Links in the headers of an answer: `Link` and `Refresh`."""

from __future__ import annotations

import re
from dataclasses import replace

from scrapy.http import Response

from pipelines.page.address.resolving import by_standard
from pipelines.page.links.targets import refreshed
from pipelines.page.model import Kind, Link, Navigation, Origin, Role
from pipelines.read import Page

_NEXT = re.compile(
    r"<([^<>]{1,2000})>(?:\s?;[^,<>]{0,200})?;\s?rel\s?=\s?(?:\"(?:[^\"]{0,40}\s)?next\"|next\b)", re.I
)


def with_named(page: Page, response: Response) -> Page:
    """Give the page with what its headers lead to: the next page of its list, and where readers are sent.

    The page of an article is given as it is: its own links lead to its further pages, and readers are to stay there.
    """
    further, elsewhere = named_next(response), named_refresh(response)
    if page.kind.value is Kind.ARTICLE or not (further or elsewhere):
        return page
    links, turns = page.navigation.links, page.navigation.turns
    if further and not any(link.role is Role.PAGINATION for link in links):
        links, turns = (*links, Link(further, Role.PAGINATION, "", "Link header, rel=next")), True
    if elsewhere:
        links = (*links, Link(elsewhere, Role.CATEGORY, "", Origin.REFRESH, origin=Origin.REFRESH))
    return replace(
        page, navigation=replace(page.navigation, read_links=Navigation.of(links).read_links, turns=turns)
    )


def named_next(response: Response) -> str | None:
    """Give the next page that the answer names in a header: `Link: </news?page=2>; rel="next"` (RFC 8288)."""
    for value in response.headers.getlist("Link"):
        if found := _NEXT.search(value.decode("latin-1")):
            return by_standard(response.url, found[1])
    return None


def named_refresh(response: Response) -> str | None:
    """Give where the answer sends its readers by a header: `Refresh: 3; url=/news/` (HTML, 7.4.6)."""
    target = refreshed((response.headers.get("Refresh") or b"").decode("latin-1"))
    return by_standard(response.url, target) if target else None
