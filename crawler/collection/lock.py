"""One run at a time holds a collection. The lock is the kernel's: a kill leaves none behind."""

from __future__ import annotations

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from crawler.errors import CollectionLocked, StorageError


class Lock:
    """Held from construction until `release`. Raises CollectionLocked, telling who holds it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ".lock"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StorageError(f"{folder}: {error.strerror}; choose another folder with --out") from None
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._descriptor, 1000).decode("utf-8", "replace").strip()
            os.close(self._descriptor)
            raise CollectionLocked(f"{folder}: held by another run: {holder or 'unknown'}") from None
        os.ftruncate(self._descriptor, 0)
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        os.pwrite(self._descriptor, json.dumps({"pid": os.getpid(), "since": now}).encode(), 0)

    def release(self) -> None:
        os.close(self._descriptor)
