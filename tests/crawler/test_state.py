"""The frontier: what is queued, deferred, tried again, looked at again, and what a kill leaves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.check import check
from crawler.collection.collection import Collection
from crawler.collection.database import sound
from crawler.collection.known_articles import KnownArticles
from crawler.collection.state import TRIES, Start, State, connect
from crawler.errors import StorageError
from pipelines.page.model import Kind, Role
from pipelines.rules import Rules
from spiders.frontier import Lead, Mode, Result, Via, Visit
from tests.archive.archives import sample
from tests.conftest import Shilu

NOW = datetime.now(UTC)


def lead(path: str = "/1.html", **changes: object) -> Lead:
    base = Lead(f"http://example.com{path}", Role.ARTICLE, "example.com", Via.LIST)
    return replace(base, **changes)  # type: ignore[arg-type]


SECTIONS = tuple(lead(f"/{name}/", role=Role.CATEGORY) for name in "abcde")


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return connect(tmp_path / "state.sqlite")


def state(
    db: sqlite3.Connection, mode: Mode = Mode.CRAWL, days: float | None = None, now: datetime = NOW
) -> State:
    return State(db, Start(mode, now, days))


def pending(each: State) -> list[str]:
    return [found.url for host in each.hosts() for found in each.claim(host, 100)]


def test_a_lead_is_queued_once(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead(), lead(), lead("/1.html?utm_source=x")])
    assert pending(one) == ["http://example.com/1.html"]
    assert pending(one) == []


def test_a_settled_page_is_known_to_the_next_run(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead()])
    (found,) = one.claim("example.com", 1)
    one.settle(Visit(found, Result.READ, kind=Kind.OTHER))
    one.finish()
    again = state(db)
    again.add([lead()])
    assert pending(again) == []
    assert again.unknown([lead(), lead("/2.html")]) == {"example.com/2.html"}


def test_what_was_claimed_and_not_settled_is_pending_again(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead()])
    assert one.claim("example.com", 1)
    assert pending(state(db)) == ["http://example.com/1.html"]


def test_the_most_urgent_comes_first(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead("/old.html", role=Role.PREVIOUS), lead("/list/2", role=Role.PAGINATION), lead("/new.html"),
             lead("/", via=Via.SEED, role=Role.CATEGORY)])  # fmt: skip
    assert [url.removeprefix("http://example.com") for url in pending(one)] == [
        "/",
        "/new.html",
        "/list/2",
        "/old.html",
    ]


def test_deferred_pages_wait_for_a_backfill(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead(deferred=True)])
    assert pending(one) == []
    assert pending(state(db)) == []
    assert pending(state(db, Mode.BACKFILL)) == ["http://example.com/1.html"]
    assert pending(state(db)) == ["http://example.com/1.html"], "it was deferred by a crawl, then taken up"


def test_history_left_by_a_backfill_is_no_daily_crawls_business(db: sqlite3.Connection) -> None:
    state(db, Mode.BACKFILL).add([lead()])
    assert pending(state(db)) == []
    daily = state(db)
    daily.add([lead()])
    assert pending(daily) == ["http://example.com/1.html"], "a list of today shows it after all"


def test_a_failed_page_is_tried_again_and_then_given_up(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead()])
    (found,) = one.claim("example.com", 1)
    outcomes = [one.settle(Visit(found, Result.FAILED, "HTTP 503", 503)) for _ in range(TRIES)]
    assert [outcome is None for outcome in outcomes] == [True] * (TRIES - 1) + [False]
    assert one.claim("example.com", 1) == []
    assert pending(state(db)) == ["http://example.com/1.html"], "the next run tries it once more"


def test_a_failed_page_waits_before_it_is_tried_again(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead()])
    (found,) = one.claim("example.com", 1)
    one.settle(Visit(found, Result.FAILED, retry_after=60.0))
    assert one.claim("example.com", 1) == []
    assert not one.is_drained()


def test_every_run_looks_at_lists_again(db: sqlite3.Connection) -> None:
    one = state(db)
    hub = lead("/list/", role=Role.CATEGORY)
    one.add([hub])
    one.settle(
        Visit(hub, Result.READ, kind=Kind.LIST, leads=(lead(deferred=True),), etag='"1"', modified="yesterday")
    )
    (again,) = state(db).claim("example.com", 5)
    assert (again.etag, again.modified) == ('"1"', "yesterday")


@pytest.mark.parametrize(("days", "due"), [(0.5, False), (1.5, True), (2.9, True)])
def test_articles_are_looked_at_again_when_due(db: sqlite3.Connection, days: float, due: bool) -> None:
    one = state(db)
    one.add([lead()])
    one.settle(Visit(lead(), Result.READ, kind=Kind.ARTICLE))
    assert bool(pending(state(db, now=NOW + timedelta(days=days)))) is due


@pytest.mark.parametrize(
    ("mode", "visit", "again"),
    [
        (Mode.CRAWL, Visit(lead(), Result.GONE, "HTTP 404"), True),
        (Mode.CRAWL, Visit(lead(), Result.REJECTED, "empty page"), True),
        (Mode.CRAWL, Visit(lead(), Result.REJECTED, "redirect loop"), False),
        (Mode.CRAWL, Visit(lead(role=Role.FEED), Result.GONE, "HTTP 404"), False),
        (Mode.CRAWL, Visit(lead("/2024/05/21/", role=Role.CATEGORY), Result.READ, kind=Kind.CATEGORY), False),
        (Mode.CRAWL, Visit(lead(), Result.READ, kind=Kind.OTHER), True),
        (Mode.CRAWL, Visit(lead(), Result.READ, kind=Kind.CATEGORY, leads=SECTIONS), True),
        (Mode.BACKFILL, Visit(lead(), Result.READ, kind=Kind.CATEGORY, leads=SECTIONS), True),
        (Mode.BACKFILL, Visit(lead(), Result.GONE, "HTTP 404"), False),
    ],
)
def test_what_a_list_shows_before_it_is_there_is_looked_at_again(
    db: sqlite3.Connection, mode: Mode, visit: Visit, again: bool
) -> None:
    one = state(db, mode)
    one.add([visit.lead])
    one.settle(visit)
    assert visit.lead.url not in pending(state(db))
    late = state(db, now=NOW + timedelta(days=2))
    assert (visit.lead.url in pending(late)) is again
    late.settle(Visit(visit.lead, Result.REJECTED, "nothing to read"))
    assert visit.lead.url not in pending(state(db, now=NOW + timedelta(days=99)))


@pytest.mark.parametrize("role", [Role.CATEGORY, Role.PAGINATION])
def test_a_list_that_shows_nothing_is_looked_at_by_the_next_run_and_then_when_due(
    db: sqlite3.Connection, role: Role
) -> None:
    """A wall may have stood there, or a notice of maintenance, with the menu of the site above it."""
    found = lead("/list/", role=role, number=2)
    one = state(db)
    one.add([found])
    looked_at = []
    for days in (0, 0, 2):
        one.settle(Visit(found, Result.READ, kind=Kind.CATEGORY, leads=SECTIONS))
        one = state(db, now=datetime.now(UTC) + timedelta(days=days, seconds=1))
        looked_at.append(found.url in pending(one))
    assert looked_at == [True, False, True]


@pytest.mark.parametrize("kind", [Kind.OTHER, Kind.ARTICLE])
@pytest.mark.parametrize("known", [True, False])
def test_an_article_that_is_sent_to_a_page_without_one_is_looked_at_again(
    db: sqlite3.Connection, kind: Kind, known: bool
) -> None:
    """To a form to log in, say, which was read before or is not yet."""
    one = state(db)
    at_door = Visit(lead("/login", hops=1), Result.READ, kind=kind)
    one.add([lead(), *([at_door.lead] if known else ())])
    if known:
        one.settle(at_door)
    one.settle(Visit(lead(), Result.REDIRECTED, leads=(at_door.lead,)))
    if not known:
        one.settle(at_door)
    late = pending(state(db, now=NOW + timedelta(days=2)))
    assert (lead().url in late) is (kind is Kind.OTHER)


@pytest.mark.parametrize("was_article", [True, False])
def test_the_place_of_an_article_that_is_gone_becomes_no_list(db: sqlite3.Connection, was_article: bool) -> None:
    """A page that says so in words of its own may show what is most read; a page of a topic is a list from the first."""
    kinds = [Kind.ARTICLE] * was_article + [Kind.CATEGORY]
    for kind in kinds:
        one = state(db)
        one.add([lead()])
        one.settle(Visit(lead(), Result.READ, kind=kind, shown=6 * (kind is Kind.CATEGORY)))
    assert pending(state(db)) == [lead().url] * (not was_article)


@pytest.mark.parametrize(("mark", "trusted"), [('"1"', False), ('"2"', True)])
def test_a_mark_that_two_lists_bear_says_nothing(db: sqlite3.Connection, mark: str, trusted: bool) -> None:
    one = state(db)
    hubs = [lead(path, role=Role.CATEGORY) for path in ("/a/", "/b/")]
    one.add(hubs)
    for hub, etag in zip(hubs, ('"1"', mark), strict=True):
        one.settle(Visit(hub, Result.READ, kind=Kind.LIST, shown=1, etag=etag))
    assert [each.etag is not None for each in state(db).claim("example.com", 5)] == [trusted, trusted]


def test_a_list_is_read_twice_a_day_whatever_its_server_says_of_changes(db: sqlite3.Connection) -> None:
    hub = lead("/list/", role=Role.CATEGORY)
    one = state(db)
    one.add([hub])
    one.settle(Visit(hub, Result.READ, kind=Kind.LIST, shown=1, etag='"1"'))
    marks = []
    for hours in (1, 23):  # far from twelve: `NOW` was when the tests were gathered
        one = state(db, now=NOW + timedelta(hours=hours))
        marks.append(one.claim("example.com", 1)[0].etag)
        one.settle(Visit(hub, Result.UNCHANGED))
    assert marks == ['"1"', None]


@pytest.mark.parametrize(
    ("via", "days", "again"), [(Via.LIST, 3, True), (Via.LIST, 0, False), (Via.SITEMAP, 3, False)]
)
def test_an_article_that_a_list_dates_anew_is_read_again(
    db: sqlite3.Connection, via: Via, days: int, again: bool
) -> None:
    """Some systems give the address of an article that is gone to another one. Maps may date everything today."""
    one = state(db)
    one.add([lead()])
    one.settle(Visit(lead(), Result.READ, kind=Kind.ARTICLE))
    later = state(db)
    later.add([lead(via=via, date=(NOW + timedelta(days=days)).date().isoformat())])
    assert pending(later) == [lead().url] * again


def test_recheck_takes_every_recent_article(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead()])
    one.settle(Visit(lead(), Result.READ, kind=Kind.ARTICLE))
    assert pending(state(db)) == []
    assert pending(state(db, days=1)) == ["http://example.com/1.html"]


def test_a_redirect_within_one_key_is_followed(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead()])
    target = replace(lead(), url="https://www.example.com/1.html", hops=1)
    one.settle(Visit(lead(), Result.REDIRECTED, leads=(target,)))
    assert pending(one) == ["https://www.example.com/1.html"]


def test_what_a_start_page_is_sent_to_is_read_in_every_run(db: sqlite3.Connection) -> None:
    """The issue of the day may have been looked for by its address before it was there."""
    one = state(db)
    one.add([lead("/20240603/", role=Role.PAGINATION)])
    (found,) = one.claim("example.com", 1)
    one.settle(Visit(found, Result.READ, kind=Kind.OTHER))
    one.finish()
    target = lead("/20240603/", role=Role.CATEGORY, via=Via.SEED, hops=1)
    another = state(db)
    another.add([replace(target, via=Via.LINK)])
    assert pending(another) == []
    another.add([target])
    (found,) = another.claim("example.com", 1)
    another.settle(Visit(found, Result.READ, kind=Kind.LIST))
    another.add([target])
    assert pending(another) == []


def test_a_day_that_was_left_may_turn_out_to_be_worth_reading(db: sqlite3.Connection) -> None:
    day, page = (lead(f"/{n}/", role=Role.PAGINATION, date=date) for n, date in ((1, "2024-06-03"), (2, None)))
    one = state(db, Mode.BACKFILL)
    one.add([day, page])
    for found in one.claim("example.com", 2):
        one.settle(Visit(found, Result.LEFT))
    one.add([day, page])
    assert pending(one) == [day.url]


def test_a_redirect_in_a_circle_is_rejected(db: sqlite3.Connection) -> None:
    one = state(db)
    a, b = lead("/a"), lead("/b")
    one.add([a])
    one.settle(Visit(a, Result.REDIRECTED, leads=(replace(b, hops=1),)))
    (found,) = one.claim("example.com", 5)
    last = one.settle(Visit(found, Result.REDIRECTED, leads=(replace(a, hops=2),)))
    assert last is not None
    assert (last.result, last.reason) == (Result.REJECTED, "redirect loop")
    assert one.is_drained()


def test_a_state_from_the_future_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    connect(path).execute("UPDATE meta SET value = '999' WHERE name = 'version'")
    with pytest.raises(StorageError, match="newer Shilu"):
        connect(path)


def test_a_damaged_state_is_told(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"this is no database, and it is long enough to be looked at" * 100)
    with pytest.raises(StorageError, match=r"state\.sqlite"):
        connect(path)


def test_text_that_cannot_be_decoded_is_damage(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO articles VALUES ('a', CAST(x'ff80' AS TEXT), 1, 'd', 'r')")
    with pytest.raises(StorageError, match=r"state\.sqlite.*move it away"):
        KnownArticles(db).version("a")
    with pytest.raises(StorageError, match="move it away"):
        list(db.execute("SELECT key FROM articles"))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE pages SET role = 'articlf'",
        "UPDATE meta SET value = 'x' WHERE name = 'turn'",
        "UPDATE meta SET value = '0' WHERE name = 'version'",
        "UPDATE meta SET value = '{' WHERE name LIKE 'rules %'",
    ],
)
def test_a_state_whose_bytes_have_changed_is_told(shilu: Shilu, tmp_path: Path, change: str) -> None:
    """SQLite has no checksums. A run must not wait for a page whose role is none."""
    collection = Collection(tmp_path, Start(Mode.CRAWL, NOW, None))
    collection.save_rules({"one": Rules()})
    collection.state.add([lead(url="http://127.0.0.1:9/")])
    collection.close()
    with closing(sqlite3.connect(tmp_path / "state.sqlite")) as db, db:
        assert db.execute(change).rowcount
    for dry in ((), ("--dry-run",)):
        result = shilu("crawl", "http://127.0.0.1:9/", "--out", tmp_path, *dry)
        assert (result.returncode, "Traceback" in result.stderr) == (6, False), result.stderr
        assert f"{tmp_path}/state.sqlite: " in result.stderr
        assert "move it away" in result.stderr


def test_what_a_killed_run_finished_is_in_the_index_when_the_next_one_is_killed(tmp_path: Path) -> None:
    Collection(tmp_path, Start(Mode.CRAWL, NOW, None)).close()
    sample(tmp_path)
    index = (tmp_path / "indexes" / "index.cdxj").read_bytes()
    (tmp_path / "indexes" / "index.cdxj").write_bytes(b"")
    for path in (tmp_path / "archive").iterdir():
        path.rename(f"{path}.open")
    Collection(tmp_path, Start(Mode.CRAWL, NOW, None)).abandon()
    assert (tmp_path / "indexes" / "index.cdxj").read_bytes() == index
    assert not list(check([tmp_path]))


def test_issues_that_are_over_are_not_looked_at_again(db: sqlite3.Connection) -> None:
    one = state(db)
    issues = [lead(f"/paper/{day}/A01.html", role=Role.CATEGORY) for day in ("2024-05/21", f"{NOW:%Y-%m/%d}")]
    one.add(issues)
    for issue in issues:
        one.settle(Visit(issue, Result.READ, kind=Kind.LIST, shown=9))
    assert pending(state(db)) == [issues[1].url]


def test_a_map_is_read_again_when_its_index_says_that_it_has_changed(db: sqlite3.Connection) -> None:
    def asked(changed: str | None, newest: str = "2024-06-01") -> list[str]:
        """The maps that a run looks at, whose index gives that day of one."""
        one = state(db)
        maps = [lead(f"/{n}.xml", role=Role.SITEMAP, date=date) for n, date in ((1, changed), (2, None))]
        found = []
        for first in (True, False):
            claimed = one.claim("example.com", 10)
            found += [each.url[-5:] for each in claimed]
            for each in claimed:
                news = lead("/a.html", date=newest)
                one.settle(Visit(each, Result.READ, kind=Kind.OTHER, leads=(news,) if "xml" in each.url else ()))
            if first:
                one.add(maps)
        one.finish()
        return sorted(each for each in found if "xml" in each)

    assert asked("2024-06-03") == ["1.xml", "2.xml"]
    assert asked("2024-06-03") == ["2.xml"]
    assert asked("2024-06-05") == ["1.xml", "2.xml"]
    assert asked("2024-06-05") == ["2.xml"]
    assert asked(None) == ["1.xml", "2.xml"], "the newest of all"
    assert asked("2024-06-07") == ["1.xml", "2.xml"]
    assert asked("2024-06-07") == ["1.xml", "2.xml"], "a map of every run until it has been read with its day"
    assert asked("2024-06-07") == ["2.xml"]
    assert asked("2024-06-09", "2024-06-11") == ["1.xml", "2.xml"]
    assert asked("2024-06-09") == ["1.xml", "2.xml"], "it names something newer than it says"


def test_a_backfill_that_goes_on_does_not_begin_with_the_lists_it_has_read(db: sqlite3.Connection) -> None:
    start, hub = lead("/", role=Role.CATEGORY, via=Via.SEED), lead("/list/", role=Role.CATEGORY)
    broken_off = state(db, mode=Mode.BACKFILL)
    broken_off.add([start, hub])
    for each in (start, hub):
        broken_off.settle(Visit(each, Result.READ, kind=Kind.LIST, shown=9))
    going_on = state(db, mode=Mode.BACKFILL)
    assert pending(going_on) == [start.url]
    going_on.finish()
    assert set(pending(state(db, mode=Mode.BACKFILL))) == {start.url, hub.url}


def test_a_circle_of_redirects_is_one_after_a_kill_too(db: sqlite3.Connection) -> None:
    one, first = state(db), lead("/a")
    one.add([first])
    one.settle(Visit(first, Result.REDIRECTED, leads=(lead("/b", hops=1),)))
    (second,) = state(db).claim("example.com", 5)
    ended = state(db).settle(Visit(second, Result.REDIRECTED, leads=(replace(first, hops=second.hops + 1),)))
    assert ended is not None
    assert (ended.result, ended.reason) == (Result.REJECTED, "redirect loop")


def test_bytes_for_an_address_are_damage(db: sqlite3.Connection) -> None:
    one = state(db)
    one.add([lead()])
    db.execute("UPDATE pages SET url = CAST(url AS BLOB)")
    with pytest.raises(StorageError, match="damaged"), sound(Path("state.sqlite")):
        one.claim("example.com", 1)
