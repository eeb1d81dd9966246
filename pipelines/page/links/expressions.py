"""What the expressions of a script stand for when a page has just come: `ctx + '/list?page=' + page`, `/api/${channel}`,
`$("#cid").val()`, tables of parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pipelines.page.model import field_name
from pipelines.page.tables import table
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

Pairs = list[tuple[str, str]]
_COUNTERS = frozenset(map(field_name, table("json")["counters"]))
_TERM = Pattern(
    r"\s{0,9}(?:\"(?P<double>[^\"\n]{0,200})\"|'(?P<single>[^'\n]{0,200})'|`(?P<filled>[^`]{0,300})`"
    r"|(?:\$|jQuery)\(\s?[\"'](?P<element>[^\"'()]{1,60})[\"']\s?\)\.(?P<of>val|attr|data)\(\s?[\"']?(?P<name>[\w-]{0,40})[\"']?\s?\)"
    r"|document\.(?:getElementById|querySelector)\(\s?[\"'](?P<node>[^\"'()]{1,60})[\"']\s?\)\.(?P<value>value|dataset\.\w{1,40})"
    r"|(?:encodeURI(?:Component)?|String|escape)\(\s?(?P<wrapped>[\w$.]{1,60})\s?\)"
    r"|(?P<word>[\w$.]{1,60}+)(?!\s?[(\[]))"
)
_PLUS = Pattern(r"\s{0,9}\+")
_HOLE = Pattern(r"\$\{\s?([\w$.]{1,60})\s?\}")
_FIELD = Pattern(r"[\"']?(?P<name>[\w-]{1,40})[\"']?\s?(?P<colon>:)?")
_NOTHING = ("null", "undefined")
_HERE = ("location.origin", "window.location.origin")  # in front of an address on this site it changes nothing
_NESTED = 3  # names that stand for expressions with names in them
_PLACES = 4  # in which a name is looked for
_SHORT = 20_000  # letters of other scripts in which names are looked for
_MOST_LETTERS = 4_000_000  # that are searched for the names of one script
_NO_VALUE = Pattern(r"[\s<>]")
_SELECTOR = Pattern(r"([#.]?)([A-Za-z][\w-]{0,60})")
_CAPITAL = Pattern(r"(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Expressions:
    """Reads the expressions of one script. `known` are the names that were looked for."""

    script: str
    document: Document
    known: dict[str, str | None] = field(default_factory=dict)

    def read(self, text: str, at: int = 0, name: str = "", nested: int = 0) -> tuple[str, int] | None:
        """Give what the expression at `at` stands for, and where it ends; None where that is not known.

        `name`: what its value is to be called: what counts pages begins with 1.
        """
        made = ""
        while term := _TERM.match(text, at):
            value = self._term(term, _asked_by(made) or name, nested)
            if value is None:
                return None
            made, at = made + value, term.end()
            plus = _PLUS.match(text, at)
            if plus is None:
                return made, at
            at = plus.end()
        return None

    def pairs(self, fields: str) -> Pairs | None:
        """Give the parameters of a table, `cid: 12, page: page, size`; None where one of them is not known."""
        pairs: Pairs = []
        at = 0
        while at < len(fields):
            one = _FIELD.search(fields, at)
            if one is None:
                break
            name = one["name"]
            found = self.read(fields, one.end(), name) if one["colon"] else self.read(name, 0, name)
            if found is None:
                return None
            pairs.append((name, found[0]))
            at = fields.find(",", found[1] if one["colon"] else one.end()) + 1 or len(fields)
        return pairs

    def _term(self, term: re.Match[str], name: str, nested: int) -> str | None:
        for quote in ("double", "single"):
            if term[quote] is not None:
                return term[quote]
        if term["filled"] is not None:
            return self._filled(term["filled"], nested)
        if word := term["word"] or term["wrapped"]:
            return self._word(word, name, nested)
        wanted = term["name"] if term["element"] else term["value"].removeprefix("dataset.")
        return self._held(term["element"] or term["node"], term["of"] or "", wanted)

    def _filled(self, text: str, nested: int) -> str | None:
        """Fill the holes of a template."""
        made, at = "", 0
        for hole in _HOLE.finditer(text):
            made += text[at : hole.start()]
            value = self._word(hole[1], _asked_by(made), nested)
            if value is None:
                return None
            made, at = made + value, hole.end()
        made += text[at:]
        return None if "${" in made else made

    def _word(self, word: str, name: str, nested: int) -> str | None:
        if word.isdecimal():
            return word
        if word in _NOTHING or word in _HERE:
            return ""
        own = word.rpartition(".")[2]
        if word not in self.known:
            self.known[word] = None  # also while it is looked for: some stand for themselves
            self.known[word] = self._told(word, own, nested) if nested < _NESTED and own else None
        if (known := self.known[word]) is not None:
            return known
        return "1" if field_name(name) in _COUNTERS or field_name(own) in _COUNTERS else None

    def _told(self, word: str, own: str, nested: int) -> str | None:
        for text, at in self._assigned(word, own):
            found = self.read(text, at, own, nested + 1)
            if found and not _NO_VALUE.search(found[0]):
                return found[0]
        return None

    def _assigned(self, word: str, own: str) -> Iterator[tuple[str, int]]:
        """Give the places behind `word =`, `word:`, and the same of its last part, in this script and then in the others."""
        scripts = self.document.scripts
        others = (script for script in scripts if script is not self.script and len(script) <= _SHORT)
        for text in (self.script, *others):
            for each in dict.fromkeys((word, own)):
                if each not in text or len(text) * len(self.known) > _MOST_LETTERS:
                    continue
                places = re.finditer(rf"(?<![\w.$?&]){re.escape(each)}[\"']?\s{{0,3}}(?:=(?![=>])|:)", text)
                yield from ((text, place.end()) for place in islice(places, _PLACES))

    def _held(self, selector: str, of: str, name: str) -> str | None:
        """Give the value of a field, or of an attribute of an element."""
        attribute = "value" if of == "val" or name == "value" else name
        if of == "data" or (not of and attribute != "value"):
            attribute = "data-" + _CAPITAL.sub("-", name).lower()
        found = _SELECTOR.fullmatch(selector)
        node = self.document.tree.css_first(f"{found[1] or '#'}{found[2]}") if found else None
        return node.attributes.get(attribute) if node is not None else None


def _asked_by(made: str) -> str:
    """Give the name of the parameter that an address has come to: `/list?size=20&page=`."""
    return re.split(r"[?&]", made)[-1].rstrip("=") if made.endswith("=") else ""
