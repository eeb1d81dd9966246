r"""Text as programs leave it that wrote it in ASCII, escaped it once more or lost a part of its escapes; repaired, by class.

    python -m bench.leftovers PROSE.jsonl.xz|PROSE.txt … [--classes NAME,…] [--passages N] [--show N] [--seed N]

PROSE and what is printed as in `bench.damage`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from urllib.parse import quote

from bench.damage import measure, print_table
from bench.damages import Class, Damage

_HIGH = re.compile("[^\x00-\x7f]")


def each(form: Callable[[str], str]) -> Damage:
    """Every character beyond ASCII in another form."""
    return lambda text, _: _HIGH.sub(lambda char: form(char[0]), text)


def references(form: str) -> Damage:
    return each(lambda char: form.format(ord(char)))


def each_byte(form: str, codec: str) -> Damage:
    def damage(text: str, _: random.Random) -> str:
        data = text.encode(codec, "ignore")
        return "".join(form.format(byte) if byte > 0x7F else chr(byte) for byte in data)

    return damage


def percent(times: int) -> Damage:
    def damage(text: str, _: random.Random) -> str:
        for _time in range(times):
            text = quote(text)
        return text

    return damage


def rtf(text: str, _: random.Random) -> str:
    """Units are signed numbers of sixteen bits."""
    return _HIGH.sub(lambda char: f"\\u{(ord(char[0]) + 0x8000) % 0x10000 - 0x8000}?", text)


def hz(text: str, _: random.Random) -> str:
    return text.encode("hz", "ignore").decode()


def hz_cut_off(text: str, _: random.Random) -> str:
    return hz(text, _).removesuffix("~}")


def classes() -> list[Class]:
    short = (16, 60)
    return [
        Class(r"\u5dde", references("\\u{:04x}")),
        Class("u5dde, backslash stripped", references("u{:04x}")),
        Class(r"\x{5dde} of Perl", references("\\x{{{:x}}}")),
        Class(r"\N{U+5DDE}", references("\\N{{U+{:04X}}}")),
        Class("{U+5DDE} of ICU", references("{{U+{:04X}}}")),
        Class("%U5DDE of ICU", references("%U{:04X}")),
        Class("%u5dde", references("%u{:04x}"), size=short),
        Class("%25u5dde", references("%25u{:04x}"), size=short),
        Class("_x5dde_ of SharePoint", references("_x{:04x}_"), size=short),
        Class("&amp;#24030;", references("&amp;#{};")),
        Class("&amp;amp;amp;#24030;", references("&amp;amp;amp;#{};")),
        Class("amp;#24030;", references("amp;#{};")),
        Class("& #24030;", references("& #{};")),
        Class("#24030;", references("#{};")),
        Class("#x5dde;", references("#x{:x};")),
        Class(r"RTF, \u24030?", rtf),
        Class(r"RTF, \'d6\'dd", each_byte("\\'{:02x}", "gbk")),
        Class(r"\E5\B7\9E of LDAP", each_byte("\\{:02X}", "utf-8")),
        Class("percent, escaped once", percent(1), size=short),
        Class("percent, escaped three times", percent(3), size=short),
        Class("HZ", hz, size=short),
        Class("HZ without its end", hz_cut_off, size=short),
    ]


if __name__ == "__main__":
    print_table(__doc__, classes(), measure)
