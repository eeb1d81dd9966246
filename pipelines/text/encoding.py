"""Bytes to text: which charset a page is in, on what evidence, and its text as browsers would decode it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from pipelines.text.charset import unmarked
from pipelines.text.charset.codec import decode_escaped, decode_plain, encode_back
from pipelines.text.charset.declared import Declared, bom_length, declarations, named
from pipelines.text.charset.detect import Verdict, at_once, detect, utf8_or
from pipelines.text.charset.mixed import Segment, holds_utf8, other_charset, segments, utf8_share
from pipelines.text.charset.reading import has_slipped
from pipelines.text.charset.sample import sample
from pipelines.text.charset.spans import bytes_between

__all__ = ["Declared", "Decoded", "Segment", "bytes_at", "decode", "decode_escaped", "encode_back", "segments_of"]

_ASCII_BYTES = bytes(range(128))
_MOSTLY = 0.75  # of the bytes above ASCII in whole UTF-8 sequences: the rest may be damage, or another charset
_FEW = 8  # letters of two bytes each: so few may be valid UTF-8 by chance
_WIDE = ("utf-16", "utf-32")
# Wider sets of the same charset, for text that is damaged without them. No browser has them.
_WIDER = {"euc-jp": "euc-jis-2004", "shift_jis": "shift-jis-2004"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding`: name as in the WHATWG Encoding Standard, lower case. `declared`: the label that was claimed.

    `evidence` is for a person. `confidence` is 0 to 1; 0: this is no text. `segments` cover the bytes of a page
    that changes its charset, from behind its byte order mark: `encoding` is then the one of most bytes. Empty for
    all other pages.
    """

    text: str
    encoding: str
    declared: str | None
    evidence: str
    confidence: float
    segments: tuple[Segment, ...] = ()


def decode(
    data: bytes, content_type: str | None = None, habit: str | None = None, is_html: bool = True
) -> Decoded:
    """Decode a page. `content_type`: the header's value; `habit`: the charset that this site is known for.

    Never raises; time is linear in the length of `data`.
    """
    said = declarations(data, content_type, is_html)
    body = data[bom_length(data) :] if said.bom else data
    sources = (*said.sources(), *((("habit", habit),) if habit else ()))
    claims = [encoding for encoding in dict.fromkeys(named(*source) for source in sources) if encoding]
    verdict = _by_form(body, said, claims)
    parts: list[Segment] = []
    if verdict is None:
        verdict, parts = _by_likelihood(body, claims)
    text = _text(body, parts or [Segment(0, len(body), verdict.encoding)])
    if "\ufffd" in text and verdict.encoding in _WIDER:
        verdict, text = _widened(body, text, verdict)
    shift = len(data) - len(body)
    where = tuple(Segment(part.start + shift, part.end + shift, part.encoding) for part in parts)
    return Decoded(
        text, verdict.encoding, said.label, _evidence(sources, verdict, text, parts), verdict.confidence, where
    )


def bytes_at(data: bytes, decoded: Decoded, start: int, end: int) -> bytes:
    """Give the bytes of `data` that code points [`start`, `end`) of `decoded.text` came from, damage included."""
    return bytes_between(data, segments_of(data, decoded), start, end)


def segments_of(data: bytes, decoded: Decoded) -> tuple[Segment, ...]:
    """Give the parts of `data` that were decoded, a page of one charset as one."""
    return decoded.segments or (Segment(bom_length(data), len(data), decoded.encoding),)


