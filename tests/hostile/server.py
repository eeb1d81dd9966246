"""A local web server that misbehaves in named ways, and remembers every byte that went in and out.

Each case lives on a loopback address of its own, so that no connection is shared unless a case wants it to be.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.hostile.cases import CASES, CLOSE, READ, RESET, Case, Many, Pause, Step

LIMIT = 120.0  # seconds after which a server thread gives up


@dataclass
class Wire:
    """What crossed one connection for one request."""

    request: bytes
    sent: bytearray = field(default_factory=bytearray)


class HostileServer:
    """Serves the cases on `port`, with TLS on `tls_port`, and as a proxy on `proxy_port`."""

    def __init__(self, certificate: Path) -> None:
        self.wires: dict[str, list[Wire]] = {}
        self.tunnels = 0
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._sockets: list[socket.socket] = []
        self.port = self._listen(self._serve_plain)
        self.tls_port = self._listen(self._serve_tls)
        self.proxy_port = self._listen(self._serve_proxy)

    def url(self, case: Case) -> str:
        scheme, port = ("https", self.tls_port) if case.tls else ("http", self.port)
        return f"{scheme}://{case.host}:{port}/{case.name}{case.query}"

    def close(self) -> None:
        for listening in self._sockets:
            listening.close()

    def _listen(self, serve: object) -> int:
        listening = socket.create_server(("", 0), backlog=256)
        self._sockets.append(listening)
        threading.Thread(target=self._accept, args=(listening, serve), daemon=True).start()
        return int(listening.getsockname()[1])

    def _accept(self, listening: socket.socket, serve: object) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            connection.settimeout(LIMIT)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._guarded, args=(serve, connection), daemon=True).start()

    def _guarded(self, serve: object, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError), connection:
            serve(connection)  # type: ignore[operator]

    def _serve_plain(self, connection: socket.socket) -> None:
        for count, request in enumerate(requests_of(connection)):
            if not self._answer(connection, request, count):
                return

    def _serve_tls(self, connection: socket.socket) -> None:
        with self._context.wrap_socket(connection, server_side=True) as secured:
            self._serve_plain(secured)
            with contextlib.suppress(OSError):
                secured.unwrap()

    def _serve_proxy(self, connection: socket.socket) -> None:
        request = next(requests_of(connection), None)
        if request is None:
            return
        if request.startswith(b"CONNECT "):
            self.tunnels += 1
            connection.sendall(b"HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
            self._serve_tls(connection)
        else:
            self._answer(connection, request, 0)

    def _answer(self, connection: socket.socket, request: bytes, count: int) -> bool:
        """Play the case that the request names; tells whether the connection stays."""
        target = request.split(b" ", 2)[1].decode("latin-1")
        case = CASES[urlsplit(target).path.strip("/")]
        wire = Wire(request)
        self.wires.setdefault(case.name, []).append(wire)
        steps = case.reused if case.reused is not None and count else case.steps
        return all(play(connection, step, wire) for step in steps)


def play(connection: socket.socket, step: Step, wire: Wire) -> bool:
    """Do one thing; False where the connection ends with it."""
    if isinstance(step, bytes | Many):
        for piece in step.pieces() if isinstance(step, Many) else (step,):
            wire.sent += piece  # before it is sent: of a piece that is cut off a part may arrive
            connection.sendall(piece)
    elif isinstance(step, Pause):
        time.sleep(step.seconds)
    elif step is READ:
        wait_until_read(connection)
    elif step is RESET:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    return step not in (RESET, CLOSE)


def wait_until_read(connection: socket.socket) -> None:
    """Wait until nothing is left in the buffers of the other end, which is on this machine (proc(5))."""
    here, there = (_as_in_proc(*name) for name in (connection.getsockname(), connection.getpeername()))
    for _ in range(1000):
        lines = map(str.split, Path("/proc/net/tcp").read_text().splitlines())
        queues = [fields[4] for fields in lines if fields[1:3] == [there, here]]
        if queues and all(queue.endswith(":00000000") for queue in queues):
            return
        time.sleep(0.02)


def _as_in_proc(address: str, port: int) -> str:
    return f"{socket.inet_aton(address)[::-1].hex().upper()}:{port:04X}"


def requests_of(connection: socket.socket) -> Iterator[bytes]:
    """Read requests, headers and body, byte for byte."""
    data = b""
    while True:
        while b"\r\n\r\n" not in data:
            more = connection.recv(1 << 16)
            if not more:
                return
            data += more
        head, _, _ = data.partition(b"\r\n\r\n")
        lengths = [
            line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
        ]
        need = len(head) + 4 + int(lengths[0] if lengths else 0)
        while len(data) < need:
            data += connection.recv(1 << 16)
        yield data[:need]
        data = data[need:]
