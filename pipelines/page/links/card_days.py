"""The day of an entry in a list, where its card has one in an element of its own: 05 / 2026-10, <time datetime>, ۱۳ مهر ۱۴۰۵.

A wrong day loses an article. What stands in a sentence, what says that it is of a change or an event, and one of two
days that are not told apart is no day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborNode

from pipelines.page.lines.dates import find_dates, is_plausible, read_date
from pipelines.page.lines.habits import Habits, habits, in_order_of
from pipelines.page.links.anchors import Page
from pipelines.page.links.cards import card, terms_of, titled
from pipelines.page.links.wording import squeeze
from pipelines.page.tables import phrases
from pipelines.page.vocabulary import phrase, small
from pipelines.pattern import Pattern

_PUBLISHED, _MODIFIED = phrases("dates", "words", "published"), phrases("dates", "words", "modified")
_MAY_BE_DAY = Pattern(r"\d{4}|\d\d?[./-]\d\d?[./-]\d\d|年")
_BARE = Pattern(rf"\W*(?:{phrase('words', 'day')}\W*)?")
_EITHER_ORDER = Pattern(r"(?:0?\d|1[0-2])([/-])(?:0?\d|1[0-2])\1(?:19|20)\d\d")
_LABEL = Pattern(r"\W*(?:日期|时间|時間|日付|date|datum|data|fecha)\s?[:：]")
_OF_TIME = Pattern(r"date|time|publi|posted|meta|info|byline|fecha|datum")
_OF_PUBLICATION = Pattern(r"publi|pub-?date|posted|entry-date|created")
_OF_OTHERS = Pattern(
    r"updat|modif|edited|event|expir|deadline|comment|repl(?:y|ies)|\bstart|\bend|\bfrom|\bto\b|birth"
)
# The day in a box of its own beside month and year, as lists of Chinese systems have it
_DAY_BESIDE_MONTH = Pattern(r"([0-3]?\d)日?\s?[/|-]?\s?((?:19|20)\d\d)\s?[-./年]\s?([01]?\d)月?")
_MONTH_BESIDE_DAY = Pattern(
    r"((?:19|20)\d\d)\s?(?:[-./年]\s?([01]?\d)月?[\s/|]{1,3}|\s([01]\d)[-./])([0-3]?\d)日?"
)
_DATA = tuple(
    f"data-{name}" for name in ("time", "date", "datetime", "published", "pubdate", "publish-time", "publish-date")
)
_MACHINE = {"time": "datetime", "abbr": "title"}
_OTHER_ORDERS = frozenset(("", "zh", "ja", "ko"))
_LONGEST, _LONGEST_BESIDE = 80, 40  # letters of an element with a day, and of what else it says
_MOST_ELEMENTS = 150  # of a card; one with more shows its whole article
_TOUCHING = "0123456789.-/"

Named = tuple[str, str]  # the day, and the names of its element


def card_days(page: Page) -> Mapping[str, str]:
    """Give the ISO days of the entries that show one, by the keys of their links; "" where it is in doubt."""
    entries, how = titled(page), _habits(page)
    found: dict[str, set[str]] = {}
    known: dict[int, str | None] = {}
    for anchor in page.anchors:
        node = card(anchor, page, entries) if anchor.to.key in entries else None
        if node is None:
            continue
        if node.mem_id not in known:
            known[node.mem_id] = _day_of(node, how, anchor.text)
        if (day := known[node.mem_id]) is not None:
            found.setdefault(anchor.to.key, set()).add(day)
    return {key: _only(days) for key, days in found.items()}


def _only(days: set[str]) -> str:
    return next(iter(days)) if len(days) == 1 else ""


def _habits(page: Page) -> Habits:
    """Give the habits of the page's language, with the order of 10/07/2026 as other dates of the page show it."""
    tree = page.document.tree
    said = (tree.root.attributes.get("lang") or "").strip() if tree.root is not None else ""
    language = said[:2].lower()
    how = habits(language or None, said[-2:].upper() if len(said) > 2 else "", None)
    if language in _OTHER_ORDERS:  # they put the year first: who does not follows others, of either order
        how = replace(how, month_first=None)
    if not language:
        how = replace(how, short_years=False)
    text = tree.body.text(separator=" ") if tree.body is not None else ""
    shown = in_order_of(replace(how, language="en"), [text], page.document.url)
    return replace(how, month_first=shown.month_first)


def _day_of(node: LexborNode, how: Habits, headline: str) -> str | None:
    found = list(_days_in(node, how, headline))
    for term in () if found else terms_of(node):
        found += _days_in(term, how, headline)
    for wanted in (_OF_PUBLICATION.search, lambda names: not _OF_OTHERS.search(names)):
        days = {day for day, names in found if wanted(names)}
        if days:
            return _only(days)
    return None


def _days_in(card: LexborNode, how: Habits, headline: str) -> Iterator[Named]:
    """Give the days that elements of a card state for machines, or show and say nothing else."""
    elements = card.css("*")
    if len(elements) > _MOST_ELEMENTS:
        elements = card.css("time, abbr")
    for node in elements:
        attributes = node.attributes
        names = " ".join([attributes.get(name) or "" for name in ("class", "id", "itemprop")]).lower()
        if day := _for_machines(node, names, how):
            yield day, names
        text = squeeze(node.text(separator=" ")[: _LONGEST * 2])
        if len(text) > _LONGEST or text == headline:
            continue
        if day := _shown(text, names, how, node):
            yield day, names
        elif _EITHER_ORDER.fullmatch(text):
            yield "", names


def _for_machines(node: LexborNode, names: str, how: Habits) -> str | None:
    attributes = node.attributes
    stated = "content" if "datepublished" in names else _MACHINE.get(node.tag or "")
    for name in (stated, "datetime", *_DATA):
        value = attributes.get(name) if name else None
        if value and _MAY_BE_DAY.search(value) and not value.isdecimal() and (moment := read_date(value, how)):
            return moment.iso[:10] if is_plausible(moment) else None
    title = attributes.get("title") or ""
    return _shown(squeeze(title), "", how, None) if len(title) <= _LONGEST and _MAY_BE_DAY.search(title) else None


def _shown(text: str, names: str, how: Habits, node: LexborNode | None) -> str | None:
    """Read a text that is a day, with a day of the week, a time or a label at most."""
    if not _MAY_BE_DAY.search(text):
        return None
    if node is not None and (day := _in_boxes(text)):
        return day
    dates = list(find_dates(text, how))
    if len(dates) != 1 or not is_plausible(dates[0].moment):
        return None
    before, behind = text[: dates[0].start], text[dates[0].stop :]
    if before[-1:] in tuple(_TOUCHING) or behind[:1] in tuple(_TOUCHING):
        return None
    beside = small(f"{before} {behind}")
    told = _BARE.fullmatch(beside) or _is_label(beside, names)
    return dates[0].moment.iso[:10] if told else None


def _is_label(beside: str, names: str) -> bool:
    if len(beside) > _LONGEST_BESIDE or _MODIFIED.search(beside):
        return False
    named = _OF_TIME.search(names) or _PUBLISHED.match(beside.strip()) or _LABEL.match(beside)
    return named is not None


def _in_boxes(text: str) -> str | None:
    """Read 05 2026-10 and 2026.10 05."""
    if found := _DAY_BESIDE_MONTH.fullmatch(text):
        return _iso(found[2], found[3], found[1])
    if found := _MONTH_BESIDE_DAY.fullmatch(text):
        return _iso(found[1], found[2] or found[3], found[4])
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
