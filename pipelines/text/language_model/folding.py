"""Which differences between characters the model does not look at: width, digits, letters, kinds of quotes."""

from __future__ import annotations

from typing import Final

_MARKS: Final = {
    ",": "，",
    ":": "：",
    ";": "；",
    "!": "！",
    "?": "？",
    "(": "（",
    ")": "）",
    "．": ".",
    "\u3000": " ",
}
_QUOTES: Final = {
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
    "﹁": "“",
    "﹂": "”",
    "\u00a0": " ",
    "\t": " ",
    "\r": "\n",
}
_DIGITS: Final = dict.fromkeys("123456789０１２３４５６７８９", "0")
_LETTERS: Final = {
    chr(start + i): "a" for start in (0x41, 0x61, 0xFF21, 0xFF41) for i in range(26) if (start, i) != (0x61, 0)
}
SHAPES: Final = str.maketrans(_MARKS | _QUOTES | _DIGITS | _LETTERS)


def fold_shapes(text: str) -> str:
    """Fold what says nothing about how likely a text is. One character stays one character."""
    return text.translate(SHAPES)
