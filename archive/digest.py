"""Digests as archives write them: an algorithm, a colon, and Base32 or hexadecimal digits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

ALGORITHMS = {
    "sha1": hashlib.sha1,
    "sha-1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha-256": hashlib.sha256,
    "sha512": hashlib.sha512,
    "md5": hashlib.md5,
}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # RFC 4648, 6
PAIRS = tuple(one + two for one in ALPHABET for two in ALPHABET)
AS_INT = str.maketrans(
    ALPHABET + ALPHABET.lower(), "0123456789abcdefghijklmnopqrstuv" * 2
)  # as int() counts to 32


def sha1_label(pieces: Iterable[bytes]) -> str:
    """Give a digest as WARC writes it: `sha1:` and upper-case Base32.

    The standard library's Base32 is slow, and there are three digests to a page.
    """
    digest = hashlib.sha1(usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    number = int.from_bytes(digest.digest(), "big")
    return "sha1:" + "".join([PAIRS[number >> shift & 1023] for shift in range(150, -1, -10)])


def agrees(digest: str, pieces: Iterable[bytes]) -> bool | None:
    """Tell whether `digest` is that of the bytes; None where its algorithm is not known."""
    pieces = tuple(pieces)
    if digest == sha1_label(pieces):  # as nearly all are written
        return True
    label, _, text = digest.partition(":")
    algorithm = ALGORITHMS.get(label.strip().lower())
    if algorithm is None:
        return None
    state = algorithm(usedforsecurity=False)
    for piece in pieces:
        state.update(piece)
    text = text.strip().rstrip("=")
    if len(text) == state.digest_size * 2:
        return text.lower() == state.hexdigest()
    return _is_base32_of(text, state.digest())


def _is_base32_of(text: str, digest: bytes) -> bool:
    bits = len(digest) * 8
    padding = -bits % 5  # zero bits that fill up the last digit
    if len(text) * 5 != bits + padding or not text.isalnum():
        return False
    try:
        return int(text.translate(AS_INT), 32) == int.from_bytes(digest, "big") << padding
    except ValueError:
        return False
