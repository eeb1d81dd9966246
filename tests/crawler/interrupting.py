"""The command, sent a signal at a chosen moment of its start: `python -m tests.crawler.interrupting SIGNAL MOMENT ARGS…`.

A moment is a module that is about to be imported, or one of `CALLS` about to be made.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from importlib.abc import MetaPathFinder
from typing import Any

from crawler.cli import main

# Moment -> (module, owner, method).
CALLS = {
    "opening": ("crawler.collection.collection", "Collection", "_open"),
    "mended": ("crawler.collection.collection", "Collection", "_read_in"),
    "scheduling": ("crawler.crawling.scheduler", "FrontierScheduler", "open"),
    "closing": ("crawler.crawling.session", "Session", "_finish"),
}


class AtImport(MetaPathFinder):
    def __init__(self, number: int, name: str) -> None:
        self._number, self._name = number, name

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        if fullname == self._name:
            os.kill(os.getpid(), self._number)


def at_call(number: int, module: str, owner: str, name: str) -> None:
    holder = getattr(importlib.import_module(module), owner)
    call = getattr(holder, name)

    def called(*args: Any, **kwargs: Any) -> Any:
        os.kill(os.getpid(), number)
        return call(*args, **kwargs)

    setattr(holder, name, called)


if __name__ == "__main__":
    number, moment = signal.Signals[sys.argv[1]], sys.argv[2]
    if signal.getsignal(number) is signal.SIG_IGN:  # as SIGHUP is under nohup
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    if moment in CALLS:
        at_call(number, *CALLS[moment])
    else:
        sys.meta_path.insert(0, AtImport(number, moment))
    main(sys.argv[3:])
