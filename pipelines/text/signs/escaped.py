r"""Text that ASCII stands for, by its form: `\u4e2d`, `%u4E2D`, `%E4%B8%AD`, `=D6=D0`, `=?gbk?Q?=D6=D0?=`, `+Ti1lhw-`, `~{VP~}`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.pattern import Pattern

CHINESE: Final = "[\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60]"
_HEX: Final = "[0-9a-fA-F]"
_HAN: Final = "(?:[4-9][0-9a-f]|ff|30|20(?=[12]))[0-9a-f]{2}"
BESIDE_CHINESE: Final = f"{CHINESE}|[“”‘’…—]"
FREE: Final = r"\s\u3000-\u9fff\uff00-\uffef“”‘’…—"  # what may stand beside the name of an address
# Of a page's source: what a parser would leave to be seen, or could not read.
_SOURCE: Final = Pattern(
    r"&(?:amp;(?:#|[a-z])|#(?:1[2-9]\d|2[0-5]\d|x[89a-fA-F][0-9a-fA-F]|5[56]\d{3}|x[dD][89abAB]..);)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """`sign` is in all that is written so: one character, which is looked for at once."""

    sign: str
    run: Pattern


# Each run begins with its sign, which the engine finds at once, and is bounded where it may fail.
_BYTE: Final = rf"\\x{_HEX}{{2}}|\\[0-3][0-7]{{2}}"
_NUMBER: Final = rf"\\(?:u\{{{_HEX}{{2,6}}\}}|U000{_HEX}{{5}})"
UNITS: Final = Form("\\", Pattern(rf"\\{{1,8}}u{_HEX}{{4}}(?:\\{{1,8}}u{_HEX}{{4}})*"))
SCRIPT: Final = Form("%", Pattern(rf"%(?:[0-7]{_HEX}%){{0,20}}u{_HEX}{{4}}(?:%u{_HEX}{{4}}|%[0-7]{_HEX})*"))
STRIPPED: Final = Form("u", Pattern(rf"u(?<![A-Za-z\\%]u){_HAN}(?:u{_HAN})*"))
PERCENT: Final = Form(
    "%", Pattern(rf"%(?:25)?{_HEX}{{2}}(?:%(?:25)?{_HEX}{{2}}|[A-Za-z0-9_.~+-]){{5,300}}+(?![^{FREE}])")
)
QUOTED: Final = Form(
    "=",
    Pattern(
        rf"=[89A-Fa-f](?<![?&]=.)(?<![^\W\d]=.)(?<!={_HEX}{{2}}=.){_HEX}={_HEX}{{2}}(?:={_HEX}{{2}}|=\r?\n|[ -<>-~])*+"
    ),
)
_WORD: Final = r"=\?[\w-]{2,20}\?[BbQq]\?[!->@-~]{1,300}\?="
# One behind the other they are read as one. A subject may be cut off; names of files have no question marks.
WORD: Final = Form(
    "=",
    Pattern(
        rf"{_WORD}(?:[ \t\r\n]{{0,3}}{_WORD})*|=\?[\w-]{{2,20}}\?[Bb]\?[A-Za-z0-9+/]{{8,300}}(?=[.…\s]|$)"
        r"|=_[A-Za-z0-9-]{2,20}_[Bb]_[A-Za-z0-9+/=-]{8,300}_="
    ),
)
# In base64 a Chinese character begins with one of these letters; names in programs are all small.
SEVEN: Final = Form(
    "+", Pattern(r"\+[T-Za-nM/](?:[A-Za-z0-9+/]{2}-|(?![a-z]*[^A-Za-z0-9+/])[A-Za-z0-9+/]{5,2000}+-?)")
)
HZ: Final = Form("~", Pattern(r"~\{(?:[!-w][!-~]){1,500}?~\}"))
SHIFTED: Final = Form("$", Pattern(r"\$[@B](?:[!-~]{2}){1,200}?\x1b?\([BJ]"))
NUMBERS: Final = Form("\\", Pattern(f"{_NUMBER}(?:{_NUMBER})*"))
BYTES: Final = Form(
    "\\",
    Pattern(rf"(?:(?:\\x[89a-fA-F]{_HEX}){{2}}|(?:\\[23][0-7]{{2}}){{2}})(?:{_BYTE}|[ !#-&(-\[\]-_a-~])*+"),
)
ANGLES: Final = Form("<", Pattern(rf"<U\+{_HEX}{{4,8}}>(?:<U\+{_HEX}{{4,8}}>)*"))
ANGLED: Final = Form("<", Pattern(rf"<[c-f]{_HEX}><[89ab]{_HEX}>(?:<{_HEX}{{2}}>|[ !#-&(-;=?-_a-~])*+"))
BARE: Final = Form("#", Pattern(r"#(?<![&A-Za-z]#)(?:[1-6]\d{4}|82[12]\d);(?:#(?:[1-6]\d{4}|82[12]\d);)*"))
BLANKS: Final = Form("\\", Pattern(rf"\\xa0(?:(?<={CHINESE}\\xa0)|(?=(?:\\xa0)*{CHINESE}))(?:\\xa0)*"))
BREAKS: Final = Form("\\", Pattern(r"(?<=[。！？…；：”」）])\\(?:r\\)?n(?:\\[rnt])*+(?=\u3000|\\u3000)"))
FORMS: Final = (
    UNITS,
    SCRIPT,
    STRIPPED,
    PERCENT,
    QUOTED,
    WORD,
    SEVEN,
    HZ,
    SHIFTED,
    NUMBERS,
    BYTES,
    ANGLES,
    ANGLED,
    BARE,
    BLANKS,
    BREAKS,
)
_ALL: Final = tuple((form.sign, form.run) for form in FORMS)

_NAMES: Final = ("quo", "dash", "hellip", "middot", "nbsp")
_NAME: Final = "(?:quot|[lr][ds]quo|[mn]dash|hellip|middot|nbsp)"
# References by name that lost the & before them or the semicolon behind them, with others that follow.
NAMED: Final = Pattern(
    rf"(?:&{_NAME}(?![A-Za-z;])|(?<![&A-Za-z\\])(?<!amp;){_NAME};)(?:&?{_NAME}(?:;|(?![A-Za-z])))*"
)


def shows_names(text: str) -> bool:
    """Whether such references may stand in `text`."""
    return (";" in text or "&" in text) and any(name in text for name in _NAMES) and NAMED.search(text) is not None


def shows_escapes(text: str, *, markup: bool = False) -> bool:
    """Whether any of them stands in `text`, or in `markup` a reference that a parser does not make good."""
    for sign, run in _ALL:  # written out, because every line of a page is asked
        if sign in text and run.search(text):
            return True
    if "＆" in text and ("＆#" in text or "＆＃" in text):
        return True
    if shows_names(text):
        return True
    return markup and "&" in text and _SOURCE.search(text) is not None
