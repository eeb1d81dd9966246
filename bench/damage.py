"""Damage text in the ways that pages are damaged, repair it, and print how much came back, by class.

    python bench/damage.py PROSE.jsonl.xz|PROSE.txt … [--classes NAME,…] [--passages N] [--show N]

PROSE must be text that the model has not seen: the parts that `tools/train_text_model.py` leaves out, or any other.
*exact*: passages restored whole. *undone*: 1 - characters still apart / characters apart before, harm elsewhere counted.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from pipelines.text.model import model
from pipelines.text.repair import repair

TRAINED = frozenset({"xwlb", "pd1998", "thucnews_titles"})
HOLD_OUT = 20  # every 20th text of these is left out of training
NARROW = str.maketrans("，：；！？（）", ",:;!?()")
PEOPLE = "胡喆 朱镕基 陶喆 王珺 李堃 张玥 刘祎 陈赟 赵頔 林昇 周璟 吴玮喆 郑燊 孙珺 黄翀 马瑄 侯文坤 冯瑀 邓堃 何珮".split()
MIRRORS = {"pinyin", "pinyin and cuts", "cuts"}  # these made traditional text of simplified text
CONTROLS = "\x00\x01\x02\x05\x08\x0b\x0e\x10\x13\x1a\x1c\x1f\x7f"
# What a polluted mirror listed: traditional characters with the one reading that its table had.
LISTED = dict(
    zip(
        "質發網導動設體務識會關礎產業醫數現隊續區場領聯報時經創環鄉態養優術應權團風運內監統預構轉機調強農協負戰復項災衛當標藍險進護規紀對臺學達鎮結據輕選單請幾問際陽長爾戲飛線陳麗錢兒讓興處廠園織號話寶",
        (
            "zhì fā wǎng dǎo dòng shè tǐ wù shí huì guān chǔ chǎn yè yī shù xiàn duì xù qū chǎng lǐng lián bào shí jīng "
            "chuàng huán xiāng tài yǎng yōu shù yīng quán tuán fēng yùn nèi jiān tǒng yù gòu zhuǎn jī diào qiáng nóng xié "
            "fù zhàn fù xiàng zāi wèi dāng biāo lán xiǎn jìn hù guī jì duì tái xué dá zhèn jié jù qīng xuǎn dān qǐng jǐ "
            "wèn jì yáng zhǎng ěr xì fēi xiàn chén lì qián ér ràng xīng chù chǎng yuán zhī hào huà bǎo"
        ).split(),
        strict=True,
    )
)
HAN = re.compile("[\u4e00-\u9fff]")
Damage = Callable[[str, random.Random], str]


def to_traditional(text: str) -> str:
    """Character by character, as the mirrors do it."""
    forms = model().traditional
    return "".join(forms.get(char, char)[0] for char in text)


def lose_byte(text: str, chance: random.Random, codec: str, mark: bytes) -> bytes:
    """Lose one byte of one character, or put a mark in its place."""
    data = bytearray(text.encode(codec, "ignore"))
    places = [i for i in range(2, len(data) - 8) if data[i] > 0x80]
    place = chance.choice(places)
    data[place : place + 1] = mark
    return bytes(data)


def _lead_places(text: str, codec: str) -> list[int]:
    places, place = [], 0
    for char in text:
        size = len(char.encode(codec, "ignore"))
        if size == 2:
            places.append(place)
        place += size
    return places


def lead_lost(codec: str, mark: str) -> Damage:
    """A lead byte became `?` or is gone with U+FFFD in its place; the run behind it is one off."""

    def damage(text: str, chance: random.Random) -> str:
        data = text.encode(codec, "ignore")
        place = chance.choice(_lead_places(text, codec)[1:-3])
        return data[:place].decode(codec, "replace") + mark + replaced(data[place + 1 :], codec, mark)

    return damage


def replaced(data: bytes, codec: str, mark: str) -> str:
    """Decode as the programs of the time did: a pair that is no character becomes one mark."""
    out, place = [], 0
    wide = "gb18030" if codec == "gbk" else codec
    while place < len(data):
        if data[place] < 0x80:
            out.append(chr(data[place]))
            place += 1
            continue
        pair = data[place : place + 2]
        char = pair.decode(wide, "ignore") if len(pair) == 2 else ""
        out.append(char if len(char) == 1 and char > "\x7f" else mark)
        place += 2
    return "".join(out)


def dropped(text: str, chance: random.Random) -> str:
    data = lose_byte(text, chance, "gbk", b"")
    return replaced(data, "gbk", "?")


def skipped(text: str, chance: random.Random) -> str:
    data = lose_byte(text, chance, "gbk", b"")
    return data.decode("gbk", "ignore")


def inserted(text: str, chance: random.Random) -> str:
    data = text.encode("gbk", "ignore")
    place = chance.choice(_lead_places(text, "gbk")[2:-3])
    return replaced(data[:place] + bytes([chance.randrange(0x81, 0xFF)]) + data[place:], "gbk", "?")


def folded_lines(text: str, chance: random.Random) -> str:
    data = text.encode("gbk", "ignore")
    width = chance.choice((61, 73, 75))
    lines = [data[i : i + width] for i in range(0, len(data), width)]
    return "\n".join(replaced(line, "gbk", "?") for line in lines)


def narrow_decoder(text: str, chance: random.Random) -> str:
    """A strict gb2312 decoder meets a character that only GBK has: one byte goes, the rest of the line shifts."""
    return text.encode("gbk", "ignore").decode("gb2312", "replace")


def annotated(data: bytes, chance: random.Random) -> bytes:
    """Replace the characters of a table in the bytes, without regard to borders."""
    listed = chance.sample(sorted(LISTED), 30)
    for char in listed:
        note = f"({LISTED[char]})".encode("gbk")
        data = data.replace(char.encode("gbk"), char.encode("gbk") + note)
    return data


def cut(data: bytes) -> str:
    """Cut at the bytes of some marks, one mark after the other, borders or not, and decode each piece alone."""
    pieces = [data]
    for mark in (char.encode("gbk") for char in "！；？。、"):
        pieces = [
            part
            for piece in pieces
            for part in ([piece] if piece == mark else re.split(b"(" + re.escape(mark) + b")", piece))
        ]
    return "".join(replaced(piece, "gbk", "?") for piece in pieces)


def pinyin(text: str, chance: random.Random) -> str:
    return replaced(annotated(text.encode("gbk", "ignore"), chance), "gbk", "?")


def pinyin_and_cuts(text: str, chance: random.Random) -> str:
    return cut(annotated(text.encode("gbk", "ignore"), chance))


def cuts(text: str, chance: random.Random) -> str:
    return cut(text.encode("gbk", "ignore"))


def narrowed_marks(text: str, chance: random.Random) -> str:
    """Full-width marks folded to half width in the bytes."""
    data = text.encode("gbk", "ignore")
    for wide, narrow in NARROW.items():
        data = data.replace(chr(wide).encode("gbk"), chr(narrow).encode())
    return replaced(data, "gbk", "?")


def read_as(written: str, read: str, errors: str = "replace") -> Damage:
    def damage(text: str, chance: random.Random) -> str:
        return text.encode(written, "ignore").decode(read, errors)

    return damage


def utf8_as_gbk(text: str, chance: random.Random) -> str:
    return replaced(text.encode(), "gbk", "?")


def utf8_as_cp1252_lossy(text: str, chance: random.Random) -> str:
    return text.encode().decode("cp1252", "ignore")


def sloppy(data: bytes) -> str:
    """windows-1252 as browsers read it: the five bytes without a character stay C1 controls."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


