"""Parameters that tell who asks or where a link stood, under names that nobody knows: learned from a site's pages."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from pipelines.article import Article
from pipelines.identity import content_digest
from pipelines.page.address import urls
from pipelines.page.model import Link, Role
from pipelines.page.vocabulary import ADDRESSES
from pipelines.pattern import Pattern
from spiders.frontier import Lead

_TOKEN = Pattern(r"(?=.{0,60}\d)(?=.{0,60}[a-zA-Z])[0-9a-zA-Z_-]{12,}")
_LEAST, _MOSTLY = 5, 0.8  # links that carry one token, and their share of those that a page has to its site
_CHANGES = 2  # pages whose links carry another token than the one they were asked for with
_PROOFS = 3  # articles that call themselves the same without the parameter
_MOST = 20_000  # addresses of a run that are remembered

Name = tuple[str, str]  # host, name of a parameter


@dataclass(slots=True)
class Baggage:
    """What may be dropped from addresses, by host.

    A session is told by its token, which all links of a page carry and which is another on the next page; a
    mark of the place where a link stood by the canonical addresses of articles, which leave it out.
    """

    names: set[Name] = field(default_factory=set)
    _changes: Counter[Name] = field(default_factory=Counter)
    # A page that was asked for without the parameter, and the token of its links.
    _tokens: dict[Name, tuple[str, str]] = field(default_factory=dict)
    _proofs: defaultdict[Name, set[str]] = field(default_factory=lambda: defaultdict(set))
    _needed: set[Name] = field(default_factory=set)
    _digests: dict[str, str] = field(default_factory=dict)  # by canonical address
    _asked: set[str] = field(default_factory=set)  # addresses with a query that were asked for

    def see(self, url: str, links: tuple[Link, ...]) -> bool:
        """Note the links of a page; tell whether something is worth keeping."""
        host, key, learned = urls.host_of(url), urls.key(url), False
        own = dict(_pairs(url))
        for name, token in _carried(host, links):
            asked = own.get(name[1])
            if asked is not None:
                self._changes[name] += asked != token
            elif name not in self._tokens:
                self._tokens[name] = (key, token)
                learned = True
            elif self._tokens[name][0] == key and self._tokens[name][1] != token:
                self._changes[name] = _CHANGES  # one address, two tokens
            if self._changes[name] >= _CHANGES:
                learned |= self._learn(name)
        return learned

    def read(self, article: Article) -> bool:
        """Note by what address an article calls itself; tell whether something was learned."""
        url, canonical = article.url, article.canonical_url
        if "?" not in url or not canonical or urls.host_of(url) != urls.host_of(canonical):
            return False
        own, named = urls.key(url), urls.key(canonical)
        pairs, kept = dict(_pairs(own)), dict(_pairs(named))
        if own.partition("?")[0] != named.partition("?")[0] or not kept.items() <= pairs.items():
            return False
        dropped = [(urls.host_of(url), name) for name in pairs.keys() - kept.keys()]
        self._needed.update((urls.host_of(url), name) for name in kept)
        digest = content_digest(article)
        if self._digests.setdefault(named, digest) != digest:
            self._needed.update(dropped)  # the canonical address names more than one article
        learned = False
        for name in dropped:
            learned |= self._prove(name, named)
        return learned

    def _prove(self, name: Name, canonical: str) -> bool:
        self._proofs[name].add(canonical)
        if name in self._needed:
            self.names.discard(name)
        elif len(self._proofs[name]) >= _PROOFS and name[1].lower() not in ADDRESSES.page_parameters:
            return self._learn(name)
        return False

    def _learn(self, name: Name) -> bool:
        if name in self.names or name in self._needed:
            return False
        self.names.add(name)
        self._asked = {self.lightened(url) for url in self._asked}
        return True

    def lightened(self, url: str) -> str:
        """Give `url` without what is known to be baggage on its host."""
        head, mark, query = url.partition("?")
        if not mark or not self.names:
            return url
        host = urls.host_of(url)
        kept = [pair for pair in query.split("&") if (host, pair.partition("=")[0]) not in self.names]
        return head + (mark + "&".join(kept) if kept else "")

    def light(self, lead: Lead) -> Lead:
        """Give `lead` without baggage."""
        url = lead.url if "?" not in lead.url else self.lightened(lead.url)
        return lead if url == lead.url else replace(lead, url=url)

    def ask(self, lead: Lead) -> None:
        """Note that `lead` is asked for."""
        if "?" in lead.url and len(self._asked) < _MOST:
            self._asked.add(self.lightened(lead.url))

    def forget(self, lead: Lead) -> None:
        """Note that what was asked for did not come."""
        self._asked.discard(self.lightened(lead.url))

    def was_asked(self, lead: Lead) -> bool:
        """Tell whether this run has asked for the page of `lead`, baggage aside."""
        return bool(self.names) and self.lightened(lead.url) in self._asked

    def to_json(self) -> str:
        return json.dumps([sorted(self.names), [[*name, *kept] for name, kept in self._tokens.items()]])

    def recall(self, kept: str | None) -> None:
        """Go on with what an earlier run learned."""
        names, tokens = json.loads(kept) if kept else ([], [])
        self.names = {(host, name) for host, name in names}
        self._tokens = {(host, name): (key, token) for host, name, key, token in tokens}


def _pairs(url: str) -> list[tuple[str, str]]:
    return [(pair.partition("=")[0], pair.partition("=")[2]) for pair in url.partition("?")[2].split("&") if pair]


def _carried(host: str, links: tuple[Link, ...]) -> list[tuple[Name, str]]:
    """Give the parameters with one token that most links of a page carry."""
    own = [link.url for link in links if link.role is not Role.EXTERNAL and urls.host_of(link.url) == host]
    if len(own) < _LEAST:
        return []
    pairs = Counter(pair for url in own for pair in _pairs(url))
    return [
        ((host, name), value)
        for (name, value), count in pairs.most_common(3)
        if count >= max(_LEAST, _MOSTLY * len(own)) and _TOKEN.fullmatch(value)
    ]
