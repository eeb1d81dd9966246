"""Characters that a strict decoder of gb2312 or big5 did not know, and the run decoded one off behind them, undone.

News texts lose so what stands in names: 胡喆, 朱镕基. Which bytes are left narrows a lost character to some hundred, and
the names that people have to one of these. Where several are about as likely, its mark stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice, pairwise
from math import exp
from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import is_traditional, model
from pipelines.text.lost.charsets import MARKS, REACH, Charsets, charsets
from pipelines.text.lost.flow import Flow
from pipelines.text.lost.strict_search import Search, Step
from pipelines.text.signs.of_text import is_foreign
from pipelines.text.signs.out_of_step import TELLING, gain
from pipelines.text.signs.questions import BETWEEN, is_unasked

LOST: Final = "lost-character"
SHIFTED: Final = "byte-shift"
_HAN: Final = "\u3400-\u9fff\ue000-\uf8ff"
_ODD: Final = Pattern("\ufffd")
_BESIDE: Final = Pattern(rf"\ufffd(?=([{_HAN}]))|(?<=([{_HAN}]))\ufffd")
_FORMS: Final = {"\u2015": "\u2014", "\u30fb": "\u00b7"}  # the dashes and middle dots of gb2312, and of GBK
# A decoder is in line again behind a character that is no second byte; lines longer than this are cut.
_ANCHOR: Final = Pattern(r"[\x00-\x3f](?<![?])")
# So many marks are some characters of which nothing is left, or one of UTF-8; but the year 二〇〇八 loses two.
_GONE: Final = Pattern("(?<![〇一二三四五六七八九?\ufffd])(?:[?\ufffd]{4}|\ufffd{3})")
_LONGEST: Final = 400
_LINE: Final = 600  # characters before the end of a piece that may open a bracket
_LEAD_IN: Final = REACH
_LEAD: Final = 12  # characters in front of a mark that may be out of line
_PATIENCE: Final = 8  # pieces of one text that may be searched in vain for each that was restored
_READ: Final = 4  # characters before the first mark that must be likely ...
_LIKELY: Final = -10.5  # ... nats that each of them may cost
_DENSE: Final = 0.15  # share of the characters from which on too many are lost
_MARGIN: Final = 5.0  # nats by which a repair must be likelier where U+FFFD stands
_MARGIN_ASKED: Final = 10.0  # the same of a question mark, which an author may have written ...
_MARGIN_LETTER: Final = 4.5  # ... and of one with a lone letter behind it
# The share that one of several characters must have of their likelihood: a mark is better than a wrong one.
_SURE: Final = 0.5
_SURE_LOST: Final = 0.58  # the same of one that the decoder did not know ...
_SURE_BARE: Final = 0.67  # ... and where nothing is left of it
_AHEAD: Final = 3
_CHARSETS: Final = (("gb2312", "gbk"), ("big5", "big5hkscs"))


def find_strict_losses(text: str, context: str = "") -> list[Edit]:
    """Give the repairs of `text`. `context` is more text of the same page."""
    edits: list[Edit] = []
    restored = 0
    for tried, (places, flow) in enumerate(_readings(text, context)):
        if tried > _PATIENCE * (restored + 1):
            break
        found = [edit for place in places if (edit := _edit(text, place, flow))]
        restored += bool(found)
        edits += found
    return sorted([*edits, *narrow_forms(text, edits, LOST)], key=lambda edit: edit.start) if edits else []


def untold(text: str, context: str = "") -> frozenset[int]:
    """The marks that stand for a character which the decoder did not know, and of which too little is left to tell it.

    One decoder read the whole text: where such a character has been restored, no mark is of a byte lost otherwise, and
    where none has, one mark that is shows that all of them are.
    """
    restored = any(map(_is_outside, text))
    read = [steps for places, _ in islice(_readings(text, context), _PATIENCE) for steps in places]
    otherwise = any(step.otherwise for steps in read for step in steps)
    marks = (step.token.place for steps in read for step in steps if step.token.char in MARKS)
    beside = (mark.start() for mark in _BESIDE.finditer(text) if _is_outside(mark[1] or mark[2]))
    return frozenset((*(marks if restored or not otherwise else ()), *beside))


def _is_outside(char: str) -> bool:
    """Whether it is a character that the decoder did not know: it has been restored."""
    return "\u3400" <= char <= "\u9fff" and not char.encode("gb2312", "ignore")


def _readings(text: str, context: str) -> Iterator[tuple[list[tuple[Step, ...]], Flow]]:
    """Read each piece with marks: give the places that were read otherwise than they stand."""
    pattern = _ODD if "\ufffd" in text else BETWEEN
    pieces = [piece for piece in _stretches(text, pattern) if _shows(text, *piece)]
    if not pieces:
        return
    chars = charsets(*_CHARSETS[is_traditional(text + context)])
    if chars.traditional and pattern is BETWEEN:
        return  # a question mark says less than Big5 can lose
    for piece in pieces:
        if _is_hopeful(text, *piece, chars):
            search = _search(text, context, chars)
            if piece not in search.read:
                search.read[piece] = _places(_read(text, *piece, search)), search.flow
            yield search.read[piece]


@lru_cache(maxsize=1)  # what it has read is asked again by `untold`, of the same text
def _search(text: str, context: str, chars: Charsets) -> Search:
    page = frozenset(map("".join, pairwise(f"{text}\n{context}"[:20_000])))
    return Search(chars, page)


def narrow_forms(text: str, edits: Sequence[Edit], kind: str) -> Iterator[Edit]:
    """Where such a decoder was at work, its dashes and middle dots are others than those of GBK: give those outside
    `edits` as edits of `kind`.
    """
    edited = {place for edit in edits for place in range(edit.start, edit.end)}
    for place, char in enumerate(text):
        if char in _FORMS and place not in edited:
            yield Edit(kind, place, place + 1, char, _FORMS[char], 0.9)


def _stretches(text: str, pattern: Pattern) -> Iterator[tuple[int, int]]:
    """Pieces with marks, from one place where a decoder is surely in line to the next."""
    done = 0
    for mark in pattern.finditer(text):
        if mark.start() < done:
            continue
        anchor = _ANCHOR.search(text, mark.start(), mark.start() + _LONGEST)
        done = anchor.start() if anchor else min(mark.start() + _LONGEST, len(text))
        yield mark.start(), done


def _shows(text: str, start: int, end: int) -> bool:
    """Whether a mark of a piece is of a decoder: no table is needed to tell."""
    marks = (mark.start() for mark in BETWEEN.finditer(text, start, end))
    return "\ufffd" in text[start:end] or any(is_unasked(text, mark) for mark in marks)


def _is_hopeful(text: str, start: int, end: int, chars: Charsets) -> bool:
    """Whether a strict decoder can have given a piece, good text stands before it, and not too much is lost."""
    front = text[max(start - _LEAD, 0) : start].rpartition("\n")[2]
    if is_foreign(text, start, max(text.rfind(mark, start, end) for mark in MARKS)):
        return False  # what stands further on may be, as a name in kana
    if gain(front, max(len(front) - 1, 0), len(front), chars.pairs) > TELLING:
        return False  # a byte was lost further on in front
    piece, before = text[start:end], front[-_READ:]
    marks = sum(char in MARKS for char in piece)
    if marks > 4 + _DENSE * len(piece) or _GONE.search(text, start, end) or not _known(piece, chars):
        return False
    return model().score(before) > _LIKELY * len(before) or not before


def _read(text: str, start: int, end: int, search: Search) -> list[Step]:
    line = text[max(end - _LINE, 0) : end].rpartition("\n")[2]
    search.unclosed = line.count("（") > line.count("）")
    search.flow = Flow(search.charsets, _aside(text[max(start - _LINE, 0) : start].rpartition("\n")[2]))
    tokens = search.charsets.tokens(text[start:end], start)
    return search.run(text[max(start - _LEAD_IN, 0) : start], tokens)


def _aside(line: str) -> int:
    """The context in front of a bracket that the line leaves open."""
    opened = line.rfind("（")
    return model().context(line[:opened]) if opened > line.rfind("）") else 0


def _known(piece: str, chars: Charsets) -> bool:
    """Whether the decoder can have given it."""
    return all(char in MARKS or char.isascii() or char.encode(chars.narrow, "ignore") for char in piece)


def _places(steps: Sequence[Step]) -> list[tuple[Step, ...]]:
    return [tuple(group) for kept, group in groupby(steps, key=lambda step: step.kept) if not kept]


def _edit(text: str, steps: tuple[Step, ...], flow: Flow) -> Edit | None:
    """Give the edit where it is likelier by a wide margin, with the marks of those that cannot be told left standing.

    What was lost otherwise than a strict decoder does is left to the search that knows all ways.
    """
    if any(step.otherwise for step in steps):
        return None
    start, end = steps[0].token.place, steps[-1].token.place + 1
    damaged = text[start:end]
    before, behind = text[max(start - _LEAD_IN, 0) : start], text[end : end + _AHEAD].partition("\n")[0]
    given = "".join(step.out for step in steps)
    weight = sum(step.weight for step in steps) + model().score(behind, before + given)
    if weight - model().score(damaged + behind, before) < _margin(damaged):
        return None
    after, confidence = _told(steps, before, behind, flow)
    kind = LOST if len(steps) < 3 else SHIFTED
    return Edit(kind, start, end, damaged, after, round(min(0.99, confidence), 3)) if after != damaged else None


def _told(steps: tuple[Step, ...], before: str, behind: str, flow: Flow) -> tuple[str, float]:
    """What is restored; of characters that several others could be, the marks."""
    after, marks, confidence = "", "", 1.0
    for place, step in enumerate(steps):
        marks += step.token.char * (step.token.char in MARKS or (bool(marks) and step.token.char.isascii()))
        if not step.guesses:
            after += step.out
            marks *= not step.out
            continue
        char, rest = step.out[0], step.out[1:]
        following = rest + "".join(one.out for one in steps[place + 1 :]) + behind
        share = _share(before + after, step, following[:_AHEAD], flow)
        sure = _SURE_BARE if step.bare else _SURE_LOST if char in flow.charsets.outside else _SURE
        confidence = min(confidence, max(share, sure))
        after += (char if share >= sure else marks or steps[0].token.char) + rest
        marks = ""
    return after, confidence


def _margin(damaged: str) -> float:
    if "\ufffd" in damaged:
        return _MARGIN
    return _MARGIN_LETTER if len(damaged) == 2 and damaged.isascii() and damaged != "??" else _MARGIN_ASKED


def _share(before: str, step: Step, following: str, flow: Flow) -> float:
    """How likely the character made up is among those that fit, by what stands behind it as well."""
    scores = {char: weight + flow.score(following, before + (char or "\ufffd")) for weight, char in step.guesses}
    best = scores[step.out[0]]
    return 1 / sum(exp(min(score - best, 50.0)) for score in scores.values())
