"""The tables of words: patterns that are looked for in small letters have no others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.links.wording import Turn, read_wording
from pipelines.page.tables import table
from pipelines.page.vocabulary import small

_NO_LETTER = re.compile(r"\\.|\(\?P?<?")  # \W, and the names of groups


def patterns(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
    else:
        for each in entry.values() if isinstance(entry, dict) else entry:
            yield from patterns(each) if not isinstance(each, int) else ()


@pytest.mark.parametrize(("name", "sections"), [("navigation", None), ("body", ["labels"])])
def test_patterns_are_in_small_letters(name: str, sections: list[str] | None) -> None:
    told = [patterns(entry) for section, entry in table(name).items() if sections is None or section in sections]
    bare = [_NO_LETTER.sub("", each) for rows in told for each in rows]
    assert len(bare) > 50
    assert [each for each in bare if each != each.lower()] == []


@given(st.text())
def test_every_small_letter_stands_in_its_place(text: str) -> None:
    assert len(small(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "turn", "rest"),
    [
        ("NEXT ARTICLE: The Bridge Is Open", Turn.NEXT, "The Bridge Is Open"),
        ("İ Next Article » İSTANBUL'da Köprü", None, ""),
        ("ÖNCEKİ HABER: İSTANBUL'da Köprü", Turn.PREVIOUS, "İSTANBUL'da Köprü"),
        ("ΠΡΟΗΓΟΎΜΕΝΟ ΆΡΘΡΟ", Turn.PREVIOUS, ""),
        ("Next Page", Turn.NEXT_PAGE, ""),
        ("Next pageNext ›", Turn.NEXT_PAGE, ""),
        ("Last page Last »", Turn.LAST_PAGE, ""),
        ("Première page « Premier", Turn.FIRST_PAGE, ""),
        ("Next page « Last", None, ""),
        ("Home » News", None, ""),
    ],
)
def test_capitals_say_the_same_and_the_headline_stays(text: str, turn: Turn | None, rest: str) -> None:
    assert (read_wording(text).turn, read_wording(text).rest) == (turn, rest)
