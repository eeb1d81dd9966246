"""Names looked up where no thread can be started, and names that are none."""

from __future__ import annotations

from socket import gaierror
from threading import Thread

import pytest
from twisted.python.threadpool import ThreadPool

from crawler.hosts.resolver import Threads, look_up


class NoRoom(Thread):
    def start(self) -> None:
        raise RuntimeError("can't start new thread")


def test_a_name_is_looked_up_at_once_where_no_thread_can_be_started() -> None:
    pool = ThreadPool(0, 1)
    pool.threadFactory = NoRoom
    pool.start()
    results: list[tuple[bool, object]] = []
    Threads(pool).callInThreadWithCallback(lambda *result: results.append(result), str.upper, "name")
    assert results == [(True, "NAME")]

    def unknown(_: str) -> None:
        raise gaierror("no such name")

    Threads(pool).callInThreadWithCallback(lambda *result: results.append(result), unknown, "name")
    assert not results[1][0] and results[1][1].check(gaierror)  # type: ignore[attr-defined]
    pool.stop()  # waits for none that never began


@pytest.mark.parametrize("name", ["www..paper.example", f"{'a' * 64}.example", ".example"])
def test_what_can_be_no_name_is_not_found(name: str) -> None:
    """Twisted expects no other error, and whoever asked would wait for ever."""
    with pytest.raises(gaierror):
        look_up(name, 80)
