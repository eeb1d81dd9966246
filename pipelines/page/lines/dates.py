"""Dates as people write them, in the scripts and calendars that news use, as ISO 8601.

Relative ones (3小时前, yesterday) are no dates: what they mean depends on when the page was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from pipelines.page.lines import date_forms as forms
from pipelines.page.lines.calendars import BUDDHIST, FOREIGN, PLAIN, from_bikram, from_persian
from pipelines.page.lines.habits import Habits
from pipelines.page.lines.numerals import from_digits, numeral
from pipelines.page.model import Moment
from pipelines.page.vocabulary import small
from pipelines.pattern import Pattern

_YEAR_ALONE_FIRST = frozenset(("ja", "ko"))  # languages in which 24.03.12 is of March
_EPOCH = Pattern(r"1[0-9]{9}(?:[0-9]{3})?")  # 2001 to 2033
# 8/11/2022, 9:10:45 AM: what JavaScript makes of a time for en-US (ECMA-402), whoever the readers are
_AMERICAN = Pattern(r"\d{1,2}/\d{1,2}/\d{4}, \d{1,2}:\d\d:\d\d\s[AP]M")
_LATEST_SHORT = 39  # 14/05/67 is of 1967 or of Thailand
_UNBORN = 2050  # 2081 is of Nepal, whose years are 56 ahead
_WEEK, _BEFORE_DATE = ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 12  # characters
_WEEKDAY = Pattern(rf"({'|'.join(_WEEK)})[a-z]{{0,6}}\.?,?\s$")
_FOREIGN_DIGITS = Pattern(FOREIGN)
_LONGEST_BYLINE = 50  # characters
_LONGEST_KEPT = 1000  # characters of a line whose date is remembered


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: where it stands, and whether a time of day came with it."""

    moment: Moment
    start: int
    stop: int
    timed: bool


def has_date(text: str) -> bool:
    """Say whether a full date stands in `text`."""
    return dated(text) is not None


def dated(text: str) -> str | None:
    """Give the first full date in `text` with its time of day, as it stands there."""
    return _first_of_line(text) if len(text) < _LONGEST_KEPT else _first(text)


def _first(text: str) -> str | None:
    return next((found.moment.raw for found in find_dates(text, Habits())), None)


_first_of_line = lru_cache(maxsize=512)(_first)  # the lines of a page: each is asked several times


def find_dates(text: str, how: Habits) -> Iterator[Dated]:
    """Give the full dates in `text`, from left to right; impossible ones (31 June) are no dates."""
    if not forms.HINT.search(text):
        yield from _short_dates(text, how)
        return
    plain = text.translate(PLAIN) if _FOREIGN_DIGITS.search(text) else text
    if plain is not text:
        yield from _bikram_dates(text, plain, how)
    dateless = True
    for found in forms.dates_in(small(plain)):
        day = _day(found, plain, how)
        if day is not None:
            dateless = False
            yield _with_time(text, plain, found, day, how)
    if dateless and how.republic and len(text) < _LONGEST_BYLINE:  # 113年6月29日, which captions say as well
        yield from _short_dates(text, how)


def _bikram_dates(text: str, plain: str, how: Habits) -> Iterator[Dated]:
    """Give the dates that count as Nepal does, which writes them in its own digits."""
    for form in forms.BIKRAM:
        for found in form.finditer(plain):
            day = from_bikram(int(found["y"]), forms.BIKRAM_MONTHS[found["m"]], int(found["d"]))
            if day is not None:
                yield _with_time(text, plain, found, day, how)


def _short_dates(text: str, how: Habits) -> Iterator[Dated]:
    """Give the dates whose years have two digits, or count from the Republic of China."""
    counted: tuple[tuple[Pattern, int], ...] = ()
    if how.short_years:
        yield from _day_first(text, how)
        counted = ((forms.SHORT_NAMED, 2000),)
    elif how.language:
        alone = how.language in _YEAR_ALONE_FIRST
        counted = ((forms.YEAR_FIRST if alone else forms.YEAR_FIRST_TIMED, 2000),)
    else:  # nothing is known of the page: a time of day tells 03.06.24, 08:12 from a number
        yield from (found for found in _day_first(text, how) if found.timed)
    for pattern, before in ((forms.REPUBLIC, forms.ERAS["民國"]), *counted) if how.republic else counted:
        for found in pattern.finditer(text):
            month = int(found["m"]) if found["m"].isdecimal() else _month(small(found["m"]), how)
            if (day := _checked(before + int(found["y"]), month, int(found["d"]))) is not None:
                yield _with_time(text, text, found, day, how)


