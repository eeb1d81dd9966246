"""Papers that come out on certain days of the week: which days of their calendars are left alone."""

from __future__ import annotations

from datetime import date, timedelta

from spiders.lists.weekdays import Weekdays

PAPER = "example.com/archive"


def after(weeks: int, issues: tuple[int, ...]) -> Weekdays:
    """After so many weeks, newest first, of a paper that came out on these days of each, Monday being 0."""
    weekdays = Weekdays()
    for back in range(7 * weeks):
        day = date(2024, 6, 30) - timedelta(days=back)
        weekdays.turn(PAPER, day.isoformat(), shows_news=day.weekday() in issues)
    return weekdays


def asked(weekdays: Weekdays, month: str = "2024-01") -> list[int]:
    """Give the days of a month that are read all the same."""
    days = (f"{month}-{day:02}" for day in range(1, 32))
    return [int(day[-2:]) for day in days if not weekdays.is_off(PAPER, day)]


def test_days_on_which_a_weekly_paper_never_came_out_are_left() -> None:
    read = asked(after(4, (3,)))
    assert set(range(4, 32, 7)) <= set(read), "Thursdays"
    assert {1, 28, 29, 30, 31} <= set(read), "they may be all that leads to other months"
    assert len(read) < 18
    assert len(asked(after(4, (3,)), "2024-02-x")) == 31, "what is no day is none of our business"


def test_it_takes_four_issues_for_each_day_of_the_week_that_has_some() -> None:
    assert len(asked(after(3, (3,)))) == 31
    assert len(asked(after(3, (0, 1, 2, 3, 4, 5)))) == 31
    read = asked(after(4, (0, 1, 2, 3, 4, 5)))
    assert set(range(1, 32)) - set(read) <= {7, 14, 21}, "Sundays"


def fridays(weeks: int) -> list[str]:
    """Give Fridays, newest first, but for those at the ends of months, which are never left."""
    days = (date(2024, 6, 28) - timedelta(weeks=back) for back in range(weeks))
    return [day.isoformat() for day in days if 1 < day.day < 28]


def test_a_few_of_the_others_are_tried_and_bring_a_day_back() -> None:
    weekdays = after(3, (3,))
    weekdays.turn(PAPER, "2024-06-06", shows_news=True)
    tried = [day for day in fridays(300) if not weekdays.is_off(PAPER, day)]
    assert len(fridays(300)) / 5 < len(tried) < len(fridays(300)) / 3
    assert tried == [day for day in fridays(300) if not weekdays.is_off(PAPER, day)], "to ask changes nothing"

    weekdays.turn(PAPER, tried[0], shows_news=False)
    fewer = [day for day in fridays(300) if not weekdays.is_off(PAPER, day)]
    assert 0 < len(fewer) < len(tried) / 3
    weekdays.turn(PAPER, fewer[0], shows_news=True)
    assert not any(weekdays.is_off(PAPER, day) for day in fridays(300))


def test_calendars_are_apart() -> None:
    assert not after(8, (3,)).is_off("example.com/other", "2024-01-05")