def utf8_as_cp1252(text: str, chance: random.Random) -> str:
    return sloppy(text.encode())


def double_utf8(text: str, chance: random.Random) -> str:
    return sloppy(sloppy(text.encode()).encode())


def controls_between(text: str, chance: random.Random) -> str:
    return "".join(char + (chance.choice(CONTROLS) if chance.random() < 0.03 else "") for char in text)


def controls_inside(text: str, chance: random.Random) -> str:
    data = bytearray(text.encode("gbk", "ignore"))
    for _ in range(3):
        place = chance.choice(_lead_places(text, "gbk")) + 1
        data[place:place] = chance.choice(CONTROLS[1:]).encode()
    return replaced(bytes(data), "gbk", "?")


@dataclass(frozen=True)
class Class:
    name: str
    damage: Damage
    traditional: bool = False
    size: tuple[int, int] = (120, 320)


def classes() -> list[Class]:
    return [
        Class("lead lost, ?", lead_lost("gbk", "?")),
        Class("lead lost, U+FFFD", lead_lost("gbk", "\ufffd")),
        Class("lead lost, hant GBK", lead_lost("gbk", "?"), True),
        Class("lead lost, hant Big5", lead_lost("big5", "?"), True),
        Class("byte dropped", dropped),
        Class("bad bytes skipped", skipped),
        Class("byte inserted", inserted),
        Class("lines folded inside", folded_lines),
        Class("strict gb2312", narrow_decoder),
        Class("pinyin", pinyin),
        Class("pinyin and cuts", pinyin_and_cuts),
        Class("cuts", cuts),
        Class("marks narrowed", narrowed_marks),
        Class("UTF-8 as GBK, headline", utf8_as_gbk, size=(12, 30)),
        Class("UTF-8 as GBK", utf8_as_gbk),
        Class("UTF-8 as cp1252, lossy", utf8_as_cp1252_lossy),
        Class("GBK as Big5", read_as("gbk", "big5")),
        Class("GBK as EUC-KR", read_as("gbk", "cp949")),
        Class("UTF-8 as latin-1", read_as("utf-8", "latin-1")),
        Class("UTF-8 as cp1252", utf8_as_cp1252),
        Class("UTF-8 twice", double_utf8),
        Class("GBK as latin-1", read_as("gbk", "latin-1")),
        Class("Big5 as GBK", read_as("big5", "gb18030"), True),
        Class("controls between", controls_between),
        Class("controls inside", controls_inside),
    ]


