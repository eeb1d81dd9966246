"""What the words of a link say by themselves. Texts recur on all pages of a site, so answers are remembered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipelines.page.vocabulary import phrase, small
from pipelines.pattern import Pattern


class Turn(StrEnum):
    """Where the words of a link lead to, seen from the page they stand on."""

    PREVIOUS = "previous"  # article
    NEXT = "next"
    PREVIOUS_PAGE = "previous page"
    NEXT_PAGE = "next page"
    FIRST_PAGE = "first page"
    LAST_PAGE = "last page"
    NUMBER = "number"  # of a page
    BACK = "back"  # an arrow or a bare "previous": article or page
    ON = "on"


@dataclass(frozen=True, slots=True)
class Wording:
    """`turn` with the `rest` of the text, which for an article may be its headline; `weight` as of a sign."""

    weight: int = 0
    words: str = ""
    useless: bool = False
    more: bool = False
    turn: Turn | None = None
    rest: str = ""
    number: int = 0


_DIGITS = Pattern(r"\d+")
_WIDE = Pattern(r"[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
# Readings that a polluted mirror puts behind characters: 首頁(yè). They hide the words that are looked for here.
_ANNOTATION = Pattern(r"\s?\([a-zà-üāēīōūǎěǐǒǔǖǘǚǜ]{1,7}\s?\)")
_CONTROL = Pattern(r"[\x00-\x08\x0e-\x1f\u200b-\u200f\ufeff]")


def _either(section: str, **names: str) -> str:
    return "(?:" + "|".join(f"(?P<{group}>{phrase(section, name)})" for group, name in names.items()) + ")"


_ARTICLE = _either("chain", previous="previous", next="next")
# 3上一篇, 下一篇4: arrows of Webdings, which are digits without that font
_LABEL = Pattern(rf"[\W_]*(?:[37](?=[上前]))?{_ARTICLE}[48]?[\W_]*(?:[（(]\w{{1,4}}[）)])?[\W_]*")
_SIGNS_AFTER = r"(?:\s*[：:】\]』」）)〉》>»→►▶❯|丨\-–—]+\s*|\s+)"
_LABELLED = Pattern(rf"[\W_]*{_ARTICLE}{_SIGNS_AFTER}(?P<rest>\S.*)", re.S)
_NUMBER = phrase("pager", "number")
_PAGE = _either("pager", next="next", previous="previous", first="first", last="last")
_WEAK = _either("chain", back="weak_previous", on="weak_next")
# All that a short text can be, tried in this order: one search for the many texts that are none of it.
_SHORT = Pattern(
    rf"(?P<page>[\W_]{{0,4}}{_PAGE}[\W_]{{0,4}})|(?P<digits>\W{{0,2}}{_NUMBER}\W{{0,2}})|(?P<weak>\W{{0,4}}{_WEAK}\W{{0,4}})"
    rf"|(?P<useless>\W*{phrase('words', 'useless')}\W*)|(?P<more>\W*{phrase('words', 'more')}\W*)"
)
_WEAK_LABEL = Pattern(rf"\W*{_WEAK}\W*")
_LIKE_LABEL = Pattern(rf"[\W_]*(?:{phrase('chain', 'previous')}|{phrase('chain', 'next')}|{_WEAK})")
_NOTHING = Pattern(rf"\W*{phrase('chain', 'nothing')}\W*")
_TURNS = {
    "next": Turn.NEXT_PAGE,
    "previous": Turn.PREVIOUS_PAGE,
    "first": Turn.FIRST_PAGE,
    "last": Turn.LAST_PAGE,
    "back": Turn.BACK,
    "on": Turn.ON,
}
# What a turn of pages may also be called, by a bare word beside an arrow.
_OF_PAGES = {
    Turn.NEXT_PAGE: Turn.ON,
    Turn.PREVIOUS_PAGE: Turn.BACK,
    Turn.FIRST_PAGE: Turn.FIRST_PAGE,
    Turn.LAST_PAGE: Turn.LAST_PAGE,
}
_ARROW = Pattern(r"[«»‹›←→]")
_SEAM = Pattern(r"\s+|(?<=\w)(?=[«‹←])|(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])")
# Labels begin with a sign, a letter of an alphabet (Latin to Thai), or one of few others; most Chinese headlines do not.
_MAY_BE_LABEL = Pattern(r"\W|[37](?=[上前])|[a-z_\u00c0-\u024f\u0370-\u0e7f上下前后後次较較更이다]")
LONGEST_LABEL = 40
_LONGEST_WITH_HEADLINE = 200
_WIDEST = 60  # of what is no headline, as `width` counts


def squeeze(text: str) -> str:
    """Give `text` with its runs of white space made one blank, none at the ends."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Take out what damage puts between the letters of a word, so that the word can be recognised."""
    if "(" in text:
        text = _ANNOTATION.sub("", text)
    return text if text.isprintable() else _CONTROL.sub("", text)


