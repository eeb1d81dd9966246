"""Dates as people write them, in the scripts and calendars that news use, as ISO 8601.

Relative ones (3小时前, yesterday) are no dates: what they mean depends on when the page was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from pipelines.page.lines.calendars import BUDDHIST, FOREIGN, PLAIN, from_persian
from pipelines.page.model import Moment
from pipelines.page.tables import branching, table

_TABLE = table("dates")
_MONTHS = {word: int(number) for number, names in _TABLE["months"].items() for word in names}
_ERAS: dict[str, int] = _TABLE["eras"]
_PERSIAN: list[str] = _TABLE["persian"]["months"]
_HALF: dict[str, int] = _TABLE["half"]
_ZONES: dict[str, str] = _TABLE["zones"]
_ZONE_OF_LANGUAGE: dict[str, str] = _TABLE["languages"]
_DIGITS = {
    **{char: str(n) for n, char in enumerate("〇一二三四五六七八九")},
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "O": "0",
}


def _any(words: object) -> str:
    return "|".join(sorted((re.escape(str(word)) for word in words), key=len, reverse=True))  # type: ignore[attr-defined]


_PERSIAN_LETTERS = str.maketrans("يك", "یک")  # Persian is written with the letters of Arabic too
_PERSIAN_MONTH = _any(_PERSIAN).replace("ی", "[یي]").replace("ک", "[کك]")
_MONTH = branching(_MONTHS)
_BOTH = r"(?:[（(][^（()）\d]{0,2}\d{1,4}年?[)）]\s?)?"  # 2024年（令和6年）6月29日, 令和6年（2024年）6月29日
_DATES = (
    # 2024-06-29, 2024年6月29日, 2024. 6. 29., 2024년 6월 29일, 2024 06/29
    r"(?<!\d)(?P<y1>(?:19|20)\d\d)(?:\s?[-/.]\s?|\s?[年년]\s?"
    rf"{_BOTH}"
    r"|\s{1,3}(?=\d\d?\s?/))(?P<m1>1[0-2]|0?[1-9])"
    r"(?:\s?[-/.]\s?|\s?[月월]\s?)(?P<d1>3[01]|[12]\d|0?[1-9])(?:(?!\d)|(?=[0-2]\d[:：][0-5]\d))\s?[日号號일]?",
    # 民國113年6月29日, 令和6年6月29日
    rf"(?P<era>{_any(_ERAS)})\s?(?P<y2>\d{{1,4}}|元)\s?[年년./-]\s?{_BOTH}(?P<m2>1[0-2]|0?[1-9])\s?[月월./-]\s?"
    r"(?P<d2>3[01]|[12]\d|0?[1-9])(?!\d)\s?[日일]?",
    # 二〇二四年六月二十九日
    r"(?P<y3>[一二][〇○零ＯO一二三四五六七八九]{3})年(?P<m3>十[一二]?|[一二三四五六七八九])月"
    r"(?P<d3>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号號]",
    # 29 June 2024, 29. Juni 2024, 29 de junio de 2024
    rf"(?<!\d)(?P<d4>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|º|ª)?(?:\.|,)?\s?(?:de\s|of\s|-|\s)?(?P<m4>{_MONTH})"
    # 28 آب/أغسطس 2013, 28 آب (أغسطس) 2013: the month as the east and as the west of the Arab world calls it
    r"(?:\s?[/(]\s?[\u0620-\u064a]{3,8}\)?)?"
    r"(?:\.|,)?(?:\s(?:de|del))?[\s,-]{1,3}(?P<y4>(?:19|20)\d\d)(?!\d)",
    # June 29, 2024
    rf"(?<![^\W\d_])(?P<m5>{_MONTH})\.?\s(?P<d5>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:,|\s)\s?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},?\s)?(?P<y5>(?:19|20)\d\d)(?!\d)",
    # 29.06.2024, 29/06/2024, 06/29/2024
    r"(?<![\d.])(?P<a6>\d{1,2})(?P<sep>\.\s|[./-])(?P<b6>\d{1,2})(?P=sep)(?P<y6>(?:19|20)\d\d)(?!\d)",
    # 2024. május 14., 2024 m. gegužės 14 d.; 2024. gada 14. maijs
    rf"(?<!\d)(?P<y11>(?:19|20)\d\d)\.?\sgada\s(?P<d11>3[01]|[12]\d|0?[1-9])\.\s(?P<m11>{_MONTH})",
    rf"(?<!\d)(?P<y8>(?:19|20)\d\d)(?:[.,]|\sm\.|e?ko)?\s(?P<m8>{_MONTH})\.?\s(?P<d8>3[01]|[12]\d|0?[1-9])(?!\d)\.?",
    # 12 พ.ค. 2567, 12/05/2567: Thai years count from the death of the Buddha
    rf"(?<!\d)(?P<d7>3[01]|[12]\d|0?[1-9])(?:\s?(?P<m7>{_MONTH})\s?(?:พ\.ศ\.\s?)?|/(?P<n7>1[0-2]|0?[1-9])/)(?P<y7>25[3-9]\d)(?!\d)",
    # 14 مهر 1402, 1402/07/14: Iran; years of the moon, which others count, are never below 1410 on the web
    rf"(?<!\d)(?P<d9>3[01]|[12]\d|0?[1-9])\s?(?P<m9>{_PERSIAN_MONTH})\s?(?:ماه\s)?(?P<y9>1[34]\d\d)(?!\d)",
    r"(?<!\d)(?P<y10>13[6-9]\d|140\d)/(?P<m10>1[0-2]|0?[1-9])/(?P<d10>3[01]|[12]\d|0?[1-9])(?!\d)",
)
# What none can begin with is passed over at one look: most of a text in Chinese.
_FIRST = re.escape("".join(sorted({word[0] for word in (*_MONTHS, *_ERAS)})))
_DATE = re.compile(rf"(?=[\d一二{_FIRST}])(?:{'|'.join(_DATES)})", re.IGNORECASE)
_REPUBLIC = re.compile(
    r"(?<![\d./-])(?P<y>9\d|1[0-3]\d)(?P<sep>[-/])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d./-])"
)
# 14.05.24, 14/05/24
_SHORT = re.compile(
    r"(?<![\d./:])(?P<a6>3[01]|[12]\d|0?[1-9])(?P<sep>[./])(?P<b6>3[01]|[12]\d|0?[1-9])(?P=sep)(?P<y6>[0-3]\d)(?![\d./])"
)
_TIME = re.compile(
    rf"(?:\s?(?:года?|року|[rгрm]|م)\b\.?)?[T.\s\u3000,，、،|·•\-–—@(（\[/]{{0,4}}(?:à|at|um|alle(?: ore)?|klo|kl\.?|klockan|kell|plkst\.?|во?|у|u|a las|a les|ob|dne|den|v|às|om|ore|ora|la ora|saat|pukul|lúc|στις|ώρα|o godz\.?|godz\.?|ساعت|الساعة|בשעה|เวลา|hkt|sgt|jst|kst|(?:星期|周|週)[一二三四五六日天]|[日月火水木金土일월화수목금토])?"
    rf"[)）\]]?[\s,，|]{{0,3}}(?P<before>{_any(word for word in _HALF if not word.isascii())})?\s?"
    rf"(?P<h>2[0-4]|[01]?\d)\s?(?:(?:[:：]\s?|\.)(?=[0-5]\d)|[时時点點시h]\s?)(?P<mi>[0-5]?\d)?(?!\d)\s?[分분]?"
    rf"(?:\s?[:：]?\s?(?P<s>[0-5]\d)(?!\d)\s?[秒초]?(?:\.\d{{1,9}})?)?\s?(?P<after>[ap]\.?m\b\.?|[πμ]\.?μ\b\.?|(?:ص(?:باح[اً]*)?|م(?:ساء[ًا]*)?|SA|CH)(?![^\W\d_])|[上下]午(?!\d))?"
    rf"\s?(?P<zone>[+-]\d\d:?\d\d|\(?(?:{_any(_ZONES)})(?![a-zа-я])(?:[+-]\d{{1,2}})?)?",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"(?<!\d)(?<!\d:)(?P<h>2[0-3]|[01]?\d)[:：](?P<mi>[0-5]\d)(?:[:：](?P<s>[0-5]\d))?\s?(?P<after>[ap]\.?m\b\.?)?(?P<before>)"
    rf"\s?(?P<zone>(?:{_any(_ZONES)})(?![a-zа-я]))?(?:[\s,，|·•/–—-]|on\s|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\b){{0,5}}$",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?(?!\d)"
)
_YEAR_FIRST = frozenset(("zh", "ja", "ko", "mn", "hu", "lt", "sv"))  # languages
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")  # 2001 to 2033
_FOREIGN_DIGITS = re.compile(FOREIGN)
_HINT = re.compile(
    r"(?:19|20)\d\d|[/ .]25[3-9]\d|[元\d○〇零一二三四五六七八九１-９]\s?年|[１２][０-９]{3}|[٠-٩۰-۹०-९০-৯๐-๙០-៩၀-၉]{4}|1[34]\d\d/\d|[RSH]\d|단기"
)  # no date without


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: where it stands, and whether a time of day came with it."""

    moment: Moment
    start: int
    stop: int
    timed: bool


