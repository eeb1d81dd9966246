"""Pages that change their charset half-way: UTF-8 in a page of an older charset, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice

from pipelines.text.charset import codec, likelihood
from pipelines.text.charset.detect import Verdict, detect, read

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
_RUN = re.compile(rb"[\x80-\xff][\x40-\x7e\x80-\xff]*")
_THREE = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}")
_WHOLE = re.compile(rb"(?:Htt|3tt|2t|4ttt)+(?![^a])")
_INERTIA = 10.0  # bits: what a change of charset costs
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
    """Tell whether a page of charset `other` has a run that is UTF-8 from end to end, and reads better so."""
    return any(_label(run, other) == "utf-8" for run in islice(_whole_runs(data), 50))


def _whole_runs(data: bytes) -> Iterator[bytes]:
    roles = data.translate(_ROLES)
    if b"HttHtt" not in roles:  # the usual case, and found out much faster than what follows
        return
    roles = b"a" + roles
    place = roles.find(b"aHttHtt")
    while place >= 0:
        match = _WHOLE.match(roles, place + 1)
        if match:
            yield data[place : match.end() - 1]
        place = roles.find(b"aHttHtt", place + 7)


def segments(data: bytes, claims: Iterable[str]) -> tuple[list[Segment], Verdict]:
    """Cut a page that is partly UTF-8 where its charset changes. One segment: it does not."""
    runs = [(match.start(), match.end()) for match in _RUN.finditer(data)]
    broken = b" ".join(data[start:end] for start, end in runs if not _looks_utf8(data[start:end]))
    other = _other(broken, claims)
    if other is None:
        return [Segment(0, len(data), "utf-8")], Verdict("utf-8", "most of the bytes are UTF-8, some are damaged", 0.95)
    labels = [(start, end, _label(data[start:end], other.encoding)) for start, end in runs]
    return list(_joined(labels, len(data))), other


def _other(broken: bytes, claims: Iterable[str]) -> Verdict | None:
    """Which charset the runs are in that are no UTF-8; None where they are too few or read badly in any."""
    if len(broken) < 4:
        return None
    verdict = detect(broken, [claim for claim in claims if claim != "utf-8"])
    if not likelihood.has_model(verdict.encoding):
        return None
    return verdict if read(broken[:2000], verdict.encoding).each <= _CREDIBLE else None


def _looks_utf8(run: bytes) -> bool:
    """Valid, or damaged in few places."""
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return 3 * len(_THREE.findall(run)) >= 0.7 * len(run) and len(run) >= 6
    return True


def _label(run: bytes, other: str) -> str:
    """The cheaper reading. Six bytes that are valid UTF-8 of three each, and more of them, need no weighing."""
    threes = len(_THREE.findall(run))
    if threes * 3 == len(run) and threes > 2:
        return "utf-8"
    if not threes and not _looks_utf8(run):
        return other
    as_utf8 = likelihood.cost(codec.decode_escaped(run, "utf-8"), "utf-8")
    as_other = likelihood.cost(codec.decode_escaped(run, other), other)
    return "utf-8" if as_utf8 + _INERTIA <= as_other else other


def _joined(labels: list[tuple[int, int, str]], length: int) -> Iterator[Segment]:
    """Each segment reaches from its first run to the first run of the next."""
    start = 0
    groups = [(encoding, list(group)) for encoding, group in groupby(labels, key=lambda item: item[2])]
    for number, (encoding, _) in enumerate(groups):
        end = groups[number + 1][1][0][0] if number + 1 < len(groups) else length
        yield Segment(start, end, encoding)
        start = end
