"""How polluted mirrors spoil a text, step by step, on bytes.

Every function takes intact text and gives what a reader of the spoilt page sees. The steps are those of real
pages: annotations put in without regard to character borders, cuts at punctuation found in the middle of two
characters, strict decoders that lose step, and UTF-8 taken for a Western charset.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

# Which characters get their reading in brackets, in the order in which the program replaces them. A blank at the
# start of a reading stands before the bracket on the page.
READINGS: Sequence[tuple[str, str]] = (
    ("業", "yè"),
    ("產", "chǎn"),
    ("發", "fā"),
    ("網", "wǎng"),
    ("質", "zhì"),
    ("團", "tuán"),
    ("導", "dǎo"),
    ("區", "qū"),
    ("報", "bào"),
    ("進", " jìn"),
    ("務", "wù"),
    ("聯", "lián"),
    ("動", "dòng"),
    ("場", "chǎng"),
    ("隊", "duì"),
    ("設", "shè"),
    ("營", "yíng"),
    ("鄉", "xiāng"),
    ("醫", "yī"),
    ("預", "yù"),
    ("縣", "xiàn"),
    ("辦", "bàn"),
    ("應", "yīng"),
    ("範", "fàn"),
    ("機", "jī"),
    ("衛", " wèi"),
    ("實", "shí"),
    ("對", "duì"),
    ("時", "shí"),
    ("體", "tǐ"),
    ("專", "zhuān"),
    ("監", "jiān"),
    ("測", "cè"),
    ("農", "nóng"),
    ("規", "guī"),
    ("學", "xué"),
    ("請", "qǐng"),
    ("鎮", "zhèn"),
    ("備", "bèi"),
    ("擴", "kuò"),
    ("職", "zhí"),
    ("續", "xù"),
    ("類", "lèi"),
    ("術", "shù"),
    ("勢", "shì"),
    ("證", "zhèng"),
    ("據", "jù"),
    ("遠", "yuǎn"),
)

# The program cuts at each mark in turn: a mark found across two characters earlier in this row spoils them even
# where a later mark stands whole.
_CUTS: Sequence[str] = ("！", "；", "？", "。", "、")
_HALF_WIDTH = str.maketrans("，：；（）", ",:;()")
_CODEC = "gb18030"


def fold(text: str) -> str:
    """Give the text with half-width commas, colons and brackets, as many mirrors publish it."""
    return text.translate(_HALF_WIDTH)


def annotate(data: bytes) -> bytes:
    """Put the readings in, by plain replacement of bytes."""
    for character, reading in READINGS:
        blank, word = (b" ", reading[1:]) if reading.startswith(" ") else (b"", reading)
        needle = character.encode(_CODEC)
        data = data.replace(needle, needle + blank + b"(" + word.encode(_CODEC) + b")")
    return data


def decode_in_pieces(data: bytes, cuts: Sequence[str] = _CUTS) -> str:
    """Cut the bytes at the marks, again by bytes alone, and decode each piece for itself."""
    if not cuts:
        return decode_pairs(data)
    pieces = data.split(cuts[0].encode(_CODEC))
    return cuts[0].join(decode_in_pieces(piece, cuts[1:]) for piece in pieces)


def decode_pairs(data: bytes) -> str:
    """Decode as a GBK decoder does that writes one `?` for a pair that is no character, or for a lone byte."""
    text = []
    at = 0
    while at < len(data):
        width = 1 if data[at] < 0x81 or data[at] == 0xFF else 2
        text.append(_character(data[at : at + width]))
        at += width
    return "".join(text)


def _character(code: bytes) -> str:
    try:
        return code.decode(_CODEC)
    except UnicodeDecodeError:
        return "?"


def _is_private(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff"


def pinyin(text: str) -> str:
    """Readings injected, cut and decoded in pieces."""
    return decode_in_pieces(annotate(text.encode(_CODEC)))


def pinyin_without_private(text: str) -> str:
    """The same, by a program that drops private-use characters afterwards."""
    return "".join(character for character in pinyin(text) if not _is_private(character))


def shifted(text: str) -> str:
    """GBK read by a strict GB 2312 decoder: at a character that it lacks, it drops one byte and loses step."""
    return text.encode("gbk").decode("gb2312", "replace")


def westernized(text: str) -> str:
    """UTF-8 taken for windows-1252 as browsers know it: the five bytes without a character stay controls."""
    return "".join(_western(byte) for byte in text.encode())


def _western(byte: int) -> str:
    try:
        return bytes((byte,)).decode("windows-1252")
    except UnicodeDecodeError:
        return chr(byte)


# What a draft names as its damage. Texts under a name with "half" are folded before: no repair can know that.
KINDS: Mapping[str, Callable[[str], str]] = {
    "": str,
    "pinyin": pinyin,
    "pinyin half": pinyin_without_private,
    "gb2312 shift": shifted,
    "utf-8 as windows-1252": westernized,
}
