"""Who wrote an article, told by the name of a paper before theirs, or by the address of mail below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipelines.page.lines.dates import dated, has_date
from pipelines.page.lines.name_lists import split_names
from pipelines.page.lines.names import (
    HAN,
    People,
    begins_with_place,
    has_han,
    is_person,
    may_be_person,
    stands_alone,
)
from pipelines.page.lines.origin import is_organization
from pipelines.page.lines.placed_authors import CAPITALS, pieces_of
from pipelines.page.model import Person
from pipelines.page.tree.outline import Block, Outline, clean
from pipelines.pattern import Pattern

_MAIL = Pattern(r"[\w.+-]+@")
_MADE = Pattern("(?:摄影|攝影|图文|圖文|文[/／]?图|综合|綜合)?(?:报道|報道|報導|摄|攝)|文[/／]?[图圖]")
_COUNTER = Pattern(
    "(?:[点點][阅閱击擊]|[阅閱][读讀]|[浏瀏][览覽]|人[气氣]|[观觀]看|[评評][论論])[数數量]?\\s?[:：]?\\s?[\\d,.]+\\s?[万萬]?\\s?[次人]?"
)
_BRACKETED = Pattern(rf"[\[［]\s?(?P<names>[{HAN}]{{2,4}}(?:\s[{HAN}]{{2,4}}){{0,4}})\s?[\]］]\s*来源[：:]")
_SOURCE = Pattern("[^：:]{0,4}[来來]源[：:]\\S")
_BEGINNING = 4  # characters of a name that its address has: å may be a
_THREE = 3  # characters
_LONGEST_NAME, _LONGEST_LINE = 40, 120  # characters


def named_beside_date(outline: Outline, blocks: Iterable[Block], text: str) -> People | None:
    """Read 城事 华西都市报 王国平 2014-03-12: the one piece of a dated line that is a Chinese name, beside a paper's.

    Beside nothing but the date and counters it is one of whom the `text` does not speak: 鄭羿霏 2015/10/14 19:19 點閱 630 次.
    """
    for block in blocks:
        if not has_han(block.text) or len(block.text) > _LONGEST_LINE:
            continue
        if not has_date(block.text) and not _SOURCE.match(block.text):
            continue
        if persons := _in_brackets(block.text) or _behind_paper(block.text.split()):
            return persons, f"text {persons[0].raw}, behind a paper's name"
        texts = (node for node in range(block.start, block.stop) if outline.tags[outline.parents[node]] != "a")
        told = [person for node in texts if (person := stands_alone(clean(outline.raw[node])))]
        if len(told) == 1 and any(map(is_organization, pieces_of(outline, block))):
            return (told[0],), f"text {told[0].raw}, beside the date"
        if (person := _beside_nothing_else(block.text)) and person.name not in text:
            return (person,), f"text {person.raw}, beside the date"
    return None


def _in_brackets(line: str) -> tuple[Person, ...]:
    """Give the names in brackets of a line that names the source too: 2005年9月7日11:57 [ 张悦 柏青 ] 来源：[ 江边报 ]."""
    found = _BRACKETED.search(line)
    persons = split_names(found["names"], strict=True) if found else ()
    return persons if all(may_be_person(person.name) for person in persons) else ()


def _beside_nothing_else(line: str) -> Person | None:
    """Give the name of three characters that is all of a line but the date and counters, or runs into the time of day."""
    date = dated(line) or ""
    rest = line.replace(date, " ", 1)
    name = _COUNTER.sub("", rest).strip(" |｜")
    told = len(name) == _THREE and (_COUNTER.search(rest) or (":" in date and line == date + name))
    person = stands_alone(name) if told else None
    return None if person is None or begins_with_place(person.name) else person


def _behind_paper(words: list[str]) -> tuple[Person, ...]:
    """Give the names with which a line ends behind that of a paper: 扬子晚报 朱鼎兆 万凌云; the first of three characters."""
    paper = next(
        (number for number, word in enumerate(words) if is_organization(word) or _SOURCE.match(word)), len(words)
    )
    names = words[paper + 1 :]
    if len(names) > 1 and _MADE.fullmatch(names[-1]):
        names = names[:-1]
    elif not names or stands_alone(names[0]) is None:
        return ()
    persons = split_names(" ".join(names), strict=True)
    return persons if len(persons) == len(names) else ()


def before_address(pieces: Sequence[str]) -> People | None:
    """Read a name whose address of mail stands beside it in the byline."""
    for name, address in pairwise(pieces):
        mailed = _MAIL.match(address.lower()) if CAPITALS.fullmatch(name) and is_person(name) else None
        box = mailed[0].partition("@")[0] if mailed else ""  # the paper's name may be that of the host
        family = name.lower().split()[-1]
        if mailed and family[:_BEGINNING] in box and box != family:  # the box view@ is that of Our View
            return (Person(name, name),), f"text {name}, before {mailed[0]}"
    return None


def beside_address(blocks: Sequence[Block]) -> People | None:
    """Read a name below the text whose address of mail is in one of the next lines: Elin Swahn, elin.swahn@…"""
    for number, block in enumerate(blocks):
        name = block.text
        if len(name) > _LONGEST_NAME or not CAPITALS.fullmatch(name) or not is_person(name):
            continue
        mailed = _MAIL.search(" ".join(other.text for other in blocks[number + 1 : number + 3]).lower())
        if mailed and name.lower().split()[-1] in mailed[0]:
            return (Person(name, name),), f"text {name}, above {mailed[0]}"
    return None
