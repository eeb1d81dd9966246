"""Papers that come out on certain days of the week, while their calendars lead to every day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

_TRIES = 3  # days of one name without news that are enough
_HABIT = 4  # times that each of those must have had some, on the average
_FIRST, _LAST = "01", "28"  # of a month: such days may be all that leads to the month before
# Habits change: of the others every 4th week's is tried all the same, after one more in vain every 16th, and so on.
_AGAIN, _SELDOM = 4, 4

Name = tuple[str, int]  # calendar, day of the week


@dataclass(slots=True)
class Weekdays:
    """What the days of each calendar have shown, by their names."""

    full: Counter[Name] = field(default_factory=Counter)
    empty: Counter[Name] = field(default_factory=Counter)

    def turn(self, calendar: str, day: str, *, shows_news: bool) -> None:
        """Note what a day has shown, an ISO one; months and years have no name."""
        if name := _name(calendar, day):
            (self.full if shows_news else self.empty)[name] += 1

    def is_off(self, calendar: str, day: str) -> bool:
        """Tell whether a day is left alone: the paper has never come out on such."""
        name = _name(calendar, day)
        if name is None or not _FIRST < day[-2:] < _LAST or not self._is_idle(name):
            return False
        every = int(_AGAIN ** min(1 + self.empty[name] - _TRIES, _SELDOM))
        return date.fromisoformat(day).toordinal() // 7 % every > 0

    def _is_idle(self, name: Name) -> bool:
        if self.empty[name] < _TRIES or self.full[name]:
            return False
        full = [count for day in range(7) if (count := self.full[name[0], day])]
        return bool(full) and sum(full) >= _HABIT * len(full)


def _name(calendar: str, day: str) -> Name | None:
    try:
        return calendar, date.fromisoformat(day).weekday()
    except ValueError:
        return None