def _day_first(text: str, how: Habits) -> Iterator[Dated]:
    for found in forms.SHORT.finditer(text):
        year = int(found["y6"])
        if year > _LATEST_SHORT:
            day = _in_order(found, 2500 + year - BUDDHIST, how) if how.language == "th" else None
        else:
            day = _in_order(found, 2000 + year, how)
        if day is not None:
            yield _with_time(text, text, found, day, how)


def read_date(text: str, how: Habits) -> Moment | None:
    """Read the value of a field that holds one date, as in meta and JSON-LD; compact forms are dates there."""
    if _AMERICAN.fullmatch(text):
        how = replace(how, month_first=True)
    for dated in find_dates(text.strip(), how):
        return dated.moment
    compact = forms.COMPACT.search(text)
    if compact is None:
        return _from_epoch(text.strip(), how)
    year, month, day, hour, minute, second = (int(part) if part else None for part in compact.groups())
    checked = _checked(year or 0, month or 0, day or 0)
    if checked is None:
        return None
    if hour is None:
        return Moment(checked.isoformat(), text.strip())
    clock = f"{hour:02}:{minute or 0:02}:{second or 0:02}"
    return Moment(f"{checked.isoformat()}T{clock}{how.zone or ''}", text.strip())


def _from_epoch(text: str, how: Habits) -> Moment | None:
    """Read seconds or milliseconds since 1970 (POSIX); UTC where no zone is known."""
    if not _EPOCH.fullmatch(text):
        return None
    zone = how.zone or "+00:00"
    hours, minutes = zone[1:].split(":")
    ahead = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if zone[0] == "-" else 1)
    moment = datetime.fromtimestamp(int(text[:10]), UTC) + ahead
    return Moment(f"{moment:%Y-%m-%dT%H:%M:%S}{zone}", text)


def _day(found: re.Match[str], written: str, how: Habits) -> date | None:
    part = found.groupdict()
    part["era"] = written[slice(*found.span("era"))]  # R is one, but r is none
    for form in ("1", "12", "14", "18", "19"):  # the numbers of the forms
        if part["y" + form]:
            return _checked(int(part["y" + form]), int(part["m" + form]), int(part["d" + form]))
    for form in ("4", "5", "8", "11", "16"):  # those that name their months
        if part.get("y" + form):
            return _checked(int(part["y" + form]), _month(part["m" + form], how), int(part["d" + form]))
    if part["y6"]:
        return _in_order(found, int(part["y6"]), how)
    return _of_china(part) if part["era"] or part["y3"] else _of_other_years(part)


def _of_china(part: dict[str, str]) -> date | None:
    """Give the day of 民國113年6月29日, 令和6年6月29日 and 二〇二四年六月二十九日."""
    if part["era"]:
        years, month, day = (_number(part[key]) for key in ("y2", "m2", "d2"))
        era = forms.ERAS.get(part["era"])
        return _checked(era + years, month, day) if era is not None and years else None
    year = from_digits(part["y3"])
    return _checked(year, numeral(part["m3"]), numeral(part["d3"]))


def _of_other_years(part: dict[str, str]) -> date | None:
    """Give the day of a year that counts from the death of the Buddha, or as Iran counts."""
    if part["y13"]:
        return _checked(2500 + int(part["y13"]) - BUDDHIST, forms.MONTHS.get(part["m13"], 0), int(part["d13"]))
    if part["y17"]:
        return _checked(int(part["y17"]) - BUDDHIST, int(part["m17"]), int(part["d17"]))
    if part.get("y7"):
        return _checked(int(part["y7"]) - BUDDHIST, forms.MONTHS[part["m7"]], int(part["d7"]))
    if part["y9"]:
        month = forms.PERSIAN[part["m9"].translate(forms.PERSIAN_LETTERS)]
        return from_persian(int(part["y9"]), month, int(part["d9"]))
    form = "10" if part["y10"] else "15"
    return from_persian(int(part["y" + form]), int(part["m" + form]), int(part["d" + form]))


