"""One way to read some bytes, and how well it does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.text.charset import codec, letters, likelihood

_AROUND = 40  # bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """`total`: bits in all. `each`: for a byte, in charsets of double bytes for one that is not ASCII in this reading,
    as any charset reads ASCII. `chars`: characters beyond ASCII.
    """

    encoding: str
    total: float
    each: float
    chars: int

    @property
    def told(self) -> str:
        return f"{self.chars} characters looked at, {self.each:.1f} bits a byte"


@lru_cache(16)  # one decision asks for the same reading up to three times
def read(piece: bytes, encoding: str) -> Reading:
    if likelihood.is_single_byte(encoding):
        total = letters.cost(piece, encoding)
        return Reading(encoding, total, total / max(len(piece), 1), codec.high_bytes(piece))
    text = codec.decode_roughly(piece, encoding)
    total, ascii_ = likelihood.cost(text, encoding), likelihood.ascii_in(text)
    return Reading(encoding, total, likelihood.cost_per_byte(total, ascii_, len(piece)), len(text) - ascii_)


def with_slips(piece: bytes, reading: Reading) -> Reading:
    """The same bytes in a charset of double bytes, with some lost: those behind read one off, and are not held
    against the charset.
    """
    total = likelihood.cost_with_slips(piece, reading.encoding)
    if total >= reading.total:
        return reading
    ascii_ = len(piece) - codec.high_bytes(piece)
    return replace(reading, total=total, each=likelihood.cost_per_byte(total, ascii_, len(piece)))


def has_slipped(data: bytes, encoding: str, wider: str) -> bool:
    """Whether the first place that cannot be decoded reads better if a byte was lost there than in a wider charset."""
    place = codec.decode_escaped(data, encoding)
    match = codec.ESCAPED.search(place)
    if not match:
        return False
    start = len(codec.encode_back(place[: match.start()], encoding))
    piece = data[start : start + _AROUND]
    lost = likelihood.cost_with_slips(piece, encoding)
    return lost < likelihood.cost(codec.decode_escaped(piece, wider), encoding)
