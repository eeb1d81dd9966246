"""When pages are looked at again: articles by the days since they were seen, lists a few pages deep once a week."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.collection.state import Start, State, connect
from pipelines.page.model import Kind, Role
from spiders.frontier import Lead, Mode, Result, Via, Visit

OLD = Lead("http://example.com/?p=1", Role.ARTICLE, "example.com", Via.LIST)
NEW = replace(OLD, url="http://example.com/2024/06/one/")
LIST = replace(OLD, url="http://example.com/news/", role=Role.CATEGORY)
SECOND = replace(LIST, url="http://example.com/news/2/", role=Role.PAGINATION, list_key=LIST.key, number=2)
SOME_SECONDS = timedelta(seconds=20)  # by which a run begins earlier in the day than the one before


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return connect(tmp_path / "state.sqlite")


def state(db: sqlite3.Connection, days: float = 0, mode: Mode = Mode.CRAWL) -> State:
    return State(db, Start(mode, datetime.now(UTC) + timedelta(days=days) - SOME_SECONDS))


def read(each: State, *leads: Lead, kind: Kind = Kind.ARTICLE) -> None:
    each.add(leads)
    for lead in leads:
        each.settle(Visit(lead, Result.READ, kind=kind, shown=int(kind is Kind.LIST), etag='"1"'))


def due(db: sqlite3.Connection, days: float) -> list[str]:
    return [lead.url for lead in state(db, days).claim("example.com", 100)]


def test_an_article_is_looked_at_a_day_later_by_a_run_at_the_same_hour(db: sqlite3.Connection) -> None:
    read(state(db), NEW)
    assert due(db, 0.5) == []
    assert due(db, 1) == [NEW.url]


def test_an_address_that_sends_on_to_another_is_not_looked_at_again(db: sqlite3.Connection) -> None:
    read(one := state(db), OLD)
    one.settle(Visit(OLD, Result.REDIRECTED, leads=(replace(NEW, hops=1),)))
    read(one, NEW)
    assert due(db, 1) == [NEW.url]


@pytest.mark.parametrize("is_copy", [True, False])
def test_an_article_at_another_address_is_looked_at_no_longer_than_at_its_first(
    db: sqlite3.Connection, is_copy: bool
) -> None:
    read(one := state(db), OLD)
    db.execute("UPDATE pages SET article_seen = '2024-06-01T00:00:00Z', check_at = NULL")
    one.add([NEW])
    if is_copy:
        one.checks.count_from(NEW.key, OLD.key)
    read(one, NEW)
    assert due(db, 1) == [NEW.url] * (not is_copy)


@pytest.mark.parametrize("mode", Mode)
def test_lists_are_read_deeper_a_week_after_that_was_done(db: sqlite3.Connection, mode: Mode) -> None:
    """Also where their servers say that the first pages have not changed."""
    one = state(db, mode=mode)
    read(one, LIST, SECOND, kind=Kind.LIST)
    one.finish()
    found = []
    for days in (1, 7):
        one = state(db, days)
        one.add([SECOND])
        leads = one.claim("example.com", 2)
        found.append((one.looks_deeper, {lead.number: lead.etag for lead in leads}[2]))
        for lead in leads:
            one.settle(Visit(lead, Result.UNCHANGED))
    assert found == [(False, '"1"'), (True, None)]


@pytest.mark.parametrize(("entry", "again"), [(OLD, False), (NEW, True)], ids=["nothing new", "news"])
def test_an_issue_that_is_over_is_looked_at_until_it_shows_nothing_new(
    db: sqlite3.Connection, entry: Lead, again: bool
) -> None:
    day = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    issue = replace(LIST, url=f"http://example.com/html/{day}/node_2.htm")
    found = []
    for shown in (OLD, entry):
        one = state(db)
        one.add([issue])
        one.settle(Visit(issue, Result.READ, kind=Kind.LIST, leads=(shown,), shown=1))
        one.finish()
        found.append(issue.url in due(db, 0))
    assert found == [True, again]


@pytest.mark.parametrize(("via", "asked"), [(Via.LINK, 2), (Via.SEED, 3)])
def test_a_list_that_has_moved_with_its_site_is_read_under_its_new_name_alone(
    db: sqlite3.Connection, via: Via, asked: int
) -> None:
    old = replace(LIST, via=via)
    new, times = replace(LIST, url="http://example.org/news/", hops=1), 0
    read(state(db), old, kind=Kind.LIST)
    for _ in range(3):
        one = state(db)
        leads = one.claim("example.com", 5)
        times += len(leads)
        for lead in leads:
            one.settle(Visit(lead, Result.REDIRECTED, leads=(new,)))
        read(one, *one.claim("example.org", 5), kind=Kind.LIST)
    assert times == asked


@pytest.mark.parametrize("linked", [True, False])
def test_a_list_that_is_gone_in_two_runs_is_asked_for_where_a_page_leads_to_it(
    db: sqlite3.Connection, linked: bool
) -> None:
    read(state(db), replace(LIST, via=Via.LINK), kind=Kind.LIST)
    asked = []
    for _ in range(4):
        one = state(db)
        one.add([replace(LIST, via=Via.LINK)] * linked)
        leads = one.claim("example.com", 1)
        for lead in leads:
            one.settle(Visit(lead, Result.GONE, "HTTP 404", 404))
        asked.append(len(leads))
    assert asked == [1, 1, *[int(linked)] * 2]
