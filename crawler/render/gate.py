"""The browser's one way out: a SOCKS proxy on loopback that holds the browser to the rule of private networks.

The browser resolves no names and opens no connection by itself, so the rule holds for whatever it does: pages,
redirects, scripts, frames, sockets. A name is resolved here once, and what was judged is what is connected to.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Callable

from crawler.capture.guard import is_private_host, is_public

VERSION, NO_AUTH, CONNECT = 5, 0, 1
IPV4, NAME, IPV6 = 1, 3, 4
GRANTED, NOT_ALLOWED, UNREACHABLE, UNKNOWN_COMMAND = 0, 2, 4, 7
PIECE = 1 << 16
CONNECT_TIMEOUT = 30.0


class Refused(Exception):  # noqa: N818  it is an answer, no fault
    """A host that the rule keeps the browser from."""


class Gate:
    """RFC 1928, as far as browsers use it. `allowed` tells whether a target names this very host and port."""

    def __init__(self, allowed: Callable[[str, int], bool]) -> None:
        self._allowed = allowed
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self._addresses: dict[tuple[str, int], str] = {}
        self.refused: set[str] = set()

    async def open(self) -> str:
        """Listen, from the first call on; gives the proxy's URL."""
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return f"socks5://127.0.0.1:{port}"

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        for task in tuple(self._open):
            task.cancel()

    def address(self, host: str, port: int) -> str | None:
        """Give the address that the last connection to a host went to."""
        return self._addresses.get((host, port))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        try:
            await self._pass(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # either side has gone
        finally:
            writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = await _wish(reader, writer)
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                far_reader, far_writer = await self._connect(host, port)
        except Refused:
            self.refused.add(host)
            writer.write(_answer(NOT_ALLOWED))
        except (OSError, TimeoutError):
            writer.write(_answer(UNREACHABLE))
        else:
            writer.write(_answer(GRANTED))
            await _splice((reader, far_writer), (far_reader, writer))

    async def _connect(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        named = self._allowed(host, port)
        if not named and is_private_host(host):
            raise Refused
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = dict.fromkeys(str(each[4][0]) for each in found)
        usable = [address for address in addresses if named or is_public(address)]
        if not usable:
            raise Refused
        for address in usable[:-1]:
            with contextlib.suppress(OSError):
                return await self._reach(host, port, address)
        return await self._reach(host, port, usable[-1])

    async def _reach(
        self, host: str, port: int, address: str
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        streams = await asyncio.open_connection(address, port)
        self._addresses[host, port] = address
        return streams


async def _wish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> tuple[str, int]:
    """Read the greeting and where the browser wants to go (RFC 1928, 3 and 4)."""
    version, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    if version != VERSION:
        raise OSError("not SOCKS 5")
    writer.write(bytes((VERSION, NO_AUTH)))
    _, command, _, kind = await reader.readexactly(4)
    if kind == NAME:
        host = (await reader.readexactly((await reader.readexactly(1))[0])).decode("latin-1")
    else:
        host = str(ipaddress.ip_address(await reader.readexactly(4 if kind == IPV4 else 16)))
    port = int.from_bytes(await reader.readexactly(2), "big")
    if command != CONNECT:
        writer.write(_answer(UNKNOWN_COMMAND))
        raise OSError("only connections are passed on")
    return host.lower(), port


def _answer(code: int) -> bytes:
    return bytes((VERSION, code, 0, IPV4, 0, 0, 0, 0, 0, 0))


async def _splice(*ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
    try:
        await asyncio.gather(*(_pump(*way) for way in ways))
    finally:
        for _, writer in ways:
            writer.close()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(PIECE):
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
