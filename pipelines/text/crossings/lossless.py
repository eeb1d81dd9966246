"""Text written in one charset and read in another, where no byte was lost: encoded back and decoded as it should be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.charset.likelihood import cost
from pipelines.text.crossings.chance import is_chance
from pipelines.text.crossings.crossing import DOUBLE, ELSEWHERE, WEIGHED, Crossing, crossings, undo
from pipelines.text.crossings.examples import is_example
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import model
from pipelines.text.signs.japanese import is_japanese
from pipelines.text.signs.of_text import shows_words
from pipelines.text.signs.rare import abounds_in_rare, is_plain_chinese, shows_rare

KIND: Final = "mojibake"
ORDER_MARK: Final = "\ufeff"  # of a file that crossed as a whole
_TWICE: Final = 3  # how often text may have crossed
_GAIN: Final = 2.0  # nats a character by which the text must become likelier
_GAIN_OF_HAN: Final = 1.0  # the same where half of them are right already
_LIKELY: Final = -7.5  # nats a character that it may cost at most afterwards
_WINDOWS: Final = frozenset({"cp1252", "latin-1", "cp1251", "cp1254"})
# Esperanto, Welsh and Romanian have letters that no code page of Windows has.
_OF_LANGUAGES: Final = (*(f"cp{number}" for number in range(1250, 1259)), "iso8859_3", "iso8859_14", "iso8859_16")
_NATS: Final = 0.6  # what a bit of a language's letters alone weighs, where the model weighs them in context
_FOREIGN: Final = Pattern("[\u3040-\u30ff\uac00-\ud7a3]")
_SURE: Final = 25.0  # nats by which it must become likelier in all: short lines of a word list are many
_MANY: Final = 20  # characters that crossed: no example, whatever stands between quotes
_SPELT: Final = 12.0  # bits a character that good text costs at most
_SPELT_WELL: Final = 11.3  # the same of what a crossing gives
_UNLIKELY: Final = -12.0
_HANGUL: Final = Pattern("[\uac00-\ud7a3]")
_EASTERN_LETTER: Final = Pattern("[\u3041-\u30ff\u3300-\u9fff\uac00-\ud7a3]")
# One or two at a word: accès in the bytes of DOS: acc郭; INSTRUÇÕES and MAÇÃ» in those of Japan: INSTRUベES, MAと.
_AT_WORD: Final = Pattern(
    "(?<=[A-Za-z])E{1,2}(?!E)|(?<!E)E{1,2}(?=[A-Za-z])".replace("E", _EASTERN_LETTER.pattern)
)
_HALF_WIDTH: Final = Pattern("[\uff61-\uff9f]")
# Letters of both widths in one word.
_TWO_WIDTHS: Final = Pattern("[\uff21-\uff3a\uff41-\uff5a][A-Za-z]|[A-Za-z][\uff21-\uff3a\uff41-\uff5a]")
_LETTER: Final = Pattern(r"[^\W\x00-\x7f]")
_HIGH: Final = Pattern(r"[^\x00-\x7f]")
# What stands beside letters without being one: á, a blank that does not break and „ are a Mongolian colon.
_SIGN: Final = Pattern("[\x80-\u036f\u2000-\u2bff\u3000-\u303f\ufe00-\U0001ffff]")
_UPPER_CONTROLS: Final = "".join(map(chr, range(0x80, 0xA0)))
_TWO_HIGH: Final = Pattern(r"[^\x00-\x7f]{2}(?<!\xa0\xa0)")  # what no crossing comes without
_LONE: Final = Pattern(r"(?<![^\x00-\x7f])[^\x00-\x7f](?=[\x00-\x7f])")
_HIGH_BYTES: Final = ("utf-8", "euc_jp")  # whose characters are two bytes at least, all beyond ASCII
_WORD: Final = Pattern(r"[A-Za-z]*(?:[^\s\x00-\x7f]+[A-Za-z]*)+")
_QUOTES: Final = "«»„“”‘’…–—"
_SEMITIC: Final = Pattern("[\u05d0-\u05ea\u0620-\u064a]+")
_CASED: Final = 5  # letters that tell
_RUN: Final = Pattern(r"[^\x00-\x7f]{4,}")
_LINE: Final = Pattern(r"[^\n]+")
_SHORT_LINE: Final = Pattern(r"^[^\n]{1,12}$", re.MULTILINE)
# What single bytes are read as: the upper half of Latin-1 and what windows code pages have there.
_NARROW: Final = Pattern(r"[\x20-\u052f\u2010-\u2122\u2190-\u25ff\uf8ff\ufb01\ufb02]+")
# The same but ASCII and the marks of Chinese: these alone are the bytes of no other text.
_TELLING: Final = Pattern(
    r"[\x80-\xb6\xb8-\u052f\u2010-\u2013\u2015-\u2017\u201a\u201b\u201e-\u2025\u2027-\u2122\u2190-\u25ff\uf8ff\ufb01\ufb02]"
)


_COMMONEST: Final = Crossing("gb18030", "utf-8")
# No charset of single bytes reaches here: a line with one of these was read as East Asian, or never crossed.
_BEYOND = Pattern("[\u3000-\uffff]")


def find_crossings(text: str) -> list[Edit]:
    """Give the edits that undo them in whole lines."""
    lines = (line for line in _LINE.finditer(text) if not is_plain_chinese(line[0]) or shows_words(line[0]))
    return [edit for line in lines if (edit := _edit(line, 0)) and not is_example(text, edit)]


def find_remaining(text: str, edits: Sequence[Edit]) -> list[Edit]:
    """Give the edits that undo them in lines too short to tell, 首页 of a menu, where `edits` undid the same in others."""
    if sum(len(edit.before) for edit in edits if edit.kind == KIND) < _MANY:
        return []
    found = ((line, undo(line[0], _COMMONEST)) for line in _SHORT_LINE.finditer(text) if shows_rare(line[0]))
    return [
        Edit(KIND, line.start(), line.end(), line[0], after, 0.9)
        for line, after in found
        if after and after != line[0] and _plausible(after) and nats(after) > max(_LIKELY, nats(line[0]) + _GAIN)
    ]


def find_inner_crossings(text: str) -> list[Edit]:
    """Give the edits that undo them in runs within a line: a title pasted from a page of another charset."""
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        shown = ((_NARROW, _TELLING.search(line[0])), (_RUN, shows_rare(line[0])))
        for pattern in (pattern for pattern, shows in shown if shows):
            runs = (run for run in pattern.finditer(line[0]) if run[0] != line[0])  # whole lines have been tried
            found = [edit for run in runs if (edit := _edit(run, line.start()))]
            edits += (edit for edit in found if not is_example(text, edit))
            if found:
                break
    return edits


def _edit(run: re.Match[str], shift: int) -> Edit | None:
    after = uncross(run[0]) if _TWO_HIGH.search(run[0]) else None
    if not after:
        return None
    return Edit(KIND, shift + run.start(), shift + run.end(), run[0], after.removeprefix(ORDER_MARK), 0.98)


def uncross(text: str) -> str | None:
    """Give the text before it crossed, once or more; None where it did not, or is not surely better then."""
    result, now = None, text
    for _ in range(_TWICE):
        after = _uncross_once(now)
        if after is None:
            break
        now = after
        result = after if _plausible(after) else result
    return result


def _uncross_once(text: str) -> str | None:
    best, weight = None, _LIKELY
    certain: list[str] = []
    east_asian = (shows_rare(text) and abounds_in_rare(text)) or shows_words(text)
    if not east_asian and _BEYOND.search(text):
        return None
    korean, lone = _is_korean(text), _LONE.search(text) is not None
    for crossing in crossings(text):
        if crossing.read in DOUBLE and (korean or not east_asian):
            continue
        if lone and crossing.written in _HIGH_BYTES and crossing.read not in DOUBLE:
            continue
        after = undo(text, crossing)
        if after is None or after == text:
            continue
        if crossing.written == "utf-8" and crossing.read not in ELSEWHERE:
            if _is_certain(text, after, crossing.read):
                certain.append(after)
        elif (
            _enough(after, crossing)
            and _plausible(after)
            and (new := nats(after)) > weight
            and _gains(text, after, _least_gain(text))
            and not _is_cased(text)
        ):
            best, weight = after, new
    return max(certain, key=nats, default=best)  # Œ and Ž are other bytes in Latin-9, and make UTF-8 as well


def _gains(text: str, after: str, each: float) -> bool:
    """Whether `after` is likelier by so much a character, and by enough in all; what is said twice counts once."""
    gain = nats(after) - nats(text)
    return gain > each and gain * len(set(_HIGH.findall(after))) > _SURE


def _is_cased(text: str) -> bool:
    """Whether words beyond ASCII are written as such: a capital in front at most, capitals alone, or Arabic or Hebrew
    letters alone. Bytes of other characters become letters of both cases, and signs among them.
    """
    words = [word.strip(_QUOTES) for word in _WORD.findall(text)]
    return len("".join(words)) >= _CASED and all(
        word.isalpha() and (word[1:].islower() or word.isupper() or _SEMITIC.fullmatch(word)) for word in words
    )


def _least_gain(text: str) -> float:
    """EUC-JP and GBK have their kana in the same places: of Japanese only the Chinese characters change."""
    return _GAIN_OF_HAN if is_japanese(text) else _GAIN


def _is_certain(text: str, after: str, read: str) -> bool:
    """Bytes that happen to be UTF-8 are no accident where there are some of them.

    A lone sequence may be quoted by a text about just this: it counts inside a word, not between spaces or quotes.
    """
    high = [match.start() for match in _HIGH.finditer(after)]
    size = sum(len(after[place].encode()) for place in high)
    if read in DOUBLE:
        return size >= 6 and (_gains(text, after, _GAIN / 2) or _crossed_before(text, after))
    if size >= 6 and len(high) > 1:
        return len(high) >= _MANY or not _quoted(text)
    if read not in _WINDOWS:
        return False  # a blank that does not break and É are one letter of UTF-8 to a Mac
    place = high[0]
    if is_chance(text, after) or (size < 3 and is_exotic(after)):
        return False
    around = after[max(place - 1, 0) : place] + after[place + 1 : place + 2]
    return any(_alike(char, after[place]) for char in around) and not _quoted(text)


def is_exotic(text: str) -> bool:
    """Whether a character is in no charset of single bytes: what `LIBERTÉ :` gives, its blank one that does not break, as
    French sets it before a colon.
    """
    return any(not any(char.encode(each, "ignore") for each in _OF_LANGUAGES) for char in set(_HIGH.findall(text)))


def _crossed_before(text: str, after: str) -> bool:
    """Whether what one crossing gives, æ²³, had crossed before: what stands behind both tells then."""
    found = (undo(after, Crossing(read, "utf-8")) for read in ("cp1252", "latin-1"))
    return any(before and before != after and _gains(text, before, _GAIN / 2) for before in found)


def _alike(neighbour: str, char: str) -> bool:
    """Whether both are letters of one alphabet, as they are inside a word; or punctuation stands beside a letter."""
    if not neighbour.isalpha() or unicodedata.category(char).startswith("M"):
        return False
    if not char.isalpha():
        return _SIGN.match(char) is not None
    return unicodedata.name(char, "").split()[0] == unicodedata.name(neighbour, "").split()[0]


def _quoted(text: str) -> bool:
    """Whether what crossed stands alone between quotes or brackets, as an example does."""
    return re.search(r"[\"'`(\[][^\x00-\x7f]+[\"'`)\]]", text) is not None


def _plausible(text: str) -> bool:
    """No controls but what is left of a character at the end, nothing unassigned, no private use, none of the half-width
    kana that other bytes make at once, no word of letters of both widths, and East Asian characters not one by one in words.
    """
    return (
        is_of_one_width(text)
        and sum(map(len, _AT_WORD.findall(text))) * 2 <= len(_EASTERN_LETTER.findall(text))
        and not _HALF_WIDTH.search(text)
        and not any(
            unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and char not in "\t\r"
            for char in set(text.rstrip(_UPPER_CONTROLS))
        )
    )


def is_of_one_width(text: str) -> bool:
    """Whether no word has letters of full width beside others, as bytes taken for what they are not make them."""
    return not _TWO_WIDTHS.search(text)


def _enough(text: str, crossing: Crossing) -> bool:
    """A few pairs of one double-byte charset may happen to spell something in another; one repeated says nothing."""
    letters = _LETTER.findall(text[:WEIGHED])
    return len(letters) >= (6 if crossing.read in DOUBLE else 3) and len(set(letters)) > 2


def nats(text: str) -> float:
    """Nats a character: by the model, or by the letters of Japanese and Korean, which it does not know.

    Of what is beyond ASCII alone: among blanks and English words anything would be likely.
    """
    high = "".join(_HIGH.findall(text[:WEIGHED]))
    if len(_FOREIGN.findall(high)) * 10 > len(high):
        each = min(bits(high, "shift_jis"), bits(high, "euc-kr"))
        return -_NATS * each if each < _SPELT_WELL else _UNLIKELY
    return model().score(high) / max(len(high), 1)


def _is_korean(text: str) -> bool:
    """Whether the syllables of a line are such as Koreans write, whatever letters and characters stand between."""
    hangul = "".join(_HANGUL.findall(text))
    return len(hangul) * 3 > len(_LETTER.findall(text)) and well_spelt(hangul)


def well_spelt(text: str) -> bool:
    """Whether hangul or kana, and what stands between, are such as Koreans or Japanese write."""
    language = "euc-kr" if _HANGUL.search(text) else "shift_jis"
    return bits(text, language) < _SPELT


def bits(text: str, charset: str) -> float:
    """Bits a letter in the language of a charset, of those beyond ASCII: 8 to 11 where it is, 13 and more if not."""
    high = "".join(_LETTER.findall(text[:WEIGHED]))
    return cost(high, charset) / max(len(high), 1)
