r"""What text says that ASCII stands for, form by form: `\u4e2d`, `%E4%B8%AD`, `=D6=D0`, HZ, bytes in a program's output.

A reading is given where it makes words, or where its form leaves no other.
"""

from __future__ import annotations

import quopri
import re
import unicodedata
from base64 import b64decode
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote_to_bytes

from pipelines.pattern import Pattern
from pipelines.text.charset.codec import decode_plain
from pipelines.text.charset.labels import encoding_of
from pipelines.text.crossings.lossless import nats, uncross

_SHIFTS: Final = Pattern(
    r"\A(?:~\{|(?:\^\[|[\x1b\ufffd\u241b?])?\$[@B])|(?:~\}|(?:\^\[|[\x1b\ufffd\u241b?])?\([BJ])\Z"
)
_LETTERS: Final = 4  # beyond ASCII, of which ...
_DIFFERENT: Final = 3  # ... so many differ
_LIKELY: Final = -7.5  # nats a character that they may cost
_HIGH: Final = Pattern(r"[^\x00-\x7f]")
_CONTROLS: Final = {"r": "\r", "n": "\n", "t": "\t"}
_BEYOND: Final = 0x110000
_TIMES: Final = 3  # that an address may have been escaped beyond the first
_BYTE: Final = re.compile(rb"\\+x([0-9a-fA-F]{2})|<(?:0x)?([0-9a-fA-F]{2})>|\\([0-3][0-7]{2})")
_STRIPPED_BYTE: Final = re.compile(rb"x([0-9a-fA-F]{2})")
_HEX_BYTE: Final = re.compile(rb"\\'?([0-9a-fA-F]{2})")
_FOLDED: Final = Pattern(r"=(?![0-9A-Fa-f]{2})[ \t]*(?:\r?\n)?")
_UNSIGNED: Final = Pattern(r"([^\n]{65,77})\r?\n(?==)")  # lines are folded before the 77th character
_WORD: Final = Pattern(r"=[?_]([A-Za-z0-9-]+)[?_]([BbQq])[?_]([!->@-~]+?)(?:[?_]=|\Z)")
_FILE: Final = Pattern(r"\.[A-Za-z0-9]{1,5}\Z")
_CUT: Final = Pattern(r"(?:%[0-9A-Fa-f]?)?(\.{2,})\Z")  # a title that was shortened
# What a program escapes of Chinese that it could show, as no charset of one byte has them: quotes, dashes, blanks.
MARKS: Final = Pattern(r"[“”‘’…—–·•\u3000-\u3011\uff01-\uff1f\xa0\u200b\ufeff\r\n\t]+")
ACCENTED: Final = Pattern("[A-Za-z][\xc0-\u024f\u1e00-\u1eff]|[\xc0-\u024f\u1e00-\u1eff][A-Za-z]")


def means_something(text: str, least: int = _LETTERS) -> bool:
    """Whether some letters that ASCII stood for are likely beside each other, or of one alphabet; fewer need not be."""
    high = _HIGH.findall(text)
    if len(high) < least or len(set(high)) < min(least, _DIFFERENT):
        return False
    if any(unicodedata.category(char) in ("Cn", "Co", "Cs", "Cc") for char in high):
        return uncross(text) is not None
    letters = [char for char in high if char.isalpha()]
    alphabets = {unicodedata.name(char, "?").partition(" ")[0] for char in letters} - {"FULLWIDTH"}
    if alphabets and alphabets <= {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}:
        return least < _LETTERS or nats(text) > _LIKELY
    return len(alphabets) == 1 and (alphabets != {"LATIN"} or uncross(text) is not None)


def _is_in_words(text: str) -> bool:
    """Whether this is words between blanks, some of which have Latin letters with accents."""
    return " " in text and len(ACCENTED.findall(text)) >= _DIFFERENT - 1 and is_latin(text)


