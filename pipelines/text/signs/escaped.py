r"""Text that ASCII stands for, by its form: `\u4e2d`, `%u4E2D`, `%E4%B8%AD`, `=D6=D0`, `=?gbk?Q?=D6=D0?=`, `+Ti1lhw-`, `~{VP~}`."""

from __future__ import annotations

import re
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
    r"&(?:amp;(?:#|[a-z])|#(?:1[2-9]\d|2[0-5]\d|x[89a-fA-F][0-9a-fA-F]|5[56]\d{3}|x[dD][89abAB]..|\d{1,2}[,.'’\xa0\u202f]\d{3});)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """`sign` is in all that is written so, and looked for at once."""

    sign: str
    run: Pattern


# Each run begins with its sign, which the engine finds at once, and is bounded where it may fail.
_BYTE: Final = rf"\\{{1,4}}x{_HEX}{{2}}|\\[0-3][0-7]{{2}}"
_NUMBER: Final = rf"\\(?:[ux]\{{{_HEX}{{2,6}}\}}|N\{{U\+{_HEX}{{4,6}}\}}|U000{_HEX}{{5}})"
_DECIMAL: Final = r"(?:[1-6]\d{4}|82[12]\d);"  # of Chinese, its marks among it
UNITS: Final = Form("\\", Pattern(rf"\\{{1,8}}u{_HEX}{{4}}(?:\\{{1,8}}u{_HEX}{{4}})*"))
_SCRIPT: Final = rf"%(?:25){{0,3}}[uU]{_HEX}{{4}}"
SCRIPT: Final = Form(
    "%", Pattern(rf"%(?:[0-7]{_HEX}%){{0,20}}(?:25){{0,3}}[uU]{_HEX}{{4}}(?:{_SCRIPT}|%[0-7]{_HEX})*")
)
_HANGUL: Final = f"(?:a[c-f]|[bc][0-9a-f]|d[0-7]){_HEX}{{2}}"
_CYRILLIC: Final = f"04[0-5]{_HEX}"
STRIPPED: Final = Form(
    "u",
    Pattern(rf"u(?<![A-Za-z_\\%]u)(?:{_HAN}(?:u{_HAN})*|{_HANGUL}(?:u{_HANGUL})+|{_CYRILLIC}(?:u{_CYRILLIC})+)"),
)
_ACCENTED: Final = f"(?:00[c-f]|01[0-7ab]|1e[a-f]){_HEX}"
# Letters with accents inside words, and what stands beside them.
_LETTER: Final = rf"(?<![\\%/]u)(?:{_ACCENTED}|00(?:a[1b]|b[bf])|20(?:1[3489cde]|26))"
# The same in capitals, and with another sign for the backslash: a slash, what fonts of Japan and Korea show for one, the
# signs that programs put into names of files.
_UNIT: Final = rf"(?!00[0-7]){_HEX}{{4}}"
CAPITALS: Final = Form(
    "U", Pattern(r"U(?<![A-Za-z\\%#+]U)(?:[4-9][0-9A-F]|FF|[23]0)[0-9A-F]{2}(?:U[2-9A-F][0-9A-F]{3})+")
)
SIGNED: Final = tuple(
    Form(sign, Pattern(rf"{re.escape(sign)}{_UNIT}(?:{re.escape(sign)}{_UNIT})*"))
    for sign in ("/u", "\xa5u", "\u20a9u", "\uff3cu", "&#165;u", "&yen;u", "#U", "\\U")
)
JOINED: Final = tuple(
    Form(sign, Pattern(rf"{re.escape(sign)}{_UNIT}(?:{re.escape(sign)}{_UNIT}){{3,}}"))
    for sign in ("U+", "0x", "0X")
)
# Of style sheets, where a blank may end each, and of addresses whose u is lost.
_STYLED: Final = "(?:[4-9a-fA-F][0-9a-fA-F]|30|20(?=[12]))[0-9a-fA-F]{2}(?![0-9a-fA-F])"
STYLED: Final = Form("\\", Pattern(rf"\\{_STYLED}(?: ?\\{_STYLED})+ ?"))
PERCENT_UNITS: Final = Form("%", Pattern(r"%[2-9A-Fa-f][0-9A-Fa-f]{3}(?:%[2-9A-Fa-f][0-9A-Fa-f]{3})+"))
STRIPPED_LETTERS: Final = Form("u", Pattern(rf"u{_LETTER}(?:u{_LETTER})*"))
PERCENT: Final = Form(
    "%",
    Pattern(
        rf"%(?:25){{0,3}}{_HEX}{{2}}(?:%(?:25){{0,3}}{_HEX}{{2}}|[A-Za-z0-9_.~+-]){{5,300}}+(?:%{_HEX}?(?=\.\.|…)\.*)?(?![^{FREE}])"
    ),
)
QUOTED: Final = Form(
    "=",
    Pattern(
        rf"=[89A-Fa-f](?<![?&]=.)(?<![^\W\d]=.)(?<!={_HEX}{{2}}=.){_HEX}={_HEX}{{2}}(?:={_HEX}{{2}}|=[ \t]*+\r?\n|[ -<>-~]|\r?\n(?=={_HEX}{{2}})|=(?=[=\s]))*+"
    ),
)
QUOTED_TWICE: Final = Form("=3D", Pattern(r"(?:=3D[89A-F][0-9A-F]){2}(?:=3D[0-9A-F]{2}|=\r?\n|[ -<>-~])*+"))
QUOTED_MARKS: Final = Form("=", Pattern(r"=(?:E2=80=(?:9[3489CD]|A6)|C2=A0)(?:=E2=80=(?:9[3489CD]|A6)|=C2=A0)*"))
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
    "+",
    Pattern(r"\+(?:[T-Za-z01M/]|IB|B[A-F])(?:[A-Za-z0-9+/]{2}-|(?![a-z]*[^A-Za-z0-9+/])[A-Za-z0-9+/]{5,2000}+-?)"),
)
# The same in names of mailboxes (RFC 3501, section 5.1.3).
MAILBOX: Final = Form("&", Pattern(r"&(?:[T-Za-z01M,]|IB|B[A-F])[A-Za-z0-9+,]{2,2000}+-"))
_HZ: Final = r"~\{(?:[!-w][!-~]){1,500}?~\}"
HZ: Final = Form(
    "~", Pattern(rf"{_HZ}(?:~\n{_HZ})*|~\{{(?:[!-w][!-}}]){{4,500}}(?=$|\.\.|…)", re.MULTILINE)
)  # lines may be joined, and the last be cut off
# With what is left of its escapes where a program shows controls, and in charsets of China and Korea between shifts.
_ESCAPE: Final = r"(?:\^\[|[\x1b\ufffd\u241b?])"
MARKED: Final = Form("$B", Pattern(rf"{_ESCAPE}\$[@B](?:[!-~]{{2}}){{1,200}}?{_ESCAPE}\([BJ]"))
LOCKED: Final = Form("\x0e", Pattern(r"(?:[\x1b\ufffd]\$\)[ACEG]\s?)?\x0e(?:[!-~]{2}){1,500}+\x0f?"))
SHIFTED: Final = Form("$", Pattern(r"\$[@B](?:[!-~]{2}){1,200}?\x1b?\([BJ]"))
NUMBERS: Final = Form("\\", Pattern(f"{_NUMBER}(?:{_NUMBER})*"))
BYTES: Final = Form(
    "\\",
    Pattern(rf"(?:(?:\\{{1,4}}x[89a-fA-F]{_HEX}){{2}}|(?:\\[23][0-7]{{2}}){{2}})(?:{_BYTE}|[ !#-&(-\[\]-_a-~])*+"),
)
STRIPPED_BYTES: Final = Form(
    "x",
    Pattern(rf"x(?<![\\\w]x)[89a-fA-F]{_HEX}(?:x[89a-fA-F]{_HEX}){{3}}(?:x{_HEX}{{2}}|[ !,.:;()0-9A-Za-wyz-])*+"),
)
BACKSLASHED: Final = Form(
    "\\", Pattern(rf"\\[c-fC-F]{_HEX}\\[89abAB]{_HEX}(?:\\{_HEX}{{2}}|[ !#-&(-\[\]-_a-~])*+")
)
RTF: Final = Form("\\'", Pattern(rf"\\'[89a-f]{_HEX}(?:\\'{_HEX}{{2}}|[ !#-&(-\[\]-_a-~])*+"))
RTF_UNITS: Final = Form("\\u", Pattern(r"\\u(?:\d{4,5}|-\d{1,5})\?(?:\\u-?\d{1,5}\?|[ -\[\]-z])*+"))
SHEET: Final = Form("_x", Pattern(rf"_x{_HEX}{{4}}_(?:_x{_HEX}{{4}}_)*"))
ANGLES: Final = Form("<U+", Pattern(rf"<U\+{_HEX}{{4,8}}>(?:<U\+{_HEX}{{4,8}}>)*"))
ANGLED: Final = Form(
    "><", Pattern(rf"<(?:0x)?[c-fC-F]{_HEX}><(?:0x)?[89abAB]{_HEX}>(?:<(?:0x)?{_HEX}{{2}}>|[ !#-&(-;=?-_a-~])*+")
)
BRACED: Final = Form("{U+", Pattern(rf"\{{U\+{_HEX}{{4,6}}\}}(?:\{{U\+{_HEX}{{4,6}}\}})*"))
# References that lost their &, and what was left of one that had been escaped twice, or has a blank behind it.
BARE: Final = Form(
    "#", Pattern(rf"#(?:(?<![&$A-Za-z]#)|(?<!&#)(?=82[12]\d;))(?<!amp;#)(?<!& #){_DECIMAL}(?:#{_DECIMAL})*")
)
BARE_NUMBERS: Final = Form("&", Pattern(f"&{_DECIMAL}(?:&{_DECIMAL})*"))
UNESCAPED: Final = Form("u{", Pattern(rf"u\{{(?<![\\A-Za-z]u\{{){_HEX}{{2,6}}\}}(?:u\{{{_HEX}{{2,6}}\}})*"))
BARE_HEX: Final = Form("#x", Pattern(rf"#x(?<![&A-Za-z]#x)(?<!amp;#x){_HAN};(?:#x{_HAN};)*"))
_LETTER_NUMBER: Final = r"(?:1[679]1|187|19[2-9]|[2-5]\d\d|1[01]\d\d|7[6-9]\d\d|82[12]\d);"
BARE_LETTERS: Final = Form("#", Pattern(rf"#(?<!&#)(?<!amp;#)(?<!& #){_LETTER_NUMBER}(?:#{_LETTER_NUMBER})*"))
BARE_TWICE: Final = Form("amp;#", Pattern(rf"amp;#(?<!&amp;#)(?<!amp;amp;#){_DECIMAL}(?:(?:amp;)+#{_DECIMAL})*"))
PARTED: Final = Form("& #", Pattern(rf"& #{_DECIMAL}(?:& #{_DECIMAL})*"))
BLANKS: Final = Form("\\", Pattern(rf"\\xa0(?:(?<={CHINESE}\\xa0)|(?=(?:\\xa0)*{CHINESE}))(?:\\xa0)*"))
_BEGINS: Final = "[\u3000-\u9fff“‘（]"  # a paragraph
BREAKS: Final = Form("\\", Pattern(rf"\\(?<=[。！？…；：”」）]\\)(?:r\\)?n(?:\\[rnt])*+(?={_BEGINS}|\\u3000|\Z)"))
RETURNS: Final = Form("^M", Pattern(r"\^M(?=\n|\Z)"))
FORMS: Final = (
    UNITS,
    SCRIPT,
    STRIPPED,
    CAPITALS,
    *SIGNED,
    *JOINED,
    STYLED,
    PERCENT_UNITS,
    STRIPPED_LETTERS,
    PERCENT,
    QUOTED,
    QUOTED_TWICE,
    QUOTED_MARKS,
    WORD,
    SEVEN,
    MAILBOX,
    HZ,
    MARKED,
    LOCKED,
    SHIFTED,
    NUMBERS,
    BYTES,
    STRIPPED_BYTES,
    BACKSLASHED,
    RTF,
    RTF_UNITS,
    SHEET,
    ANGLES,
    ANGLED,
    BRACED,
    BARE,
    BARE_NUMBERS,
    UNESCAPED,
    BARE_HEX,
    BARE_LETTERS,
    BARE_TWICE,
    PARTED,
    BLANKS,
    BREAKS,
    RETURNS,
)
# A character that is seldom met in each, which is found at once: most texts have few of them.
_RARE: Final = "\\#%=~^{_$<+&\xa5\u20a9\uff3c\x0eUxXu"
_PERCENT: Final = Pattern("%[0-9A-Fa-fUu]")  # a share has no such thing behind it
_BY_CHARACTER: Final = tuple(
    (
        char,
        tuple(
            (form.sign, form.run) for form in FORMS if next(each for each in _RARE if each in form.sign) == char
        ),
    )
    for char in _RARE
)

_NAMES: Final = ("quo", "dash", "hellip", "middot", "nbsp")
_NAME: Final = "(?:quot|[lr][ds]quo|[mn]dash|hellip|middot|nbsp)"
# References by name that lost the & before them or the semicolon behind them, with others that follow.
NAMED: Final = Pattern(
    rf"(?:&{_NAME}(?![A-Za-z;])|(?<![&A-Za-z\\])(?<!amp;)(?:amp;)*{_NAME};)(?:(?:amp;|&)?{_NAME}(?:;|(?![A-Za-z])))*"
)


def shows_names(text: str) -> bool:
    """Whether such references may stand in `text`."""
    return (";" in text or "&" in text) and any(name in text for name in _NAMES) and NAMED.search(text) is not None


def shows_escapes(text: str, *, markup: bool = False) -> bool:
    """Whether any of them stands in `text`, or in `markup` a reference that a parser does not make good."""
    for char, forms in _BY_CHARACTER:  # written out, because every line of a page is asked
        if char in text and (char != "%" or _PERCENT.search(text)):
            for sign, run in forms:
                if sign in text and run.search(text):
                    return True
    if "＆" in text and ("＆#" in text or "＆＃" in text):
        return True
    if shows_names(text):
        return True
    return markup and "&" in text and _SOURCE.search(text) is not None
