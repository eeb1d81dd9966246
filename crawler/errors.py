"""Errors for the operator. Each message names file or key and the next step; each class has its exit code.

ShiluError
├── UsageError        2   wrong target, profile, option or environment
├── CollectionLocked  3   another run holds the collection
└── StorageError      6   disk full, read-only, or state that cannot be used
"""

from __future__ import annotations

import errno
from pathlib import Path

_NEXT_STEPS = {
    "free some space": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "make it writable": (errno.EACCES, errno.EPERM, errno.EROFS),
    "move it away": (errno.EEXIST, errno.ENOTDIR, errno.EISDIR),
}


class ShiluError(Exception):
    """Something that the operator has to know of."""

    exit_code = 1


class UsageError(ShiluError):
    exit_code = 2


class CollectionLocked(ShiluError):  # noqa: N818  it says what is the case, and reads well where it is caught
    exit_code = 3


class StorageError(ShiluError):
    """`file`: the one to see to, where it is one; the message begins with it."""

    exit_code = 6

    def __init__(self, words: str, file: Path | None = None) -> None:
        super().__init__(words if file is None else f"{file}: {words}")
        self.words, self.file = words, file

    @classmethod
    def of(cls, error: OSError, folder: Path) -> StorageError:
        """Say what the system refused, of a file in `folder` or of the folder itself, and what to do about it."""
        step = next((step for step, codes in _NEXT_STEPS.items() if error.errno in codes), "see to it")
        words = f"{error.strerror or error}; {step} and run the same command again"
        return cls(words, Path(error.filename or folder))
