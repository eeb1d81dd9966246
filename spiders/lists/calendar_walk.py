"""Which pages of a calendar are worth reading, by the news that its other pages have shown."""

from __future__ import annotations

from bisect import bisect, insort
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from spiders.frontier import Lead
from spiders.lists.calendars import date_of, is_day
from spiders.lists.weekdays import Weekdays
from spiders.order import of_calendar

# Pages of a calendar without news in a row: before there was much, and once so many have shown its habit, which a pause
# may exceed by two thirds.
_TO_FIND_OUT, _A_BREAK, _A_HABIT, _A_PAUSE = 12, 45, 8, 8
# Before its oldest news so many days in a row are tried each (a week, until its habit is known; more than twice as many
# as it has paused before), and of those beyond the ones on which it would have come out: so many days back, or on the
# same day of the month before.
_EACH, _A_WEEK, _LEAPS, _A_MONTH = 3, 7, (7, 14, 28, 35), 31


@dataclass(slots=True)
class _Calendar:
    """What one calendar has shown, in whatever order its pages came. Its news lies between two dates; beyond them pages are empty.

    Empty pages after the newest news count separately: calendars go on after their paper has ended.
    """

    news: list[str] = field(default_factory=list)  # dates, sorted
    empty: list[str] = field(default_factory=list)
    longest: int = 0  # of the pauses between two dates with news
    under_way: set[str] = field(default_factory=set)  # keys
    left: dict[str, Lead] = field(default_factory=dict)  # by key

    def turn(self, date: str, *, shows_news: bool) -> None:
        insort(self.news if shows_news else self.empty, date)
        at = bisect(self.news, date)
        self.longest = max(self.longest, *(self._pause(each) for each in (at - 1, at)))

    def _pause(self, at: int) -> int:
        """Count the empty pages between the news at `at` and the one before: of days, where that is a day."""
        if not 0 < at < len(self.news):
            return 0
        earlier, later = self.news[at - 1], self.news[at]
        between = self.empty[bisect(self.empty, earlier) : bisect(self.empty, later)]
        return sum(len(each) == len(later) for each in between)

    def barren(self, date: str) -> list[str]:
        """Give the empty dates on the same side of the news as `date`, all of them while there is no news; none if `date` lies between news."""
        if not self.news:
            return self.empty
        oldest, newest = self.news[0], self.news[-1]
        if date < oldest[: len(date)]:
            return [each for each in self.empty[: bisect(self.empty, oldest)] if each < oldest[: len(each)]]
        if date[: len(newest)] > newest:
            return [each for each in self.empty[bisect(self.empty, newest) :] if each[: len(newest)] > newest]
        return []

    def patience(self) -> int:
        if len(self.news) < _A_HABIT:
            return _TO_FIND_OUT
        return min(_A_BREAK, max(_A_PAUSE, 3 * self.longest))

    def credit(self, lead: Lead) -> int:
        """Tell how many more empty pages may be read before `lead` is given up."""
        date = lead.date or ""
        barren = self.barren(date)
        of_all = self.patience() + 1 - len(barren)
        nearer = sum(each > date for each in barren)
        return min(of_all, self._each() - nearer) if self._is_between_leaps(lead) else of_all

    def _each(self) -> int:
        return max(_EACH if len(self.news) >= _A_HABIT else _A_WEEK, 2 * self.longest + 1)

    def _is_between_leaps(self, lead: Lead) -> bool:
        """Tell whether a day lies before the oldest news and is none of those that are tried first there (`_LEAPS`)."""
        oldest, day = _day(next(filter(is_day, self.news), None)), _day(lead.date)
        if oldest is None or day is None or day >= oldest:
            return False
        back = (oldest - day).days
        return not (back in _LEAPS or (back <= _A_MONTH and day.day == oldest.day))


@dataclass(slots=True)
class CalendarWalk:
    """Which pages of calendars are worth reading, by what the others have shown: articles that the run had not seen."""

    weekdays: Weekdays = field(default_factory=Weekdays)
    _calendars: defaultdict[str, _Calendar] = field(default_factory=lambda: defaultdict(_Calendar))

    def turn(self, lead: Lead, *, shows_news: bool) -> bool:
        """Note one page; tell whether the calendar is worth going on with: many never end."""
        date, calendar = date_of(lead.key) or "", self._of(lead)
        self.weekdays.turn(_calendar(lead), date, shows_news=shows_news)
        calendar.turn(date, shows_news=shows_news)
        return len(calendar.barren(date)) <= calendar.patience()

    def revived(self, lead: Lead) -> list[Lead]:
        """Give the pages that were left and are worth reading after all, now that `lead` has shown news beyond them."""
        calendar = self._of(lead)
        back = [each for each in calendar.left.values() if calendar.credit(each) > 0]
        for each in back:
            del calendar.left[each.key]
        return back

    def waits(self, lead: Lead) -> bool:
        """Tell whether what is under way may show that the calendar is worth going on with no more."""
        if not of_calendar(lead):
            return False
        calendar = self._of(lead)
        ahead = len(calendar.under_way)
        return ahead > 0 and bool(calendar.barren(lead.date or "")) and ahead >= calendar.credit(lead)

    def ask(self, lead: Lead) -> None:
        if of_calendar(lead):
            self._of(lead).under_way.add(lead.key)

    def end(self, lead: Lead) -> None:
        if of_calendar(lead):
            self._of(lead).under_way.discard(lead.key)

    def is_barren(self, lead: Lead) -> bool:
        """Tell whether a page is worth reading no more, as far as the run has come."""
        calendar = self._of(lead)
        if calendar.credit(lead) > 0:
            return self.weekdays.is_off(_calendar(lead), lead.date or "")
        calendar.left[lead.key] = lead
        return True

    def _of(self, lead: Lead) -> _Calendar:
        return self._calendars[_calendar(lead)]


def _calendar(lead: Lead) -> str:
    return lead.list_key or lead.key


def _day(written: str | None) -> date | None:
    """Read an ISO day; None for months, years, and what no calendar has."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
