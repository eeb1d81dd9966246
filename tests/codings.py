"""Bodies in content codings, as servers write them."""

from __future__ import annotations

import zlib
from importlib import import_module

from archive.zstandard import zstandard


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


def brotli(data: bytes) -> bytes:
    return bytes(import_module("brotli").compress(data))


def zstd(data: bytes) -> bytes:
    return bytes(zstandard().compress(data))
