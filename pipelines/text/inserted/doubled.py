"""Characters that stand there twice or more, each beside itself: `昨昨天天下下午午`. Documents draw them so where a font has no
bold form, and who copies text out of them copies each.

Good text doubles a few (`高高兴兴`, `翠翠红红处处莺莺燕燕`), and what is left of those by one each is no sentence.
"""

from __future__ import annotations

from typing import Final

from pipelines.pattern import Pattern
from pipelines.text.edits import Edit
from pipelines.text.language_model.model import model
from pipelines.text.signs.literals import begins_a_line

KIND: Final = "doubled-character"
_RUNS: Final = tuple((times, Pattern(rf"(?:([^\n])\1{{{times - 1}}}){{6,}}")) for times in (4, 3, 2))
_TELLING: Final = Pattern("[0-9，。、：；！？《》（）“”「」]")  # marks and figures, which nobody doubles so
_LONG: Final = 10  # characters that tell without
_HAN: Final = Pattern("[\u4e00-\u9fff]")
_DIFFERENT: Final = 5  # Chinese characters in what is left
_LIKELY: Final = -6.5  # nats a character that it may cost


def find_doubled(text: str) -> list[Edit]:
    """Give the edits that leave one of each."""
    if "，，" not in text and not begins_a_line(text):
        return []
    for times, pattern in _RUNS:
        found = [(run, run[0][::times]) for run in pattern.finditer(text)]
        read = [(run, once) for run, once in found if _is_read(once)]
        if any(len(once) >= _LONG or _TELLING.search(once) for _, once in read):
            return [Edit(KIND, *run.span(), run[0], once, 0.95) for run, once in read]
    return []


def _is_read(once: str) -> bool:
    """Whether it is a likely text in which few characters stand beside themselves still."""
    still = sum(map(str.__eq__, once, once[1:]))
    return (
        len(set(_HAN.findall(once))) >= _DIFFERENT
        and still * 4 <= len(once)
        and model().score(once) > _LIKELY * len(once)
    )