@dataclass(frozen=True, slots=True)
class Habits:
    """How the page writes: the zone for times without one, and whether 6/7/2024 is in June; None: not known.

    Only bylines are asked for what these allow: `short_years`, 14.05.24 where the day goes first, and `republic`,
    113-06-17, the years of Taiwan.
    """

    zone: str | None = None
    month_first: bool | None = False
    short_years: bool = False
    republic: bool = False


def habits(language: str | None, region: str, timezone: str | None) -> Habits:
    """Give the habits of a language and region; `timezone` of the site's profile goes before the language's."""
    unknown = language == "en" and region in ("", "EN")
    zone = timezone or _ZONE_OF_LANGUAGE.get(language or "")
    short = (language or "zh").partition("-")[0] not in _YEAR_FIRST
    return Habits(zone, None if unknown else region == "US", short, language == "zh-Hant")


def has_date(text: str) -> bool:
    """Say whether a full date stands in `text`."""
    return dated(text) is not None


def dated(text: str) -> str | None:
    """Give the first full date in `text` with its time of day, as it stands there."""
    return next((found.moment.raw for found in find_dates(text, Habits())), None)


def find_dates(text: str, how: Habits) -> Iterator[Dated]:
    """Give the full dates in `text`, from left to right; impossible ones (31 June) are no dates."""
    if not _HINT.search(text):
        if how.short_years or how.republic:
            yield from _short_dates(text, how)
        return
    plain = text.translate(PLAIN) if _FOREIGN_DIGITS.search(text) else text
    for found in _DATE.finditer(plain):
        day = _day(found, how)
        if day is not None:
            yield _with_time(text, plain, found, day, how)


