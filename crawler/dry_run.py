"""What a run would fetch first. Nothing is fetched and nothing is kept."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from crawler.collection import Collection
from crawler.run import Job
from crawler.state import Start
from spiders.frontier import Lead
from spiders.news import NewsSpider


def plan(job: Job, folder: Path, count: int) -> list[Lead]:
    """Give the first `count` leads. The state is prepared as for the run, and let go uncommitted."""
    with tempfile.TemporaryDirectory() as nowhere:
        start = Start(
            job.mode,
            datetime.now(UTC),
            job.options.get("recheck"),
            (job.options.get("since"), job.options.get("until")),
        )
        existing = folder if (folder / "state.sqlite").exists() else Path(nowhere)
        collection = Collection(existing, start, job.profiles[0].recheck)
        collection.save_rules({profile.name: profile.rules for profile in job.profiles})
        collection.state.add(NewsSpider(profiles=job.profiles).seeds())
        leads = [lead for host in collection.state.hosts() for lead in collection.state.claim(host, count)]
        collection.abandon()
    return leads[:count]
