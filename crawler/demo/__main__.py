"""`python -m crawler.demo`: the sample site alone, to play with."""

from __future__ import annotations

import argparse
import contextlib
import threading

from crawler.demo.server import PUBLISHED, DemoServer
from crawler.demo.site import DemoSite


def main() -> None:
    """Serve the site until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m crawler.demo", description=main.__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--edition", type=int, default=1, choices=sorted(PUBLISHED))
    options = parser.parse_args()
    with DemoServer(DemoSite(edition=options.edition), port=options.port) as server:
        print(server.url, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
