"""What went wrong below HTTP, in words for reports, whose readers need not know the exceptions of a library.

Each kind has one wording, so that equal failures are counted together.
"""

from __future__ import annotations

from typing import Final

TIMEOUT: Final = "timeout"
TOO_LARGE: Final = "larger than what is fetched"
_WORDS: Final = {
    "CannotResolveHostError": "host name not found",
    "DownloadConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": TIMEOUT,
    "TimeoutError": TIMEOUT,
    "DownloadCancelledError": TOO_LARGE,
    "DownloadFailedError": "no HTTP response",
    "BrowserGone": "the browser gave no page",
}


def words(error: BaseException) -> str:
    """Name the kind of an error; the record of the exchange has its own words."""
    name = type(error).__name__
    return _WORDS.get(name, name)
