"""What to fetch next: pure rules on one page read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote, urljoin

from pipelines.page.address import urls
from pipelines.page.address.resolving import resolve
from pipelines.page.links.wording import read_wording
from pipelines.page.model import Kind, Link, Origin, Role
from pipelines.read import Page
from spiders.frontier import Lead, Plan, Via, within
from spiders.order import is_feed

_NEIGHBOURS = {Role.PREVIOUS: Via.PREVIOUS, Role.NEXT: Via.NEXT}
_SITEMAP = "/sitemap.xml"
_HUBS = (Role.CATEGORY, Role.FEED, Role.SITEMAP)


Heard = Callable[[str, bool], bool]


def leads_of(page: Page, lead: Lead, plan: Plan, heard: Heard | None = None) -> list[Lead]:
    """Give what `page` leads to, list pages aside: those depend on what the list showed (`spiders.lists.lists`).

    Articles that were `heard` of are left out: most links lead to those, and making a lead costs more than to ask.
    """
    leads = []
    known = False
    step = _step(page, lead, plan)
    via, deferred = _article_way(page, lead, plan)
    newest = _newest(page, plan) if deferred and via is Via.SITEMAP else frozenset()
    chain_deferred = plan.first_run and not plan.history
    day, leaves = _day_of(page, plan), _leaves_window(page, lead, plan)
    last_changed = _last_changed(page)
    for link in page.navigation.links:
        role, url = link.role, address(link, page)
        if role is Role.ARTICLE and within(link.date, plan):
            waits = deferred and link not in newest
            if heard and heard(url, waits):
                known = True
            else:
                leads.append(Lead(url, role, lead.site, via, page.url, date=link.date, deferred=waits))
        elif role in _HUBS and step and (step == 1 or _leads_on(link)):
            if link.origin not in _SENDING or urls.key(url) != lead.key:
                section = _section(link, page, lead, step)
                leads.append(
                    replace(section, date=link.date) if (link.date or last_changed) < last_changed else section
                )
        elif role in _NEIGHBOURS:
            waits = chain_deferred or leaves
            leads.append(Lead(url, role, lead.site, _NEIGHBOURS[role], page.url, date=day, deferred=waits))
    leads += _sections_above(page, lead, plan)
    return leads if leads or known else _instead(page, lead)


def _section(link: Link, page: Page, lead: Lead, step: int) -> Lead:
    """Give what else `link` leads to than articles.

    Where readers are sent is read whenever this page is, like the page of a list: the issue of the day. A start page
    may be nothing but its frames.
    """
    role = Role.PAGINATION if link.origin is Origin.REFRESH else link.role
    framed = lead.via is Via.SEED and link.origin is Origin.FRAME
    via, depth = (Via.SEED, lead.depth) if framed else (Via.LINK, lead.depth + step)
    return Lead(address(link, page), role, lead.site, via, page.url, depth)


def _last_changed(page: Page) -> str:
    """Give the day on which the last of a site's maps has changed, by the index of them."""
    return max((link.date or "" for link in page.navigation.links if link.role is Role.SITEMAP), default="")


def _instead(page: Page, lead: Lead) -> list[Lead]:
    """Give what to fetch in place of a page without links: where it sends its readers, or the usual sitemap."""
    if moved := _moved(page, lead):
        return [moved]
    # A front page that scripts draw: what it leads to may stand where sites by custom have their sitemap.
    guess = Lead(urljoin(page.url, _SITEMAP), Role.SITEMAP, lead.site, Via.SITEMAP, page.url, 1)
    return [guess] if lead.via is Via.SEED else []


def _sections_above(page: Page, lead: Lead, plan: Plan) -> list[Lead]:
    """Give the sections that an article's breadcrumbs name: some are linked from nowhere else."""
    crumbs = page.navigation.breadcrumbs.value if page.article and page.navigation.breadcrumbs else ()
    links = {link.url: link for link in page.navigation.links if link.role is Role.CATEGORY} if crumbs else {}
    above = [links[crumb.url] for crumb in crumbs[1:] if crumb.url in links]
    depth = min(_BELOW_ARTICLES, plan.max_depth)
    return [Lead(address(each, page), Role.CATEGORY, lead.site, Via.LINK, page.url, depth) for each in above]


_BELOW_ARTICLES = 2  # how deep the sections lie that only articles name


def address(link: Link, page: Page) -> str:
    """Give the URL to request: without sessions, tracking and return addresses, and by TLS where this very host has just used it."""
    url = urls.plain(link.url)
    if link.role is Role.ARTICLE and "?" in url:
        url = _without_way_back(url, page.url)
    secure = url.startswith("http://") and page.url.startswith("https://")
    return f"https{url[4:]}" if secure and urls.host_of(url) == urls.host_of(page.url) else url


