"""Text of one charset read in another, with bytes lost: which lines are such, how they were read, and what they said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.budget import Budget
from pipelines.text.crossings.examples import is_example
from pipelines.text.crossings.lossless import ORDER_MARK, is_of_one_width, well_spelt
from pipelines.text.crossings.rereading import MARKS, Reading, Rereading
from pipelines.text.decoders.losses import Decoder, Marked, narrow_decoder
from pipelines.text.decoders.written import DoubleByte, Utf8, Written
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import is_traditional, model
from pipelines.text.signs.of_text import abounds_in_rare, is_japanese, shows_rare

KIND: Final = "mojibake"
_LINE: Final = Pattern(r"[^\n]{4,2000}")  # longer lines are taken in pieces, so that time stays linear
_LATIN: Final = Pattern(r"[\xc2-\xf4][\x80-\xff\u0152-\u2122\ufffd?].*[\xc2-\xf4][\x80-\xff\u0152-\u2122\ufffd?]")
_SEQUENCES: Final = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}")
_HANGUL: Final = Pattern("[\uac00-\ud7a3]")
_ODD: Final = Pattern(r"[^\x00-\x7f]")
_HIGH: Final = Pattern(r"[^\x00-\x7f?\ufffd]")
_MARK: Final = Pattern(r"[?\ufffd]")
_LOST: Final = 0.3  # share of the characters from which on too many are lost
_PROBE: Final = 60  # characters that are tried first
_GARBLED: Final = -8.5  # nats a character from which on a line may be anything but what it says
_LIKELY: Final = -7.5  # nats a character that it may cost at most afterwards
_SOUND: Final = -10.5  # the same for UTF-8, whose form speaks for it
_GAIN: Final = 1.5  # nats a character by which it must become likelier
_READABLE: Final = 0.7  # share of the characters that a decoder must know to have given the line
_TELLING: Final = 24  # characters from which on a line says enough
_SURE: Final = 20.0  # the same in all: short lines of a word list are many
_INSIDE: Final = Pattern("[a-z\u00e0-\u00ff][\u3000-\u9fff]{1,3}[a-z\u00e0-\u00ff]")  # Chinese inside a Latin word
_FEW: Final = 4  # characters that say too little
_PROMISE: Final = 2.5  # nats a character by which it must be likelier at once
_NEAR: Final = 1.5  # nats a character by which a way of reading may be behind in the window
_PATIENCE: Final = 6  # lines of one text that may be tried in vain for each that was restored
_WORK: Final = 600  # characters weighed for each of a line that is read anew
_IN_VAIN: Final = 5_000  # the same of a line that is tried and left
_SEARCHED: Final = 0.8  # confidence in what a search found
_BY_FORM: Final = 0.7
_FOREIGN: Final = Pattern("[\u0080-\u1fff\u3040-\u30ff\uac00-\ud7a3]")
_FORMED: Final = 8  # letters beyond ASCII that UTF-8 makes, ...
_WHOLE: Final = 2  # ... and so many for each that is broken
_QUESTION_OR_ALL: Final = 8.0
_MARKS: Final = Pattern("\ufffd+")
_UPPER_CONTROL: Final = Pattern("[\x80-\x9f]")
_READERS: Final = (("gbk", "gb18030"), ("big5", "big5hkscs"), ("cp949", "cp949"), ("cp932", "cp932"))
_WRITTEN: Final = ("gbk", "big5hkscs")
_SAME: Final = {"gb18030": "gbk", "big5": "big5hkscs"}
_SIGNS: Final = (
    _SEQUENCES,
    re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}).{0,6}(?:[\xe3-\xe9\xef][\x80-\xbf]{2})"),
)


@dataclass(frozen=True, slots=True)
class Crossing:
    """`silent`: what the decoder could not read went without a mark."""

    decoder: Decoder
    written: Written
    silent: bool


def find_lossy_crossings(text: str, budget: Budget | None = None) -> list[Edit]:
    """Give the edits that restore what crossed, in lines or parts of them.

    Where the budget is at its end, lines are converted as far as their bytes tell, the way that others were restored.
    """
    budget = budget or Budget(len(text))
    edits: list[Edit] = []
    tried = restored = 0
    known: Crossing | None = None
    for line in _LINE.finditer(text):
        window = _window(line[0])
        if window is None or tried > _PATIENCE * (restored + 1):
            continue
        if budget.left <= 0:
            edits += _at_once(line, window, known) if known else ()
            continue
        found = _reading(line[0], window)
        tried += 1
        if not found:
            budget.spend(_IN_VAIN, 0)
            edits += (edit for edit in _by_form(line) if not is_example(text, edit))
        else:
            budget.spend(_WORK * len(line[0]), len(line[0]))
            known, reading = found
            restored += 1
            edits += (edit for edit in _edits(line, reading) if not is_example(text, edit))
    return edits


def _by_form(line: re.Match[str]) -> Iterator[Edit]:
    """A line in letters that the model does not know, Korean or Thai, whose bytes are UTF-8 but for those that were lost.

    So many sequences are no accident. U+FFFD stands for each character that lost a byte.
    """
    for codec in _readers(line[0]):
        after = _told(line[0], Decoder(codec), "utf-8")
        if _UPPER_CONTROL.search(after):  # it had crossed before that, and part of it would be left
            continue
        size = len(_FOREIGN.findall(after))
        if size >= _FORMED and size >= _WHOLE * after.count("\ufffd") and size * 2 > len(_HIGH.findall(after)):
            yield Edit(KIND, line.start(), line.end(), line[0], after, _BY_FORM)
            return


def _told(line: str, decoder: Decoder, codec: str) -> str:
    """What the bytes tell that are known."""
    return _MARKS.sub("\ufffd", _bytes(line, decoder, lost=b"\xff").decode(codec, "replace"))


def _at_once(line: re.Match[str], window: str, crossing: Crossing) -> Iterator[Edit]:
    """The line as the bytes that are known tell it, U+FFFD for each character that lost one."""
    if not _promises(window, crossing, _weigh(window)):
        return
    after = _told(line[0], crossing.decoder, crossing.written.codec)
    yield Edit(KIND, line.start(), line.end(), line[0], after, 0.5)


def _edits(line: re.Match[str], reading: Reading) -> Iterator[Edit]:
    for piece in reading.pieces:
        before, after = line[0][piece.start : piece.end], piece.after.removeprefix(ORDER_MARK)
        if after != before:
            yield Edit(KIND, line.start() + piece.start, line.start() + piece.end, before, after, _SEARCHED)


def is_searched(edit: Edit) -> bool:
    """Whether it was made here."""
    return edit.kind == KIND and edit.confidence <= _SEARCHED


def _window(line: str) -> str | None:
    """A stretch of a line that is strange enough to be tried: its beginning, where bytes are in line, or the strangest."""
    if _LATIN.search(line):
        return line[:_PROBE]
    if not shows_rare(line) or len(_MARK.findall(line)) > _LOST * len(_ODD.findall(line)):
        return None
    if (hangul := _HANGUL.findall(line)) and (well_spelt(line) or _is_hangul(line, len(hangul))):
        return None
    if is_japanese(line) and well_spelt(line):
        return None
    starts = [*range(0, max(len(line) - _PROBE, 0), _PROBE // 2), max(len(line) - _PROBE, 0)]
    pieces = [
        piece for start in starts if abounds_in_rare(piece := line[start : start + _PROBE]) and shows_rare(piece)
    ]
    if not pieces:
        return None
    tried = pieces[0] if _weigh(pieces[0]) < _GARBLED else min(pieces, key=_weigh)
    return tried if _weigh(tried) < _GARBLED else None


def _is_hangul(line: str, hangul: int) -> bool:
    """Whether a short line holds nothing but hangul: Chinese read so has Chinese characters as well."""
    return len(_HIGH.findall(line)) < _TELLING and hangul == len(_HIGH.findall(line))


def _weigh(text: str) -> float:
    """Nats a character of those that are not ASCII, which is the same however it was read."""
    weigh, context, total, size = model(), 0, 0.0, 0
    for char in text:
        letter = weigh.letter(char)
        if char > "\x7f":
            total += weigh.next(context, letter)
            size += 1
        context = (context << 16 | letter) & 0xFFFF_FFFF_FFFF
    return total / max(size, 1)


def _reading(line: str, window: str) -> tuple[Crossing, Reading] | None:
    """Try all crossings on the window, those that read it about as well on the whole."""
    before = _weigh(window)
    promising = (crossing for crossing in _crossings(line) if _promises(window, crossing, before))
    tried = [(_rate(window, reading), crossing) for crossing, reading in _read_all(promising, window)]
    likely = [(rate, crossing) for rate, crossing in tried if rate > max(before + _GAIN, _limit(crossing))]
    near = max((rate for rate, _ in likely), default=0.0) - _NEAR
    wholes = _read_all((crossing for rate, crossing in likely if rate > near), line)
    best = max(wholes, key=lambda pair: pair[1].score + _usual(pair[0], line), default=None)
    return best if best and _convincing(line, best[1], best[0]) else None


def _usual(crossing: Crossing, line: str) -> float:
    """What speaks for a decoder that takes ASCII away: those that put `?` do, and a mark too many tells no lie."""
    return _QUESTION_OR_ALL if "?" in line and crossing.decoder.marked is Marked.ALL else 0.0


def _read_all(crossings: Iterable[Crossing], line: str) -> list[tuple[Crossing, Reading]]:
    return [(crossing, reading) for crossing in crossings if (reading := _reread(crossing, line))]


def _rate(line: str, reading: Reading) -> float:
    """Nats a character of those that are not ASCII: what the reading costs beyond what any costs."""
    ascii_ = model().score(line) - _weigh(line) * len(_ODD.findall(line))
    return (reading.score - ascii_) / max(len(_ODD.findall(reading.text)), 1)


def _reread(crossing: Crossing, line: str) -> Reading | None:
    written, decoder = crossing.written, crossing.decoder
    traditional = written.codec == "big5hkscs" or is_traditional(_sketch(line, decoder, written.codec))
    return Rereading(decoder, written, traditional=traditional, silent=crossing.silent).read(line)


def _sketch(line: str, decoder: Decoder, codec: str) -> str:
    """What can be read at once."""
    return _bytes(line, decoder).decode(codec, "ignore")


def _promises(window: str, crossing: Crossing, before: float) -> bool:
    """Whether what can be read at once is far likelier than the window as it stands, which costs `before`.

    It is by 7 nats a character where text crossed with losses, and by less than 2 where good text is strange.
    """
    sketch = _sketch(window, crossing.decoder, crossing.written.codec).replace("?", "")
    return _HIGH.search(sketch) is not None and _weigh(sketch) > before + _PROMISE


def _bytes(line: str, decoder: Decoder, lost: bytes = b"?") -> bytes:
    """The bytes of a line, `lost` for each that is not known."""
    known = (decoder.options(char) if char not in MARKS else () for char in line)
    return b"".join(bytes(map(min, options[0][0])) if options else lost for options in known)


def _crossings(line: str) -> Iterator[Crossing]:
    """What may have happened to a line, by its characters and bytes."""
    if _LATIN.search(line):
        decoder = narrow_decoder(line)
        yield from (Crossing(decoder, Utf8(), silent) for silent in _silences(line))
        return
    for codec in _readers(line):
        decoder = Decoder(codec)
        utf8 = _SIGNS[codec[:2] != "gb"].search(_bytes(line, decoder)) is not None
        same = _SAME.get(codec, codec)
        written: list[Written] = [Utf8()] if utf8 else []
        written += [DoubleByte(name) for name in _WRITTEN if name != same and not (utf8 and same == "gbk")]
        for name in written:
            yield from (Crossing(decoder, name, silent) for silent in _silences(line))
            if any(mark in line for mark in MARKS):
                yield Crossing(Decoder(codec, Marked.PAIR), name, False)
                yield Crossing(Decoder(codec, Marked.ALL), name, False)


def _silences(line: str) -> tuple[bool, ...]:
    return (False,) if "\ufffd" in line else (True, False) if "?" in line else (True,)


def _readers(line: str) -> Iterator[str]:
    """The codecs that can have given the line: the narrow one where it knows all of it."""
    chars = _HIGH.findall(line)
    for codecs in _READERS:
        known = {codec: sum(bool(Decoder(codec).options(char)) for char in chars) for codec in codecs}
        narrow, wide = codecs
        if known[narrow] >= _READABLE * len(chars):
            plain = sum(char == "€" or bool(char.encode(narrow, "ignore")) for char in chars)
            yield narrow if plain == len(chars) else wide


def _limit(crossing: Crossing) -> float:
    return _SOUND if crossing.written.codec == "utf-8" else _LIKELY


def _convincing(line: str, reading: Reading, crossing: Crossing) -> bool:
    """Whether what was restored is likely, and far likelier than the line as it stands."""
    after = "".join(piece.after for piece in reading.pieces)
    high = _HIGH.findall(after)
    size, said_once = len(high), len(set(high)) / max(len(high), 1)
    return (
        size >= _FEW
        and is_of_one_width(after)
        and not _INSIDE.search(after)
        and (crossing.written.codec == "utf-8" or _weigh(after) > _LIKELY)
        and reading.score > model().score(line) + max(_GAIN * size, _SURE / max(said_once, 0.1))
    )
