"""Signs of damage, found at the speed of one or two regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from heapq import merge
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.decoders.gb import pairs
from pipelines.text.language_model.model import model
from pipelines.text.signs.alphabets import shows_other_alphabet
from pipelines.text.signs.annotations import ANNOTATED, may_be_reading
from pipelines.text.signs.escaped import shows_escapes
from pipelines.text.signs.japanese import is_japanese
from pipelines.text.signs.letter_case import shows_folded_case
from pipelines.text.signs.literals import BEGINS, BEGINS_LINE, CHUNK, SECTION_END
from pipelines.text.signs.one_off import ODD_OTHERS, is_known, is_out_of_line, out_of_line
from pipelines.text.signs.out_of_step import TELLING, gain
from pipelines.text.signs.questions import telling, unasked
from pipelines.text.signs.rare import rare, rare_together
from pipelines.text.signs.shortened import shortened
from pipelines.text.signs.single_signs import shows_single_signs
from pipelines.text.signs.slashes import shows_slashes
from pipelines.text.signs.western_marks import shows_apostrophes

_HANGUL: Final = Pattern("[\uac00-\ud7a3]")
# What nobody sees: joiners, marks of direction and fillers, tags of languages, and selectors of forms.
FILLERS: Final = "\xad\u034f\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0001\U000e0020-\U000e007f"
SELECTORS: Final = "\U000e0100-\U000e01ef"
# The same, controls but tab and line ends, C1, selectors of emoji, U+FFFD, private use.
UNSEEN: Final = (
    f"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufe03-\ufe0d\ufffd\ue000-\uf8ff\udc80-\udcff{FILLERS}{SELECTORS}"
)
# Joiners where they belong: in Indic scripts, and behind emoji.
_JOINED: Final = "[\u0900-\u0dff\u2600-\u27bf\ufe0f\U0001f000-\U0001faff][\u200c\u200d]"
# Latin letters of the upper half, as they stand in front of another such sign where bytes were read one by one.
_UPPER: Final = "\x80-\xff\u0152-\u017e\u0192\u02c6\u02dc\u2018-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
_MIXED: Final = "\x80-\xff\u0401-\u040f\u0451-\u045f\u0490\u0491\u2013-\u2122"  # windows-1251 above the letters
# Words of Chinese characters with blanks between, as Korean looks when its bytes are read as Chinese.
_WORDS: Final = Pattern(" (?<=[\u4e00-\u9fff] )[\u4e00-\u9fff]{1,4} [\u4e00-\u9fff]{1,5} [\u4e00-\u9fff]")
# Chinese characters behind hangul again and again, as Chinese looks when its bytes are read as Korean.
_MIXED_HANGUL: Final = Pattern(
    "[\uac00-\ud7a3](?:[\u4e00-\u9fff].{0,5}[\uac00-\ud7a3][\u4e00-\u9fff]|(?<=[\u4e00-\u9fff][\uac00-\ud7a3])[\u4e00-\u9fff])"
)
_OTHERS: Final = (
    "\u0370-\u03ff\u0410-\u044f\u2160-\u216b\u2460-\u24ff\u3041-\u30ff\u3105-\u3129"  # of the rows before Han
)
_HAN: Final = Pattern("[\u3400-\u9fff\ue000-\uf8ff]")
_KANA_WORD: Final = Pattern("[\u3041-\u3096\u30a1-\u30fc]{3}")  # bytes out of line make single ones
_NEAR: Final = 40  # characters on either side that tell the language
_ANY_HAN: Final = Pattern("[\u4e00-\u9fff]")
_OTHER: Final = Pattern(f"[{_OTHERS}](?<=[\u4e00-\u9fff][{_OTHERS}])(?=[\u4e00-\u9fff])")
# é, è, ê, à, ç, ü, ö, ä, ñ, í, ó, ã, ß, ë, ø and ú in UTF-8, and the beginning of its quotation marks, read as GBK.
_LETTERS_IN_GBK: Final = "茅猫锚脿莽眉枚盲帽铆贸茫脽毛酶煤鈥"
_BEGUN_IN_GBK: Final = "鈥"  # the first bytes of typographic quotes and dashes
# Radicals and compatibility forms, parts of hangul and the marks of kana alone; and what is left of blanks that do not break or of a mark of byte order.
_LOOKALIKES: Final = "\u2e80-\u2fd5\uf900-\ufa0b\u1161-\u1175\u3099\u309a"
# A character of each, which is looked for first.
_LEFT_OVER: Final = (
    *((left, (left,)) for left in ("Â", "锘", _BEGUN_IN_GBK)),
    *((left, (left * times, " ".join(left * times))) for left, times in (("?", 4), ("聽", 2))),
)
_STRANGE: Final = -7.0  # nats a character where two rare ones, or words between blanks, are worth a search; ...
_STRANGEST: Final = -9.0  # ... those of another charset are stranger than any name
_TOGETHER: Final = 4  # characters from one rare one to the next
_FAR: Final = -9
_SHORT: Final = 600  # characters of a text that is asked for the faintest sign of all
_STRANGER: Final = -8.5  # the same of one
ENTITY: Final = Pattern(r"&(?=#| #|nbsp|[A-Za-z]{2,8};)")


def shows_words(text: str) -> bool:
    """Whether Chinese characters stand in words between blanks."""
    return _WORDS.search(text) is not None


def is_foreign(text: str, start: int, end: int) -> bool:
    """Whether nothing that Chinese write stands near [`start`, `end`) on its line, or Japanese does.

    What was lost there, the charsets of Chinese cannot tell.
    """
    first = max(text.rfind("\n", 0, start) + 1, start - _NEAR)
    near = text[first : end + _NEAR].partition("\n")[0]
    han = _HAN.findall(near)
    known = sum(char > "\ue000" or model().letter(char) > 1 for char in han)
    return known * 2 <= len(han) or _KANA_WORD.search(near) is not None


@cache
def _rare() -> re.Pattern[str]:
    return re.compile(f"[{rare()}]")


def rare_runs(text: str) -> Iterator[re.Match[str]]:
    """Two rare characters close together, or one of another script, in unlikely text: what bytes out of line look like."""
    return _unlikely(text, rare_together(), _STRANGE)


def rare_places(text: str) -> Iterator[re.Match[str]]:
    """The same of one rare character: many to weigh, for texts that show other signs."""
    return _unlikely(text, _rare(), _STRANGER)


def shifted_places(text: str, codecs: Sequence[str]) -> Iterator[re.Match[str]]:
    """Odd characters around which the text reads better one byte off. Kana are odd but in Japanese."""
    return iter(()) if is_japanese(text) else out_of_line(text, codecs)


def _unlikely(text: str, pattern: re.Pattern[str], least: float) -> Iterator[re.Match[str]]:
    others = () if is_japanese(text) else _OTHER.finditer(text)
    for match in merge(pattern.finditer(text), others, key=lambda match: match.start()):
        if _is_strange(text, *match.span(), least):
            yield match


def _is_strange(text: str, start: int, end: int, least: float) -> bool:
    return _nats(text[max(start - 2, 0) : end + 5].partition("\n")[0]) < least


def _is_telling(text: str, start: int, end: int) -> bool:
    """Whether two rare characters are none of a name: that is strange as well, but not as strange as text of another
    charset, stands beside no hangul, and reads no better one byte on.
    """
    if (is_known(text, start) and is_known(text, end - 1)) or not _is_strange(text, start, end, _STRANGE):
        return False
    if _is_strange(text, start, end, _STRANGEST) or _HANGUL.search(text, max(start - _NEAR, 0), end + _NEAR):
        return True
    return any(gain(text, start, end, pairs(codec)) > TELLING for codec in ("gbk", "big5hkscs"))


@lru_cache(maxsize=8192)  # names come back on every page of a site
def _nats(text: str) -> float:
    """Log-likelihood a character."""
    return model().score(text) / max(len(text), 1)


def any_sign(text: str, *, markup: bool = False, alone: bool = False) -> bool:
    """Whether anything in `text` is worth a closer look. Good text with rare names may say yes as well.

    `alone`: it is a long one, with neither bytes nor other text of a page, which would tell more.
    """
    return shows_stand_ins(text, markup=markup) or shows_damage(text, alone=alone)


def shows_stand_ins(text: str, *, markup: bool = False) -> bool:
    """Whether a program put down something in a form of its own, most often ASCII: it says nothing of any other damage."""
    if (
        shows_escapes(text, markup=markup)
        or shows_slashes(text)
        or shows_apostrophes(text)
        or ("]" in text and SECTION_END in text)  # one character is found six times as fast
        or ("[" in text and "[0m" in text)
        or (text[:1] > "\n" and BEGINS.match(text))
        or ("\n" in text and BEGINS_LINE.search(text))
        or ("\r" in text and CHUNK.search(text))
    ):
        return True
    # References stand in every page's source; the parser reads them.
    return not markup and "&" in text and ENTITY.search(text) is not None


def shows_damage(text: str, *, alone: bool = False) -> bool:
    """Whether anything else in it is worth a look."""
    if text.isascii() and text.isprintable():
        return False
    for words in _WORDS.finditer(text):  # written out, because every line of a page is asked
        if _nats(words[0]) < _STRANGE:
            return True
    chinese = _ANY_HAN.search(text) is not None
    for mark, form in ANNOTATED:
        if mark in text and form.search(text) and any(map(may_be_reading, form.finditer(text))):
            return True
    if ("?" in text and next((telling if alone else unasked)(text), None)) or _shows_odd(text, chinese):
        return True
    if _shows_left_over(text):
        return True
    if not chinese:
        return shows_other_alphabet(text)
    return "，，" in text or shows_single_signs(text) or shows_folded_case(text) or _shows_short_run(text)


def _shows_short_run(text: str) -> bool:
    return len(text) <= _SHORT and next(shortened(text), None) is not None


def _shows_left_over(text: str) -> bool:
    """Whether something stands in it that one crossing left, though all else is in good order."""
    return any(left in text and any(form in text for form in forms) for left, forms in _LEFT_OVER)


def _shows_odd(text: str, chinese: bool) -> bool:
    """Whether a character is one that nobody writes, or an odd one stands where bytes out of line would put it."""
    japanese, last = is_japanese(text), _FAR
    places: list[int] = []
    for match in _odd_places(text, chinese, japanese):
        place, kind = match.start(), match.lastgroup
        if kind == "unseen":
            return True
        if kind == "rare":
            if place - last <= _TOGETHER and _is_telling(text, last, place + 1):
                return True
            last = place
        elif _OTHER.match(text, place) and _is_strange(text, place, place + 1, _STRANGE):
            return True
        places.append(place)
    return bool(places) and not japanese and is_out_of_line(text, places, ("gbk", "big5hkscs"))


def _odd_places(text: str, chinese: bool, japanese: bool) -> Iterator[re.Match[str]]:
    """One pass over the text, that tells its scripts on the way: in each of them other characters are odd."""
    start = 0
    for match in _odd(chinese, japanese, True).finditer(text):
        if match.lastgroup == "hangul":
            start = match.start()
            break
        yield match
    else:
        return
    if chinese and (mixed := _MIXED_HANGUL.search(text, start)):
        yield mixed
    yield from _odd(chinese, japanese, False).finditer(text, start)


@cache
def _odd(chinese: bool, japanese: bool, hangul: bool) -> re.Pattern[str]:
    """The class comes first: the engine then passes over everything else at once."""
    han = rare(japanese=japanese) if chinese else ""
    others = ODD_OTHERS + _OTHERS if chinese and not japanese else ""
    beside_latin = f"(?<=[A-Za-z][{han}{_LETTERS_IN_GBK}])(?![\u3400-\u9fffA-Z])"
    before_latin = f"|(?<=[{han}])(?=[a-z]{{2}})(?<![\u3400-\u9fff].)" if han else ""
    kinds = [
        f"(?P<unseen>(?<=[{UNSEEN}{_LOOKALIKES}])(?<!{_JOINED})|(?<=[\x80-\x9f\xa1-\xff])[{_UPPER}]|(?<=[РС])[{_MIXED}][РС][{_MIXED}][РС]"
        f"|{beside_latin}{before_latin})",
        *([f"(?P<rare>(?<=[{han}]))"] if han else []),
        *([f"(?P<other>(?<=[{others}])(?:(?<=[\u4e00-\u9fff].)|(?=[\u4e00-\u9fff])))"] if others else []),
        *(["(?P<hangul>(?<=[\uac00-\ud7a3]))"] if hangul else []),
    ]
    letters = f"{UNSEEN}{_LOOKALIKES}{_LETTERS_IN_GBK}\x80-\x9f\xa1-\xffРС{han}{others}" + (
        "\uac00-\ud7a3" if hangul else ""
    )
    return re.compile(f"[{letters}](?:{'|'.join(kinds)})")