def width(text: str) -> int:
    """Give the length of `text` in letters; a Chinese character or a Korean syllable is worth three."""
    return len(text) if text.isascii() else len(text) + 2 * sum(map(len, _WIDE.findall(text)))


@lru_cache(maxsize=8192)
def read_wording(text: str) -> Wording:
    """Tell what `text`, squeezed, says."""
    text = plain(text)
    weight, words = _weight(text)
    lower = small(text)
    if _MAY_BE_LABEL.match(lower) and (turn := _article_turn(text, lower)):
        return Wording(weight, words, turn=turn[0], rest=turn[1])
    found = _SHORT.fullmatch(lower) if width(text) <= _WIDEST else None
    if found is None:
        return Wording(weight, words, turn=_said_twice(text) if len(text) <= LONGEST_LABEL else None)
    if found["digits"]:
        return Wording(weight, words, turn=Turn.NUMBER, number=int((_DIGITS.findall(text) or [0])[0]))
    turn_name = next((name for name in _TURNS if found[name]), None)
    if turn_name:
        return Wording(weight, words, turn=_TURNS[turn_name])
    return Wording(weight, words, useless=bool(found["useless"]), more=bool(found["more"]))


def _said_twice(text: str) -> Turn | None:
    """Give what a label says once for those who hear the page and once for those who see it: `Last pageLast »`."""
    for seam in _SEAM.finditer(text) if _ARROW.search(text) else ():
        heard, seen = read_wording(text[: seam.start()]).turn, read_wording(text[seam.end() :]).turn
        if heard in _OF_PAGES and seen in (heard, _OF_PAGES[heard]):
            return heard
    return None


def _weight(text: str) -> tuple[int, str]:
    size = width(text)
    if size >= 40:
        return 3, "text as long as a headline"
    if size >= 24:
        return 2, "text longer than a section's name"
    if 0 < size <= 14:
        return -2, "text as short as a section's name"
    return 0, ""


def _article_turn(text: str, lower: str) -> tuple[Turn, str] | None:
    if len(text) <= LONGEST_LABEL and (match := _LABEL.fullmatch(lower)):
        return _turn(match), ""
    if match := _LABELLED.fullmatch(lower):
        return _turn(match), text[match.start("rest") :].strip()
    return None


def _turn(match: re.Match[str]) -> Turn:
    return Turn.PREVIOUS if match["previous"] else Turn.NEXT


@lru_cache(maxsize=8192)
def read_label(text: str) -> Turn | None:
    """Tell whether a text beside a link is nothing but a label of the chain."""
    text = small(plain(text))
    match = _LABEL.fullmatch(text) if 0 < len(text) <= LONGEST_LABEL else None
    return _turn(match) if match else None


@lru_cache(maxsize=8192)
def read_weak_label(text: str) -> Turn | None:
    """Tell whether a text is a bare "previous" or "next", which may also turn pages; BACK or ON."""
    text = small(plain(text))
    match = _WEAK_LABEL.fullmatch(text) if 0 < len(text) <= LONGEST_LABEL else None
    return _TURNS["back" if match["back"] else "on"] if match else None


@lru_cache(maxsize=8192)
def begins_like_label(text: str) -> bool:
    """Tell whether it pays to look whether a link holds a label and a headline in elements of their own."""
    if len(text) > _LONGEST_WITH_HEADLINE or not _MAY_BE_LABEL.match(small(text[:1])):
        return False
    return _LIKE_LABEL.match(small(plain(text))) is not None


def says_nothing(text: str) -> bool:
    """Tell whether a text stands where a headline would, to say that there is none."""
    return _NOTHING.fullmatch(small(plain(text))) is not None
