r"""Backslashes that were put behind characters of two bytes, the second of which is one: `功\能`, `許\多`.

Programs that make text safe for a database (PHP's addslashes) double every backslash, and see bytes, not characters.
"""

from __future__ import annotations

from typing import Final

from pipelines.text.edits import Edit
from pipelines.text.signs.slashes import added_slashes

KIND: Final = "escaped-text"


def find_slashes(text: str) -> list[Edit]:
    """Give the edits that take them out."""
    found = added_slashes().finditer(text) if "\\" in text else ()
    return [Edit(KIND, match.start(), match.end(), match[0], "", 0.95) for match in found]
