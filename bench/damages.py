"""Ways in which pages are damaged, done to a text: generators by class, both scripts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.text.language_model.model import model

NARROW = str.maketrans("，：；！？（）", ",:;!?()")
PEOPLE = [
    "胡喆",
    "朱镕基",
    "陶喆",
    "王珺",
    "李堃",
    "张玥",
    "刘祎",
    "陈赟",
    "赵頔",
    "林昇",
    "周璟",
    "吴玮喆",
    "郑燊",
    "孙珺",
    "黄翀",
    "马瑄",
    "侯文坤",
    "冯瑀",
    "邓堃",
    "何珮",
]
MIRRORS = {"pinyin", "pinyin and cuts", "cuts"}  # these made traditional text of simplified text
CONTROLS = "\x00\x01\x02\x05\x08\x0b\x0e\x10\x13\x1a\x1c\x1f\x7f"
# What a polluted mirror listed: traditional characters with the one reading that its table had.
_LISTED = """
質zhì 發fā 網wǎng 導dǎo 動dòng 設shè 體tǐ 務wù 識shí 會huì 關guān 礎chǔ 產chǎn 業yè 醫yī 數shù 現xiàn 隊duì 續xù 區qū
場chǎng 領lǐng 聯lián 報bào 時shí 經jīng 創chuàng 環huán 鄉xiāng 態tài 養yǎng 優yōu 術shù 應yīng 權quán 團tuán 風fēng
運yùn 內nèi 監jiān 統tǒng 預yù 構gòu 轉zhuǎn 機jī 調diào 強qiáng 農nóng 協xié 負fù 戰zhàn 復fù 項xiàng 災zāi 衛wèi
當dāng 標biāo 藍lán 險xiǎn 進jìn 護hù 規guī 紀jì 對duì 臺tái 學xué 達dá 鎮zhèn 結jié 據jù 輕qīng 選xuǎn 單dān 請qǐng
幾jǐ 問wèn 際jì 陽yáng 長zhǎng 爾ěr 戲xì 飛fēi 線xiàn 陳chén 麗lì 錢qián 兒ér 讓ràng 興xīng 處chù 廠chǎng 園yuán
織zhī 號hào 話huà 寶bǎo
"""
LISTED = {entry[0]: entry[1:] for entry in _LISTED.split()}
HAN = re.compile("[\u4e00-\u9fff]")
Damage = Callable[[str, random.Random], str]


def to_traditional(text: str) -> str:
    """Character by character, as the mirrors do it."""
    forms = model().traditional
    return "".join(forms.get(char, char)[0] for char in text)


def _lead_places(text: str, codec: str) -> list[int]:
    places, place = [], 0
    for char in text:
        size = len(char.encode(codec, "ignore"))
        if size == 2:
            places.append(place)
        place += size
    return places


def by_pairs(data: bytes, codec: str, mark: str) -> str:
    """Decode as the mirrors do: a pair that is no character becomes one mark, ASCII in it goes too."""
    return "".join(char or mark for _, char in _pairs(data, codec))


def as_browsers(data: bytes, codec: str, mark: str) -> str:
    """Decode as the WHATWG standard says: ASCII behind half a character stays."""
    return "".join(char or mark + ascii_kept(pair) for pair, char in _pairs(data, codec))


def ascii_kept(pair: bytes) -> str:
    return chr(pair[1]) if len(pair) == 2 and pair[1] < 0x80 else ""


def as_python(data: bytes, codec: str, mark: str) -> str:
    """Decode as Python's codecs and iconv do: one byte goes, the next may begin a character."""
    return data.decode(codec, "replace").replace("\ufffd", mark)


def _pairs(data: bytes, codec: str) -> Iterator[tuple[bytes, str]]:
    place = 0
    wide = "gb18030" if codec == "gbk" else codec
    while place < len(data):
        pair = data[place : place + (1 if data[place] < 0x80 else 2)]
        char = pair.decode(wide, "ignore")
        yield pair, char if len(char) == 1 and (len(pair) == 1 or char > "\x7f") else ""
        place += len(pair)


DECODERS = (by_pairs, as_browsers, as_python)


def lead_lost(codec: str, mark: str) -> Damage:
    """The lead byte of one character, sometimes of two, became `?`, or is gone with U+FFFD in its place."""

    def damage(text: str, chance: random.Random) -> str:
        data = text.encode(codec, "ignore")
        decode = chance.choice(DECODERS)
        pieces, begin = [], 0
        for place in sorted(chance.sample(_lead_places(text, codec)[1:-3], chance.choice((1, 1, 2)))):
            pieces.append(decode(data[begin:place], codec, mark))
            begin = place + 1
        return mark.join([*pieces, decode(data[begin:], codec, mark)])

    return damage


