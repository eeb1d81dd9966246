"""The chunked transfer coding, taken off piece by piece."""

from __future__ import annotations

import re

MAX_LINE = 1 << 16  # a size line may carry extensions, but not this many
SIZE = re.compile(rb"[0-9A-Fa-f]{1,15}\Z")


class ChunkedDecoder:
    """Decodes what servers send as chunked, not only what RFC 9112, 7.1 allows.

    Borne with: extensions of any kind, blanks around sizes, bare LF, missing or doubled line ends after a chunk, a
    missing last line. A body that does not begin with a size was never chunked and is given as it is; that is how
    archives of dechunked bodies under chunked headers read too.

    `complete`: the last chunk was seen. `finished`: its trailer too, and `rest` holds what followed. `broken`: a
    size line made no sense, nothing after it can be trusted.
    """

    def __init__(self) -> None:
        self.complete = False
        self.finished = False
        self.broken = False
        self.plain = False
        self.rest = b""
        self._pending = b""
        self._left = 0
        self._first = True

    def feed(self, data: bytes) -> list[bytes]:
        """Give the pieces of payload that `data` brings."""
        data = self._pending + data if self._pending else data
        self._pending = b""
        pieces: list[bytes] = []
        position = 0
        while position < len(data) and not self.broken:
            if self.finished:
                self.rest += data[position:]
                break
            if self.plain:
                pieces.append(data[position:])
                break
            if self._left:
                pieces.append(data[position : position + self._left])
                position += len(pieces[-1])
                self._left -= len(pieces[-1])
            else:
                position = self._line(data, position)
        return pieces

    def close(self) -> list[bytes]:
        """Tell that no more comes. Gives what turns out to be payload after all."""
        unchunked = self._first and self._pending and not SIZE.match(_size(self._pending))
        self.plain = self.plain or bool(unchunked)
        return [self._pending] if unchunked else []

    def _line(self, data: bytes, position: int) -> int:
        end = data.find(b"\n", position)
        if end < 0:
            if len(data) - position <= MAX_LINE:
                self._pending = data[position:]
                return len(data)
            return self._not_a_size(position)
        line = data[position:end].strip()
        if self.complete:
            self.finished = not line
        elif line or self._first:
            size = _size(line)
            if not SIZE.match(size):
                return self._not_a_size(position)
            self._left = int(size, 16)
            self.complete = self._left == 0
        self._first = False
        return end + 1

    def _not_a_size(self, position: int) -> int:
        self.plain, self.broken = self._first, not self._first
        return position


def _size(line: bytes) -> bytes:
    return line.split(b";", 1)[0].strip()
