"""Edits of several passes told as edits of the text as it came in."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.text.edits import Edit


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Give edits of `text` that do `first`, then `second` (whose places are in the text that `first` gave).

    Both are sorted and free of overlaps; so is the result. Edits that meet become one, of the later one's kind.
    """
    result: list[Edit] = []
    pending = list(reversed(first))
    shift = 0  # place in the text between − place in `text`, behind all edits taken so far
    for edit in second:
        while pending and pending[-1].start + shift + len(pending[-1].after) <= edit.start:
            shift += _growth(pending[-1])
            result.append(pending.pop())
        touched: list[Edit] = []
        here = shift
        while pending and pending[-1].start + shift < edit.end:
            shift += _growth(pending[-1])
            touched.append(pending.pop())
        result.append(_join(text, edit, touched, here) if touched else _moved(edit, shift))
    return _merged(text, [*result, *reversed(pending)])


def _growth(edit: Edit) -> int:
    return len(edit.after) - (edit.end - edit.start)


def _moved(edit: Edit, shift: int) -> Edit:
    return Edit(edit.kind, edit.start - shift, edit.end - shift, edit.before, edit.after, edit.confidence)


def _join(text: str, edit: Edit, touched: list[Edit], shift: int) -> Edit:
    """Lay `edit` over the edits that it touches; `shift` is the one before the first of them."""
    first, last = touched[0], touched[-1]
    start = min(first.start, edit.start - shift)
    growth = shift + sum(map(_growth, touched))
    end = max(last.end, edit.end - growth)
    head = first.after[: max(edit.start - shift - first.start, 0)]
    overhang = last.end + growth - edit.end
    tail = last.after[len(last.after) - overhang :] if overhang > 0 else ""
    confidence = min(edit.confidence, *(one.confidence for one in touched))
    return Edit(edit.kind, start, end, text[start:end], head + edit.after + tail, confidence)


def _merged(text: str, edits: list[Edit]) -> list[Edit]:
    """Join what overlaps after moving; drop what changes nothing."""
    result: list[Edit] = []
    for edit in edits:
        if result and edit.start < result[-1].end:
            last = result.pop()
            end = max(last.end, edit.end)
            after = last.after + edit.after
            edit = Edit(
                edit.kind, last.start, end, text[last.start : end], after, min(last.confidence, edit.confidence)
            )
        if edit.before != edit.after:
            result.append(edit)
    return result
