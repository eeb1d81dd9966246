"""What TLS was spoken, in the words of WARC and IANA."""

from __future__ import annotations

import re
from typing import Any

# OpenSSL's names of the suites of TLS 1.2 and before, taken apart; those of TLS 1.3 are IANA's already.
KEY_EXCHANGE = re.compile(r"(ECDHE|DHE|ECDH|DH)-(RSA|ECDSA|DSS)-(.+)|(.+)")
CIPHERS = (
    (re.compile(r"^AES(128|256)-GCM-(SHA\d+)$"), r"AES_\1_GCM_\2"),
    (re.compile(r"^AES(128|256)-CCM(8?)$"), r"AES_\1_CCM_\2"),
    (re.compile(r"^AES(128|256)-(SHA\d*)$"), r"AES_\1_CBC_\2"),
    (re.compile(r"^CAMELLIA(128|256)-(SHA\d*)$"), r"CAMELLIA_\1_CBC_\2"),
    (re.compile(r"^CHACHA20-POLY1305$"), "CHACHA20_POLY1305_SHA256"),
    (re.compile(r"^DES-CBC3-SHA$"), "3DES_EDE_CBC_SHA"),
)


def tls_of(transport: Any) -> tuple[tuple[str, ...], str | None]:
    """Give the protocols under HTTP (`tls/1.3`) and the cipher suite; nothing for a plain connection."""
    handle = transport.getHandle() if hasattr(transport, "getHandle") else None
    version = getattr(handle, "get_protocol_version_name", None)
    if handle is None or version is None:
        return (), None
    protocol = version().lower().replace("tlsv", "tls/").replace("sslv", "ssl/")
    return (protocol if "." in protocol else protocol + ".0",), iana_suite(handle.get_cipher_name())


def iana_suite(name: str | None) -> str | None:
    """Give the registered name of a cipher suite that OpenSSL names in its own way; None where it is not known."""
    if not name or name.startswith("TLS_"):
        return name
    match = KEY_EXCHANGE.fullmatch(name)
    assert match is not None
    exchange = f"{match[1]}_{match[2]}" if match[1] else "RSA"
    for pattern, registered in CIPHERS:
        if cipher := pattern.match(match[3] or match[4]):
            return f"TLS_{exchange}_WITH_{cipher.expand(registered)}".rstrip("_")
    return None