def _in_order(found: re.Match[str], year: int, how: Habits) -> date | None:
    """Give the day of 29/06/2024 or 06/29/2024; None where nobody can tell.

    Where the month may go first, it does before a slash; a dot or a dash may as well be of those who write the day first.
    """
    first, second = int(found["a6"]), int(found["b6"])
    slash = found["sep"] == "/"
    unsure = found["sep"] in "/-" if how.month_first is None else how.month_first and not slash
    if unsure and first != second and max(first, second) < 13:
        return _of_weekday(found, [_checked(year, second, first), _checked(year, first, second)])
    if second > 12 or (how.month_first and first <= 12 and slash):
        first, second = second, first
    return _checked(year, second, first)


def _of_weekday(found: re.Match[str], days: list[date | None]) -> date | None:
    """Give the one of two days that falls on the day of the week before it: Mon, 03/04/2019."""
    told = _WEEKDAY.search(found.string[max(0, found.start() - _BEFORE_DATE) : found.start()])
    fits = [day for day in days if told and day and day.weekday() == _WEEK.index(told[1])]
    return fits[0] if len(fits) == 1 else None


def _month(word: str, how: Habits) -> int:
    """Give the number of a month by its name in the language of the page; 0 for none."""
    return forms.MONTHS_OF.get(how.language, {}).get(word) or forms.MONTHS.get(word, 0)


def _number(text: str) -> int:
    return 1 if text == "元" else int(text) if text.isdecimal() else numeral(text)


def _checked(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(text: str, plain: str, found: re.Match[str], day: date, how: Habits) -> Dated:
    start, stop = found.span()
    time = forms.TIME.match(plain, stop)
    clock = _clock(time) if time else None
    zone = None
    if time and clock:
        stop = time.end()
        zone = _zone(time["zone"], day)
    else:
        time = forms.TIME_BEFORE.search(plain[max(0, start - 30) : start])
        clock = _clock(time) if time else None
        zone = _zone(time["zone"], day) if time else None
        start -= len(time[0]) if time and clock else 0
    raw = text[start:stop].strip()
    if clock is None:
        return Dated(Moment(day.isoformat(), raw), start, stop, False)
    return Dated(Moment(f"{day.isoformat()}T{clock}{zone or how.zone or ''}", raw), start, stop, True)


def _clock(time: re.Match[str]) -> str | None:
    """Give hh:mm:ss, None where the digits are no time of day."""
    hour = int(time["h"])
    if time["mi"] is None and not time["before"]:
        return None
    half = (time["before"] or time["after"] or "").lower().replace(".", "").replace(" ", "")
    shift = forms.HALF.get(half)
    if shift == 12 and hour < 12:
        hour += 12
    elif shift == 0 and hour == 12:
        hour = 0
    return f"{hour:02}:{int(time['mi'] or 0):02}:{time['s'] or '00'}" if hour < 24 else None


def _zone(text: str | None, day: date) -> str | None:
    """Give the offset as in `+08:00`, that of ET for the day."""
    if not text:
        return None
    word = text.lower().lstrip("(").rpartition("توقيت ")[2]
    if word[0] in "+-":
        digits = word[1:].replace(":", "")
        return f"{word[0]}{digits[:2]}:{digits[2:] or '00'}"
    name = word.rstrip("+-0123456789")
    extra = word[len(name) :]
    if extra and name in ("gmt", "utc"):
        return f"{extra[0]}{int(extra[1:]):02}:00"
    winter, _, summer = forms.ZONES.get(name, "").partition(" ")
    return (summer if summer and _is_summer(day) else winter) or None


def _is_summer(day: date) -> bool:
    """Say whether clocks in the USA are ahead on a day: since 2007 from March's second Sunday to November's first."""
    begins, ends = (
        first + timedelta(6 - first.weekday()) for first in (date(day.year, 3, 8), date(day.year, 11, 1))
    )
    return begins <= day < ends


def is_plausible(moment: Moment) -> bool:
    """Say whether news on the web can be of that year."""
    return 1990 <= int(moment.iso[:4]) < _UNBORN
