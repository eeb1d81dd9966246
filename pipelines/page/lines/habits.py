"""How a page writes its dates: zone, order of day and month, years of two digits; by its language, region and country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from pipelines.page.tables import table
from pipelines.pattern import Pattern

_ZONE_OF_LANGUAGE: dict[str, str] = table("dates")["languages"]
_YEAR_FIRST = frozenset(("zh", "ja", "ko", "mn", "hu", "lt", "sv"))  # languages
_EITHER_ORDER = frozenset(("", "EN", "CA", "PH"))  # regions of English
# names of countries under which sites of everywhere are, and those of America's
_NO_COUNTRY = frozenset(("us", "pr", "io", "co", "tv", "me", "ai", "fm", "ly", "gg", "cc", "ws", "to", "im"))
_COUNTRY = 2  # letters
_SLASHED = Pattern(r"(?<!\d)(\d{1,2})([/-])(\d{1,2})\2(?:19|20)\d\d(?!\d)")
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Habits:
    """How the page writes: the zone for times without one, and whether 6/7/2024 is in June; None: not known.

    Only bylines are asked for what these allow: `short_years`, 14.05.24 where the day goes first, and `republic`,
    113-06-17, the years of Taiwan. Where the year goes first, a time of day must tell 24-05-14 08:20 from a number.
    """

    zone: str | None = None
    month_first: bool | None = False
    short_years: bool = False
    republic: bool = False
    language: str = ""


def habits(language: str | None, region: str, timezone: str | None) -> Habits:
    """Give the habits of a language and region; `timezone` of the site's profile goes before the language's."""
    unknown = language == "en" and region in _EITHER_ORDER
    zone = timezone or _ZONE_OF_LANGUAGE.get(language or "")
    short = (language or "zh").partition("-")[0] not in _YEAR_FIRST
    return Habits(zone, None if unknown else region == "US", short, language == "zh-Hant", language or "")


def in_order_of(page: Habits, texts: Iterable[str], url: str) -> Habits:
    """Give the habits with the order of 6/7/2024 as the page's other dates show it.

    Where none does, a page that says en-US as programs do unasked, under the name of another country, leaves it open.
    """
    if page.language != "en":
        return page
    for text in texts:
        for first, _, second in _SLASHED.findall(text):
            if (int(first) > _MONTHS) != (int(second) > _MONTHS):
                return replace(page, month_first=int(second) > _MONTHS)
    country = (urlsplit(url).hostname or "").rpartition(".")[2]
    if page.month_first and len(country) == _COUNTRY and country not in _NO_COUNTRY:
        return replace(page, month_first=None)
    return page
