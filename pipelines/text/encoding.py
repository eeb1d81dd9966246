"""Bytes to text: which charset a page is in, on what evidence, and its text as browsers would decode it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.text.charset.codec import decode_escaped, decode_plain, encode_back
from pipelines.text.charset.declared import Declared, bom_length, declarations, known
from pipelines.text.charset.detect import Verdict, detect
from pipelines.text.labels import encoding_of

__all__ = ["Declared", "Decoded", "decode", "decode_escaped", "encode_back"]


@dataclass(frozen=True, slots=True)
class Decoded:
    """`encoding`: name as in the WHATWG Encoding Standard, lower case. `declared`: the label that was claimed.

    `evidence` is for a person. `confidence` is 0 to 1.
    """

    text: str
    encoding: str
    declared: str | None
    evidence: str
    confidence: float


def decode(
    data: bytes, content_type: str | None = None, habit: str | None = None, is_html: bool = True
) -> Decoded:
    """Decode a page. `content_type`: the header's value; `habit`: the charset that this site is known for.

    Never raises; time is linear in the length of `data`.
    """
    said = declarations(data, content_type, is_html)
    verdict = _verdict(data, said, habit)
    text = decode_plain(data[bom_length(data) if said.bom else 0 :], verdict.encoding)
    return Decoded(text, verdict.encoding, said.label, _evidence(said, verdict), verdict.confidence)


def _verdict(data: bytes, said: Declared, habit: str | None) -> Verdict:
    if said.bom:
        return Verdict(said.bom, "the byte order mark says so", 1.0)
    claims = list(_claims(said, habit))
    if data.isascii():
        return Verdict(claims[0] if claims else "utf-8", "ASCII alone", 1.0)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return detect(data, claims)
    return Verdict("utf-8", "the bytes are valid UTF-8", 0.99)


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