def _short_dates(text: str, how: Habits) -> Iterator[Dated]:
    for found in (_REPUBLIC if how.republic else _SHORT).finditer(text):
        if how.republic:
            day = _checked(_ERAS["民國"] + int(found["y"]), int(found["m"]), int(found["d"]))
        else:
            day = _in_order(found, 2000 + int(found["y6"]), how)
        if day is not None:
            yield _with_time(text, text, found, day, how)


def read_date(text: str, how: Habits) -> Moment | None:
    """Read the value of a field that holds one date, as in meta and JSON-LD; compact forms are dates there."""
    for dated in find_dates(text.strip(), how):
        return dated.moment
    compact = _COMPACT.search(text)
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


def _day(found: re.Match[str], how: Habits) -> date | None:
    part = found.groupdict()
    if part["y1"]:
        return _checked(int(part["y1"]), int(part["m1"]), int(part["d1"]))
    if part["era"]:
        years = 1 if part["y2"] == "元" else int(part["y2"])
        return _checked(_ERAS.get(part["era"], 0) + years, int(part["m2"]), int(part["d2"]))
    if part["y3"]:
        year = int("".join(_DIGITS[char] for char in part["y3"]))
        return _checked(year, _numeral(part["m3"]), _numeral(part["d3"]))
    for form in ("4", "5", "8", "11"):
        if part["y" + form]:
            return _checked(int(part["y" + form]), _MONTHS[part["m" + form].lower()], int(part["d" + form]))
    if part["y7"]:
        month = int(part["n7"]) if part["n7"] else _MONTHS[part["m7"].lower()]
        return _checked(int(part["y7"]) - BUDDHIST, month, int(part["d7"]))
    if part["y9"]:
        return from_persian(
            int(part["y9"]), _PERSIAN.index(part["m9"].translate(_PERSIAN_LETTERS)) + 1, int(part["d9"])
        )
    if part["y10"]:
        return from_persian(int(part["y10"]), int(part["m10"]), int(part["d10"]))
    return _in_order(found, int(part["y6"]), how)


