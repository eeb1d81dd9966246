"""Signals, at whatever moment they come: the first ends a run in good order, the second at once.

Times of a process: while a command is loaded nothing is open, and a signal ends it there and then; a command at
work is interrupted as by Ctrl-C; a crawl (`Interruption`) notes what comes before its reactor can listen. A server
(`stop_by`) has nothing to finish.
"""

from __future__ import annotations

import atexit
import os
import signal
import time
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
# A terminal that goes away ends a run like the others.
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Seconds within which a signal repeats the one before: `timeout` of coreutils sends each to the command and to its group.
ECHO = 0.2
Handler = Callable[[int, FrameType | None], object] | signal.Handlers


def leave_at_once() -> None:
    """Let a signal end the process with 130, for as long as nothing is open.

    An exception would not do: raised within an import, it can be swallowed there.
    """
    atexit.register(all_done)
    _handle(_leave)


def all_done() -> None:
    """Ignore signals from here on: Python hands them back to the system before its end, and an echo, or an exception
    that nobody catches any more, would take the place of the exit code.
    """
    _handle(signal.SIG_IGN)


def raise_interrupt() -> None:
    """Let a signal raise KeyboardInterrupt, so that a command closes what it has open."""
    _handle(_raise)


def stop_by(stop: Callable[[], object]) -> None:
    """Let a signal call `stop`, within its handler."""
    _handle(lambda *_: stop())


class Interruption:
    """What a crawl makes of signals, from its construction on; `listen` says how, once the reactor is there."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._stop: Callable[[], object] = lambda: None
        self._stop_at_once: Callable[[], object] = _leave
        _handle(self._take)

    def listen(self, stop: Callable[[], object], stop_at_once: Callable[[], object]) -> None:
        """Call `stop` at the first signal, now where that has come before, and `stop_at_once` at the second.

        Both are called within a signal handler: they may do no more than pass it on.
        """
        self._stop, self._stop_at_once = stop, stop_at_once
        if self._last is not None:
            stop()

    def _take(self, *_: object) -> None:
        before, self._last = self._last, time.monotonic()
        if before is None:
            self._stop()
        elif self._last - before > ECHO:
            self._stop_at_once()
            self._stop_at_once = _leave


def _handle(handler: Handler) -> None:
    """Set `handler`, but where whoever started us wants a signal ignored: `nohup`, jobs in a shell's background."""
    for number in SIGNALS:
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def _leave(*_: object) -> NoReturn:
    os.write(2, b"shilu: interrupted; the same command goes on from here\n")
    os._exit(INTERRUPTED)


def _raise(*_: object) -> NoReturn:
    raise KeyboardInterrupt
