"""What the state costs, with few and with many known URLs: start-up, each statement, memory.

python -m bench.state [--pages 1000 100000]
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from crawler.collection.collection import Collection
from crawler.collection.database import connect
from crawler.collection.missing import missing
from crawler.collection.state import Start, State
from pipelines.page.model import Kind, Role
from spiders.frontier import Lead, Mode, Result, Via, Visit

TIMES = 300
LINKS = 60  # articles that one page links


def lead(number: int, host: str = "news.example.com") -> Lead:
    return Lead(f"http://{host}/html/{number % 50}/{number}.html", Role.ARTICLE, "example", Via.LIST)


def filled(folder: Path, pages: int) -> Path:
    """Make a state that knows `pages` URLs: most read, a fifth pending, a tenth deferred."""
    connection = connect(folder / "state.sqlite")
    connection.execute("BEGIN")
    state = State(connection, Start(Mode.CRAWL, datetime.now(UTC)))
    state.add([Lead(f"http://news.example.com/{n}/", Role.CATEGORY, "example", Via.SEED) for n in range(10)])
    for number in range(pages):
        one = lead(number)
        state.add([Lead(one.url, one.role, one.site, one.via, deferred=number % 10 == 3)])
        if number % 10 not in (1, 2, 3):
            state.settle(Visit(one, Result.READ, status=200, kind=Kind.ARTICLE))
    state.finish()
    connection.execute("COMMIT")
    connection.close()
    return folder


def per_call(ask: Callable[[int], object], times: int = TIMES) -> float:
    """Give milliseconds a call."""
    began = time.perf_counter()
    for number in range(times):
        ask(number)
    return (time.perf_counter() - began) * 1000 / times


def claims(state: State, times: int = 10) -> float:
    """Give milliseconds a claim; what was claimed is settled before the next one, as in a run."""
    spent = 0.0
    for _ in range(times):
        began = time.perf_counter()
        leads = state.claim("news.example.com", 16)
        spent += time.perf_counter() - began
        for each in leads:
            state.settle(Visit(each, Result.READ))
    return spent * 1000 / times


def statements(collection: Collection, pages: int) -> Iterator[tuple[str, float]]:
    state, new = collection.state, pages + 10
    yield "hosts", per_call(lambda _: state.hosts())
    yield "claim 16", claims(state)
    yield "is_drained", per_call(lambda _: state.is_drained())
    yield "unknown, 60 known", per_call(lambda n: state.unknown([lead(n * 3 + m) for m in range(LINKS)]))
    yield "add, 60 known", per_call(lambda n: state.add([lead(n * LINKS + m) for m in range(LINKS)]), 16)
    yield "add, 60 new", per_call(lambda n: state.add([lead(new + n * LINKS + m) for m in range(LINKS)]))
    yield "settle", per_call(lambda n: state.settle(Visit(lead(new + n), Result.READ, kind=Kind.ARTICLE)))
    yield "version", per_call(lambda n: state.articles.version(str(n)))


def measure(pages: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as name:
        folder = filled(Path(name), pages)
        began = time.perf_counter()
        collection = Collection(folder, Start(Mode.CRAWL, datetime.now(UTC)))
        found = {"start-up (ms)": (time.perf_counter() - began) * 1000}
        found |= {f"{what} (ms)": cost for what, cost in statements(collection, pages)}
        began = time.perf_counter()
        collection.commit()
        found["commit of all that (ms)"] = (time.perf_counter() - began) * 1000
        began = time.perf_counter()
        missing(connect(folder / "state.sqlite"))
        found["report of what is missing, once a run (ms)"] = (time.perf_counter() - began) * 1000
        collection.abandon()
        found["peak memory of this process (MB)"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 100_000])
    sizes = sorted(parser.parse_args().pages)
    columns = [measure(size) for size in sizes]
    print(f"{'known URLs':<45}" + "".join(f"{size:>12}" for size in sizes))
    for what in columns[0]:
        print(f"{what:<45}" + "".join(f"{column[what]:>12.3f}" for column in columns))


if __name__ == "__main__":
    main()