def dropped(text: str, chance: random.Random) -> str:
    return chance.choice(DECODERS)(_one_less(text, chance), "gbk", chance.choice("?\ufffd"))


def _one_less(text: str, chance: random.Random) -> bytes:
    data = text.encode("gbk", "ignore")
    place = chance.choice([i for i in range(2, len(data) - 8) if data[i] > 0x80])
    return data[:place] + data[place + 1 :]


def skipped(text: str, chance: random.Random) -> str:
    return _one_less(text, chance).decode("gbk", "ignore")


def inserted(text: str, chance: random.Random) -> str:
    data = text.encode("gbk", "ignore")
    place = chance.choice(_lead_places(text, "gbk")[2:-3]) + chance.choice((0, 0, 1))
    stray = bytes([chance.randrange(0x81, 0xFF)])
    return chance.choice(DECODERS)(data[:place] + stray + data[place:], "gbk", chance.choice("?\ufffd"))


WIDTH = 73


def folded_lines(text: str, _: random.Random) -> str:
    """Lines cut at a number of bytes, each decoded alone."""
    data = text.encode("gbk", "ignore")
    lines = [data[i : i + WIDTH] for i in range(0, len(data), WIDTH)]
    return "\n".join(by_pairs(line, "gbk", "?") for line in lines)


def folded(text: str) -> str:
    """The same with a line's end only where a character ends."""
    lines, size = [""], 0
    for char in text:
        if size and size % WIDTH == 0:
            lines.append("")
        lines[-1] += char
        size += len(char.encode("gbk", "ignore"))
    return "\n".join(lines)


def narrow_decoder(text: str, _: random.Random) -> str:
    """A strict gb2312 decoder meets a character that only GBK has: one byte goes, the rest of the line shifts."""
    return as_python(text.encode("gbk", "ignore"), "gb2312", "\ufffd")


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
    return "".join(by_pairs(piece, "gbk", "?") for piece in pieces)


def pinyin(text: str, chance: random.Random) -> str:
    return by_pairs(annotated(text.encode("gbk", "ignore"), chance), "gbk", "?")


def pinyin_and_cuts(text: str, chance: random.Random) -> str:
    return cut(annotated(text.encode("gbk", "ignore"), chance))


def cuts(text: str, _: random.Random) -> str:
    return cut(text.encode("gbk", "ignore"))


def narrowed_marks(text: str, chance: random.Random) -> str:
    """Full-width marks folded to half width in the bytes."""
    data = text.encode("gbk", "ignore")
    for wide, narrow in NARROW.items():
        data = data.replace(chr(wide).encode("gbk"), chr(narrow).encode())
    return chance.choice(DECODERS)(data, "gbk", "?")


def read_as(written: str, read: str, errors: str = "replace") -> Damage:
    def damage(text: str, _: random.Random) -> str:
        return text.encode(written, "ignore").decode(read, errors)

    return damage


def utf8_as_gbk(text: str, _: random.Random) -> str:
    return by_pairs(text.encode(), "gbk", "?")


def utf8_as_cp1252_lossy(text: str, _: random.Random) -> str:
    return text.encode().decode("cp1252", "ignore")


def sloppy(data: bytes) -> str:
    """windows-1252 as browsers read it: the five bytes without a character stay C1 controls."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


def utf8_as_cp1252(text: str, _: random.Random) -> str:
    return sloppy(text.encode())


def double_utf8(text: str, _: random.Random) -> str:
    return sloppy(sloppy(text.encode()).encode())


def controls_between(text: str, chance: random.Random) -> str:
    return "".join(char + (chance.choice(CONTROLS) if chance.random() < 0.03 else "") for char in text)


def controls_inside(text: str, chance: random.Random) -> str:
    data = bytearray(text.encode("gbk", "ignore"))
    for place in sorted(chance.sample(_lead_places(text, "gbk"), chance.choice((1, 2, 3))), reverse=True):
        data[place + 1 : place + 1] = chance.choice(CONTROLS[1:]).encode()
    return chance.choice(DECODERS)(bytes(data), "gbk", chance.choice("?\ufffd"))


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
        Class("UTF-8 as GB 18030, headline", read_as("utf-8", "gb18030"), size=(12, 30)),
        Class("UTF-8 as GB 18030", read_as("utf-8", "gb18030")),
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
