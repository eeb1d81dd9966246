"""Parameters by which the address of an article says where its link stood: the page of the list, its order, a search.

`view.do?id=12&pageIndex=3&sort=hits` is `view.do?id=12`: learned from articles that came under both, and of a list's pages
from two whose entries all bear their own numbers, and are others: on the pages of a newspaper they are counted anew.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipelines.article import Article
from pipelines.identity import twin_digest
from pipelines.page.address import urls
from pipelines.page.links.wording import squeeze
from pipelines.page.model import Link, Role
from pipelines.page.vocabulary import ADDRESSES
from spiders.frontier import TO_ARTICLES, Lead

PROOFS = 3  # articles that came the same without the parameter
_LEAST_ENTRIES = 3  # of a list that all bear the number of its page
_MOST = 20_000  # addresses and titles of a run that are remembered
_LEAST_TITLE = 6  # letters

Form = tuple[str, frozenset[str]]  # host and path, names of the parameters that are left


@dataclass(slots=True)
class Places:
    """What is known of each form of addresses, and which articles this run has asked for.

    A parameter is dropped where three articles came the same with and without it, the next ones of such addresses after
    one, and where what is left tells articles apart.
    """

    proofs: defaultdict[Form, defaultdict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    # Paths and names of parameters: that an address did without, and that tell articles apart.
    spare: set[tuple[str, str]] = field(default_factory=set)
    needed: set[tuple[str, str]] = field(default_factory=set)
    _read: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)  # path, digest -> pairs
    _values: dict[tuple[str, str, frozenset[str]], tuple[str, str]] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)  # by key
    # Form, name of a page's number -> what tells an entry -> pages that it stood on.
    _stood: dict[tuple[Form, str], dict[frozenset[str], set[str]]] = field(default_factory=dict)
    _asked: dict[str, str] = field(default_factory=dict)  # light key -> key that was asked for
    _known_by: dict[tuple[str, str], str] = field(default_factory=dict)  # path, title -> key that was asked for
    _under_way: set[str] = field(default_factory=set)  # keys that may prove something

    def show(self, url: str, links: Iterable[Link]) -> bool:
        """Note the titles that a page gives, and whether its entries bear its number; tell whether that was learned."""
        if len(self._titles) > _MOST:
            self._titles.clear()
        for link in links:
            if _asks(link) and len(link.text) >= _LEAST_TITLE:
                self._titles.setdefault(urls.key(link.url), squeeze(link.text))
        own = {pair for pair in _parts(urls.key(url))[1] if _is_further(pair)}
        return bool(own) and self._learn_from(own, links)

    def _learn_from(self, own: set[str], links: Iterable[Link]) -> bool:
        """`own`: what says which page of a list shows `links`."""
        entries = [_parts(urls.key(link.url)) for link in links if link.role is Role.ARTICLE and "?" in link.url]
        learned = False
        for path in {path for path, _ in entries}:
            alike = [pairs for other, pairs in entries if other == path]
            common = frozenset.intersection(*alike)
            differing = {_names(pairs - common) for pairs in alike}
            if len(alike) < _LEAST_ENTRIES or len(differing) > 1 or len(telling := next(iter(differing))) != 1:
                continue
            for pair in common & own:
                form, name = (path, _names(common - own) | telling), pair.partition("=")[0]
                if self._are_others(form, pair, {frozenset(pairs - own) for pairs in alike}):
                    learned |= not self._is_proved(form, name)
                    self.proofs[form][name] = set(map(str, range(PROOFS)))
                    self.spare.add((path, name))
                    self.needed |= {(path, each) for each in telling}
        return learned

    def _are_others(self, form: Form, page: str, entries: set[frozenset[str]]) -> bool:
        """Tell whether most of the entries of a page are none of those that another one showed; some stand on every page."""
        stood = self._stood.setdefault((form, page.partition("=")[0]), {})
        is_second = any(pages - {page} for pages in stood.values())
        again = sum(bool(stood.get(each, set()) - {page}) for each in entries)
        if len(stood) < _MOST:
            for each in entries:
                stood.setdefault(each, set()).add(page)
        return is_second and 2 * again < len(entries)

    def read(self, article: Article) -> bool:
        """Note an article that was fetched; tell whether something was learned."""
        path, pairs = _parts(urls.key(article.url))
        digest = twin_digest(article)
        if not pairs or digest is None:
            return False
        if len(self._read) > _MOST:
            self._read.clear()
            self._values.clear()
        learned = self._tell_apart(path, pairs, digest)
        other = self._read.setdefault((path, digest), pairs)
        dropped = _names(other ^ pairs)
        left = path, _names(other | pairs) - dropped
        self.spare.update((path, name) for name in _names(other) ^ _names(pairs))
        for name in dropped:
            proofs = self.proofs[left][name]
            proofs.add(digest)
            learned |= self._is_proved(left, name)
        if learned and dropped:
            self._asked = {self._lightened(key): asked for key, asked in self._asked.items()}
        return learned

    def _is_proved(self, form: Form, name: str) -> bool:
        most = max(map(len, self.proofs[form].values()), default=0)
        return most >= PROOFS and len(self.proofs[form].get(name, ())) > 0

    def _tell_apart(self, path: str, pairs: frozenset[str], digest: str) -> bool:
        """Note by which parameter alone articles differ."""
        before = len(self.needed)
        for pair in pairs:
            name, _, value = pair.partition("=")
            rest = path, name, pairs - {pair}
            known = self._values.setdefault(rest, (value, digest))
            if known[0] != value and known[1] != digest:
                self.needed.add((path, name))
        return len(self.needed) > before

    def light(self, lead: Lead) -> Lead:
        """Give the lead to an article without what says where its link stood."""
        if not self.proofs or not _asks(lead):
            return lead
        path, pairs = _parts(lead.key)
        drop = {name for name in self._dropped(path, pairs) if (path, name) in self.spare}
        if not drop:
            return lead
        head, _, query = lead.url.partition("?")
        kept = "&".join(pair for pair in query.split("&") if pair.partition("=")[0] not in drop)
        return replace(lead, url=f"{head}?{kept}" if kept else head)

    def _lightened(self, key: str) -> str:
        path, pairs = _parts(key)
        drop = self._dropped(path, pairs)
        return _key(path, (pair for pair in pairs if pair.partition("=")[0] not in drop))

    def _dropped(self, path: str, pairs: frozenset[str]) -> set[str]:
        names = _names(pairs)
        for form in self.proofs:
            own_path, left = form
            if own_path == path and left <= names and any((path, name) in self.needed for name in left):
                drop = {name for name in names - left if self._is_proved(form, name)}
                return {name for name in drop if (path, name) not in self.needed}
        return set()

    def was_asked(self, lead: Lead) -> bool:
        """Tell whether this run has asked for the article of `lead`, which is light, under another address."""
        if not self.proofs or not _asks(lead):
            return False
        return self._asked.get(self._lightened(lead.key), lead.key) != lead.key

    def ask(self, lead: Lead) -> None:
        """Note that `lead` is under way now."""
        if not _asks(lead):
            return
        if len(self._asked) > _MOST:
            self._asked.clear()
            self._known_by.clear()
        if self._is_doubtful(lead):
            self._under_way.add(lead.key)
        self._asked.setdefault(self._lightened(lead.key), lead.key)
        for name in self._known_as(lead.key):
            self._known_by.setdefault(name, lead.key)

    def forget(self, lead: Lead) -> None:
        """Note that the article which was asked for did not come."""
        self._asked = {light: asked for light, asked in self._asked.items() if asked != lead.key}

    def waits(self, lead: Lead) -> bool:
        """Tell whether what is under way may show that `lead` need not be fetched."""
        if not _asks(lead):
            return False
        path = lead.key.partition("?")[0]
        enough = 1 if any(path == known for known, _ in self.proofs) else PROOFS
        return len(self._under_way) >= enough and self._is_doubtful(lead)

    def _is_doubtful(self, lead: Lead) -> bool:
        """Tell whether `lead` looks like another address of an article that was asked for."""
        return any(self._known_by.get(name, lead.key) != lead.key for name in self._known_as(lead.key))

    def _known_as(self, key: str) -> list[tuple[str, str]]:
        """Give what an article is known by before it is read: its title, and its address without a page's number."""
        path, pairs = _parts(key)
        core = (pair for pair in pairs if _may_tell(*pair.split("=", 1)))
        title = self._titles.get(key)
        return [(path, _key(path, core)), *([(path, title)] if title else [])]

    def end(self, lead: Lead) -> None:
        """Note that `lead` is under way no more, whatever became of it."""
        self._under_way.discard(lead.key)

    def to_json(self) -> str:
        known = [
            [form[0], sorted(form[1]), sorted(name for name in names if self._is_proved(form, name))]
            for form, names in self.proofs.items()
        ]
        return json.dumps([[each for each in known if each[2]], sorted(self.spare), sorted(self.needed)])

    def recall(self, kept: str | None) -> None:
        """Go on with what an earlier run learned."""
        known, spare, needed = json.loads(kept) if kept else ([], [], [])
        self.spare, self.needed = ({(path, name) for path, name in each} for each in (spare, needed))
        for path, left, names in known:
            for name in names:
                self.proofs[path, frozenset(left)][name] = set(map(str, range(PROOFS)))


def _asks(lead: Lead | Link) -> bool:
    """Tell whether a lead is to an article whose address has parameters."""
    return lead.role in TO_ARTICLES and "?" in lead.url


def _parts(key: str) -> tuple[str, frozenset[str]]:
    path, _, query = key.partition("?")
    return path, frozenset(query.split("&")) if "=" in query else frozenset()


def _names(pairs: Iterable[str]) -> frozenset[str]:
    return frozenset(pair.partition("=")[0] for pair in pairs)


def _key(path: str, pairs: Iterable[str]) -> str:
    return f"{path}?{'&'.join(sorted(pairs))}"


def _is_further(pair: str) -> bool:
    """Tell whether a parameter names a page of a list after the first: `page=2`."""
    name, _, value = pair.partition("=")
    return name.lower() in ADDRESSES.page_parameters and value.isdecimal() and int(value) > 1


def _may_tell(name: str, value: str = "") -> bool:
    """Tell whether a parameter may tell articles apart; those of a list's pages and empty ones never do."""
    return bool(value) and name.lower() not in ADDRESSES.page_parameters