def _in_order(found: re.Match[str], year: int, how: Habits) -> date | None:
    """Give the day of 29/06/2024 or 06/29/2024; None where nobody can tell."""
    first, second = int(found["a6"]), int(found["b6"])
    slash = found["sep"] == "/"
    if how.month_first is None and slash and first != second and max(first, second) < 13:
        return None
    if second > 12 or (how.month_first and first <= 12 and slash):
        first, second = second, first
    return _checked(year, second, first)


def _numeral(text: str) -> int:
    """Read a Chinese number up to 31."""
    tens, ten, ones = text.rpartition("十")
    units = int(_DIGITS[ones]) if ones else 0
    return (int(_DIGITS[tens]) if tens else 1) * 10 + units if ten else units


def _checked(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_time(text: str, plain: str, found: re.Match[str], day: date, how: Habits) -> Dated:
    start, stop = found.span()
    time = _TIME.match(plain, stop)
    clock = _clock(time) if time else None
    zone = None
    if time and clock:
        stop = time.end()
        zone = _zone(time["zone"])
    else:
        time = _TIME_BEFORE.search(plain[max(0, start - 30) : start])
        clock = _clock(time) if time else None
        zone = _zone(time["zone"]) if time else None
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
    half = (time["before"] or time["after"] or "").lower().replace(".", "")
    shift = _HALF.get(half)
    if shift == 12 and hour < 12:
        hour += 12
    elif shift == 0 and hour == 12:
        hour = 0
    return f"{hour:02}:{int(time['mi'] or 0):02}:{time['s'] or '00'}" if hour < 24 else None


def _zone(text: str | None) -> str | None:
    """Give the offset as in `+08:00`."""
    if not text:
        return None
    word = text.lower().lstrip("(")
    if word[0] in "+-":
        digits = word[1:].replace(":", "")
        return f"{word[0]}{digits[:2]}:{digits[2:]}"
    name = word.rstrip("+-0123456789")
    extra = word[len(name) :]
    if extra and name in ("gmt", "utc"):
        return f"{extra[0]}{int(extra[1:]):02}:00"
    return _ZONES.get(name)


def is_plausible(moment: Moment, latest: datetime | None = None) -> bool:
    """Say whether news can be of that day: not before 1990, not after `latest`."""
    year = int(moment.iso[:4])
    return year >= 1990 and (latest is None or moment.iso[:10] <= latest.date().isoformat())