def is_latin(text: str) -> bool:
    """Whether nothing beyond ASCII is in it but Latin letters and marks."""
    high = MARKS.sub("", "".join(_HIGH.findall(text)))
    return all(unicodedata.name(char, "").startswith("LATIN") or char in "«»„‚¿¡" for char in high)


def units(run: str) -> Iterator[str]:
    """Code units of UTF-16 in hexadecimal digits, and characters of two digits."""
    once = re.sub("%(?:25)+(?=[uU])", "%", run)
    digits = (
        code for pair in re.findall(r"[uU]([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})", once) for code in pair if code
    )
    units = b"".join(int(code, 16).to_bytes(2, "little") for code in digits)
    yield units.decode("utf-16-le", "replace")


def hexadecimal(run: str) -> Iterator[str]:
    r"""Code units of UTF-16, each behind another sign: `\4e2d`, `%4E2D`, `0x4E2D`, `U+4E2D`."""
    digits = re.findall(r"(?:[\\%+]|0[xX])([0-9a-fA-F]{4})", run)
    yield b"".join(int(code, 16).to_bytes(2, "little") for code in digits).decode("utf-16-le", "replace")


def decoded(data: bytes, *, cut: bool = False) -> Iterator[str]:
    """What bytes of unknown charset say, if anything; the last character may be `cut` off."""
    for charset in ("utf-8", "gb18030", "big5hkscs"):
        try:
            text = getincrementaldecoder(charset)().decode(data, not cut)
        except UnicodeDecodeError:
            continue
        if means_something(text) or (charset == "utf-8" and _is_in_words(text)):
            yield text


def blanks(run: str) -> Iterator[str]:
    r"""`\xa0` of Python's lists."""
    yield "\xa0" * run.count("\\")


def breaks(run: str) -> Iterator[str]:
    r"""`\r\n` before the blanks that open a paragraph."""
    yield re.sub(r"\\([rnt])", lambda match: _CONTROLS[match[1]], run)


def returns(run: str) -> Iterator[str]:
    """What an editor shows of the ends of lines of another system."""
    yield run.replace("^M", "\r")


def percent(run: str) -> Iterator[str]:
    if _FILE.search(run):
        return
    cut = _CUT.search(run)
    whole = run[: cut.start()] if cut else run
    data = unquote_to_bytes(whole if "%20" in whole else whole.replace("+", " "))
    for _ in range(run.startswith("%25") * _TIMES):
        data = unquote_to_bytes(data)
    yield from (f"{text}{cut[1] if cut else ''}" for text in decoded(data, cut=cut is not None))


def numbers(run: str) -> Iterator[str]:
    r"""Numbers of characters: `\u{4e2d}`, `\U00004e2d`, `<U+4E2D>` of R, `#20013;` that lost its &."""
    codes = re.findall(r"(?:[{+]|#x)([0-9a-fA-F]+)|U([0-9a-fA-F]{8})|[#&](\d+)", run)
    numbers = [int(decimal) if decimal else int(braced or units, 16) for braced, units, decimal in codes]
    yield "".join(map(chr, numbers)) if max(numbers) < _BEYOND else ""


def printed_bytes(run: str) -> Iterator[str]:
    r"""Bytes in a program's output: `\xe4\xb8\xad`, `\344\270\255`, `<e4><b8><ad>` of R."""
    return decoded(_BYTE.sub(_byte, run.encode()))


def _byte(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[3], 8) if escape[3] else int(escape[1] or escape[2], 16)])


def stripped_bytes(run: str) -> Iterator[str]:
    """The same without backslashes: `xe4xb8xad`."""
    return decoded(_STRIPPED_BYTE.sub(lambda byte: bytes([int(byte[1], 16)]), run.encode()))


def backslashed(run: str) -> Iterator[str]:
    r"""Bytes in names of directories, `\E4\B8\AD` (RFC 4514), and in RTF, `\'d6\'d0`."""
    return decoded(_HEX_BYTE.sub(lambda byte: bytes([int(byte[1], 16)]), run.encode()))


