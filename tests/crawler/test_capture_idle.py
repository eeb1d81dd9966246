from __future__ import annotations

import socket
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from crawler.capture.idle import is_quiet, unread


@pytest.fixture
def ends() -> Iterator[tuple[SimpleNamespace, socket.socket]]:
    """A connection as Twisted's transports show it, and its other end."""
    near, far = socket.socketpair()
    near.setblocking(False)
    with near, far:
        yield SimpleNamespace(socket=near, getHandle=lambda: near), far


def test_a_live_connection_without_news_is_quiet(ends: tuple[SimpleNamespace, socket.socket]) -> None:
    transport, _ = ends
    assert is_quiet(transport)
    assert unread(transport) == b""


def test_what_came_is_seen_and_taken(ends: tuple[SimpleNamespace, socket.socket]) -> None:
    transport, far = ends
    far.sendall(b"unasked")
    assert not is_quiet(transport)
    assert unread(transport) == b"unasked"
    assert is_quiet(transport)


def test_a_closed_connection_is_not_quiet(ends: tuple[SimpleNamespace, socket.socket]) -> None:
    transport, far = ends
    far.close()
    assert not is_quiet(transport)
    assert unread(transport) == b""


def test_a_transport_that_lost_its_socket_is_not_quiet() -> None:
    assert not is_quiet(SimpleNamespace())
    assert unread(SimpleNamespace()) == b""


def test_behind_tls_nothing_is_taken(ends: tuple[SimpleNamespace, socket.socket]) -> None:
    transport, far = ends
    transport.getHandle = object
    far.sendall(b"record")
    assert unread(transport) == b""
    assert not is_quiet(transport)
