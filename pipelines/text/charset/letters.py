"""How likely text in a charset of one byte is: letters by those before them, in each language that it serves.

The measure is that of `likelihood`, bits; but where that module knows how frequent a letter is, this one also knows
where it stands: `fŸr` has no letter that is strange in French, and is no word of any language.
"""

from __future__ import annotations

import codecs
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, repeat
from operator import add, mul
from pathlib import Path

from pipelines.text.charset import codec
from pipelines.text.charset.scripts import ALPHABETS_ALONE, LATIN, SCRIPT_OF, languages_of
from pipelines.text.charset.tables import single_byte

_PAIRS = Path(__file__).parent.parent / "data" / "letter_pairs.txt"
_BORDER = "_"
_STRANGE = 12.0  # bits for a pair with a letter that the language does without
_ASCII = 4.2
_SMALL, _CAPITAL = 4.0, 7.0  # letters of the language, roughly
_MARK = 6.0  # a vowel that these may do without
_WITH_MARKS = ("arabic", "hebrew")
_ALIKE = str.maketrans("șț", "şţ")  # Romanian is written with either
_BLANK = b" "
_LONG_ASCII = re.compile(rb"[\x00-\x7f]{6,}")
# Bytes by what they do to a word: letters of ASCII, other letters, signs, quotation marks, dashes, apostrophes.
_CLASSES = {
    "“”„«»…": "q",
    "–—": "d",
    "’‘\xad": "p",
}
# What it costs that one follows the other: changes of case, and what stands in no word or only at its end.
_PATTERNS = {
    "aA": 8.0,
    **dict.fromkeys(("aB", "bA", "bB"), 14.0),
    **dict.fromkeys((" A", " B", "#A", "#B", "qA", "qB", "dA", "dB"), 2.5),
    **dict.fromkeys(("AA", "AB", "BA", "BB"), 1.5),
    **dict.fromkeys(("AAa", "BBb"), 6.0),
    **dict.fromkeys(("a#", "b#", "A#", "B#"), 7.0),
    **dict.fromkeys(("#a", "#b"), 3.0),
    **dict.fromkeys(
        ("aqa", "aqb", "bqa", "bqb", "Aqa", "AqA", "Bqb", "BqB", "ada", "bda", "adb", "bdb", "Ada", "Bda", "Adb"),
        8.0,
    ),
    **dict.fromkeys(("ad ", "bd ", " pa", " pb"), 8.0),
    **dict.fromkeys(("apa", "apb", "bpa"), 6.0),
    **dict.fromkeys((" b ", " B "), 4.0),
    **dict.fromkeys(("ap ", "bp "), 3.0),
}
_TYPOGRAPHY = {
    **dict.fromkeys("“”„’‘–—…«»©®·•€£§\xa0°¿¡", 7.0),
    "№": 9.0,
    **dict.fromkeys("ªº", 10.0),
}
_ASCII_LETTERS = string.ascii_letters.encode()
_WORDS = bytes(ord(chr(byte).lower() if byte in _ASCII_LETTERS else _BORDER) for byte in range(256))
_NO_SYMBOL = 24.0
_ODD_SYMBOL = 22.0


@dataclass(frozen=True, slots=True)
class _Form:
    """A charset's bytes as letters (capitals as small ones, all else a border), by class, and what symbols cost; bytes
    of marks, which letters may do without.
    """

    letters: str
    classes: str
    symbols: tuple[float, ...]
    marks: bytes


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """What of some bytes is the same in all charsets, counted once: pairs of ASCII as letters, what its other bytes
    cost; pairs with a byte above ASCII, such bytes, and what stands around them.
    """

    ascii_pairs: Mapping[str, int]
    ascii_symbols: float
    pairs: Mapping[tuple[int, int], int]
    high: Mapping[int, int]
    around: bytes


def cost(piece: bytes, encoding: str) -> float:
    """Bits that `piece` costs in the language of those `encoding` serves that fits it best."""
    form = _form(encoding)
    letters = piece.translate(None, form.marks) if form.marks else piece
    counted = _counted(letters)
    pairs = [form.letters[left] + form.letters[right] for left, right in counted.pairs]
    least = min(
        _ascii_cost(counted, code if encoding in LATIN else "en") + _cost(pairs, counted.pairs.values(), code)
        for code in languages_of(encoding)
    )
    symbols = sum(form.symbols[byte] * number for byte, number in counted.high.items())
    marks = _MARK * (len(piece) - len(letters))
    return least + marks + counted.ascii_symbols + symbols + _patterns(counted.around, form.classes)


def roughly(high: Mapping[int, int], encoding: str) -> float:
    """The same without asking what stands beside what, of bytes above ASCII: fast, to leave out what is hopeless."""
    rough = _rough(encoding)
    return sum(rough[byte] * number for byte, number in high.items())


