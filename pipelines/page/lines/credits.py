"""Last lines that name the agencies a text is from, and lines with the label of a source that explain where figures are from."""

from __future__ import annotations

import re

from pipelines.page.tables import alternatives, expression, table
from pipelines.pattern import Pattern

_LONGEST, _LONGEST_NAME = 110, 30  # characters
_AGENCIES = frozenset(name.casefold() for key in ("names", "abroad") for name in table("names")["agencies"][key])
_SOURCES = rf"(?:{expression('names', 'labels', 'source')}|source|{alternatives('names', 'agencies', 'sources')})"
_LABEL = rf"{_SOURCES}(?:\s?\(s\))?\s?[:：=]"
# Con información de EFE y Europa Press. Behind either, and between the names, no more than small words and what an agency is
_LED = Pattern(rf"\W{{0,3}}(?:{_LABEL}|{alternatives('names', 'agencies', 'leads')}(?![^\W\d_]))", re.IGNORECASE)
_BETWEEN = Pattern(
    r"\s?[,،、;；/／·・|+&()（）]\s?|\s(?:und|and|et|y|e|en|och|og|i|a|și|ja|ve|dan|và|és|un|ir|и|і|та|και|و)\s",
    re.IGNORECASE,
)
_BESIDE = Pattern(rf"(?:{alternatives('names', 'agencies', 'beside')}[\s:：]?)+|l[’']", re.IGNORECASE)
_EDGES = " .。*«»“”\"'()（）[]–—-"
_PAPER = r"[\u4e00-\u9fff]{0,8}(?:[社报報网網台臺端]|新[闻聞]|[央卫衛电電][视視])"
_PUT_TOGETHER = Pattern(
    rf"[（(]?(?:来源[：:])?[综綜]合{_PAPER}(?:[、/／]{_PAPER})+(?:等)?(?:媒[体體])?(?:[报報][导導道]|消息|[电電]|[讯訊])?[）)]?。?"
)
# Behind a label: Quelle: Die Zahlen stammen aus einer Umfrage der Hochschule unter 1200 Haushalten.
_EXPLAINED = Pattern(rf"\W{{0,3}}{_LABEL}\s?(?P<behind>.{{20,}}[.।۔。]\W{{0,2}}$)", re.IGNORECASE)
_BY_HAN = Pattern(r"(?:[依根][据據]|本[文稿表図图圖]|以上|文中|[数數][据據]|この).*[，、がは]")
_WORD = Pattern(r"[^\W\d_]+")
_FEWEST, _FEWEST_SMALL, _SMALL = 8, 3, 4  # words of a sentence; those of its words that no name has; their letters
_CASELESS = "\u0590"  # what comes behind knows no capitals, and some of it words of two letters
_STOPS, _OPENING, _MOST_WORDS = ".。।۔", ("(", "（"), 3


def credits_agencies(text: str) -> bool:
    """Say whether a line is a list with an agency in it, behind the label of a source or words that lead to one: Bronnen: ANP, Belga."""
    if len(text) > _LONGEST:
        return False
    if _PUT_TOGETHER.fullmatch(text):
        return True
    if led := _LED.match(text):
        names = _names(text[led.end() :])
        short = all(len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_WORDS for name in names)
        return short and any(name.casefold() in _AGENCIES for name in names)
    names = _names(text) if text[:1] in _OPENING else []
    return bool(names) and all(name.casefold() in _AGENCIES for name in names)


def _names(listed: str) -> list[str]:
    """Give the names of a list, without what says that they are agencies'."""
    parts = (part.strip(_EDGES) for part in _BETWEEN.split(listed))
    found = (_BESIDE.sub("", part, count=1) if _BESIDE.match(part) else part for part in parts)
    return [name for name in (each.strip(_EDGES) for each in found) if name]


def explains_source(text: str) -> bool:
    """Say whether a sentence stands behind the label of a source: Fonte: i dati sono stati raccolti in 45 comuni tra il 2010 e il 2023."""
    found = _EXPLAINED.match(text) if text[-1:] in _STOPS else None
    if found is None:
        return False
    words = _WORD.findall(found["behind"])
    if _BY_HAN.match(found["behind"]):
        return True
    small = sum(len(word) >= (_SMALL if word < _CASELESS else 2) and not word[0].isupper() for word in words)
    return len(words) >= _FEWEST and small >= _FEWEST_SMALL and words[0].casefold() not in _AGENCIES
