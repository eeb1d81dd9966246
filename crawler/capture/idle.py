"""What has come on a connection and nobody has read yet."""

from __future__ import annotations

import socket
from typing import Any

MOST = 1 << 16  # bytes taken at once, as in a read of Twisted's


def unread(transport: Any) -> bytes:
    """Take the bytes that have come by now on a plain connection; behind TLS they cannot be told from its own."""
    if not hasattr(transport, "socket"):  # closed
        return b""
    handle = transport.getHandle()
    try:
        return handle.recv(MOST) if isinstance(handle, socket.socket) else b""
    except OSError:  # there is nothing, or the connection is dead
        return b""


def is_quiet(transport: Any) -> bool:
    """Tell whether a connection is alive and nothing has come on it."""
    if not hasattr(transport, "socket"):
        return False
    try:
        transport.socket.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
