"""What kind of address one is, and which of its pieces may name what stands there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.page.address import urls
from pipelines.pattern import Pattern

_SPLIT = re.compile(r"(\d+)")
_WORDY = 3  # words joined by hyphens that make a headline
_LEADING = Pattern(r"\d+[-_](?=\D)")
_ESCAPED = Pattern(r"%[0-9A-F]{2}|[^\x00-\x7f]")


class Form(NamedTuple):
    """`kind`: the address without what differs between pages of one template; `names`: what was taken out, in order.

    `wide`: the kind with all folders alike, where `/town/12.html` is as `/news/12.html`.
    """

    kind: str
    wide: str
    names: tuple[str, ...]


@lru_cache(maxsize=8192)
def form_of(key: str) -> Form:
    """Take the address with this key apart."""
    path, asks, query = key.partition("?")
    host, *folders, name = path.split("/")
    names: list[str] = []
    kinds = [folder if _is_word(folder) else _opened(folder, names) for folder in folders]
    stem, dot, extension = name.partition(".")
    end = _opened(stem, names) + dot + extension.lower() + asks
    end += "&".join([_pair(pair, names) for pair in query.split("&")] if asks else ())
    wide = ["a" if _is_word(folder) else kind for folder, kind in zip(folders, kinds, strict=True)]
    return Form("/".join((host, *kinds, end)), "/".join((host, *wide, end)), tuple(names))


def _is_word(folder: str) -> bool:
    return folder.isalpha() or _ESCAPED.search(folder) is not None


def _pair(pair: str, names: list[str]) -> str:
    """A parameter keeps its name, and its value where that is a word: `view=print` is another kind of page."""
    name, equals, value = pair.partition("=")
    if not any(map(str.isdecimal, value or name)):
        return pair.lower()
    names.append(value or name)
    return f"{name.lower()}=0" if equals else "0"


def _opened(piece: str, names: list[str]) -> str:
    """Put what differs into `names`: numbers, headlines, identifiers of letters and digits."""
    if leading := _LEADING.match(piece):
        names.append(leading[0][:-1])
        return f"0-{_opened(piece[leading.end() :], names)}"
    words = sum(word.isalpha() for word in piece.split("-"))
    if words >= _WORDY or urls.is_identifier(piece) or _ESCAPED.search(piece):
        names.append(piece)
        return "*"
    parts = _SPLIT.split(piece)
    names.extend(parts[1::2])
    return "0".join(parts[::2]).lower()
