"""Who posted: names as their bearers chose them, beside the posts of forums and blogs, and behind the marks of papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from pipelines.page.lines.names import HAN, People, has_family, is_person, is_stated_person
from pipelines.page.model import Person
from pipelines.page.tables import expression
from pipelines.pattern import Pattern

_label = partial(expression, "names", "labels")
_WAYS = (
    # रजनी ठाकुर द्वारा 9 दिसंबर, 2022 को प्रकाशित; Ece Toprak tarafından 3 Mayıs 2022 tarihinde: as Drupal says it
    Pattern(
        r"^(?P<names>\S{2,20}?(?:\s\S{2,20}?){0,2})\s(?:द्वारा|tarafından|দ্বারা)\s(?=[^.।!?]*\b(?:19|20)\d\d\b[\s,-]*(?:\d\d:\d\d\s*)?(?:को प्रकाशित|প্রকাশিত|tarihinde(?:\s(?:yayın|gönder|yaz|paylaş|ekle)\w*)?)?\W*$)"
    ),
    # 棋路漫漫 发表于 2011-7-4 22:10
    Pattern(
        r"^(?P<names>(?!本文|[该此原]文|首次|最[后後])[^\s：:]{2,16})\s+[发發]表[于於]\s?[：:]?\s?(?:19|20)\d\d"
    ),
    Pattern(_label("posted")),
    # posted on 2005-09-07 11:57 林下 阅读(312)
    Pattern(
        r"^(?i:posted)\s?(?i:on|at|@)\s?[\d年月日/:：.\s-]{8,24}\s(?P<names>[^\s\d(（][^\s(（]{1,19})\s(?=[阅閱]|[评評]|[编編]|[收举]|(?i:views|comments|edit))"
    ),
)
# What a forum says of a member beside each post: 级别：会员, 积分: 120
_STATISTIC = Pattern(
    r"(?:UID|(?:用[户戶])?[级級等][别別级級]|[积積]分|[发發]?(?:[帖貼][数數子]?|文[数數章])|主[题題]|精[华華]|威望|金[钱錢币幣]|[经經][验驗]|[魅财]力?[力富]|[头頭][衔銜]|注[册冊]|註冊|加入(?!.*(?:[来來]源|作者|[点點][击擊]|[浏瀏][览覽]|[阅閱][读讀])[^\n]*[：:])|性[别別]|[来來]自|门派|状态|[阅閱][读讀][权權]限|在[线線][时時][间間]|最后登录)(?:[时時日][间間期])?\s?[：:]\s?\S",
    re.IGNORECASE,
)
_STATISTIC_LINE = Pattern(f"^{_STATISTIC.pattern}", re.IGNORECASE | re.MULTILINE)
_LEAST_STATISTICS, _NEXT = 2, 5  # among these lines, the name's counted
_OF_COLUMNS = 4  # characters
_LONGEST_NAME = 20  # characters
# 老槐的博客, Bluestone's blog: what a title says of whose pages these are
_OWN_PAGES = Pattern(
    r"(?P<names>[^\s_|｜—–-]{2,16}?)\s?的\s?(?:个人|個人)?(?:博客|部落格|[专專][栏欄]|日[志誌]|空[间間]|blog)",
    re.IGNORECASE,
)
_ANYBODY = Pattern(
    "^(?:我们?|我們|你|他|她|大家|本人|自己|学生|股民|网民|.*[家者员員们們友人业業页頁师師导導长長]|孩子|每.)$"
)


# □ 老鸦岭: nothing else in the line; ■ stands before kinds of texts as well
_PEN_NAME = Pattern(rf"[□◎✎✍]\ufe0f?\s?(?P<names>(?!.*{_label('genre')}$)[{HAN}]{{3,4}})")


def pen_name(lines: Sequence[str]) -> People | None:
    """Read a name behind a mark in a line of its own; of four characters, as columns have, it needs a family name.

    Of two characters are buttons and headings: □ 分享, ◎ 目录.
    """
    for line in lines:
        found = _PEN_NAME.fullmatch(line)
        name = found["names"] if found else ""
        if is_person(name) and (len(name) < _OF_COLUMNS or has_family(name)):
            return (Person(name, line),), f"text {line}"
    return None


def posted(line: str) -> People | None:
    """Read the line that dates a post and names who made it."""
    for way in _WAYS:
        if (found := way.search(line)) and is_person(found["names"]):
            return (Person(found["names"], found["names"]),), f"text {line[:24]}"
    return None


def is_statistic(line: str) -> bool:
    """Say whether a line tells something of a member: its date is that of the member's first day."""
    return _STATISTIC.match(line) is not None


def above_statistics(lines: Sequence[str]) -> People | None:
    """Read the name of a member, below which stand rank, points and the number of posts."""
    told = [is_statistic(line) for line in lines] if _STATISTIC_LINE.search("\n".join(lines)) else []
    for number, line in enumerate(lines[: len(told)]):
        near = told[number : number + _NEXT]
        if near[:2] == [False, True] and sum(near) >= _LEAST_STATISTICS and _may_name(line):
            return (Person(line, line),), f"text {line}, above {lines[number + 1]}"
    return None


def _may_name(line: str) -> bool:
    return len(line) <= _LONGEST_NAME and is_person(line)


def owner(parts: Sequence[str]) -> People | None:
    """Read whose blog or column this is, off the title's parts and the page's head: 槐花开了 - 老槐的博客 - 江边网."""
    for part in parts:
        found = _OWN_PAGES.fullmatch(part)
        if found and is_stated_person(found["names"]) and not _ANYBODY.match(found["names"]):
            return (Person(found["names"], found["names"]),), f"title {part}"
    return None
