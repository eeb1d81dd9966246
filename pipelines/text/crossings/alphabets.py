"""Text of one alphabet read in the charset of another: Russian in Latin letters, Thai in Greek ones, é as a Chinese 茅.

Letters of other alphabets have the same bytes, so that what comes out is letters too, and no byte is wrong. The text is
taken back to its bytes, and they are read as bytes of unknown charset are: by how likely the letters are in a language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.charset import codec, contest
from pipelines.text.charset.scripts import LATIN, RARITY, SCRIPT_OF
from pipelines.text.crossings.chance import is_chance
from pipelines.text.crossings.crossing import Crossing
from pipelines.text.crossings.examples import is_example
from pipelines.text.crossings.lossless import is_exotic, nats
from pipelines.text.edits import Edit
from pipelines.text.signs.of_text import any_sign
from pipelines.text.signs.rare import abounds_in_rare, is_plain_chinese

KIND: Final = "mojibake"
_SINGLE: Final = (
    "windows-1252",
    "iso-8859-15",
    "windows-1251",
    "koi8-r",
    "ibm866",
    "macintosh",
    "ibm437",
    "windows-1253",
)
_DOUBLE: Final = ("gb18030", "big5", "euc-kr", "shift_jis", "euc-jp")
_EASTERN: Final = ("gb18030", "big5", "euc-kr", "shift_jis", "euc-jp")
# What holds the letters of most languages.
_HOLDING: Final = (*(each for each in RARITY if each.startswith("windows-")), "iso-8859-3", "iso-8859-16")
_EAST_ASIAN: Final = Pattern("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff61-\uff9f]")
_TOGETHER: Final = Pattern(f"{_EAST_ASIAN.pattern}{{2,}}")
_IN_WORDS: Final = Pattern(f"{_EAST_ASIAN.pattern}(?:(?<=[a-z].)|(?=[a-z]))")
# One or two of them, or kana of half width, at the end or in the middle of a Latin word: É² and ÃO of capitals.
_AT_WORDS: Final = Pattern(f"(?<=[A-Z])(?:{_EAST_ASIAN.pattern}{{1,2}}(?!{_EAST_ASIAN.pattern})|[\uff61-\uff9f]+)")
_ICELANDIC: Final = frozenset("ýþðÝÞÐ")  # where Turkish has ı, ş, ğ
_TYPOGRAPHY: Final = "×÷«»“”„‘’…–—·\xa0\xad•、。〈-】！（），．：；？\u3000"
_HIGH: Final = Pattern(r"[^\x00-\x7f]")
_SYMBOLS: Final = Pattern(f"[^\x00-\x7f{_TYPOGRAPHY}]")
_LETTER: Final = Pattern(r"[^\W\d_]")
_IN_COMPANY: Final = Pattern(rf"{_SYMBOLS.pattern}(?:(?=[^ \t\n])|(?<=[^ \t\n].))")
_SIGNS: Final = Pattern(rf"[^\w\s\x00-\x7f{_TYPOGRAPHY}]")
_INSIDE: Final = Pattern(
    r"(?<=[A-Za-z\xc0-\u024f])(?![«»‹›“”‘…–—®™†‡•·§°](?!\w))[^\w\s\x00-\x7f’\xad]"
    r"|[\xb2\xb3\xb9\x80-\x9f\xa1-\xaa\xac\xae-\xba\xbc-\xbf](?=[a-z])"
)
_TWO_ALPHABETS: Final = Pattern("[A-Za-z][\u0370-\u1dff]|[\u0370-\u1dff][A-Za-z]")  # in one word
_CONTROL: Final = Pattern("[\x80-\x9f\ue000-\uf8ff]")
_LINE: Final = Pattern(r"[^\n]+")
# Where a word ends; at a mark behind ASCII too, as in paths, which are cheap and say nothing of the letters behind them.
_END: Final = Pattern(r"[ \n|/_=:;,](?:(?<=[ \n])|(?<=[!-~].))")
_SAMPLE: Final = 300  # characters that are weighed
_UNLIKELY: Final = -8.0  # nats a character
_LEAST: Final = 5  # East Asian characters that tell something
_STREWN: Final = 3  # one in so many characters
_CLOSE: Final = 20.0  # see `contest.alphabets`
_MISSING: Final = 8.0  # bits of a character that a charset has not
_FORMED: Final = 6.0  # bits a character for being UTF-8, as no bytes are by chance
_GAIN: Final = 14.0  # bits by which the text must become cheaper ...
_LEAD: Final = 4.0  # ... by which the next best reading must be behind ...
_WELL: Final = 5.3  # ... and a byte that it may cost then
_SURE: Final = 80.0  # where so many are gained, Hebrew and Thai, of which less is known, may cost more
_LIKELIER: Final = 1.5  # nats a character, from East Asian to East Asian: five where text crossed, none in verse
_FAIRLY: Final = 6.2
_VERY_WELL: Final = 4.7  # from Latin letters to Latin letters
_GAIN_IN_LATIN: Final = 40.0
_GAIN_OF_ICELANDIC: Final = 28.0  # Turkmen has ý as well
_DOUBT: Final = 16.0  # bits that a line may become dearer by where all the text crossed: it is short, or of names


# Points and tones that go with a letter, of which none stands in front.
_POINTS: Final = "\u0300-\u036f\u0591-\u05bd\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_THAI_VOWELS: Final = (
    "[\u0e30\u0e32\u0e33\u0e40-\u0e45]"  # beside a letter, not above or below it: no mark goes with them
)
_BARE_MARK: Final = Pattern(
    rf"(?<![^\W\d_])(?<![{_POINTS}])[{_POINTS}]|{_THAI_VOWELS}[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
)


_GREEK: Final = Pattern("[α-ω]")
_GREEK_ACCENT: Final = Pattern("[άέήίόύώΐΰἀ-῾]")
_GREEK_WORDS: Final = 10  # letters; some word among so many has its accent, which capitals in Cyrillic never make


@dataclass(frozen=True, slots=True)
class Undone:
    """`gain`: by how many bits `text` is likelier than what was read. `each`: bits a byte that it costs."""

    crossing: Crossing
    text: str
    gain: float
    each: float


def find_alphabet_crossings(text: str) -> list[Edit]:
    """Give the edits that undo them: in the lines of a text that crossed as a whole, or in lines that did alone."""
    crossing = _crossing(text)
    alone = crossing is None and "\n" in text
    found = [
        edit
        for line in _LINE.finditer(text)
        if (edit := _edit(line, _crossing(line[0], alone=True) if alone else crossing))
    ]
    return [
        edit for edit in found if not (is_example(text, edit) or (alone and _is_written_so(text, edit, found)))
    ]


def _is_written_so(text: str, edit: Edit, found: list[Edit]) -> bool:
    """Whether the only letter of another alphabet in a line's words stands in lines too that did not cross, as the Greek ε
    with which Twi is written.
    """
    letters = set(_HIGH.findall(edit.before))
    if len(letters) != 1 or not _TWO_ALPHABETS.search(edit.before):
        return False
    letter = letters.pop()
    return text.count(letter) > sum(each.before.count(letter) for each in found)


def _edit(line: re.Match[str], crossing: Crossing | None) -> Edit | None:
    data = _data(line[0], crossing.read) if crossing else None
    after = _reading(data, crossing.written) if crossing and data else None
    if not after or after == line[0] or _bits(after) > _bits(line[0]) + _DOUBT:
        return None
    return Edit(KIND, line.start(), line.end(), line[0], after, 0.95)


def _crossing(text: str, *, alone: bool = False) -> Crossing | None:
    """The likeliest, if it is likelier by far than none, and than any that gives another text. A line `alone` must show a
    sign by itself: one elsewhere in the text, such as an emoji's, tells nothing of it.
    """
    sample = "" if is_plain_chinese(text) else _telling(text)
    if not sample or (_EAST_ASIAN.search(sample) and not _is_odd(sample)) or _is_no_prose(sample):
        return None
    if alone and not any_sign(text):
        return None
    undone = sorted(all_undone(sample), key=lambda each: -each.gain)
    if not undone or undone[0].gain < _GAIN:
        return None
    best = undone[0]
    second = next((each.gain for each in undone if each.text != best.text), 0.0)
    return best.crossing if best.gain > second + _LEAD and _is_well(best, sample) else None


def _is_well(best: Undone, sample: str) -> bool:
    """Whether it is text of a language that we know: Latin letters may be those of one that nobody counted."""
    was_eastern = _EAST_ASIAN.search(sample) is not None
    if was_eastern and not any(char.isalpha() for char in _HIGH.findall(best.text)):
        return False  # marks alone: fans哋 would be fans’]
    eastern = best.crossing.written in _EASTERN and was_eastern
    if eastern and nats(best.text) < nats(sample) + _LIKELIER:
        return False
    if {best.crossing.read, best.crossing.written} <= LATIN and not _has_symbols_inside(sample):
        if _has_icelandic(sample):
            return best.each < _WELL and best.gain > _GAIN_OF_ICELANDIC
        return best.each < _VERY_WELL and best.gain > _GAIN_IN_LATIN
    sure = best.gain > _SURE and best.crossing.written in SCRIPT_OF
    return best.each < (_FAIRLY if sure else _WELL)


def _telling(text: str) -> str:
    """The words that have letters or symbols beyond ASCII; none where each is a letter alone, as in tables of a charset."""
    words, size = [], 0
    for word in _END.split(text):
        if _SYMBOLS.search(word) and _LETTER.search(word):
            words.append(word)
            size += len(word)
            if size > _SAMPLE:
                break
    sample = " ".join(words)[: 2 * _SAMPLE]
    return sample if _IN_COMPANY.search(sample) else ""


def _is_no_prose(sample: str) -> bool:
    """Whether one letter comes again and again, or a sign apart from words oftener than all others (¶ behind each heading),
    every third doubles the one before it (ГГГГ-ММ, rows of □), or hardly one comes twice, as in a table of an alphabet.
    """
    high = Counter(_HIGH.findall(sample))
    letters, total, doubled = len(high), high.total(), sum(one == two > "\x7f" for one, two in pairwise(sample))
    commonest, times = high.most_common(1)[0]
    if total > 2 and (letters == 1 or doubled * 3 > total or (times * 2 > total and _is_apart(sample, commonest))):
        return True
    return total > 20 and letters * 4 > total * 3


def _is_apart(sample: str, sign: str) -> bool:
    """Whether a sign stands beside no letter, as what a letter became does."""
    pairs = pairwise(f" {sample} ")
    return not sign.isalpha() and not any(
        sign in pair and (pair[0].isalpha() or pair[1].isalpha()) for pair in pairs
    )


def _is_odd(sample: str) -> bool:
    """Whether East Asian characters stand in words of Latin letters, or are rare ones, unlikely beside each other."""
    high = len(sample) - len(sample.encode("ascii", "ignore"))
    strewn = high * _STREWN < len(sample) and len(_IN_WORDS.findall(sample)) * 2 > high
    return strewn or (high >= _LEAST and abounds_in_rare(sample) and nats(sample) < _UNLIKELY)


def _has_symbols_inside(sample: str) -> bool:
    """Whether Latin letters cannot be meant: symbols stand among them."""
    return len(_INSIDE.findall(sample)) * 5 > len(_HIGH.findall(sample))


def _has_icelandic(sample: str) -> bool:
    """Whether many letters are the three that Icelandic has where Turkish has others."""
    high = _HIGH.findall(sample)
    return sum(map(_ICELANDIC.__contains__, high)) * 5 > len(high) * 2


def all_undone(sample: str) -> Iterator[Undone]:
    """What a few words were if they crossed, by each crossing that can have been."""
    readings = _DOUBLE if _EAST_ASIAN.search(sample) else _SINGLE
    readable = [(read, data) for read in readings if (data := _data(sample, read)) is not None]
    if not readable:
        return
    before, is_typeset = _bits(sample), _SIGNS.search(sample) is None
    for read, data in readable:
        now = min(before, contest.bits(data, read)) - RARITY.get(read, 0.0)
        for written in _likely(data):
            after = _reading(data, written)
            if not after or after == sample or not _may_be(after, written):
                continue
            if not (written == "utf-8" and (is_chance(sample, after) or (is_typeset and is_exotic(after)))):
                bits = _bits_in_utf8(after) if written == "utf-8" else contest.bits(data, written)
                yield Undone(Crossing(read, written), after, now - bits, bits / len(data))


def _may_be(text: str, written: str) -> bool:
    """Whether a charset may hold such a text: `’é` are two bytes of a Mac, which make an Armenian letter in UTF-8, and `°C`
    is a full stop in Big5. East Asian characters stand together: `¶` behind each heading and the ï of Loïc do not.
    """
    if written in _EASTERN:
        count = len(_EAST_ASIAN.findall(text))
        at_words = sum(map(len, _AT_WORDS.findall(text)))
        return 2 * sum(map(len, _TOGETHER.findall(text))) > count > 2 * at_words
    accented = len(_GREEK.findall(text)) < _GREEK_WORDS or _GREEK_ACCENT.search(text) is not None
    return accented and not (_TWO_ALPHABETS.search(text) or _BARE_MARK.search(text))


def _likely(data: bytes) -> Iterator[str]:
    """Charsets that some bytes may be in; not Kazakh ones, which differ from Russian by what other languages have."""
    yield "utf-8"
    yield from _EASTERN
    yield from (each for each in contest.alphabets(data, _CLOSE) if SCRIPT_OF[each] != "kazakh")


def _bits_in_utf8(text: str) -> float:
    return _bits(text) - _FORMED * len(_HIGH.findall(text))


def _bits(text: str) -> float:
    """What a text costs in the charset that fits it best, of those that hold it, or most of it."""
    charsets = _EASTERN if _EAST_ASIAN.search(text) else _HOLDING
    held = [contest.bits(data, charset) for charset in charsets if (data := _data(text, charset))]
    return min(held) if held else min(_bits_of_most(text, charset) for charset in _HOLDING)


def _bits_of_most(text: str, charset: str) -> float:
    data = codec.encode_back(text, charset)
    return contest.bits(data, charset) + _MISSING * (len(_HIGH.findall(text)) - codec.high_bytes(data))


def _data(text: str, read: str) -> bytes | None:
    if "\ufffd" in text:
        return None  # GB 18030 has four bytes for it, but nobody read them
    try:
        return codec.encode_as_read(text, read)
    except UnicodeEncodeError:
        return None


def _reading(data: bytes, written: str) -> str | None:
    """What the bytes say in this charset; None where it has not all of them, or a control that nobody writes."""
    text = codec.decode_escaped(data, written)
    return None if codec.ESCAPED.search(text) or _CONTROL.search(text) else text