def decimals(run: str) -> Iterator[str]:
    r"""Units of UTF-16 in RTF, as signed numbers, with what a reader of old is to show: `\u20013?`."""
    units = re.sub(r"\\u(-?\d+)\?", lambda match: chr(int(match[1]) % 0x10000), run)
    yield units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def cells(run: str) -> Iterator[str]:
    """Units that XML could not hold, in sheets and lists of Microsoft's: `_x000D_`, `_x4e2d_`."""
    units = b"".join(int(code, 16).to_bytes(2, "little") for code in re.findall("_x(.{4})_", run))
    yield units.decode("utf-16-le", "replace")


def quoted_printable(run: str) -> Iterator[str]:
    """A line that was folded ends in a sign of equality: it, or the end itself, may be lost (RFC 2045, section 6.7)."""
    folded = _FOLDED.sub("", _UNSIGNED.sub(r"\1", run))
    yield from decoded(quopri.decodestring(folded.encode()))


def quoted_twice(run: str) -> Iterator[str]:
    """Quoted once more: `=3DE4=3DB8=3DAD`."""
    return quoted_printable(quopri.decodestring(run.encode()).decode("ascii", "replace"))


def quoted_marks(run: str) -> Iterator[str]:
    """Marks and blanks of UTF-8 alone, in a text that needs no more."""
    yield quopri.decodestring(run.encode()).decode()


def encoded_word(run: str) -> Iterator[str]:
    """RFC 2047, section 2; a character may begin in one word and end in the next."""
    words = _WORD.findall(run)
    charset = encoding_of(words[0][0])
    try:
        data = b"".join(_bytes_of_word(how, what) for _, how, what in words)
    except ValueError:
        return
    text = decode_plain(data, charset) if charset else ""
    if not run.endswith("="):  # cut off, and a character with it
        text = text.rstrip("\ufffd")
    if "\ufffd" not in text:
        yield text


def _bytes_of_word(how: str, what: str) -> bytes:
    if how in "qQ":
        return quopri.decodestring(what.encode(), header=True)
    return b64decode(what if what.endswith("=") else what[: len(what) // 4 * 4])


def modified_base64(run: str) -> Iterator[str]:
    """RFC 2152: UTF-16 in base64, between a plus and a hyphen."""
    try:
        yield (run if run.endswith("-") else f"{run}-").encode().decode("utf-7")
    except UnicodeDecodeError:
        return


def mailbox(run: str) -> Iterator[str]:
    """The same with an ampersand, and a comma for the slash of base64."""
    return modified_base64("+" + run[1:].replace(",", "/"))


def locked(run: str) -> Iterator[str]:
    """ISO-2022-CN and ISO-2022-KR (RFC 1922, RFC 1557): bytes of seven bits between shifts, that only the first line names."""
    data = bytes(ord(char) | 0x80 for char in run.partition("\x0e")[2].rstrip("\x0f"))
    read = [data.decode(charset, "replace") for charset in ("gb2312", "euc_kr")]
    yield max((text for text in read if "\ufffd" not in text), key=nats, default="")


def _shifted(run: str, start: bytes, end: bytes, codec: str) -> Iterator[str]:
    try:
        inner = _SHIFTS.sub("", run)
        yield (start + inner[: len(inner) // 2 * 2 if codec == "hz" else None].encode() + end).decode(codec)
    except UnicodeDecodeError:
        return


def hz(run: str) -> Iterator[str]:
    """RFC 1843."""
    return _shifted(run, b"~{", b"~}", "hz")


def iso_2022_jp(run: str) -> Iterator[str]:
    """RFC 1468; programs that drop controls leave it without its escapes."""
    return _shifted(run, b"\x1b$B", b"\x1b(B", "iso2022_jp")
