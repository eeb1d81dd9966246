"""Lose a byte of Japanese and Korean texts, or put one in, and print how many characters are apart before and after.

    python -m bench.japanese_korean [FOLDER]

FOLDER as for `bench/charset_texts.py`; the sentences of charset_pages.toml come first. *near*: texts that are at most one
character apart, which is what a mark for half a character leaves; *worse*: more apart than the decoder left them.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections import Counter
from pathlib import Path

from bench.charset_texts import texts
from bench.damage import apart
from pipelines.text.byte_repair import repair_bytes
from pipelines.text.charset.codec import decode_plain
from pipelines.text.encoding import decode, encode_back

KINDS = (("ja", "euc-jp"), ("ja", "shift_jis"), ("ko", "euc-kr"))
MOST = 400


def damaged(data: bytes, how: str, chance: random.Random) -> bytes:
    place = chance.choice([place for place, byte in enumerate(data) if byte > 0x80])
    if how == "dropped":
        return data[:place] + data[place + 1 :]
    return data[:place] + bytes([chance.randrange(0x81, 0xFF)]) * (how == "inserted") + data[place:]


def measure(sentences: list[str], charset: str, how: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for number, sentence in enumerate(sentences):
        whole = encode_back(
            f"{sentence}。{sentence}" if charset != "euc-kr" else f"{sentence} {sentence}", charset
        )
        truth = decode_plain(whole, charset)
        data = damaged(whole, how, random.Random(number))
        decoded = decode(data, f"text/plain; charset={charset}", is_html=False)
        before, after = apart(decoded.text, truth), apart(repair_bytes(data, decoded).text, truth)
        found.update(
            texts=1, before=before, after=after, near_before=before <= 1, near=after <= 1, worse=after > before
        )
    return found


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/locale")
    table = tomllib.loads(Path(__file__).with_name("charset_pages.toml").read_text(encoding="utf-8"))
    for language, charset in KINDS:
        long = [text for text in texts(folder, language) if sum(char > "\u3000" for char in text) > 15]
        sentences = table[language]["text"].strip().splitlines() + long[:MOST]
        for how in ("dropped", "inserted", "good"):
            told = "  ".join(f"{name} {count}" for name, count in measure(sentences, charset, how).items())
            print(f"{charset:10}{how:10}{told}", flush=True)


if __name__ == "__main__":
    main()
