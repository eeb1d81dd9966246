"""Which of all charsets explains some bytes best, declarations and rarity weighed in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.pattern import Pattern
from pipelines.text.charset import codec, letters
from pipelines.text.charset.reading import Reading, read, with_slips
from pipelines.text.charset.sample import phrases
from pipelines.text.charset.scripts import LATIN, RARITY, SCRIPT_OF

DOUBLE_BYTE = ("gb18030", "big5", "euc-jp", "shift_jis", "euc-kr")
LIKELY = 6.3  # bits a byte of a reading of double bytes that may win without looking at others
_POSSIBLE = 7.0  # a reading that beats all others must still be below
_STRICT = frozenset(("gb18030", "big5", "euc-kr", "euc-jp"))  # Shift_JIS has characters of one byte
_PAIR_FORMED = 0.4  # bits for what is a pair in such a charset ...
_ILL_FORMED = 8.0  # ... and against it for what is none
_CLAIM_ONE = 8.0  # what the declaration of a charset of one byte is worth: it is copied without a thought
_CLAIM = 0.3  # the same of two bytes, bits a byte ...
CLAIM_LEAST = 12.0  # ... and at least in all: what settles a text of a few characters
_UNUSUAL = 16.0  # bits against a charset that is hardly met, see RARITY
_JOINT = 3.0  # bits where Chinese, Japanese or Korean touches letters of ASCII, which is usual ...
_WITHIN = 8.0  # ... and where it stands between two, which is not
_DENSE = 3  # one in so many bytes is above ASCII in text of two bytes a character
_SPARSE = 8  # letters of ASCII for each character of another script: such text is hardly met ...
_IF_SPARSE = 8.0  # ... by so many bits
_HOPEFUL = 12  # charsets of one byte that are looked at closely ...
_CLOSE = 40.0  # ... and all that are so many bits behind where bytes are counted alone
_FINALISTS = 6
_MORE = 4000
_LOOKED_AT = 20_000
_TOUCHING = Pattern(r"[A-Za-z](?=[^\W\d_A-Za-z])|[^\W\d_A-Za-z](?=[A-Za-z])")
_INSIDE = Pattern(r"[a-z][^\W\d_A-Za-z]{1,2}(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Bid:
    """`bits`: what the reading costs, and all that speaks for its charset or against it."""

    bits: float
    reading: Reading

    @property
    def is_possible(self) -> bool:
        return self.reading.each <= _POSSIBLE

    @property
    def order(self) -> tuple[bool, float]:
        return not self.is_possible, self.bits


def contest(data: bytes, claims: list[str]) -> tuple[Bid, float]:
    """Give the best bid, and by how many bits the next one is behind that gives another text."""
    piece = phrases(data)
    bids = _ranked(piece, _hopeful(piece, claims), claims, data)
    if bids[0].reading.encoding in SCRIPT_OF or not bids[0].is_possible:
        more = phrases(
            data, _MORE
        )  # letters that tell siblings apart are rare, and a page may begin with a picture
        if len(more) > len(piece):
            piece = more
            bids = _ranked(piece, _finalists(bids, _hopeful(piece, claims)), claims, data)
    return bids[0], _lead(piece, bids)


def _ranked(piece: bytes, encodings: Iterable[str], claims: list[str], data: bytes) -> list[Bid]:
    return sorted((_bid(piece, encoding, claims, data) for encoding in encodings), key=lambda bid: bid.order)


def _finalists(bids: list[Bid], hopeful: Iterable[str]) -> Iterable[str]:
    if not bids[0].is_possible:
        return hopeful
    encodings = (bid.reading.encoding for bid in bids)
    return [encoding for encoding in encodings if encoding in SCRIPT_OF][:_FINALISTS]


def _hopeful(piece: bytes, claims: list[str]) -> Iterable[str]:
    double = (encoding for encoding in RARITY if encoding not in SCRIPT_OF)
    return dict.fromkeys((*double, *alphabets(piece, _CLOSE), *claims))


def alphabets(piece: bytes, close: float) -> list[str]:
    """Charsets of one byte worth a closer look, as most read any text badly: some, and all that are not more than
    `close` bits behind where bytes are counted alone.
    """
    high = Counter(piece.translate(None, codec.ASCII))
    roughly = {each: letters.roughly(high, each) + RARITY[each] for each in RARITY if each in SCRIPT_OF}
    ranked = sorted(roughly, key=roughly.__getitem__)
    return ranked[:_HOPEFUL] + [each for each in ranked[_HOPEFUL:] if roughly[each] <= roughly[ranked[0]] + close]


def is_within_words(text: str, chars: int) -> bool:
    """Whether a good part of the `chars` characters beyond ASCII stand between small letters of ASCII."""
    return 4 * len(_INSIDE.findall(text)) > chars


def _lead(piece: bytes, bids: list[Bid]) -> float:
    first = bids[0]
    text = codec.decode_escaped(piece, first.reading.encoding)
    others = (bid for bid in bids[1:] if codec.decode_escaped(piece, bid.reading.encoding) != text)
    return next((bid.bits for bid in others), first.bits + 64) - first.bits


def bits(piece: bytes, encoding: str) -> float:
    """What it costs to read `piece` so, with what speaks for the charset or against it where nothing is declared."""
    return _weighed(piece, read(piece, encoding), piece)


def _bid(piece: bytes, encoding: str, claims: list[str], data: bytes) -> Bid:
    """`data`: all the bytes, as their form tells something too."""
    reading = read(piece, encoding)
    if encoding in DOUBLE_BYTE and reading.each > LIKELY and _DENSE * codec.high_bytes(piece) > len(piece):
        reading = with_slips(piece, reading)
    claim = 0.0
    if encoding in claims:
        claim = max(CLAIM_LEAST, _CLAIM * len(piece)) if encoding in DOUBLE_BYTE else _CLAIM_ONE
    return Bid(_weighed(piece, reading, data) - claim, reading)


def _weighed(piece: bytes, reading: Reading, data: bytes) -> float:
    encoding = reading.encoding
    total = reading.total + RARITY.get(encoding, _UNUSUAL) - _formed(data, encoding)
    if encoding not in SCRIPT_OF:
        total += _foreign_words(codec.decode_roughly(piece, encoding))
    if encoding not in LATIN and _SPARSE * reading.chars < letters.of_ascii(piece):
        total += _IF_SPARSE
    return total


def _formed(data: bytes, encoding: str) -> float:
    """What it speaks for a charset of double bytes that the pairs are its characters, all but a few: letters of an
    alphabet stand before a blank or a full stop now and then.
    """
    if encoding not in _STRICT:
        return 0.0
    head = data[:_LOOKED_AT]
    text = codec.decode_roughly(head, encoding)
    return max(_PAIR_FORMED * (len(head) - len(text)) - _ILL_FORMED * text.count("\ufffd"), 0.0)


def _foreign_words(text: str) -> float:
    """What letters of ASCII cost in Chinese, Japanese or Korean above what any byte of ASCII does."""
    touching, inside = len(_TOUCHING.findall(text)), len(_INSIDE.findall(text))
    return letters.extra_cost_of_ascii(text) + _JOINT * touching + _WITHIN * inside
