"""How likely a reading of some bytes is: bits it costs to write the text down, by characters and their frequency.

The measure is the same for every charset, so that readings of the same bytes can be compared: the right one costs
4 to 6 bits a byte, a wrong one 8 and more.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import repeat
from math import log2
from pathlib import Path

from pipelines.text.charset import codec
from pipelines.text.charset.scripts import ALPHABETS, LANGUAGES, SCRIPT_OF

_RANKS = Path(__file__).parent.parent / "data" / "charset_ranks.txt"

ESCAPE_COST = 24.0  # a byte without meaning
_SLIP = 16.0  # half a character, the other half of which is lost
RARE = 19.0  # a character of no list
_PRIVATE = 24.0
_ASCII = 4.2
_SYMBOL = 11.0
_DRAWN = 14.0  # lines, boxes and shades
_SYMBOLS = (
    "\u3000·…—～“”‘’《》〈〉「」『』【】（）！？：；，。、％－／＋｜＝＜＞＆＃＊＠○●◎★☆■□◆◇▲△▼▽→←↑↓※①②③④⑤⑥⑦⑧⑨⑩×÷°℃㈱㎡"
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
)
_CAPITAL = 3.0  # what a capital costs above its small letter
_STRANGE = 12.0  # a Latin letter that the language does without
_LATIN_LETTERS = tuple(chr(code) for code in range(0xC0, 0x250) if chr(code).isalpha())
_FOREIGN = 14.0  # kana in Chinese text, Chinese characters in Korean


@cache
def _ranks() -> dict[str, str]:
    return dict(line.split(" ", 1) for line in _RANKS.read_text("utf-8").splitlines())


def _by_rank(chars: str, base: float = 4.6) -> dict[str, float]:
    """Zipf's law as Mandelbrot bent it, fitted by eye to newspapers: 的 4.6 bits, the 1000th character 12."""
    return {char: base + 0.85 * log2(1 + rank / 4) + rank / 1500 for rank, char in enumerate(chars)}


def _shifted(costs: dict[str, float], by: float) -> dict[str, float]:
    return {char: cost + by for char, cost in costs.items()}


def _cheapest(*tables: dict[str, float]) -> dict[str, float]:
    merged: dict[str, float] = {}
    for table in tables:
        for char, cost in table.items():
            merged[char] = min(cost, merged.get(char, cost))
    return merged


def _level_one(codec: str, leads: range, cost: float) -> dict[str, float]:
    """The rows that a national standard gave to its common characters."""
    pairs = (bytes([lead, trail]) for lead in leads for trail in range(0xA1, 0xFF))
    text = (pair.decode(codec, "ignore") for pair in pairs)
    return dict.fromkeys((char for char in text if char), cost)


@cache
def _common() -> dict[str, float]:
    ascii_ = {chr(code): _ASCII for code in range(0x80)}
    private = {chr(code): _PRIVATE for code in range(0xE000, 0xF900)}
    escapes = {chr(start + byte): ESCAPE_COST for byte in range(256) for start in (0xD800, 0xDC00)}
    controls = {chr(code): ESCAPE_COST for code in (*range(9), *range(14, 27), *range(28, 32), *range(0x7F, 0xA0))}
    return (
        ascii_
        | private
        | escapes
        | controls
        | dict.fromkeys(map(chr, range(0x2500, 0x25A0)), _DRAWN)
        | dict.fromkeys(_SYMBOLS, _SYMBOL)
        | {"\xa0": 8.0, "\ufffd": ESCAPE_COST}
    )


# In the models below a later table overrides an earlier one.


@cache
def _simplified() -> dict[str, float]:
    ranks = _ranks()
    kana = dict.fromkeys(ranks["kana"], _FOREIGN)
    chinese = _cheapest(_by_rank(ranks["hans"]), _shifted(_by_rank(ranks["hant"]), 1.5))
    return _common() | kana | chinese


@cache
def _traditional() -> dict[str, float]:
    ranks = _ranks()
    return _common() | dict.fromkeys(ranks["kana"], _FOREIGN) | _by_rank(ranks["hant"])


@cache
def _japanese() -> dict[str, float]:
    ranks = _ranks()
    kana, kanji = _by_rank(ranks["kana"], 4.3), _by_rank(ranks["kanji"], 6.5)
    half_width = dict.fromkeys(map(chr, range(0xFF61, 0xFFA0)), 9.0)
    return _common() | _level_one("euc_jp", range(0xB0, 0xD0), 13.5) | half_width | kanji | kana