def _by_form(data: bytes, said: Declared, claims: list[str]) -> Verdict | None:
    """What needs no weighing of likelihoods. None: bytes above ASCII that are no UTF-8."""
    if said.bom and said.bom != "utf-8" and not unmarked.mark_lies(data, said.bom):
        return Verdict(said.bom, "the byte order mark says so", 1.0)
    if claims and claims[0].startswith(_WIDE) and claims[0] != said.bom and unmarked.reads_well(data, claims[0]):
        return Verdict(claims[0], "declared, and its code units read well so", 0.95)
    if b"\0" in data[:4096]:
        form = unmarked.wide(data)
        if form:
            return Verdict(form, "zero bytes at every other place", 0.95)
    if data.isascii():
        form = unmarked.seven_bit(data)
        if form:
            return Verdict(form, "its escape sequences", 0.95)
        return Verdict(_ascii_as(data, claims), "ASCII alone", 1.0)
    try:
        letters = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if len(data) - len(letters) <= _FEW and not said.bom:
        return utf8_or(sample(data), claims)
    return Verdict("utf-8", "the bytes are valid UTF-8", 0.99)


def _ascii_as(data: bytes, claims: list[str]) -> str:
    """Name the charset that ASCII is said to be in: any in which it is ASCII."""
    head = data[:200]
    return next((claim for claim in claims if decode_plain(head, claim).encode() == head), "utf-8")


def _by_likelihood(data: bytes, claims: list[str]) -> tuple[Verdict, list[Segment]]:
    """Segments are given where the page changes its charset."""
    verdict = at_once(data, claims)
    if verdict and not holds_utf8(data, verdict.encoding):
        return verdict, []
    piece = sample(data)
    if utf8_share(piece) > _MOSTLY:
        other = other_charset(data, claims)
        if other is None:
            return Verdict("utf-8", "most of the bytes are UTF-8, some are damaged", 0.95), []
        return _mixed(data, other)
    verdict = detect(data, claims, piece)
    if verdict.confidence and holds_utf8(data, verdict.encoding):
        return _mixed(data, verdict)
    return verdict, []


def _mixed(data: bytes, other: Verdict) -> tuple[Verdict, list[Segment]]:
    parts = segments(data, other.encoding)
    sizes = _sizes(data, parts)
    most = sizes.most_common(1)[0][0]
    if len(sizes) == 1:
        same = most == other.encoding
        return (other if same else Verdict(most, "most of the bytes are UTF-8, some are damaged", 0.9)), []
    told = ", ".join(f"{size} bytes {encoding}" for encoding, size in sizes.most_common())
    return Verdict(most, f"the page changes its charset ({told}, ASCII aside)", 0.9), parts


def _sizes(data: bytes, parts: Sequence[Segment]) -> Counter[str]:
    """Bytes above ASCII by charset."""
    sizes: Counter[str] = Counter()
    for part in parts:
        sizes[part.encoding] += len(data[part.start : part.end].translate(None, _ASCII_BYTES))
    return sizes


def _text(data: bytes, parts: Sequence[Segment]) -> str:
    return "".join(decode_plain(data[part.start : part.end], part.encoding) for part in parts)


def _widened(data: bytes, text: str, verdict: Verdict) -> tuple[Verdict, str]:
    wider = _WIDER[verdict.encoding]
    more = decode_plain(data, wider)
    if "\ufffd" in more or has_slipped(data, verdict.encoding, wider):
        return verdict, text
    return Verdict(wider, f"{verdict.why}; {verdict.encoding} lacks some of its characters", 0.8), more


def _evidence(sources: Sequence[tuple[str, str]], verdict: Verdict, text: str, parts: Sequence[Segment]) -> str:
    read = {verdict.encoding, *(part.encoding for part in parts)}
    claims = [f"{who} says {label}{_objection(who, label, read, text)}" for who, label in sources]
    lost = text.count("\ufffd")
    damage = f"; {lost} places could not be decoded" if lost else ""
    return f"{', '.join(claims) or 'nothing is declared'}; {verdict.encoding}: {verdict.why}{damage}"


def _objection(who: str, label: str, read: Container[str], text: str) -> str:
    encoding = named(who, label)
    if encoding is None:
        return " (no charset has that name)"
    return "" if encoding in read or text.isascii() else " (the bytes contradict)"
