"""How many of a page's last lines its own statement of the text leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.page.tree.density import prose
from pipelines.page.tree.outline import Block
from pipelines.page.tree.structured import Statements, text_of

_MOST_UNSTATED = 4  # lines
_LEAST_STATED, _LEAST_LINES = 0.7, 2  # of the letters of all lines, and how many: systems cut what they state


def count_unstated(lines: Sequence[Block], said: Statements) -> int:
    """Count the last lines that are missing in JSON-LD's `articleBody`, which ends with the line before them."""
    stated = _letters(text_of(said.article.get("articleBody")))
    if not stated or len(stated) < sum(len(_letters(block.text)) for block in lines) * _LEAST_STATED:
        return 0
    for count in range(1, min(len(lines), _MOST_UNSTATED + 1)):
        if stated.endswith(_letters(lines[-count - 1].text)):
            whole = [line for line in lines[:-count] if prose(line) > 0 and _letters(line.text) in stated]
            return count if len(whole) >= _LEAST_LINES else 0
        if _letters(lines[-count].text) in stated:
            return 0
    return 0


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
