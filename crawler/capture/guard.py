"""Keeps a public crawl out of private networks: no page may lead the crawler there.

With an HTTP proxy the proxy resolves names, and what it connects to is out of sight: only addresses written in the
URL are checked then.
"""

# ruff: noqa: N802 (the names are those of the frameworks)
from __future__ import annotations

import ipaddress
from typing import Any

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
LOCAL_NAMES = ("localhost", "localhost.localdomain")


class Guard:
    """Watches one download. `refused` is the address that was not connected to."""

    def __init__(self) -> None:
        self.refused: str | None = None

    def watch(self, endpoint: Any) -> None:
        """Let `endpoint` connect to public addresses alone, whatever its host's name resolves to."""
        while hasattr(endpoint, "_wrappedEndpoint"):  # TLS goes around the endpoint that resolves names
            endpoint = endpoint._wrappedEndpoint
        resolver = endpoint._getNameResolverAndMaybeWarn
        endpoint._getNameResolverAndMaybeWarn = lambda reactor: _PublicResolver(resolver(reactor), self)

    def passes(self, address: str) -> bool:
        if is_public(address):
            return True
        self.refused = address
        return False


def is_private_host(host: str) -> bool:
    """Tell whether a URL's host, as written, is a private address or a name of this machine."""
    name = host.strip("[]").rstrip(".").lower()
    if name in LOCAL_NAMES or name.endswith(".localhost"):
        return True
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False  # a name, or a number that only a resolver understands: what it gives is checked
    return not is_public(name)


def is_public(address: str) -> bool:
    """Tell whether an address, or the one that it carries inside, is on the public internet."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(part.is_global and not part.is_multicast for part in _inside(parsed))


def _inside(address: Address) -> tuple[Address, ...]:
    """Give the IPv4 address that an IPv6 address stands for; else the address itself, with what Teredo carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    # 6to4 alone is neither global nor private in the registry (RFC 6890), and Python's releases differ on it.
    carried = address.ipv4_mapped or address.sixtofour
    if carried is None and address in NAT64:
        carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if carried:
        return (carried,)
    return (address, address.teredo[1]) if address.teredo else (address,)


@implementer(IHostnameResolver)
class _PublicResolver:
    def __init__(self, resolver: Any, guard: Guard) -> None:
        self._resolver = resolver
        self._guard = guard

    def resolveHostName(self, receiver: Any, *args: Any, **kwargs: Any) -> Any:
        return self._resolver.resolveHostName(_PublicReceiver(receiver, self._guard), *args, **kwargs)


@implementer(IResolutionReceiver)
class _PublicReceiver:
    def __init__(self, receiver: Any, guard: Guard) -> None:
        self._receiver = receiver
        self._guard = guard

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if self._guard.passes(address.host):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()
