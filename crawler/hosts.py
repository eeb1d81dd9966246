"""Which hosts are private: addresses that no page may lead into."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit


def bare_name(host: str) -> str:
    """Give the host without port and brackets."""
    return urlsplit(f"//{host}").hostname or ""


def is_private(host: str) -> bool:
    """Tell whether `host` (`name`, `name:port`, an address) is itself private: localhost or no global address."""
    name = bare_name(host).rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return not ip_address(name).is_global
    except ValueError:
        return False
