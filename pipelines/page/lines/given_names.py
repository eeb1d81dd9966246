"""Names that nothing marks but the given name that they begin with, and the date beside them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from pipelines.page.lines.captions import CAPTION
from pipelines.page.lines.dates import has_date
from pipelines.page.lines.name_lists import split_names
from pipelines.page.lines.names import People, is_person
from pipelines.page.model import Person
from pipelines.page.tables import table
from pipelines.page.tree.outline import Block, Outline, clean
from pipelines.pattern import Pattern

_LAST_ACCENTED = "\u0530"  # marks of the scripts behind are letters
_AGENCIES = frozenset(table("names")["agencies"]["names"])
_THINGS = frozenset(table("given_names")["things"].split())
_NO_NAMES = frozenset(table("given_names")["no_names"])
_BORDER = Pattern(r"\s+(?:[–—-]+|ـ+|/)\s+|\s*[•·|,]\s*")
_SYLLABLES = Pattern("[་།\\s]+")  # of Tibetan; two make a name
_CAPITALS = Pattern(
    r"(?:(?:(?:v[ao]n|de[rn]?|d[aiou]s?|del|la|le|el|al|zu)\s)*+[^\W\d_a-z][^\s\d_,;:!?()\[\]|/<>@«»\"“”]*+\s?+){2,4}"
)
_LABEL = Pattern(r"[^\W\d_][^\d:：,|]{1,20}[:：](?!\d)")  # Tags: Ann Price, Tim Reese
# 水谷佳奈; 千葉県内 and 山口支局 are places
_JAPANESE = Pattern(
    "[\u4e00-\u9fff々]{2,3}[\u4e00-\u9fff々\u3041-\u30fa]{0,2}[^県市区町村版局社部面欄内外線駅党員会館店院校者長号紙発研工券所島業産銀鉄油薬堂屋紬湾港橋寺城園祭賞展\\W\\d_]"
)
_OF_FATHER = Pattern(r"\w{3}(?:қызы|ұлы|кызы|уулу|qızı|qizi|oğlu|o[‘'ʻ’]g[‘'ʻ’]li)$")  # Серікқызы
_KANA = Pattern("[\u3041-\u3096]")  # none in Chinese
_INITIAL = Pattern(r"[A-ZĐ]\.\s?")
_MOST_GIVEN = 2  # given names of which a name may consist alone
_LONGEST, _AROUND = 100, 2  # characters of a line; lines between a name and the date
_LISTED = ("li", "dt", "th", "figcaption", "a")


def beside_date(outline: Outline, blocks: Sequence[Block], text: str) -> People | None:
    """Read Sam Ilkley near the date, alone or before a comma; not somebody of whom the `text` speaks."""
    for number, block in enumerate(blocks):
        near = blocks[max(0, number - _AROUND) : number + _AROUND + 1]
        if not _may_name(outline, block) or not any(has_date(other.text) for other in near):
            continue
        for node in () if _LABEL.match(block.text) else range(block.start, block.stop):
            found: dict[str, Person] = {}
            for piece in _BORDER.split(clean(outline.raw[node])):
                persons = split_names(piece)
                if not persons or not all(is_unmentioned(person.name, text) for person in persons):
                    continue
                found |= {person.name: person for person in persons}
            if found:
                return tuple(found.values()), f"text {next(iter(found))}, a given name beside the date"
    return None


def is_unmentioned(name: str, text: str) -> bool:
    """Say whether a name is that of a person, of whom the `text` does not speak."""
    if _JAPANESE.fullmatch(name):
        family = next((name[:size] for size in (3, 2) if name[:size] in _families()), "")
        return 0 < len(family) < len(name) and _KANA.search(text) is not None and family not in text
    return names_person(name) and name.rsplit(maxsplit=1)[-1] not in text


def names_person(text: str) -> bool:
    """Say whether a text is the name of somebody whose given name is a common one, and nothing else."""
    if "་" in text:
        syllables = [each for each in _SYLLABLES.split(text) if each]
        pairs = zip(syllables[::2], syllables[1::2], strict=False)
        return len(syllables) in (2, 4) and all("་".join(pair) in _given() for pair in pairs)
    words = text.split()
    if not 1 < len(words) < 5 or not _CAPITALS.fullmatch(text):
        return False
    if not _is_given(words[0]) and not _OF_FATHER.search(words[-1]):
        return False
    if words[-1] in _AGENCIES or (len(words) > _MOST_GIVEN and all(map(_is_given, words))):
        return False  # Theo TTXVN; Вера Надежда Любовь
    return is_person(text) and _THINGS.isdisjoint(map(str.lower, words))


def is_vietnamese(text: str) -> bool:
    """Say whether a text is two or three syllables of Vietnamese given names, or one behind an initial: Lan Chi, L.CHI."""
    initial = _INITIAL.match(text)
    words = text[initial.end() if initial else 0 :].split()
    fits = len(words) == 1 if initial else 1 < len(words) < 4 and all(word[0].isupper() for word in words)
    return fits and all(word.lower() in _syllables() for word in words) and text.lower() not in _NO_NAMES


@cache
def _syllables() -> frozenset[str]:
    return frozenset(table("given_names")["syllables"].split())


def _is_given(word: str) -> bool:
    word = _folded(word)
    return word in _given() or word.partition("-")[0] in _given()


@cache
def _families() -> frozenset[str]:
    return frozenset(table("given_names")["families"].split())


@cache
def _given() -> frozenset[str]:
    return frozenset(map(_folded, table("given_names")["names"].split()))


def _folded(word: str) -> str:
    """Give a word in small letters, without the accents that capitals and other languages leave out: ΕΛΕΝΗ, Thais."""
    word = word.lower()
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFD", word)
    return "".join(char for char in plain if char > _LAST_ACCENTED or not unicodedata.combining(char))


def _may_name(outline: Outline, block: Block) -> bool:
    """Say whether a line is no link, no entry of a list and no caption."""
    around = outline.parents[block.owner]
    labels = f"{outline.labels[block.owner]} {outline.labels[around] if around >= 0 else ''}"
    listed = block.linked or outline.tags[block.owner] in _LISTED or len(block.text) > _LONGEST
    return not listed and CAPTION.search(labels) is None and (around < 0 or outline.tags[around] != "figure")
