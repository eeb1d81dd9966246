"""Tell charsets of texts that nobody tuned for: the translations of programs, encoded in every charset of a language.

    python -m bench.charset_texts [FOLDER] [--per N] [--show] [--alone] [--only KIND,…]

FOLDER holds message catalogues as LANGUAGE/LC_MESSAGES/*.mo; /usr/share/locale of any system with some programs will do.
Kinds: *short* texts of 20 to 60 bytes, *long* ones of about 600, *pages* nearly all markup, *lies* (pages whose header
or meta names another charset), *damaged* (long texts with one byte lost), *cut* (long texts that end inside a character).
"""

from __future__ import annotations

import argparse
import gettext
import random
import re
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.charset_readers import Case, Reader, is_right, readers_of_text, timed
from pipelines.text.charset.codec import decode_plain
from pipelines.text.encoding import decode, encode_back

CHARSETS = {
    "zh_CN": "gb18030 utf-8 hz-gb-2312 utf-16le",
    "zh_TW": "big5 gb18030 utf-8",
    "zh_HK": "big5 utf-8",
    "ja": "shift_jis euc-jp iso-2022-jp utf-8 utf-16be",
    "ko": "euc-kr iso-2022-kr johab utf-8",
    "ru": "windows-1251 koi8-r iso-8859-5 ibm866 x-mac-cyrillic utf-8",
    "bg": "windows-1251 iso-8859-5 koi8-r utf-8",
    "uk": "windows-1251 koi8-u utf-8",
    "sr": "windows-1251 iso-8859-5 utf-8",
    "be": "windows-1251 utf-8",
    "el": "iso-8859-7 windows-1253 utf-8",
    "he": "windows-1255 iso-8859-8 utf-8",
    "ar": "windows-1256 iso-8859-6 utf-8",
    "th": "windows-874 utf-8",
    "tr": "windows-1254 utf-8",
    "pl": "iso-8859-2 windows-1250 ibm852 utf-8",
    "cs": "windows-1250 iso-8859-2 utf-8",
    "sk": "windows-1250 iso-8859-2 utf-8",
    "hu": "iso-8859-2 windows-1250 utf-8",
    "sl": "windows-1250 iso-8859-2 utf-8",
    "hr": "windows-1250 iso-8859-2 utf-8",
    "ro": "iso-8859-2 windows-1250 utf-8",
    "fr": "windows-1252 macintosh ibm850 utf-8",
    "de": "windows-1252 macintosh ibm850 utf-8",
    "es": "windows-1252 macintosh utf-8",
    "it": "windows-1252 utf-8",
    "pt": "windows-1252 utf-8",
    "nl": "windows-1252 utf-8",
    "sv": "windows-1252 macintosh utf-8",
    "da": "windows-1252 utf-8",
    "fi": "windows-1252 utf-8",
    "is": "windows-1252 utf-8",
    "et": "windows-1257 iso-8859-13 utf-8",
    "lv": "windows-1257 iso-8859-13 utf-8",
    "lt": "windows-1257 iso-8859-13 iso-8859-4 utf-8",
    "eo": "iso-8859-3 utf-8",
    "vi": "windows-1258 utf-8",
}
LIES = ("utf-8", "gb2312", "big5", "iso-8859-1", "windows-1251", "shift_jis")
TONES = "\u0300\u0301\u0303\u0309\u0323"
WIDE = ("utf-16le", "utf-16be")
TAGS = '<li class="item n{0}"><a href="/list/{0}/index.html" title="">{1}</a></li>\n'
_PLACEHOLDER = re.compile(r"%[-#0-9.l$]*[a-zA-Z]|\{[^}]*\}|<[^>]*>|[_&~]|\s+")


def texts(folder: Path, language: str) -> list[str]:
    """Sentences of a language that are not all ASCII, in an order of no meaning."""
    found: dict[str, None] = {}
    for path in sorted(folder.glob(f"{language}/LC_MESSAGES/*.mo")):
        try:
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)
        except (OSError, LookupError, ValueError):  # a catalogue that is none
            continue
        messages = (text for key, text in catalogue._catalog.items() if key and isinstance(text, str))  # type: ignore[attr-defined]
        cleaned = (_PLACEHOLDER.sub(" ", text).strip() for text in messages)
        found |= dict.fromkeys(text for text in cleaned if len(text) > 3 and not text.isascii())
    return sorted(found, key=lambda text: zlib.crc32(text.encode()))


def encoded(text: str, charset: str) -> bytes | None:
    """The bytes, if the charset has every character."""
    if charset == "windows-1258":
        text = _vietnamese(text)
    data = encode_back(text, charset)
    return data if decode_plain(data, charset) == text else None


def _vietnamese(text: str) -> str:
    """Letters with their tone as windows-1258 writes them: the tone apart, where it has no letter with it."""
    return "".join(char if char.encode("cp1258", "ignore") else _apart(char) for char in text)