def prose(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Give texts with their language that training did not see."""
    seen: Counter[str] = Counter()
    for path in paths:
        if path.suffix == ".txt":
            yield "zh-Hans", path.read_text(encoding="utf-8")
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                seen[row["src"]] += 1
                if row["src"] not in TRAINED or seen[row["src"]] % HOLD_OUT == 0:
                    yield row["lang"], row["text"]


def passages(paths: list[Path], seed: int = 1) -> dict[str, list[str]]:
    """Paragraphs by language, in random order: at most three of one text."""
    chance = random.Random(seed)
    result: dict[str, list[str]] = {"zh-Hans": [], "zh-Hant": []}
    for language, text in prose(paths):
        paragraphs = [p.strip() for p in text.split("\n") if 120 <= len(p.strip()) <= 320 and len(HAN.findall(p)) > 60]
        result[language] += chance.sample(paragraphs, min(3, len(paragraphs)))
    for texts in result.values():
        chance.shuffle(texts)
    return result


def apart(left: str, right: str) -> int:
    """Characters that differ, by the longest common stretches."""
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return max(len(left), len(right)) - sum(block.size for block in blocks)


@dataclass
class Score:
    count: int = 0
    exact: int = 0
    before: int = 0
    after: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        undone = 1 - self.after / max(self.before, 1)
        speed = 1000 * self.seconds / max(self.count, 1)
        return f"{100 * self.exact / max(self.count, 1):6.1f} {100 * undone:6.1f} {self.count:5d} {speed:8.1f} ms"


def clean(text: str, codec_errors: str = "gbk") -> str:
    return text.encode(codec_errors, "ignore").decode(codec_errors)


def make(kind: Class, text: str, number: int) -> tuple[str, str]:
    """Give passage `number` damaged, and as it was."""
    chance = random.Random(number)
    truth = text[: chance.randint(*kind.size)]
    if kind.name in MIRRORS:
        truth = to_traditional(truth)
    truth = clean(truth, "big5" if kind.traditional and "Big5" in kind.name else "gbk")
    if kind.name == "strict gb2312":
        place = truth.find("。", 40) + 1
        truth = f"{truth[:place]}（记者{chance.choice(PEOPLE)}、{chance.choice(PEOPLE)}）{truth[place:]}"
    damaged = kind.damage(truth, chance)
    return damaged, truth.translate(NARROW) if kind.name == "marks narrowed" else truth


def measure(kind: Class, texts: list[str], show: int) -> Score:
    score = Score()
    for number, text in enumerate(texts):
        damaged, truth = make(kind, text, number)
        if damaged == truth:
            continue
        start = time.perf_counter()
        repaired = repair(damaged).text
        score.seconds += time.perf_counter() - start
        score.count += 1
        score.exact += repaired == truth
        score.before += apart(damaged, truth)
        score.after += apart(repaired, truth)
        if repaired != truth and show:
            show -= 1
            print(f"  damaged  {damaged}\n  repaired {repaired}\n  truth    {truth}\n")
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--classes", default="")
    parser.add_argument("--passages", type=int, default=40)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    texts = passages(options.paths)
    wanted = [name for name in options.classes.split(",") if name]
    print(f"{'class':28s}  exact undone  count     time")
    for kind in classes():
        if wanted and not any(name in kind.name for name in wanted):
            continue
        language = "zh-Hant" if kind.traditional else "zh-Hans"
        print(f"{kind.name:28s} {measure(kind, texts[language][: options.passages], options.show)}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
