"""Addresses that a site's scripts build: which formula gives those of articles. One address is fetched before it is trusted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pipelines.article import Article
from pipelines.page.address import urls
from pipelines.page.links.formulas import learned
from pipelines.page.links.fragments import PAGE
from pipelines.page.model import Entry, Formula, Kind, Link, Navigation, Origin, Role, Unaddressed
from pipelines.read import Page
from spiders.frontier import Frontier, Lead, Via
from spiders.gathering import Reading

_MOST_TRIALS = 5  # of one site in one run
_MOST_KNOWN = 5000  # addresses of articles that are remembered of a site
_MOST_HELD = 500  # pages that wait for the end of a trial
_ALIKE = 8  # letters that the titles of an entry and of its article share at least
_EVIDENCE = "address made as the site's scripts make it"


@dataclass(slots=True)
class _Trial:
    """One address under test: the page of `entry` at the URL with this `key`, built by `formula`."""

    formula: Formula
    entry: Entry
    key: str


@dataclass(slots=True)
class _Site:
    """What is known of the addresses of one site; `candidates` are formulas that were not tried yet."""

    candidates: dict[Formula, None] = field(default_factory=dict)
    failed: set[Formula] = field(default_factory=set)
    trusted: Formula | None = None
    known: dict[str, None] = field(default_factory=dict)  # addresses of articles
    trial: _Trial | None = None
    held: list[tuple[Page, Reading]] = field(default_factory=list)


class Addressing:
    """Gives entries without an address the one that the site's scripts would make.

    A page whose entries hang on a formula that is being tried is held back, unsettled: killed meanwhile, it is read again.
    """

    def __init__(self) -> None:
        self._sites: defaultdict[str, _Site] = defaultdict(_Site)

    def see(self, page: Page, lead: Lead, frontier: Frontier) -> Page | Lead:
        """Give the page with links for its entries, or the lead to try first, while no formula is trusted."""
        if page.kind.value is Kind.ARTICLE:
            return page
        site, unaddressed = self._sites[lead.site], page.navigation.read_unaddressed()
        self._note(site, page, unaddressed, lead, frontier)
        entries = _without_links(unaddressed.entries, page)
        if not entries:
            return page
        if (
            site.trusted is None
            and site.trial is None
            and (trial := self._next_trial(site, entries, lead, frontier))
        ):
            return trial
        if site.trusted is None and site.trial and len(site.held) < _MOST_HELD:
            return _lead(site.trial, page, lead)
        return _with_links(page, entries, site.trusted) if site.trusted else page

    def hold(self, page: Page, reading: Reading) -> None:
        """Keep a page until the trial that it waits for has ended."""
        unaddressed = page.navigation.read_unaddressed()
        kept = replace(page.navigation.kept(), read_unaddressed=lambda: unaddressed)
        self._sites[reading.visit.lead.site].held.append((replace(page, navigation=kept), reading))

    def awaits(self, lead: Lead) -> bool:
        """Tell whether pages are held until `lead` comes, or does not."""
        trial = self._sites[lead.site].trial if lead.site in self._sites else None
        return trial is not None and trial.key == lead.key

    def moved(self, lead: Lead, target: str) -> None:
        """Note that what was fetched as a trial was found to be elsewhere."""
        trial = self._sites[lead.site].trial
        if trial and trial.key == lead.key:
            trial.key = urls.key(target)

    def tried(self, lead: Lead, article: Article | None, frontier: Frontier) -> Iterator[tuple[Page, Reading]]:
        """Note what came of a page; where it was the trial, give the pages that waited for it."""
        if lead.site not in self._sites:
            return
        site = self._sites[lead.site]
        trial = site.trial
        if trial is None or trial.key != lead.key:
            return
        site.trial = None
        if article is not None and _alike(trial.entry.title, article.headline or ""):
            self._trust(site, trial.formula, lead, frontier)
        else:
            site.failed.add(trial.formula)
        held, site.held = site.held, []
        yield from held

    def _note(self, site: _Site, page: Page, unaddressed: Unaddressed, lead: Lead, frontier: Frontier) -> None:
        if not site.candidates and (kept := frontier.recall(f"formula {lead.site}")):
            texts, names = json.loads(kept)
            site.candidates[Formula(tuple(texts), tuple(names))] = None
        site.candidates.update(dict.fromkeys(unaddressed.formulas))
        if len(site.known) < _MOST_KNOWN:
            articles = (link.url for link in page.navigation.links if link.role is Role.ARTICLE)
            site.known.update(dict.fromkeys(articles))
        if unaddressed.entries and site.trusted is None:
            site.candidates.update(dict.fromkeys(learned(unaddressed.entries, site.known)))

    def _next_trial(self, site: _Site, entries: tuple[Entry, ...], lead: Lead, frontier: Frontier) -> Lead | None:
        """Take the next formula that fits. It needs no trial if the collection has articles at addresses that it builds."""
        for formula in site.candidates:
            made = {urls.key(url): (entry, url) for entry in entries if (url := formula.address(entry.fields))}
            if not made or formula in site.failed or len(site.failed) >= _MOST_TRIALS:
                continue
            standing = frontier.standing(made)
            if any(standing.values()):
                self._trust(site, formula, lead, frontier)
                return None
            unknown = [key for key in made if key not in standing]
            if unknown:
                # The last one is the least like those that a formula may have been learned from.
                entry, url = made[unknown[-1]]
                site.trial = _Trial(formula, entry, unknown[-1])
                return Lead(url, Role.ARTICLE, lead.site, Via.LIST, lead.url, date=entry.date)
        return None

    @staticmethod
    def _trust(site: _Site, formula: Formula, lead: Lead, frontier: Frontier) -> None:
        site.trusted = formula
        frontier.keep(f"formula {lead.site}", json.dumps(formula))


def _without_links(entries: tuple[Entry, ...], page: Page) -> tuple[Entry, ...]:
    """Leave out the entries that links of the page lead to, by their titles."""
    if not entries:
        return entries
    # A link to a fragment passes for one to the page that the fragment is of.
    passed = {urls.key(entry.fields[PAGE]) for entry in entries if PAGE in entry.fields}
    links = (link for link in page.navigation.links if link.role is Role.ARTICLE)
    shown = "\n".join(link.text for link in links if urls.key(link.url) not in passed)
    return tuple(entry for entry in entries if entry.title not in shown) if shown else entries


def _lead(trial: _Trial, page: Page, lead: Lead) -> Lead:
    url = trial.formula.address(trial.entry.fields) or ""
    return Lead(url, Role.ARTICLE, lead.site, Via.LIST, page.url, date=trial.entry.date)


def _with_links(page: Page, entries: tuple[Entry, ...], formula: Formula) -> Page:
    links = page.navigation.links
    known = {urls.key(link.url) for link in links}
    words = f"{_EVIDENCE}: {'…'.join(formula.texts)}"
    made = (
        Link(url, Role.ARTICLE, entry.title, words, entry.date)
        for entry in entries
        if (url := formula.address(entry.fields)) and urls.key(url) not in known
    )
    return replace(page, navigation=replace(page.navigation, read_links=Navigation.of((*links, *made)).read_links))


def asking(page: Page, addresses: Iterable[str]) -> Page:
    """Give the page with links to the lists that a browser asked for to show it."""
    known = {urls.key(link.url) for link in page.navigation.links}
    links = page.navigation.links
    made = (
        Link(url, Role.CATEGORY, "entries of this page", Origin.ASKED, origin=Origin.ASKED)
        for url in addresses
        if urls.key(url) not in known
    )
    return replace(page, navigation=replace(page.navigation, read_links=Navigation.of((*links, *made)).read_links))


def _alike(title: str, headline: str) -> bool:
    """Tell whether two titles are one, of which a list may show the beginning only."""
    one, other = "".join(title.split()), "".join(headline.split())
    size = min(_ALIKE, len(one), len(other))
    return size > 0 and (one[:size] in other or other[:size] in one)
