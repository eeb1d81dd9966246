"""The day that a list shows beside a link."""

from __future__ import annotations

import re
from datetime import date

from pipelines.pattern import Pattern

_YEAR_FIRST = Pattern(r"((?:19|20)\d\d)\s?[-/.年년]\s?([01]?\d)\s?[-/.月월]\s?([0-3]?\d)(?!\d)")
_DAY_FIRST = Pattern(r"(?<!\d)(?<!\d[./-])([0-3]?\d)[./-]([01]?\d)[./-]((?:19|20)\d\d)(?!\d|[./-]\d)")
_REPUBLIC = Pattern(
    r"(?<![\d./-])(1[0-3]\d)([-/.])(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![\d./-])"
)  # 113-06-17, in Taiwan
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_NAMED = Pattern(rf"\b(?:([0-3]?\d)(?:st|nd|rd|th)?\s{_NAME}|{_NAME}\s([0-3]?\d)),?\s((?:19|20)\d\d)\b", re.I)
_WITHOUT_YEAR = Pattern(r"(?<!\d)[01]?\d[-/月월]\s?[0-3]?\d[日일]?(?!\d)")

_BRACKETS = " \t\r\n[](){}（）【】〔〕|·-—:："
_BEHIND = Pattern(r"[日일]?[\sT,]*(?:\d\d?:\d\d(?::\d\d)?)?")


def stands_apart(text: str) -> bool:
    """Tell whether the first day in a text of some length begins or ends it: one in a sentence is of what it tells."""
    bare = text.strip(_BRACKETS)
    found = next(filter(None, (each.search(bare) for each in (_YEAR_FIRST, _DAY_FIRST, _NAMED, _REPUBLIC))), None)
    return found is not None and (found.start() == 0 or _BEHIND.fullmatch(bare[found.end() :]) is not None)


def read_day(text: str) -> tuple[str | None, bool]:
    """Give the ISO day in `text` where it has a year, and whether there is any day at all."""
    for pattern, order in ((_YEAR_FIRST, (0, 1, 2)), (_DAY_FIRST, (2, 1, 0))):
        if found := pattern.search(text):
            year, month, day = (int(found.groups()[place]) for place in order)
            if iso := _iso(year, month, day):
                return iso, True
    if found := _NAMED.search(text):
        month = _MONTHS.index((found[2] or found[3]).lower()) + 1
        if iso := _iso(int(found[5]), month, int(found[1] or found[4])):
            return iso, True
    if (found := _REPUBLIC.search(text)) and (iso := _iso(1911 + int(found[1]), int(found[3]), int(found[4]))):
        return iso, True
    return None, _WITHOUT_YEAR.search(text) is not None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
