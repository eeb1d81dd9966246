"""Bytes to text: which charset a page is in, on what evidence, and its text as browsers would decode it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.text.charset.codec import decode_escaped, decode_plain, encode_back
from pipelines.text.charset.declared import Declared, bom_length, declarations, known
from pipelines.text.charset.detect import Verdict, detect
from pipelines.text.charset.mixed import Segment, holds_utf8, segments, utf8_share
from pipelines.text.charset.sample import sample
from pipelines.text.charset.unmarked import seven_bit, wide
from pipelines.text.labels import encoding_of

__all__ = ["Declared", "Decoded", "Segment", "decode", "decode_escaped", "encode_back"]

_ASCII = "ascii"
_ASCII_BYTES = bytes(range(128))
_MOSTLY = 0.75  # of the bytes above ASCII in whole UTF-8 sequences: the rest may be damage, or another charset


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding`: name as in the WHATWG Encoding Standard, lower case. `declared`: the label that was claimed.

    `evidence` is for a person. `confidence` is 0 to 1; 0: this is no text. `segments` cover the bytes of a page
    that changes its charset (`encoding` is then the one of most bytes); empty for all others.
    """

    text: str
    encoding: str
    declared: str | None
    evidence: str
    confidence: float
    segments: tuple[Segment, ...] = ()


def decode(data: bytes, content_type: str | None = None, habit: str | None = None, is_html: bool = True) -> Decoded:
    """Decode a page. `content_type`: the header's value; `habit`: the charset that this site is known for.

    Never raises; time is linear in the length of `data`.
    """
    said = declarations(data, content_type, is_html)
    verdict = _by_form(data, said)
    claims = list(_claims(said, habit))
    if verdict is None:
        piece = sample(data)
        if utf8_share(piece) > _MOSTLY:
            return _decode_mixed(data, said, claims)
        verdict = detect(data, claims, piece)
        if holds_utf8(data, verdict.encoding):
            return _decode_mixed(data, said, [verdict.encoding, *claims])
    elif verdict.encoding == _ASCII:
        verdict = Verdict(claims[0] if claims else "utf-8", verdict.why, verdict.confidence)
    text = decode_plain(data[bom_length(data) if said.bom else 0 :], verdict.encoding)
    return Decoded(text, verdict.encoding, said.label, _evidence(said, verdict), verdict.confidence)


def _by_form(data: bytes, said: Declared) -> Verdict | None:
    """What needs no weighing of likelihoods. None: bytes above ASCII that are no UTF-8."""
    if said.bom and said.bom != "utf-8":
        return Verdict(said.bom, "the byte order mark says so", 1.0)
    if b"\0" in data[:4096]:
        form = wide(data)
        if form:
            return Verdict(form, "zero bytes at every other place", 0.95)
    if data.isascii():
        form = seven_bit(data)
        return Verdict(form, "its escape sequences", 0.95) if form else Verdict(_ASCII, "ASCII alone", 1.0)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Verdict("utf-8", "the bytes are valid UTF-8", 0.99)


def _decode_mixed(data: bytes, said: Declared, claims: list[str]) -> Decoded:
    skip = bom_length(data)
    parts, other = segments(data[skip:], claims)
    parts = [Segment(part.start + skip, part.end + skip, part.encoding) for part in parts]
    text = "".join(decode_plain(data[part.start : part.end], part.encoding) for part in parts)
    sizes = Counter[str]()
    for part in parts:
        sizes[part.encoding] += _above(data[part.start : part.end])
    most = sizes.most_common(1)[0][0] if sizes else other.encoding
    if len(sizes) > 1:
        told = ", ".join(f"{size} bytes {encoding}" for encoding, size in sizes.most_common())
        other = Verdict(most, f"the page changes its charset ({told}, ASCII aside)", 0.9)
    many = tuple(parts) if len(sizes) > 1 else ()
    return Decoded(text, most, said.label, _evidence(said, other), other.confidence, many)


def _above(piece: bytes) -> int:
    return len(piece.translate(None, _ASCII_BYTES))


def _claims(said: Declared, habit: str | None) -> Iterator[str]:
    for _, label in said.sources():
        encoding = known(label)
        if encoding:
            yield encoding
    encoding = encoding_of(habit)
    if encoding:
        yield encoding


def _evidence(said: Declared, verdict: Verdict) -> str:
    claims = [f"{who} says {label}" for who, label in said.sources()] or ["nothing is declared"]
    return f"{', '.join(claims)}; {verdict.encoding}: {verdict.why}"
