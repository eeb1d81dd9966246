"""What an operator has to hear about.

ArchiveError
└── DiskFullError   the file system took no more; what was written is intact
"""

from __future__ import annotations

import errno
from pathlib import Path

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ArchiveError(Exception):
    """Names the file and what to do next."""


class DiskFullError(ArchiveError):
    """No room is left for the archive."""


def told(error: OSError, path: Path, doing: str) -> ArchiveError:
    """Say in an operator's words what the system refused to do with `path`."""
    if error.errno in NO_ROOM:
        return DiskFullError(f"{path}: no room left while {doing}; free some space and run the same command again")
    reason = error.strerror or str(error)
    return ArchiveError(f"{path}: {reason} while {doing}; check the folder's owner and rights")
