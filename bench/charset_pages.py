"""Tell charsets of pages made of sentences that nobody tuned for: 20 languages in what old pages of them are written in.

    python -m bench.charset_pages [--rounds N] [--show] [--alone] [--only KIND,…]

Sentences: charset_pages.toml. Kinds: *markup* (pages nearly all tags and scripts, two to five phrases), *lies* (header or
meta names another charset), *box* (a comment box of UTF-8 in the middle), *foot* (a page
of UTF-8 whose foot is not), *lost* (a page of text that lost one to three
bytes), *tiny* (texts of about 20 bytes), *text* (a passage). Peers as in `bench/charset_readers.py`.
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.charset_readers import Case, Reader, is_right, readers_of_text, same, timed
from bench.charset_texts import WIDE, beaten, encoded
from pipelines.text.charset.codec import decode_plain
from pipelines.text.encoding import decode

LIES = ("utf-8", "gb2312", "iso-8859-1", "windows-1251", "shift_jis", "big5")
SCRIPT = "<script>var menu = {{id: {0}, open: function (e) {{ e.preventDefault(); load('/ajax/' + {0}); }}}};</script>\n"
ITEM = '<div class="box b{0}"><a href="/c/{0}.html" class="lnk" target="_blank"><img src="/img/{0}.gif" alt=""></a></div>\n'


@dataclass(frozen=True)
class Maker:
    """Makes cases of one language in one charset."""

    name: str
    sentences: tuple[str, ...]
    charset: str

    def encode(self, text: str) -> bytes:
        """Without what the charset lacks."""
        data = encoded(text, self.charset)
        if data is None:
            text = "".join(char for char in text if encoded(char, self.charset) is not None)
            data = encoded(text, self.charset)
        return data or b""

    def page(self, chance: random.Random, meta: str = "") -> bytes:
        lines = [meta, "<html><head>", SCRIPT.format(7)]
        for number in range(chance.randint(2, 5)):
            words = chance.choice(self.sentences)
            start = chance.randrange(len(words) // 2)
            lines += [ITEM.format(n) for n in range(20)]
            lines += [f"<li><a href=/n/{number}>{words[start : start + chance.randint(4, 30)].strip()}</a></li>\n"]
        return self.encode("".join((*lines, SCRIPT.format(9), "</html>")))

    def passage(self, chance: random.Random) -> str:
        return "\n".join(f"<p>{each}.</p>" for each in chance.sample(self.sentences, 4))


def markup(maker: Maker, chance: random.Random) -> Case:
    return Case(maker.name, maker.page(chance), maker.charset)


def lies(maker: Maker, chance: random.Random) -> Case:
    lie = chance.choice(LIES)
    if maker.charset not in WIDE and chance.random() < 0.5:
        return Case(maker.name, maker.page(chance, f'<meta charset="{lie}">'), maker.charset)
    return Case(maker.name, maker.page(chance), maker.charset, f"text/html; charset={lie}")


def box(maker: Maker, chance: random.Random) -> Case | None:
    """The middle is UTF-8: right is what each part was."""
    if maker.charset in (*WIDE, "hz-gb-2312", "iso-2022-jp"):
        return None
    words = chance.choice(maker.sentences)
    parts = [
        maker.encode(maker.passage(chance)),
        f"<div>{words}</div>".encode(),
        maker.encode(maker.passage(chance)),
    ]
    return Case(maker.name, b"\n".join(parts), maker.charset, f"text/html; charset={maker.charset}")


def foot(maker: Maker, chance: random.Random) -> Case | None:
    """A page of UTF-8, but for its foot."""
    if maker.charset in (*WIDE, "hz-gb-2312", "iso-2022-jp"):
        return None
    words = maker.encode(chance.choice(maker.sentences))
    data = f"{maker.passage(chance)}\n{maker.passage(chance)}<div>".encode() + words + b"</div></html>"
    return Case(maker.name, data, "utf-8", "text/html; charset=utf-8")


def lost(maker: Maker, chance: random.Random) -> Case | None:
    if maker.charset in (*WIDE, "hz-gb-2312", "iso-2022-jp"):
        return None
    data = maker.encode(maker.passage(chance))
    for _ in range(chance.randint(1, 3)):
        place = chance.choice([place for place, byte in enumerate(data) if byte > 0x7F])
        data = data[:place] + data[place + 1 :]
    return Case(maker.name, data, maker.charset)


def tiny(maker: Maker, chance: random.Random) -> Case | None:
    words = chance.choice(maker.sentences)
    start = chance.randrange(len(words) // 2)
    size = 10 if len(maker.encode(words)) > 1.5 * len(words) else 20
    data = maker.encode(words[start : start + size].strip())
    return (
        None
        if data.isascii() and maker.charset not in ("hz-gb-2312", "iso-2022-jp")
        else Case(maker.name, data, maker.charset)
    )


def text(maker: Maker, chance: random.Random) -> Case:
    return Case(maker.name, maker.encode(maker.passage(chance)), maker.charset)


KINDS: dict[str, Callable[[Maker, random.Random], Case | None]] = {
    "text": text,
    "markup": markup,
    "lies": lies,
    "box": box,
    "foot": foot,
    "lost": lost,
    "tiny": tiny,
}


def makers() -> Iterator[Maker]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    for language, entry in table.items():
        for charset in entry["charsets"].split():
            yield Maker(f"{language} {charset}", tuple(entry["text"].strip().splitlines()), charset)


def right(maker: Maker, case: Case, kind: str, found: str) -> bool:
    """Of pages in two charsets right is what each part was."""
    if kind not in ("box", "foot"):
        return is_right(case, found)
    head, _, rest = case.data.partition(b"<div>")
    middle, _, tail = rest.partition(b"</div>")
    inner, outer = ("utf-8", maker.charset) if kind == "box" else (maker.charset, "utf-8")
    true = f"{decode_plain(head, outer)}<div>{decode_plain(middle, inner)}</div>{decode_plain(tail, outer)}"
    return same(found, true)


def measure(kind: str, rounds: int, readers: dict[str, Reader], show: bool) -> tuple[int, dict[str, Counter[str]]]:
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    count = 0
    for maker in makers():
        for number in range(rounds):
            case = KINDS[kind](maker, random.Random(f"{maker.name} {kind} {number}"))
            if case is None:
                continue
            count += 1
            for name, reader in readers.items():
                found = timed(reader, case)[0]
                if not right(maker, case, kind, found):
                    wrong[name][maker.name] += 1
                    if show and name == "shilu":
                        read = decode(case.data, case.header)
                        print(
                            f"  {kind} {maker.name}: {read.encoding} {read.confidence:.2f} {decode_plain(case.data, maker.charset)[-50:]!r} {read.text[-50:]!r}"
                        )
    return count, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="cases of a kind, language and charset")
    parser.add_argument("--only", default=",".join(KINDS))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--alone", action="store_true", help="without peers")
    options = parser.parse_args()
    readers = readers_of_text(options.alone)
    for kind in options.only.split(","):
        count, wrong = measure(kind, options.rounds, readers, options.show)
        told = "  ".join(f"{name} {wrong[name].total()}" for name in readers)
        print(f"{kind}: {count} cases, read wrong: {told}", flush=True)
        print("    shilu's: " + ", ".join(f"{name} {number}" for name, number in wrong["shilu"].most_common(14)))
        if behind := beaten(wrong):
            print(f"    behind a peer: {behind}")


if __name__ == "__main__":
    main()
