"""Text of one charset read in another, with bytes lost: which lines are such, how they were read, and what they said."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.budget import Budget
from pipelines.text.crossings.candidates import (
    Crossing,
    crossings_of,
    known_bytes,
    narrow_decoder,
    readers,
    sketch,
)
from pipelines.text.crossings.examples import is_example
from pipelines.text.crossings.lossless import ORDER_MARK, is_of_one_width, uncross, well_spelt
from pipelines.text.crossings.rereading import Reading, Rereading
from pipelines.text.decoders.losses import Decoder, Marked
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import CONTEXT_MASK, is_traditional, model
from pipelines.text.signs.japanese import is_japanese
from pipelines.text.signs.rare import abounds_in_rare, shows_rare

KIND: Final = "mojibake"
_LINE: Final = Pattern(r"[^\n]{4,2000}")  # longer lines are taken in pieces, so that time stays linear
_HANGUL: Final = Pattern("[\uac00-\ud7a3]")
_ODD: Final = Pattern(r"[^\x00-\x7f]")
_HIGH: Final = Pattern(r"[^\x00-\x7f?\ufffd]")
_MARK: Final = Pattern(r"[?\ufffd]")
_LOST: Final = 0.4  # share of the characters from which on too many are lost
_PROBE: Final = 60  # characters that are tried first
_GARBLED: Final = -8.5  # nats a character from which on a line may be anything but what it says
_LIKELY: Final = -7.5  # nats a character that it may cost at most afterwards
_SOUND: Final = -10.5  # the same for UTF-8, whose form speaks for it
_GAIN: Final = 1.5  # nats a character by which it must become likelier
_TELLING: Final = 24  # characters from which on a line says enough
_SURE: Final = 20.0  # the same in all: short lines of a word list are many
_INSIDE: Final = Pattern("[a-z\u00e0-\u00ff][\u3000-\u9fff]{1,3}[a-z\u00e0-\u00ff]")  # Chinese inside a Latin word
_FEW: Final = 4  # characters that say too little, ...
_FEWER: Final = 3  # ... but for so many whose bytes are UTF-8 ...
_FORMED_GAIN: Final = 45.0  # ... and that become likelier by so much
_FEWEST: Final = 2  # the same where other lines were read so
_SHORT: Final = 16  # characters of a line that is read after the others: they tell how all was read
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


def find_lossy_crossings(text: str, budget: Budget | None = None) -> list[Edit]:
    """Give the edits that restore what crossed, in lines or parts of them.

    Where the budget is at its end, lines are converted as far as their bytes tell, the way that others were restored.
    """
    budget = budget or Budget(len(text))
    edits: list[Edit] = []
    tried = restored = 0
    known: Crossing | None = None
    for line in sorted(_LINE.finditer(text), key=_is_short):
        window = _window(line[0])
        if window is None or tried > _PATIENCE * (restored + 1):
            continue
        if budget.left <= 0:
            edits += _at_once(line, window, known) if known else ()
            continue
        found = _reading(line[0], window, known)
        tried += 1
        if not found:
            budget.spend(_IN_VAIN, 0)
            edits += (edit for edit in _by_form(line) if not is_example(text, edit))
        else:
            budget.spend(_WORK * len(line[0]), len(line[0]))
            known, reading = found
            restored += 1
            edits += (edit for edit in _edits(line, reading) if not is_example(text, edit))
    return sorted(edits, key=lambda edit: edit.start)


def _is_short(line: re.Match[str]) -> bool:
    return len(line[0]) < _SHORT


def _by_form(line: re.Match[str]) -> Iterator[Edit]:
    """A line in letters that the model does not know, Korean or Thai, whose bytes are UTF-8 but for those that were lost.

    So many sequences of one alphabet are no accident. U+FFFD stands for each character that lost a byte.
    """
    for codec in readers(line[0]):
        after = _told(line[0], Decoder(codec), "utf-8")
        before = uncross(after)
        if _UPPER_CONTROL.search(before or after):  # it had crossed before that, and part of it would be left
            continue
        size = max(Counter(map(_alphabet, _FOREIGN.findall(after))).values(), default=0)
        if size >= _FORMED and size >= _WHOLE * after.count("\ufffd") and size * 2 > len(_HIGH.findall(after)):
            yield Edit(KIND, line.start(), line.end(), line[0], before or after, _BY_FORM)
            return


def _alphabet(letter: str) -> str:
    return "KANA" if "\u3040" <= letter <= "\u30ff" else unicodedata.name(letter, "").partition(" ")[0]


def _told(line: str, decoder: Decoder, codec: str) -> str:
    """What the bytes tell that are known."""
    return _MARKS.sub("\ufffd", known_bytes(line, decoder, lost=b"\xff").decode(codec, "replace"))


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
    if narrow_decoder(line):
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
        context = (context << 16 | letter) & CONTEXT_MASK
    return total / max(size, 1)


def _reading(line: str, window: str, known: Crossing | None) -> tuple[Crossing, Reading] | None:
    """Try all crossings on the window, those that read it about as well on the whole; `known` read another line."""
    before = _weigh(window)
    promising = (crossing for crossing in crossings_of(line) if _promises(window, crossing, before))
    tried = [(_rate(window, reading), crossing) for crossing, reading in _read_all(promising, window)]
    likely = [(rate, crossing) for rate, crossing in tried if rate > max(before + _GAIN, _limit(crossing))]
    near = max((rate for rate, _ in likely), default=0.0) - _NEAR
    wholes = _read_all((crossing for rate, crossing in likely if rate > near), line)
    best = max(wholes, key=lambda pair: pair[1].score + _usual(pair[0], line), default=None)
    return best if best and _convincing(line, best[1], best[0], known) else None


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
    traditional = written.codec == "big5hkscs" or is_traditional(sketch(line, decoder, written.codec))
    return Rereading(decoder, written, traditional=traditional, silent=crossing.silent).read(line)


def _promises(window: str, crossing: Crossing, before: float) -> bool:
    """Whether what can be read at once is far likelier than the window as it stands, which costs `before`.

    It is by 7 nats a character where text crossed with losses, and by less than 2 where good text is strange.
    """
    at_once = sketch(window, crossing.decoder, crossing.written.codec).replace("?", "")
    return _HIGH.search(at_once) is not None and _weigh(at_once) > before + _PROMISE


def _limit(crossing: Crossing) -> float:
    return _SOUND if crossing.written.codec == "utf-8" else _LIKELY


def _convincing(line: str, reading: Reading, crossing: Crossing, known: Crossing | None) -> bool:
    """Whether what was restored is likely, and far likelier than the line as it stands; less is asked of a few characters
    where another line was `known` to be read and written so.
    """
    after = "".join(piece.after for piece in reading.pieces)
    high = _HIGH.findall(after)
    size, said_once = len(high), len(set(high)) / max(len(high), 1)
    gain, utf8 = reading.score - model().score(line), crossing.written.codec == "utf-8"
    if same := utf8 and known is not None and known.decoder.codec[:2] == crossing.decoder.codec[:2]:
        least = _FEWEST
    else:
        least = _FEWER if utf8 and gain > _FORMED_GAIN else _FEW
    return (
        size >= least
        and is_of_one_width(after)
        and not _INSIDE.search(after)
        and not _UPPER_CONTROL.search(after)  # it had crossed twice before, and one of them would be left
        and (utf8 or _weigh(after) > _LIKELY)
        and gain > max(_GAIN * size, _SURE / (2 if same else max(said_once, 0.1)))
    )
