"""Names to addresses: IPv4 first, IPv6 behind it; in threads, where there is room for them.

Scrapy's own default knows no IPv6, so that a host that has nothing else, or an address such as `[::1]`, could not be
fetched at all.
"""

# ruff: noqa: N802 (the names are those of the frameworks)
from __future__ import annotations

from collections.abc import Callable
from socket import gaierror, getaddrinfo
from typing import Any

from scrapy.resolver import CachingHostnameResolver
from twisted.internet._resolver import GAIResolver
from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IResolutionReceiver
from twisted.python.failure import Failure
from zope.interface import implementer  # type: ignore[import-untyped]


class Resolver(CachingHostnameResolver):
    """Remembers what it was told for as long as the process lives, as Scrapy's own does."""

    def __init__(self, reactor: Any, cache_size: int) -> None:
        super().__init__(reactor, cache_size)
        if isinstance(self.original_resolver, GAIResolver):
            threads: Any = Threads(reactor.getThreadPool())
            own: Any = GAIResolver(reactor, lambda: threads, look_up)
            self.original_resolver = own

    def install_on_reactor(self) -> None:
        """Every target of one command comes by here, and one resolver serves them all."""
        if not isinstance(self.reactor.nameResolver, Resolver):
            super().install_on_reactor()

    def resolveHostName(self, resolutionReceiver: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N803
        ordered: Any = IPv4First(resolutionReceiver)
        return super().resolveHostName(ordered, *args, **kwargs)


def look_up(host: Any, port: Any, *how: Any, **more: Any) -> list[Any]:
    """Do what `getaddrinfo` does, for any name: `www..example.com` is none, and has an error that nobody waits for."""
    try:
        return getaddrinfo(host, port, *how, **more)
    except UnicodeError as error:  # a label that is empty, or longer than 63
        raise gaierror(str(error)) from error


class Threads:
    """A pool of threads that works by itself where none can be started: limits of memory or processes are reached.

    Twisted would wait for ever for what it could not hand on, and at the end for the thread that never began.
    """

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    def callInThreadWithCallback(
        self, on_result: Callable[..., object], work: Callable[..., Any], *args: Any
    ) -> None:
        try:
            self._pool.callInThreadWithCallback(on_result, work, *args)
        except RuntimeError:
            self._pool.threads[:] = [thread for thread in self._pool.threads if thread.ident is not None]
            try:
                result = work(*args)
            except OSError:
                on_result(False, Failure())  # type: ignore[no-untyped-call]
            else:
                on_result(True, result)


@implementer(IResolutionReceiver)
class IPv4First:
    """A connection is tried to each address in turn, a third of a second apart: one that refuses costs that much."""

    def __init__(self, receiver: Any) -> None:
        self._receiver = receiver
        self._others: list[Any] = []

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if isinstance(address, IPv4Address):
            self._receiver.addressResolved(address)
        else:
            self._others.append(address)

    def resolutionComplete(self) -> None:
        for address in self._others:
            self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()
