"""Width and script on demand: never damage, so never touched unless asked for. Told as edits, like a repair."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from pipelines.pattern import Pattern
from pipelines.text.compose import compose
from pipelines.text.edits import Edit, apply_edits
from pipelines.text.repair import Repaired

if TYPE_CHECKING:
    from opencc import OpenCC


class Width(StrEnum):
    """Of punctuation beside Chinese, and of letters and digits."""

    FULL = "full"
    HALF = "half"
    KEEP = "keep"


class Script(StrEnum):
    HANS = "hans"
    HANT = "hant"
    KEEP = "keep"


_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_RUN = Pattern(f"[{_HAN}\U00020000-\U000323af]+")
# U+FF01 to U+FF5E stand for ASCII 0x21 to 0x7E (Unicode, Halfwidth and Fullwidth Forms).
_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WIDE = Pattern("[\uff01-\uff5e\u3000]+")
_MARKS = str.maketrans(",:;!?()", "，：；！？（）")
# A mark counts as Chinese where Chinese stands before it, or for an opening bracket behind it.
_NARROW = Pattern(rf"(?<=[{_HAN}\u3001-\u3011\u201d\uff09])[,:;!?)]|\((?=[{_HAN}])|(?<=[{_HAN}])\.(?=\s|$)")
_CONFIGURATION = {Script.HANS: "t2s", Script.HANT: "s2t"}


def convert(repaired: Repaired, original: str, width: Width, script: Script) -> Repaired:
    """Give `repaired` (of `original`) with width and script changed; all edits are of `original`."""
    for find in (_script_edits, _width_edits):
        more = list(find(repaired.text, width, script))
        if more:
            edits = tuple(compose(original, repaired.edits, more))
            repaired = Repaired(apply_edits(original, edits), edits, repaired.complete)
    return repaired


def _script_edits(text: str, _: Width, script: Script) -> Iterator[Edit]:
    if script is Script.KEEP:
        return
    converter = _converter(_CONFIGURATION[script])
    for run in _RUN.finditer(text):
        after = converter.convert(run[0])
        yield from _differences(run.start(), run[0], after, "script")


def _width_edits(text: str, width: Width, _: Script) -> Iterator[Edit]:
    if width is Width.HALF:
        for run in _WIDE.finditer(text):
            yield Edit("width", run.start(), run.end(), run[0], run[0].translate(_TO_HALF), 1.0)
    elif width is Width.FULL:
        for mark in _NARROW.finditer(text):
            after = "。" if mark[0] == "." else mark[0].translate(_MARKS)
            yield Edit("width", mark.start(), mark.end(), mark[0], after, 1.0)


def _differences(start: int, before: str, after: str, kind: str) -> Iterator[Edit]:
    """Give the stretches that differ; the whole run where the conversion changed its length."""
    if len(before) != len(after):
        yield Edit(kind, start, start + len(before), before, after, 1.0)
        return
    place = 0
    while place < len(before):
        end = place
        while end < len(before) and before[end] != after[end]:
            end += 1
        if end > place:
            yield Edit(kind, start + place, start + end, before[place:end], after[place:end], 1.0)
        place = end + 1


@cache
def _converter(configuration: str) -> OpenCC:
    from opencc import OpenCC

    return OpenCC(configuration)
