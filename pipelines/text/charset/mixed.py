"""Pages that change their charset half-way: UTF-8 in a page of an older charset, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice

from pipelines.text.charset import codec, likelihood
from pipelines.text.charset.detect import Verdict, detect
from pipelines.text.charset.reading import read

# Bytes by their role in UTF-8, so that what looks like it can be counted at the speed of memory: `a` ASCII, `t` a
# trail byte, `2` to `4` leads, `H` leads of Chinese, kana and their punctuation, `x` what UTF-8 never holds.
_ROLES = bytes(
    ord(
        "a" if byte < 0x80 else
        "t" if byte < 0xC0 else
        "x" if byte < 0xC2 or byte > 0xF4 else
        "2" if byte < 0xE0 else
        "4" if byte >= 0xF0 else
        "H" if 0xE3 <= byte <= 0xED or byte == 0xEF else
        "3"
    )
    for byte in range(256)
)  # fmt: skip
_RUN = re.compile(rb"[\x80-\xff][0-9\x40-\x7e\x80-\xff]*")
_THREE = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_WHOLE = re.compile(rb"(?:Htt|3tt|2t|4ttt)+(?![^a])")
_BEGINS = (b"aHttHtt", b"a3ttHtt")  # of a run: Chinese, or a quotation mark before it
_PAIRS = re.compile(rb"(?<![^a])(?:2t|[3H]tt)+(?![^a])|HttHtt")
_CHANGE = 10.0  # bits: what a change of charset costs
_CREDIBLE = 7.0  # bits a byte, as in `detect`


@dataclass(frozen=True, slots=True)
class Segment:
    """Bytes [`start`, `end`) of a page are in `encoding`."""

    start: int
    end: int
    encoding: str


def utf8_share(piece: bytes) -> float:
    """How much of the bytes above ASCII are in whole UTF-8 sequences."""
    roles = piece.translate(_ROLES)
    whole = 3 * (roles.count(b"Htt") + roles.count(b"3tt")) + 2 * roles.count(b"2t") + 4 * roles.count(b"4ttt")
    return whole / max(len(roles) - roles.count(b"a"), 1)


def holds_utf8(data: bytes, other: str) -> bool:
    """Tell whether a page of charset `other` has a run that is UTF-8 from end to end, and may read better so."""
    if not likelihood.has_model(other):
        return False
    if likelihood.is_single_byte(other):
        return _PAIRS.search(data.translate(_ROLES)) is not None
    return any(_cost(run, "utf-8") + 2 * _CHANGE < _cost(run, other) for run in islice(_whole_runs(data), 50))


def _whole_runs(data: bytes) -> Iterator[bytes]:
    roles = data.translate(_ROLES)
    if b"HttHtt" not in roles:  # the usual case, and found out much faster than what follows
        return
    roles = b"a" + roles
    for begin in _BEGINS:
        place = roles.find(begin)
        while place >= 0:
            match = _WHOLE.match(roles, place + 1)
            if match:
                yield data[place : match.end() - 1]
            place = roles.find(begin, place + len(begin))


def other_charset(data: bytes, claims: Iterable[str]) -> Verdict | None:
    """Tell the charset of what is not UTF-8 in a page that mostly is. None: it is too little, or only damage."""
    runs = (match[0] for match in _RUN.finditer(data))
    broken = b" ".join(run for run in runs if not _looks_utf8(run))
    if len(broken) < 4:
        return None
    rest = _RUN.sub(lambda run: b" " if _looks_utf8(run[0]) else run[0], data)  # with the words around it
    verdict = detect(rest, [claim for claim in claims if claim != "utf-8"], broken)
    if not likelihood.has_model(verdict.encoding):
        return None
    return verdict if read(broken[:2000], verdict.encoding).each <= _CREDIBLE else None


def segments(data: bytes, other: str) -> list[Segment]:
    """Cut a page that is partly UTF-8 and partly `other` where its charset changes."""
    runs = [match.span() for match in _RUN.finditer(data)]
    labels = _labels((data[start:end] for start, end in runs), other)
    return list(_joined((start for start, _ in runs), labels, len(data)))


def _looks_utf8(run: bytes) -> bool:
    """Valid, or damaged in few places."""
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return 3 * len(_THREE.findall(run)) >= 0.7 * len(run) and len(run) >= 6
    return True


def _labels(runs: Iterable[bytes], other: str) -> list[str]:
    """Say of each run whether it is UTF-8 or `other`: the cheapest sequence, each change paid for (Viterbi)."""
    utf8 = rest = 0.0
    came_from: list[tuple[bool, bool]] = []  # for each run and each of the two labels: was the run before UTF-8?
    for run in runs:
        stay, change = utf8 <= rest + _CHANGE, utf8 + _CHANGE < rest
        came_from.append((stay, change))
        utf8, rest = (
            (utf8 if stay else rest + _CHANGE) + _cost(run, "utf-8"),
            (utf8 + _CHANGE if change else rest) + _cost(run, other),
        )
    labels: list[str] = []
    is_utf8 = utf8 <= rest
    for stay, change in reversed(came_from):
        labels.append("utf-8" if is_utf8 else other)
        is_utf8 = stay if is_utf8 else change
    return labels[::-1]


@lru_cache(4096)  # menus and words come again
def _cost(run: bytes, encoding: str) -> float:
    text = codec.decode_escaped(run, encoding)
    total = likelihood.cost(text, encoding)
    # a character of no list alone is what three letters make by chance: م ٹ ھ of windows-1256 are U+32AA
    return total + _CHANGE if encoding == "utf-8" and len(text) == 1 and total >= likelihood.RARE else total


def _joined(starts: Iterable[int], labels: Iterable[str], length: int) -> Iterator[Segment]:
    """Each segment reaches from its first run to the first run of the next."""
    groups = [
        (label, next(group)[0]) for label, group in groupby(zip(starts, labels, strict=True), lambda item: item[1])
    ]
    for number, (label, start) in enumerate(groups):
        end = groups[number + 1][1] if number + 1 < len(groups) else length
        yield Segment(start if number else 0, end, label)
