"""The command, killed at a chosen step: `main` of STEP N ARGS… dies with SIGKILL at the Nth STEP.

The steps stand for the moments between which a run can be torn: an exchange fetched, a record half written, a page
read, a line written, files synced and state not, state committed and nothing else done, names made final.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any

from archive import store
from archive.index import Captures
from archive.store import Store
from crawler import cli
from crawler.collection.articles import ArticleFile
from crawler.collection.collection import Collection
from crawler.crawling.session import Session
from spiders.news import NewsSpider

# Step -> (owner, method, whether the kill comes before it).
STEPS: dict[str, tuple[Any, str, bool]] = {
    "fetched": (Session, "record", True),
    "recorded": (Store, "append", False),
    "parsed": (NewsSpider, "_read", True),
    "written": (ArticleFile, "write", False),
    "committing": (Collection, "commit", True),
    "archive synced": (Collection, "_sync_archive", False),
    "files synced": (ArticleFile, "sync", False),
    "captures written": (Captures, "write", False),
    "committed": (Collection, "commit", False),
    "closing": (Collection, "close", True),
    "archive closed": (Store, "close", False),
    "articles closed": (ArticleFile, "close", False),
    "closed": (Collection, "close", False),
    "mended": (Collection, "_mend", False),
    "half a record": (store._File, "take", True),
    "half a line": (ArticleFile, "write", True),
}


class Killer:
    """Counts steps and kills at the chosen one."""

    def __init__(self, step: str, number: int) -> None:
        self._left = number
        owner, name, self._before = STEPS[step]
        self._half = step.startswith("half")
        self._step = getattr(owner, name)
        setattr(owner, name, self._wrapped())

    def _wrapped(self) -> Callable[..., Any]:
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            self._left -= 1
            if self._left == 0 and self._before:
                if self._half:
                    _tear(args[0], args[1])
                os.kill(os.getpid(), signal.SIGKILL)
            result = self._step(*args, **kwargs)
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return wrapped


def _tear(file: Any, data: Any) -> None:
    """Write the first half of what was to be written."""
    if isinstance(file, ArticleFile):
        file.sync()
        text = "".join(data).encode()
        with file.part.open("ab") as part:
            part.write(text[: len(text) // 2])
    else:
        os.write(file.descriptor, bytes(data[: len(data) // 2]))


def main(args: list[str]) -> None:
    Killer(args[0], int(args[1]))
    cli.main(args[2:])