def extra_cost_of_ascii(text: str) -> float:
    """Bits that the letters of ASCII in a text of another script cost as English, above what bytes of ASCII do."""
    data = text.encode("ascii", "replace")
    letters = data.translate(_WORDS).decode()
    pairs = Counter(map(add, _BORDER + letters, letters + _BORDER))
    return _cost(pairs, pairs.values(), "en") - _ASCII * of_ascii(data)


def of_ascii(data: bytes) -> int:
    """Count letters of ASCII."""
    return len(data) - len(data.translate(None, _ASCII_LETTERS))


@lru_cache(8)
def _counted(piece: bytes) -> _Counted:
    ends = _BLANK + piece + _BLANK
    pairs = Counter(pairwise(ends))
    high = {pair: number for pair, number in pairs.items() if max(pair) >= 0x80}
    ascii_ = Counter[str]()
    for pair, number in pairs.items():
        if pair not in high:
            ascii_[bytes(pair).translate(_WORDS).decode()] += number
    symbols = _ASCII * (len(piece) - of_ascii(piece) - codec.high_bytes(piece))
    bytes_ = Counter(piece.translate(None, codec.ASCII))
    return _Counted(ascii_, symbols, high, bytes_, _LONG_ASCII.sub(_shortened, ends))


def _shortened(match: re.Match[bytes]) -> bytes:
    return match[0][:2] + _BLANK + match[0][-2:]


@lru_cache(256)
def _ascii_cost(counted: _Counted, code: str) -> float:
    return _cost(counted.ascii_pairs, counted.ascii_pairs.values(), code)


def _cost(pairs: Iterable[str], numbers: Iterable[int], code: str) -> float:
    bits: float = sum(map(mul, map(_costs(code).get, pairs, repeat(_STRANGE)), numbers))
    return bits


def _patterns(around: bytes, classes: str) -> float:
    text = codecs.charmap_decode(around, "strict", classes)[0]
    return sum(text.count(pattern) * bits for pattern, bits in _PATTERNS.items())


@cache
def _form(encoding: str) -> _Form:
    chars = single_byte(encoding) or ""
    marks = SCRIPT_OF[encoding] in _WITH_MARKS
    letters = "".join(map(_letter, chars))
    return _Form(
        letters,
        "".join(map(_class, chars, letters)),
        tuple(map(_symbol_cost, chars, letters)),
        bytes(byte for byte, char in enumerate(chars) if marks and unicodedata.category(char) == "Mn"),
    )


def _letter(char: str) -> str:
    is_letter = unicodedata.category(char)[0] in "LM" and char not in "ªº"
    return char.lower()[0].translate(_ALIKE) if is_letter else _BORDER


def _class(char: str, letter: str) -> str:
    if letter == _BORDER:
        named = (name for chars, name in _CLASSES.items() if char in chars)
        return " " if char.isascii() else next(named, "#")
    case = "A" if char.isupper() else "a"
    return case if char.isascii() else chr(ord(case) + 1)


def _symbol_cost(char: str, letter: str) -> float:
    if letter != _BORDER:
        return 0.0
    if char in _TYPOGRAPHY:
        return _TYPOGRAPHY[char]
    return _ODD_SYMBOL if char.isprintable() else _NO_SYMBOL


@cache
def _rough(encoding: str) -> tuple[float, ...]:
    form = _form(encoding)
    known = {letter for code in languages_of(encoding) for letter in _alphabet(code)}
    return tuple(
        symbol or (_CAPITAL if case in "AB" else _SMALL) + (0.0 if letter in known else _STRANGE)
        for letter, case, symbol in zip(form.letters, form.classes, form.symbols, strict=True)
    )


@cache
def _lines() -> dict[str, list[str]]:
    lines = (line.split(" ") for line in _PAIRS.read_text("utf-8").splitlines())
    return {line[0]: line[1:] for line in lines}


def _alphabet(code: str) -> str:
    """The letters that `_costs` knows, found without it: to leave out what is hopeless, no pair is asked."""
    own = ALPHABETS_ALONE.get(code) or _lines()[code][0]
    return _BORDER + (own if "a" in own else own + _lines()["en"][0])


@cache
def _costs(code: str) -> Mapping[str, float]:
    """By pair; in other scripts than Latin words of English too."""
    own = _by_frequency(ALPHABETS_ALONE[code]) if code in ALPHABETS_ALONE else _known(code)
    return own if own.get("_a") else {**_costs("en"), **own}


def _known(code: str) -> dict[str, float]:
    letters, *rows = _lines()[code]
    return {
        left + right: (ord(cost) - ord("!")) / 4
        for left, row in zip(letters, rows, strict=True)
        for right, cost in zip(letters, row, strict=True)
    } | {_BORDER + _BORDER: 0.0}


def _by_frequency(letters: str) -> dict[str, float]:
    """The same where it is not known what follows what."""
    costs = {left + right: 3.0 + 0.12 * rank for left in _BORDER + letters for rank, right in enumerate(letters)}
    return costs | {left + _BORDER: 3.0 for left in letters} | {_BORDER + _BORDER: 0.0}
