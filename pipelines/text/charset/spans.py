"""Back from a place in the text to the bytes it came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from pipelines.text.charset.codec import ESCAPED, decode_escaped, encode_back
from pipelines.text.charset.mixed import Segment

_RUN = 200  # characters that are looked at together, as most stand in their usual code
_LONGEST = 6  # bytes of one character in any charset without shifts: two halves of a pair


def bytes_between(data: bytes, parts: Iterable[Segment], start: int, end: int) -> bytes:
    """Give the bytes that code points [`start`, `end`) of the text of `data` were decoded from.

    `parts` cover what was decoded. Exact, U+FFFD and characters with two codes included, in all charsets but those
    that shift (ISO-2022, HZ), for which the characters' usual bytes are given.
    """
    found: list[bytes] = []
    before = 0
    for part in parts:
        piece = data[part.start : part.end]
        escaped = decode_escaped(piece, part.encoding)
        length = _length(escaped)
        if before < end and start < before + length:
            first, last = _offsets(
                piece, escaped, part.encoding, (max(start - before, 0), min(end - before, length))
            )
            found.append(piece[first:last])
        before += length
    return b"".join(found)


def first_places(data: bytes, parts: Iterable[Segment]) -> list[int]:
    """Give where in the text of `data` each of `parts` begins, and where the last one ends."""
    texts = (decode_escaped(data[part.start : part.end], part.encoding) for part in parts)
    return list(accumulate(map(_length, texts), initial=0))


def _length(escaped: str) -> int:
    """Code points of a text in which an escape stands for one."""
    return sum(1 if number % 2 else len(unit) for number, unit in enumerate(ESCAPED.split(escaped)))


def starts(data: bytes, parts: Iterable[Segment]) -> list[int]:
    """Give where in `data` each code point of its text begins, and where the last one ends."""
    found = [0]
    for part in parts:
        found[-1:] = accumulate(_each_size(data[part.start : part.end], part.encoding), initial=part.start)
    return found


def _each_size(piece: bytes, encoding: str) -> list[int]:
    """Bytes of each code point; where two bytes make two of them, each has one."""
    escaped = decode_escaped(piece, encoding)
    usual = {char: encode_back(char, encoding) for char in set(escaped)}
    found: list[int] = []
    at = 0
    for number, unit in enumerate(ESCAPED.split(escaped)):
        for first in range(0, 1 if number % 2 else len(unit), _RUN):
            run = unit if number % 2 else unit[first : first + _RUN]
            codes = [usual[char] for char in run]
            if number % 2:
                sizes = [len(run)]
            elif piece.startswith(b"".join(codes), at):
                sizes = list(map(len, codes))
            else:
                sizes = list(_sizes(piece, at, run, encoding, usual))
            found += sizes
            at += sum(sizes)
    return found


def _offsets(piece: bytes, escaped: str, encoding: str, places: tuple[int, int]) -> tuple[int, int]:
    """Turn two places in the plain text of `piece` into places in `piece`."""
    found: list[int] = []
    chars = at = 0
    for number, unit in enumerate(ESCAPED.split(escaped)):
        length = 1 if number % 2 else len(unit)
        while len(found) < 2 and places[len(found)] <= chars + length:
            wanted = places[len(found)] - chars
            found.append(at + (wanted and _size(piece, at, unit if number % 2 else unit[:wanted], encoding)))
        if len(found) == 2:
            break
        chars += length
        at += _size(piece, at, unit, encoding)
    return found[0], found[1]


def _size(piece: bytes, at: int, chars: str, encoding: str) -> int:
    """Bytes of `chars`, which begin at `at`."""
    if ESCAPED.fullmatch(chars):
        return len(chars)
    usual = encode_back(chars, encoding)
    if piece.startswith(usual, at) or encoding.startswith(("iso-2022", "hz")):
        return len(usual)
    return sum(_sizes(piece, at, chars, encoding, {}))


def _sizes(piece: bytes, at: int, chars: str, encoding: str, usual: Mapping[str, bytes]) -> Iterator[int]:
    """The same one character after another, for some stand in another code than the `usual` one."""
    for char in chars:
        code = usual.get(char)
        if code and piece.startswith(code, at):
            size = len(code)
        else:
            ends = range(1, _LONGEST + 1)
            size = next((n for n in ends if decode_escaped(piece[at : at + n], encoding) == char), 1)
        yield size
        at += size
