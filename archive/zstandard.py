"""Zstandard: of the standard library from Python 3.14 on, of its backport before that."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any


def zstandard() -> Any:
    """Give the module, loaded when something is packed so: little is."""
    return import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
