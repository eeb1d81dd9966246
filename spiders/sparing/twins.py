"""Twins: articles under two addresses. The second address need not be fetched once the pattern is proved.

What of an address names the article is learned from pairs that were fetched both: `/town/show-12-345.html` and
`/content.php?aid=345` said the same, and so did two more such pairs, each with one number in the same places. Then
that number tells the next one.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.article import Article
from pipelines.identity import twin_digest
from pipelines.page.address import urls
from pipelines.page.links.wording import squeeze
from pipelines.page.model import Link, Role
from spiders.frontier import TO_ARTICLES, Lead
from spiders.sparing.address_forms import form_of
from spiders.sparing.titles import LEAST_TITLE, is_beginning, is_title

PROOFS = 3  # pairs of two kinds that were fetched both and said the same
_AGAIN = 5  # articles that a kind of addresses without titles led to, known by others all of them
_MISSES = 5  # pairs that said something else, after which none of their kinds is waited for
_MOST = 50_000  # addresses of a run that are remembered, some 20 MB
_MOST_PAIRS = 300  # pairs of kinds
_MOST_ALIKE = 8  # addresses with one name or title: more, and it names none of them
_LEAST_NAME = 3  # letters
_MAYBE = (*TO_ARTICLES, Role.CATEGORY)  # 纯文本 beside a headline may be taken for a section

Places = frozenset[tuple[int, int]]  # of names that are the same in two addresses: in the first, in the second


@dataclass(slots=True)
class Rule:
    """What pairs of addresses of two kinds have shown. Where `places` is empty, their titles alone are the same.

    `proofs` is 0, and stays so, once a pair with the same names turned out to be two articles.
    """

    proofs: int
    places: Places


@dataclass(frozen=True, slots=True)
class _Read:
    url: str
    digest: str
    headline: str


@dataclass(slots=True)
class Twins:
    """What a run has learned of the kinds of addresses of its sites, and what it asked for."""

    rules: dict[str, Rule] = field(default_factory=dict)  # by the names of two kinds
    _misses: Counter[str] = field(default_factory=Counter)
    _titles: dict[str, str] = field(default_factory=dict)  # by key
    _alike: dict[str, list[str]] = field(default_factory=dict)  # keys by name or title
    _read: dict[str, _Read] = field(default_factory=dict)  # by key
    _under_way: dict[str, set[str]] = field(default_factory=dict)  # key -> pairs that it may prove
    _kinds: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by digest
    _alone: Counter[str] = field(default_factory=Counter)  # articles that no other kind of addresses led to
    _again: Counter[str] = field(default_factory=Counter)  # those that another one led to as well

    def show(self, links: Iterable[Link]) -> None:
        """Note the titles that a page gives to articles; those of a chain may read `Previous article`."""
        if len(self._titles) > _MOST:
            self._titles.clear()
        for link in links:
            if link.role is Role.ARTICLE and is_title(link.text):
                self._titles.setdefault(urls.key(link.url), squeeze(link.text))

    def read(self, article: Article) -> bool:
        """Note an article that was fetched; tell whether something was learned of its kind."""
        key, digest = urls.key(article.url), twin_digest(article)
        if digest is None:
            return False
        if len(self._read) > _MOST:
            self._read.clear()
            self._alike.clear()
            self._kinds.clear()
        headline = squeeze(article.headline or "")
        if len(headline) >= LEAST_TITLE:
            self._titles.setdefault(key, headline)
        self._note(key)
        self._read[key] = _Read(article.url, digest, headline)
        self._count(form_of(key).kind, self._kinds[digest])
        learned = [self._compare(other, key) for other in self._others(key) if other in self._read]
        return any(learned)

    def moved(self, url: str, target: str) -> bool:
        """Note that an address sends on to another that shares a name with it: to the last reply, past a counter of readers."""
        one, other = urls.key(url), urls.key(target)
        return one != other and bool(_shared(one, other)) and self._learn_all(one, other, same=True)

    def original(self, lead: Lead) -> str | None:
        """Give the known address of the article that `lead` leads to again; None if only fetching it can tell."""
        if lead.role not in _MAYBE or not self.rules:
            return None
        found = {
            read.digest: read.url
            for other in self._others(lead.key)
            if (read := self._read.get(other)) and self._is_twin(other, lead.key)
        }
        return found.popitem()[1] if len(found) == 1 else None

    def is_idle(self, lead: Lead) -> bool:
        """Tell whether `lead` has no title and its kind has only led to articles that other addresses lead to."""
        kind = form_of(lead.key).kind
        return self._is_nameless(lead) and self._again[kind] >= _AGAIN and not self._alone[kind]

    def _is_nameless(self, lead: Lead) -> bool:
        title = self._titles.get(lead.key)
        return lead.role in _MAYBE and (title is None or self._is_label(title, lead.key))

    def _holds_articles(self, lead: Lead) -> bool:
        kind = form_of(lead.key).kind
        return lead.role is Role.CATEGORY and self._alone[kind] + self._again[kind] > 0

    def _count(self, kind: str, kinds: set[str]) -> None:
        """Note that an article was read under a kind of addresses, after `kinds`."""
        if kind not in kinds:
            self._alone.update({kind: 1} if not kinds else {each: -1 for each in kinds if len(kinds) == 1})
            self._again.update((kind,) if len(kinds) > 1 else (kind, *kinds) if kinds else ())
            kinds.add(kind)

    def ask(self, lead: Lead) -> None:
        """Note that `lead` is under way now."""
        if lead.role in _MAYBE:
            self._note(lead.key)
        if lead.role in TO_ARTICLES or self._holds_articles(lead):
            pairs = (pair for other in self._others(lead.key) for pair, _ in _pairs(other, lead.key))
            self._under_way[lead.key] = {pair for pair in pairs if self._is_open(pair)}

    def waits(self, lead: Lead) -> bool:
        """Tell whether what is under way may show that `lead` need not be fetched."""
        if lead.role not in _MAYBE or not self._under_way:
            return False
        if self._is_nameless(lead) and self._is_kind_under_way(lead):
            return True
        for other in self._others(lead.key):
            if other in self._under_way and self._is_twin(other, lead.key):
                return True
            if any(self._is_enough_under_way(pair) for pair, _ in _pairs(other, lead.key)):
                return True
        return False

    def _is_kind_under_way(self, lead: Lead) -> bool:
        """Tell whether what is under way may show that a kind without titles leads to nothing new."""
        kind = form_of(lead.key).kind
        alone, again = self._alone[kind], self._again[kind]
        if alone > again if lead.role in TO_ARTICLES else not self._holds_articles(lead):
            return False
        others = sum(form_of(key).kind != kind for key in self._under_way)
        return others > 0 or len(self._under_way) >= _AGAIN - again

    def end(self, lead: Lead) -> None:
        """Note that `lead` is under way no more, whatever became of it. What comes later of two addresses proves the pair."""
        if self._under_way.pop(lead.key, None) is None:
            return
        for other in self._others(lead.key):
            if other in self._under_way:
                self._under_way[other].update(pair for pair, _ in _pairs(other, lead.key))

    def to_json(self) -> str:
        return json.dumps({pair: [rule.proofs, sorted(rule.places)] for pair, rule in self.rules.items()})

    def recall(self, kept: str | None) -> None:
        """Go on with what an earlier run learned."""
        self.rules = {
            pair: Rule(said[0], frozenset((one, other) for one, other in said[1]))
            for pair, said in (json.loads(kept) if kept else {}).items()
            if isinstance(said, list)  # numbers alone, in collections of before
        }

    def _note(self, key: str) -> None:
        for sign in self._signs(key):
            alike = self._alike.setdefault(sign, [])
            if key not in alike and len(alike) <= _MOST_ALIKE:
                alike.append(key)

    def _signs(self, key: str) -> list[str]:
        """Give what two addresses of one article may have in common: a name, a title."""
        signs = [name.lower() for name in form_of(key).names if len(name) >= _LEAST_NAME]
        title = self._titles.get(key)
        return [*signs, title] if title else signs

    def _others(self, key: str) -> list[str]:
        """Give the other addresses, read or asked for, that may be those of the same article."""
        found: dict[str, None] = {}
        for sign in self._signs(key):
            alike = self._alike.get(sign, ())
            if len(alike) <= _MOST_ALIKE:
                found.update(dict.fromkeys(alike))
        found.pop(key, None)
        return list(found)

    def _is_open(self, pair: str) -> bool:
        """Tell whether one more pair may prove something."""
        rule = self.rules.get(pair)
        return self._misses[pair] < _MISSES if rule is None else 0 < rule.proofs < PROOFS

    def _is_enough_under_way(self, pair: str) -> bool:
        if not self._is_open(pair):
            return False
        rule = self.rules.get(pair)
        proving = sum(pair in pairs for pairs in self._under_way.values())
        return proving >= PROOFS - (rule.proofs if rule else 0)

    def _is_twin(self, other: str, key: str) -> bool:
        """Tell whether a proved rule says that two addresses are those of one article."""
        return any(
            (rule := self.rules.get(pair))
            and rule.proofs >= PROOFS
            and self._agree(rule, other, key)
            and self._may_be(other, key, alike)
            for pair, alike in _pairs(other, key)
        )

    def _may_be(self, other: str, key: str, alike: bool) -> bool:
        """Tell whether titles allow that; between kinds that are `alike`, nothing else says that it is no other number."""
        title = self._titles.get(key)
        titles = (self._titles.get(other), self._read[other].headline if other in self._read else None)
        if title and any(each and is_beginning(title, each) for each in titles):
            return True
        return not alike and (title is None or self._is_label(title, key))

    def _is_label(self, title: str, key: str) -> bool:
        """Tell a text that leads to several addresses of one kind: `Print version`."""
        kind = form_of(key).kind
        return any(form_of(each).kind == kind for each in self._alike.get(title, ()) if each != key)

    def _agree(self, rule: Rule, other: str, key: str) -> bool:
        if rule.places:
            return rule.places <= _shared(other, key)
        title = self._titles.get(key)
        if title is None or title != self._titles.get(other):
            return False
        return not self._is_label(title, key) and not self._is_label(title, other)

    def _compare(self, other: str, key: str) -> bool:
        """Learn from two articles that were read; tell whether anything was."""
        return self._learn_all(other, key, same=self._read[other].digest == self._read[key].digest)

    def _learn_all(self, other: str, key: str, *, same: bool) -> bool:
        pairs = dict.fromkeys(pair for each in ((other, key), (key, other)) for pair, _ in _pairs(*each))
        learned = [self._learn(pair, other, key, same=same) for pair in pairs]
        return any(learned)

    def _learn(self, pair: str, other: str, key: str, *, same: bool) -> bool:
        rule = self.rules.get(pair)
        if rule is None:
            if same and len(self.rules) < _MOST_PAIRS:
                self.rules[pair] = Rule(1, _shared(other, key))
            self._misses[pair] += not same
            return same
        before = rule.proofs, rule.places
        if same and rule.proofs:
            left = rule.places & _shared(other, key)
            rule.proofs = min(rule.proofs + 1, PROOFS) if left or not rule.places else 0
            rule.places = left
        elif not same and self._agree(rule, other, key):
            rule.proofs = 0
        return before != (rule.proofs, rule.places)


def _pairs(other: str, key: str) -> dict[tuple[str, bool], None]:
    """Name the kinds of two addresses, from wide to close, and tell whether they are alike."""
    one, two = form_of(other), form_of(key)
    return dict.fromkeys(
        (
            (" ".join(sorted((one.wide, two.wide))), one.wide == two.wide),
            (f"{one.wide} > {two.kind}", one.kind == two.kind),
            (f"{one.kind} >> {two.kind}", one.kind == two.kind),
        )
    )


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if (form_of(one).wide, one) <= (form_of(other).wide, other) else (other, one)


def _shared(one: str, other: str) -> Places:
    """Give the places of names that two addresses share; in addresses of one kind, those at the same place."""
    first, second = map(form_of, _in_order(one, other))
    return frozenset(
        (place, there)
        for place, name in enumerate(first.names)
        for there, same in enumerate(second.names)
        if name.lower() == same.lower() and (first.wide != second.wide or place == there)
    )