def _without_way_back(url: str, own: str) -> str:
    """Leave out the parameter of an entry that names the list it stands on: `view.aspx?ID=7&Source=%2Flist.aspx`."""
    head, _, query = url.partition("?")
    pairs = query.split("&")
    kept = [pair for pair in pairs if not _is_address(pair, own)]
    return f"{head}?{'&'.join(kept)}" if 0 < len(kept) < len(pairs) else url


def _is_address(pair: str, own: str) -> bool:
    value = unquote(pair.partition("=")[2])
    target = resolve(own, value) if value.startswith(("/", "http")) else None
    return target is not None and urls.key(target) == urls.key(own)


_MOST_MOVES = 3
_SENDING = (Origin.REFRESH, Origin.FRAME)


def _moved(page: Page, lead: Lead) -> Lead | None:
    """Give where a page without content sends its readers, if to itself under another spelling: `/` to `/index.asp`."""
    sent = (link.url for link in page.navigation.links if link.origin in _SENDING and link.url != page.url)
    url = next((url for url in sent if urls.key(url) == lead.key), None)
    if url is None or lead.hops >= _MOST_MOVES:
        return None
    return replace(lead, url=url, hops=lead.hops + 1, etag=None, modified=None)


def is_guess(lead: Lead) -> bool:
    """Tell whether a lead is to a sitemap at a usual address, which nothing names."""
    return lead.role is Role.SITEMAP and lead.via is Via.SITEMAP and lead.url.endswith(_SITEMAP)


_HEAD = 1  # depth of the sitemaps that robots.txt names


def _step(page: Page, lead: Lead, plan: Plan) -> int:
    """Say how many steps deeper the sections are that `page` links to; 0 if they are not followed.

    Start pages and what shows articles open sections. What shows sections alone may be the front of a part of the
    site, or a calendar that leads on for ever: a step from there counts twice. So does one from a sitemap that is not
    at the head, an index of sitemaps that another one names (sitemaps.org has none): some such never end.
    """
    if page.kind.value is Kind.ARTICLE:
        return 0
    shows = (
        lead.via is Via.SEED
        or (lead.role is Role.SITEMAP and lead.depth <= _HEAD)
        or any(link.role is Role.ARTICLE for link in page.navigation.links)
    )
    step = 1 if shows else 2
    return step if lead.depth + step <= plan.max_depth else 0


_WITHOUT_TEXT = (Origin.FRAME, Origin.IFRAME, Origin.REFRESH)


def _leads_on(link: Link) -> bool:
    """Tell whether a link leads to a feed, a frame or a named section, and not to a day, month or number of a calendar."""
    if link.role is not Role.CATEGORY or link.origin in _WITHOUT_TEXT:
        return True
    wording = read_wording(link.text)
    return wording.turn is None and not any(map(str.isdecimal, link.text)) and len(link.text) > 1


_VIA_OF_HUB = {Role.SITEMAP: Via.SITEMAP}


def _article_way(page: Page, lead: Lead, plan: Plan) -> tuple[Via, bool]:
    """Tell by which way the articles linked on `page` are found, and whether a daily crawl leaves them to a backfill.

    What a list or feed shows is news; what a sitemap or an article shows may be history.
    """
    via = (Via.FEED if is_feed(lead) else _VIA_OF_HUB.get(lead.role)) or (
        Via.LINK if page.kind.value is Kind.ARTICLE else Via.LIST
    )
    history = via is Via.LINK or (via is Via.SITEMAP and plan.first_run)
    return via, history and not plan.history


_A_PAGE = (
    20  # articles of a sitemap that the first crawl of a site reads for each page of a list that it would read
)


def _newest(page: Page, plan: Plan) -> frozenset[Link]:
    """Give the newest articles of a sitemap (nothing else may link to them); without dates, its first ones."""
    articles = [link for link in page.navigation.links if link.role is Role.ARTICLE]
    newest = sorted(articles, key=lambda link: link.date or "", reverse=True)
    return frozenset(newest[: plan.list_pages * _A_PAGE])


def _day_of(page: Page, plan: Plan) -> str | None:
    """Give the day of the article on `page`, where this run asks for days."""
    asked = plan.since or plan.until
    return (page.article.date_published or "")[:10] or None if asked and page.article else None


def _leaves_window(page: Page, lead: Lead, plan: Plan) -> bool:
    """Tell whether the chain leads away from the days asked for: a lead in it bears the day of the article before."""
    day = _day_of(page, plan)
    if day is None or lead.date is None or lead.role not in _NEIGHBOURS or within(day, plan):
        return False
    return day <= lead.date if plan.since and day < plan.since else day >= lead.date