@cache
def _korean() -> dict[str, float]:
    ranks = _ranks()
    hanja = _shifted(_by_rank(ranks["hant"]), 6)
    return _common() | hanja | _level_one("euc_kr", range(0xB0, 0xC9), 13.0) | _by_rank(ranks["hangul"], 5.0)


def _alphabet(letters: str) -> dict[str, float]:
    """From 3.2 bits for the commonest letter to 8 and more."""
    typography = dict.fromkeys("«»“”„‘’–—…", 8.0)
    return {"\xa0": 7.0, "№": 9.0} | typography | _cased(letters, 3.2, 0.17)


def _latin(letters: str) -> dict[str, float]:
    """Letters with marks alone; the language's other Latin ones are ASCII."""
    typography = dict.fromkeys("“”„’‘–—…«»©®·•€£§\xa0°", 7.0)
    return dict.fromkeys(_LATIN_LETTERS, _STRANGE) | typography | _cased(letters, 3.0, 0.3)


def _cased(letters: str, first: float, step: float) -> dict[str, float]:
    small = {letter: first + step * rank for rank, letter in enumerate(letters)}
    capitals = {letter.upper(): cost + _CAPITAL for letter, cost in small.items() if len(letter.upper()) == 1}
    return capitals | small


@cache
def _unicode() -> dict[str, float]:
    """Anything may stand in UTF-8: each character at its cheapest, a bit dearer for being one of so many."""
    letters = [_latin(letters) for languages in LANGUAGES.values() for letters in languages]
    letters += [_alphabet(letters) for languages in ALPHABETS.values() for letters in languages]
    east = _cheapest(_simplified(), _traditional(), _japanese(), _korean())
    return _shifted(_cheapest(*letters), 2) | east


_MODELS = {
    "utf-8": _unicode,
    "utf-16le": _unicode,
    "utf-16be": _unicode,
    "utf-32le": _unicode,
    "utf-32be": _unicode,
    "gb18030": _simplified,
    "hz-gb-2312": _simplified,
    "big5": _traditional,
    "shift_jis": _japanese,
    "euc-jp": _japanese,
    "euc-kr": _korean,
    "johab": _korean,
}


@cache
def _models(encoding: str) -> tuple[dict[str, float], ...]:
    """One for each language that is written in `encoding`, as far as they are told apart."""
    return _languages(SCRIPT_OF[encoding]) if encoding in SCRIPT_OF else (_MODELS[encoding](),)


@cache
def _languages(script: str) -> tuple[dict[str, float], ...]:
    letters = map(_latin, LANGUAGES[script]) if script in LANGUAGES else map(_alphabet, ALPHABETS[script])
    return tuple(_common() | table for table in letters)


def has_model(encoding: str) -> bool:
    return encoding in _MODELS or encoding in SCRIPT_OF


def is_single_byte(encoding: str) -> bool:
    return encoding in SCRIPT_OF


def cost(text: str, encoding: str) -> float:
    """Bits that `text` (escaped form) costs in the language, of those written in `encoding`, that fits it best."""
    return min(sum(map(model.get, text, repeat(RARE))) for model in _models(encoding))


def cost_with_slips(data: bytes, encoding: str) -> float:
    """The same for a charset of double bytes if bytes may be missing: where one is, it costs once, not all the run."""
    return with_slips(data, encoding)[0]


def with_slips(data: bytes, encoding: str) -> tuple[float, list[int]]:
    """The same, and the bytes of each character; half of one, like a character of ASCII, is one byte."""
    ends = [0.0] * (len(data) + 1)
    doubled = bytearray(len(data) + 1)
    for place, byte in enumerate(data):
        ends[place + 1] = ends[place] + (_ASCII if byte < 0x80 else _SLIP)
        if place and data[place - 1] >= 0x80:
            pair = ends[place - 1] + _pair_cost(data[place - 1 : place + 1], encoding)
            if pair < ends[place + 1]:
                ends[place + 1], doubled[place + 1] = pair, 1
    sizes, place = [], len(data)
    while place:
        sizes.append(1 + doubled[place])
        place -= sizes[-1]
    return ends[-1], sizes[::-1]


@lru_cache(20_000)
def _pair_cost(pair: bytes, encoding: str) -> float:
    text = codec.decode_escaped(pair, encoding)
    return cost(text, encoding) if len(text) == 1 else 2 * ESCAPE_COST


def ascii_in(text: str) -> int:
    return len(text.encode("ascii", "ignore"))


def cost_per_byte(total: float, ascii_: int, length: int) -> float:
    """Spread `total` over the bytes not read as ASCII, of `length` bytes that gave `ascii_` such characters."""
    return (total - ascii_ * _ASCII) / max(length - ascii_, 1)
