"""What a run would fetch first. Nothing is fetched and nothing is kept."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from crawler.collection.collection import Collection
from crawler.collection.database import read_only, sound, told
from crawler.collection.state import Start
from crawler.crawling.job import Job, settings_of
from crawler.errors import StorageError
from spiders.frontier import Lead
from spiders.news import NewsSpider


def plan(job: Job, count: int) -> list[tuple[Lead, bool]]:
    """Give the first `count` leads, and whether each was fetched before.

    A copy of the state is prepared as for the run: a run may hold the collection, or nobody may write to it, and what
    a killed one left is for the next run to mend.
    """
    settings_of(job)  # a run would refuse what --set says
    with tempfile.TemporaryDirectory() as nowhere:
        start = Start(
            job.mode,
            datetime.now(UTC),
            job.options.get("recheck"),
            (job.options.get("since"), job.options.get("until")),
        )
        state, copied = job.folder / "state.sqlite", Path(nowhere) / "state.sqlite"
        if state.exists():
            _copy(state, copied)
        try:
            return _first(job, Collection(Path(nowhere), start, job.profiles[0].recheck), count)
        except StorageError as error:  # what is wrong with the copy is wrong with the state
            raise (StorageError(error.words, state) if error.file == copied else error) from None


def _first(job: Job, collection: Collection, count: int) -> list[tuple[Lead, bool]]:
    state = collection.state_file
    try:
        collection.save_rules({profile.name: profile.rules for profile in job.profiles})
        collection.state.add(NewsSpider(profiles=job.profiles).seeds())
        with sound(state):
            leads = [lead for host in collection.state.hosts() for lead in collection.state.claim(host, count)]
    finally:
        collection.abandon()
    with closing(sqlite3.connect(state)) as known:
        return [(lead, _was_fetched(known, lead)) for lead in leads[:count]]


def _was_fetched(state: sqlite3.Connection, lead: Lead) -> bool:
    return state.execute("SELECT fetched FROM pages WHERE key = ?", (lead.key,)).fetchone() not in (None, (None,))


def _copy(state: Path, target: Path) -> None:
    try:
        with read_only(state) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        raise told(state, error) from error
