"""One try to get an answer: the bytes that went out and came in, as they passed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import BinaryIO

from archive.exchange import Connection, Exchange, Truncation
from archive.http import split_interim

MAX_IN_MEMORY = 8 << 20  # what comes after these bytes goes to a temporary file


class Attempt:
    """Collects an exchange while it happens.

    `finished`: the parser found the end of the response. `size`: bytes received.
    """

    def __init__(self, connection: Callable[[], Connection]) -> None:
        self.started = datetime.now(UTC)
        self.finished = False
        self.error: str | None = None
        self.unclean = False
        self._clock = time.monotonic()
        self._duration: float | None = None
        self._connection = connection
        self._request: list[bytes] = []
        self._response: list[bytes] = []
        self.size = 0
        self._overflow: BinaryIO | None = None
        self._surplus = 0
        self._behind: list[bytes] = []
        self._late: Callable[[bytes], None] | None = None

    @property
    def ended(self) -> bool:
        return self._duration is not None

    def sent(self, data: bytes) -> None:
        self._request.append(data)

    def received(self, data: bytes) -> None:
        """Take bytes as they come; those after an exchange that was given up belong to no one."""
        if self.finished:
            (self._late or self._behind.append)(data)
        elif not self.ended:
            self._take(data)

    def _take(self, data: bytes) -> None:
        if self.size < MAX_IN_MEMORY:
            self._response.append(data)
        else:
            self._overflow = self._overflow or TemporaryFile()  # noqa: SIM115 (lives as long as the exchange)
            self._overflow.write(data)
        self.size += len(data)

    def finish(self, surplus: int) -> None:
        """Note the end of the response; the last `surplus` bytes received are not part of it."""
        if not self.ended:
            self.finished, self._surplus = True, surplus
            self.end()

    def recorded(self, late: Callable[[bytes], None]) -> None:
        """Let go of the bytes, which are on record. `late` is given what the server sends after that."""
        self._late = late
        self._request, self._response, self._behind, self._overflow = [], [], [], None

    def end(self, error: str | None = None) -> None:
        """Close the attempt. What comes after is ignored, so an end that is told twice does no harm."""
        if not self.ended:
            self.error = error
            self._duration = time.monotonic() - self._clock

    def exchange(self, url: str, method: str, lost: Truncation) -> Exchange:
        """Give what happened. `lost` is the reason of the truncation, should there be one."""
        raw, surplus = self._without_surplus(b"".join(self._response))
        interim, response = split_interim(raw)
        cut = (not self.finished or self.unclean) and self.size > 0
        return Exchange(
            url=url,
            method=method,
            started=self.started,
            duration=self._duration or 0.0,
            request=b"".join(self._request),
            response=response,
            connection=self._connection(),
            truncated=lost if cut else None,
            error=self.error,
            interim=interim,
            surplus=surplus,
            overflow=self._overflow,
            overflow_size=self._overflow.tell() if self._overflow else 0,
        )

    def _without_surplus(self, raw: bytes) -> tuple[bytes, bytes]:
        behind = b"".join(self._behind)
        if not self._surplus:
            return raw, behind
        if self._overflow is None:
            return raw[: -self._surplus], raw[-self._surplus :] + behind
        # Surplus is what came behind the end in one and the same read, so it cannot begin before the file.
        start = self._overflow.seek(0, 2) - self._surplus
        self._overflow.seek(start)
        surplus = self._overflow.read()
        self._overflow.seek(start)
        self._overflow.truncate()
        return raw, surplus + behind
