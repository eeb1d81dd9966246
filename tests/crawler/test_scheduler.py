"""In which order what waits is asked for."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from crawler.crawling.scheduler import FrontierScheduler
from pipelines.page.model import Role
from spiders.frontier import Lead, Via


def lead(number: int, kind: str | None = None) -> Lead:
    return Lead(f"http://example.com/{number}", Role.CATEGORY, "example.com", Via.LINK, list_key=kind)


def test_views_that_wait_keep_their_order_behind_the_lists_that_come_in() -> None:
    queue = [*(lead(number, "view example.com?year") for number in range(1, 21)), lead(30), lead(31)]
    done: set[str] = set()

    def claim(_: str, count: int) -> list[Lead]:
        taken, queue[:count] = queue[:count], []
        return taken

    session = SimpleNamespace(
        stopping=False, fetching=0, may_fetch=lambda: True, collection=SimpleNamespace(state_file=Path("state.sqlite")),
        pace=SimpleNamespace(is_busy=lambda _: False), state=SimpleNamespace(hosts=lambda: ["example.com"], claim=claim),
    )  # fmt: skip
    scheduler = FrontierScheduler(session)  # type: ignore[arg-type]
    spider = SimpleNamespace(waits=lambda lead: bool(lead.list_key) and len(done) < 2, ask=lambda lead: lead.url)
    scheduler.open(spider)  # type: ignore[arg-type]
    asked: list[int] = []
    while len(asked) < 22:
        if url := scheduler.next_request():
            asked.append(int(str(url).rpartition("/")[2]))
            done.add(str(url))
    assert asked == [30, 31, *range(1, 21)]