def _apart(char: str) -> str:
    letters = unicodedata.normalize("NFD", char)
    tone = next((letter for letter in letters if letter in TONES), "")
    return unicodedata.normalize("NFC", letters.replace(tone, "")) + tone


class Maker:
    """Makes cases of one language in one charset."""

    def __init__(self, sentences: list[str], charset: str, language: str, per: int) -> None:
        self._chance = random.Random(f"{language} {charset}")
        self._charset = charset
        self._name = f"{language} {charset}"
        self._per = per
        self._pieces = [data for text in sentences[:4000] if (data := encoded(text, charset))]
        self._open = b" " if charset not in WIDE else " ".encode(charset)

    def short(self) -> Iterator[Case]:
        fitting = [piece for piece in self._pieces if 20 <= len(piece) <= 60]
        yield from map(self._case, fitting[: self._per])

    def long(self) -> Iterator[Case]:
        yield from map(self._case, self._joined(600))

    def cut(self) -> Iterator[Case]:
        for data in self._joined(600):
            places = [place for place in range(len(data) - 9, len(data) - 1) if data[place] >= 0x80]
            if places and self._charset not in WIDE:
                yield self._case(data[: places[0] + 1])

    def damaged(self) -> Iterator[Case]:
        for data in self._joined(600):
            high = [place for place, byte in enumerate(data) if byte >= 0x80]
            if high and self._charset not in WIDE:
                place = self._chance.choice(high)
                yield self._case(data[:place] + data[place + 1 :])

    def pages(self) -> Iterator[Case]:
        if self._charset in WIDE:
            return
        for _ in range(self._per // 2):
            yield self._case(self._page())

    def lies(self) -> Iterator[Case]:
        for case in self.pages():
            lie = self._chance.choice(LIES)
            header = f"text/html; charset={lie}" if self._chance.random() < 0.5 else None
            meta = b"" if header else f"<meta charset={lie}>".encode()
            yield Case(case.name, meta + case.data, case.truth, header)

    def _page(self) -> bytes:
        few = self._chance.choices(self._pieces, k=self._chance.randint(2, 8)) if self._pieces else []
        bare = TAGS.format(1, "").encode() * 30
        lines = (TAGS.format(n, "\0").encode().replace(b"\0", piece) for n, piece in enumerate(few))
        return b"<!DOCTYPE html><html><head>" + bare + bare.join(lines) + bare

    def _joined(self, size: int) -> Iterator[bytes]:
        data, made = b"", 0
        for piece in self._pieces:
            data += (self._open if data else b"") + piece
            if len(data) >= size:
                yield data
                data, made = b"", made + 1
            if made >= self._per // 2:
                return

    def _case(self, data: bytes) -> Case:
        return Case(self._name, data, self._charset)


KINDS: dict[str, Callable[[Maker], Iterator[Case]]] = {
    "short": Maker.short,
    "long": Maker.long,
    "pages": Maker.pages,
    "lies": Maker.lies,
    "damaged": Maker.damaged,
    "cut": Maker.cut,
}


def measure(cases: list[Case], readers: dict[str, Reader], show: bool) -> dict[str, Counter[str]]:
    """Count cases read wrong, by language and charset, for each reader."""
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        for name, reader in readers.items():
            text, _ = timed(reader, case)
            if is_right(case, text):
                continue
            wrong[name][case.name] += 1
            if show and name == "shilu":
                read = decode(case.data, case.header)
                print(
                    f"  {case.name}: {read.encoding} {read.confidence:.2f} {decode_plain(case.data, case.truth or '')[-60:]!r}"
                )
    return wrong


def beaten(wrong: dict[str, Counter[str]]) -> str:
    """Languages with their charsets in which a peer reads fewer wrong."""
    groups = {
        name: (count, *min((each[name], peer) for peer, each in wrong.items() if peer != "shilu"))
        for name, count in wrong["shilu"].items()
        if len(wrong) > 1
    }
    return ", ".join(
        f"{name} {ours} ({peer} {least})" for name, (ours, least, peer) in groups.items() if least < ours
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("/usr/share/locale"))
    parser.add_argument("--per", type=int, default=40, help="cases of a kind, language and charset")
    parser.add_argument("--only", default=",".join(KINDS))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--alone", action="store_true", help="without peers")
    options = parser.parse_args()
    readers = readers_of_text(options.alone)
    sentences = {language: texts(options.folder, language) for language in CHARSETS}
    for kind in options.only.split(","):
        cases = [
            case
            for language, charsets in CHARSETS.items()
            for charset in charsets.split()
            for case in KINDS[kind](Maker(sentences[language], charset, language, options.per))
        ]
        wrong = measure(cases, readers, options.show)
        told = "  ".join(f"{name} {wrong[name].total()}" for name in readers)
        print(f"{kind}: {len(cases)} cases, read wrong: {told}")
        worst = ", ".join(f"{name} {count}" for name, count in wrong["shilu"].most_common(12))
        print(f"    shilu's: {worst}")
        if behind := beaten(wrong):
            print(f"    behind a peer: {behind}")


if __name__ == "__main__":
    main()
