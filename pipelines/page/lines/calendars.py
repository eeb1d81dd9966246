"""Digits of other scripts, and years that are counted from elsewhere than the Gregorian calendar's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pipelines.page.tables import table

# Zeros of the scripts in which news write dates: Arabic, Persian, Devanagari, Bengali, Thai, Khmer, Burmese, full width,
# Tibetan, Lao, Gujarati, Odia, Gurmukhi, Telugu, Kannada.
_ZEROS = "٠۰०০๐០၀０༠໐૦୦੦౦೦"
_SIGNS = {"－": "-", "：": ":", "／": "/", "．": "."}
PLAIN = str.maketrans({chr(ord(zero) + n): str(n) for zero in _ZEROS for n in range(10)} | _SIGNS)
FOREIGN = "[" + "".join(f"{zero}-{chr(ord(zero) + 9)}" for zero in _ZEROS) + "".join(_SIGNS) + "]"

_BIKRAM: dict[str, Any] = table("dates")["bikram"]
BUDDHIST = 543  # years ahead
_NEW_YEAR = date(2023, 3, 21)  # of 1402 in Iran
_FIRST = 1402
_LEAP = frozenset(
    (1, 5, 9, 13, 17, 22, 26, 30)
)  # years of the 33 in which Esfand has 30 days; right from 1244 to 1501
_LONG = 6  # months of 31 days, with which a year begins


def from_persian(year: int, month: int, day: int) -> date | None:
    """Give the day of the solar Hijri calendar, None where it has none such."""
    length = 31 if month <= _LONG else 30 if month < 12 or year % 33 in _LEAP else 29
    if not (1 <= month <= 12 and 1 <= day <= length):
        return None
    between = range(min(year, _FIRST), max(year, _FIRST))
    days = sum(366 if each % 33 in _LEAP else 365 for each in between) * (1 if year > _FIRST else -1)
    return _NEW_YEAR + timedelta(days + 30 * (month - 1) + min(month - 1, _LONG) + day - 1)


def from_bikram(year: int, month: int, day: int) -> date | None:
    """Give the day of the calendar of Nepal, whose months follow the sun and no rule; None beyond the table of them."""
    number = year - _BIKRAM["first"]
    lengths = [list(map(int, line.split())) for line in _BIKRAM["lengths"][: number + 1]]
    if number < 0 or len(lengths) <= number or not 1 <= day <= lengths[-1][month - 1]:
        return None
    before = sum(map(sum, lengths[:-1])) + sum(lengths[-1][: month - 1])
    return date.fromisoformat(_BIKRAM["new_year"]) + timedelta(before + day - 1)
