"""Python's cyclic garbage collector, tuned for this program."""

from __future__ import annotations

import gc

# A page is some ten thousand small objects that reference counts free again. The default threshold of 700 walks
# them several times a page, a fifth of the time that reading takes (`python -m bench.crawl`, with and without).
THRESHOLDS = (25_000, 20, 50)


def relax() -> None:
    """Exclude all objects that exist now from collection, and collect less often.

    For processes that read many pages: at their start, because loading makes no garbage worth looking for, and once
    all is loaded.
    """
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
