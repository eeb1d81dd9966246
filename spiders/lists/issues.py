"""Numbers and volumes of periodicals, where a list of them is what leads to their articles: pure rules."""

from __future__ import annotations

import re

from pipelines.page.model import Role
from pipelines.page.vocabulary import phrase
from pipelines.pattern import Pattern
from pipelines.read import Page
from spiders.frontier import Lead, Plan, Via
from spiders.leads import address

_ISSUE = Pattern(phrase("words", "issue"), re.I)
_NUMBER = re.compile(r"\d+")
_NEWEST = 2  # that a daily crawl looks at


def issues(page: Page, lead: Lead, plan: Plan) -> list[Lead]:
    """Give the issues that a page without articles leads to, newest first. What is out changes no more: none is a hub."""
    links = page.navigation.links
    if lead.via is Via.SEED or lead.depth >= plan.max_depth or any(link.role is Role.ARTICLE for link in links):
        return []
    named = [link for link in links if link.role is Role.CATEGORY and _ISSUE.fullmatch(link.text)]
    named.sort(key=lambda link: [int(number) for number in _NUMBER.findall(link.text)], reverse=True)
    return [
        Lead(
            address(link, page), Role.CATEGORY, lead.site, Via.LINK, page.url, lead.depth + 1, number=2,
            deferred=not plan.history and at >= _NEWEST,
        )
        for at, link in enumerate(named)
    ]  # fmt: skip
