"""How fast an archive is verified, on one core: `python -m bench.check [--pages 4000]`.

Small pages are the hard case: three records a page, and each has a header and two digests of its own. Of gzip files
two figures make sense, bytes of the file and bytes of the blocks in it, which are what is digested.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from archive.check import check
from archive.exchange import Connection, Exchange
from archive.fault import Tally
from archive.store import Store
from archive.warc import WarcInfo
from bench.capture import respond


def write(folder: Path, pages: int) -> None:
    store = Store(folder, WarcInfo(name="bench", software="bench"))
    for number in range(pages):
        url = f"http://news.example/{number}"
        request = f"GET /{number} HTTP/1.1\r\nHost: news.example\r\nUser-Agent: bench\r\n\r\n".encode()
        store.append(
            Exchange(
                url=url,
                started=datetime.now(UTC),
                request=request,
                response=respond(number, packed=False),
                connection=Connection("192.0.2.1"),
            )
        )
    store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), options.pages)
        best = min(measure(Path(name)) for _ in range(options.rounds))
        tally = Tally()
        assert not list(check([Path(name)], tally))
    print(
        f"check: {tally.payload / 1e6 / best:.0f} MB/s of blocks, {tally.size / 1e6 / best:.0f} MB/s of gzip, "
        f"{sum(tally.records.values()) / best:.0f} records/s of CPU time (the best of {options.rounds})"
    )


def measure(folder: Path) -> float:
    begun = time.process_time()
    for _ in check([folder]):
        pass
    return time.process_time() - begun


if __name__ == "__main__":
    main()
