"""Articles that stand in two sections under two addresses: which further ones need not be fetched to be known."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.article import Article
from pipelines.identity import is_believable, twin_digest
from pipelines.page.address import urls
from pipelines.page.links.wording import squeeze
from pipelines.page.model import Link, Role
from pipelines.pattern import Pattern
from spiders.frontier import Lead

PROOFS = 3  # pairs of one kind that were fetched both and said the same
_MOST = 50_000  # titles and articles that are remembered, some 15 MB
_MOST_KINDS = 100
_LEAST_TITLE = 6  # letters
_DIGITS, _WORDS, _MIXED = (
    re.compile(r"\d+"),
    re.compile(r"[^\W\d_]+(?:[-_]+[^\W\d_]+)*"),
    re.compile(r"(?:[a0]_?){2,}"),
)
_NAMED = Pattern(r"\d{3}|[^/]{16}")


@dataclass(frozen=True, slots=True)
class _Read:
    """An article that was read: where, what it said, and by which titles it is known (hashes)."""

    url: str
    digest: str
    titles: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Claim:
    """What an article that was read at `url` would say at its canonical address, and the kind of its own address."""

    url: str
    digest: str
    kind: str


@dataclass(slots=True)
class Twins:
    """An address is taken for a twin where its file has the name of another one's on this host, where both lists gave the
    same title, or where the article says so by its canonical address; and where pairs of the kind have proved to be
    twins, and none of them anything else.
    """

    proofs: dict[str, int] = field(default_factory=dict)  # by kind; 0 for ever where one pair was none
    _titles: dict[int, int] = field(default_factory=dict)  # by key
    _read: dict[str, _Read] = field(default_factory=dict)  # by host and name
    _claims: dict[str, _Claim] = field(default_factory=dict)  # by key of the canonical address
    _digests: dict[str, str] = field(default_factory=dict)  # by key
    _asked: dict[str, str] = field(default_factory=dict)  # host and name -> key of what is under way
    _proving: dict[str, str] = field(default_factory=dict)  # key of what may prove something -> its kind

    def show(self, links: Iterable[Link]) -> None:
        """Note the titles that a list gives."""
        if len(self._titles) > _MOST:
            self._titles.clear()
        for link in links:
            if link.role is Role.ARTICLE and len(link.text) >= _LEAST_TITLE:
                self._titles[hash(urls.key(link.url))] = hash(squeeze(link.text))

    def read(self, article: Article) -> bool:
        """Note an article that was fetched; tell whether something was learned of its kind."""
        key, digest = urls.key(article.url), twin_digest(article)
        if digest is None:
            return False
        learned = self._claim(article, key, digest)
        name = file_name(key)
        known = self._read.get(name) if name else None
        if name and known is None:
            self._remember(name, key, article, digest)
        elif name and known and urls.key(known.url) != key:
            learned |= self._prove(_kind(name), same=known.digest == digest)
        return learned

    def _claim(self, article: Article, key: str, digest: str) -> bool:
        """Note the canonical address; tell whether something was learned of pages like this one."""
        learned = False
        if claim := self._claims.get(key):
            learned = self._prove(claim.kind, same=claim.digest == digest)
        if len(self._digests) > _MOST:
            self._digests.clear()
            self._claims.clear()
        self._digests[key] = digest
        canonical = article.canonical_url
        if canonical and is_believable(article.url, canonical) and (named := urls.key(canonical)) != key:
            known, kind = self._digests.get(named), _elsewhere(key)
            if known is not None:
                return self._prove(kind, same=known == digest) or learned
            self._claims.setdefault(named, _Claim(article.url, digest, kind))
        elif self._is_named_elsewhere(key):
            self.proofs.setdefault(_elsewhere(key), 0)
        return learned

    def _is_named_elsewhere(self, key: str) -> bool:
        """Tell whether an article with the same file name, of another kind of addresses, was read."""
        known = self._read.get(file_name(key.partition("?")[0]) or "")
        return known is not None and _elsewhere(urls.key(known.url)) != _elsewhere(key)

    def original(self, lead: Lead) -> str | None:
        """Give the address of the article that `lead` leads to once more; None where it must be fetched to be known."""
        if lead.role is not Role.ARTICLE:
            return None
        claim = self._claims.get(lead.key)
        if claim and self._is_proved(claim.kind):
            return claim.url
        if self._is_proved(_elsewhere(lead.key)):
            name = file_name(lead.key.partition("?")[0])
            return self._read[name].url if name and self._is_named_elsewhere(lead.key) else None
        name = file_name(lead.key)
        if name is None or not self._is_second(name, lead):
            return None
        return self._read[name].url if self._is_proved(_kind(name)) else None

    def _is_proved(self, kind: str) -> bool:
        return self.proofs.get(kind, 0) >= PROOFS

    def ask(self, lead: Lead) -> None:
        """Note that `lead` is under way now."""
        if lead.role is not Role.ARTICLE:
            return
        if kind := self._doubted(lead):
            self._proving[lead.key] = kind
        if name := file_name(lead.key):
            self._asked.setdefault(name, lead.key)
            if self._is_second(name, lead):
                self._proving[lead.key] = _kind(name)

    def waits(self, lead: Lead) -> bool:
        """Tell whether what is under way may show that `lead` need not be fetched."""
        if lead.role is not Role.ARTICLE:
            return False
        doubted = self._doubted(lead)
        if doubted and self._is_enough_under_way(doubted):
            return True
        name = file_name(lead.key) if self._asked else None
        if name is None or self.proofs.get(kind := _kind(name)) == 0:
            return False
        if self._is_second(name, lead):
            return self._is_enough_under_way(kind)
        other, title = self._asked.get(name, lead.key), self._titles.get(hash(lead.key))
        return other != lead.key and title is not None and title == self._titles.get(hash(other))

    def _doubted(self, lead: Lead) -> str | None:
        """Give the kind that `lead` may prove by canonical addresses."""
        claim = self._claims.get(lead.key)
        if claim is not None:
            return claim.kind
        return _elsewhere(lead.key) if self._is_named_elsewhere(lead.key) else None

    def _is_enough_under_way(self, kind: str) -> bool:
        """Tell whether what is under way may prove a kind."""
        proofs = self.proofs.get(kind)
        return proofs != 0 and list(self._proving.values()).count(kind) >= PROOFS - (proofs or 0) > 0

    def _is_second(self, name: str, lead: Lead) -> bool:
        """Tell whether an article of this name and title was read at another address."""
        known = self._read.get(name)
        if known is None or urls.key(known.url) == lead.key:
            return False
        return self._titles.get(hash(lead.key)) in known.titles

    def end(self, lead: Lead) -> None:
        """Note that `lead` is under way no more, whatever became of it."""
        self._proving.pop(lead.key, None)
        name = file_name(lead.key) if self._asked else None
        if name and self._asked.get(name) == lead.key:
            del self._asked[name]

    def to_json(self) -> str:
        return json.dumps(self.proofs)

    def recall(self, kept: str | None) -> None:
        """Go on with what an earlier run learned."""
        self.proofs = dict(json.loads(kept)) if kept else {}

    def _remember(self, name: str, key: str, article: Article, digest: str) -> None:
        if len(self._read) > _MOST:
            self._read.clear()
        titles = (self._titles.get(hash(key)), hash(squeeze(article.headline or "")))
        self._read[name] = _Read(article.url, digest, frozenset(each for each in titles if each is not None))

    def _prove(self, kind: str, *, same: bool) -> bool:
        before = self.proofs.get(kind)
        if before == 0 or (before is None and len(self.proofs) >= _MOST_KINDS):
            return False
        self.proofs[kind] = min((before or 0) + 1, PROOFS) if same else 0
        return self.proofs[kind] != before


def file_name(key: str) -> str | None:
    """Give host and last piece of an address, None where that says too little or a query says more than `?OpenDocument`."""
    host, _, path = key.partition("/")
    path, asks, query = path.partition("?")
    name = path.rpartition("/")[2]
    return f"{host}/{name}" if (not asks or query.isalpha()) and _NAMED.search(name) else None


def _elsewhere(key: str) -> str:
    """Name the kind of addresses whose articles are at home at another one."""
    return f"{urls.family(urls.shape(key))} >"


def _kind(name: str) -> str:
    """Names of one kind differ in their numbers and words."""
    host, _, name = name.partition("/")
    return f"{host}/{_MIXED.sub('x', _WORDS.sub('a', _DIGITS.sub('0', name)))}"
