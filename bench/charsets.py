"""Right charsets and their cost, beside other detectors: `python -m bench.charsets DATA`.

DATA is a folder with `encodings/` and `news-pages/`, each with a `manifest.jsonl` that names path and true charset
(`true_encoding` or `true_charset`) of its files. Each file is read as it is, with its declaration removed, with a
lie in meta, and with a lie in the header. A text is right where it equals that of the true codec, but for what it
cannot decode. Peers that are not installed are left out: chardet, cchardet, charset-normalizer, resiliparse,
chardetng and ICU look at the bytes alone, w3lib at header, meta and bytes as Scrapy does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from pipelines.text.charset.codec import decode_plain, encode_back
from pipelines.text.charset.labels import encoding_of
from pipelines.text.charset.tables import is_known
from pipelines.text.encoding import decode

ROOT = Path(__file__).resolve().parent.parent

CHARSET = re.compile(rb"""(charset|encoding)(\s{0,9}=\s{0,9}["']?\s{0,9})([\w:-]{1,40})""", re.IGNORECASE)
GROUPS = {
    "GB": ("gb18030", "hz-gb-2312"),
    "Big5": ("big5",),
    "Japanese": ("shift_jis", "euc-jp", "iso-2022-jp", "euc-jis-2004", "shift-jis-2004"),
    "Korean": ("euc-kr", "johab", "iso-2022-kr"),
    "UTF-8, ASCII": ("utf-8",),
    "UTF-16, UTF-32": ("utf-16le", "utf-16be", "utf-32le", "utf-32be"),
    "Cyrillic": (
        "windows-1251",
        "koi8-r",
        "iso-8859-5",
        "ibm866",
        "ibm855",
        "x-mac-cyrillic",
        "kz-1048",
        "ptcp154",
    ),
    "Greek, Hebrew, Arabic, Thai": (
        *("iso-8859-7", "ibm869", "windows-1255", "windows-1256", "iso-8859-6", "windows-874"),
    ),
}
GROUP_OF = {encoding: group for group, encodings in GROUPS.items() for encoding in encodings}
LIES = {"utf-8": "gb2312", "big5": "gb2312", "gb18030": "utf-8"}


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    data: bytes
    truth: str | None  # None: no text
    header: str | None = None
    han: int = 0

    @property
    def group(self) -> str:
        return GROUP_OF.get(self.truth, "Latin, EBCDIC") if self.truth else "not text"


def cases(folder: Path) -> Iterator[Case]:
    for line in (folder / "manifest.jsonl").open(encoding="utf-8"):
        entry = json.loads(line)
        raw = (folder / entry["path"]).read_bytes()
        data = gzip.decompress(raw) if entry["path"].endswith(".gz") else raw
        label = entry.get("true_encoding") or entry.get("true_charset")
        truth = true_encoding(label, data)
        if label is None or truth:
            yield Case(entry["id"], data, truth, han=entry.get("han") or 0)


def true_encoding(label: str | None, data: bytes) -> str | None:
    """UTF-16 with a mark names its order there; None where no codec here can tell the truth."""
    if label in ("utf-16", "utf-32"):
        little = data[:1] == b"\xff"
        return f"{label}{'le' if little else 'be'}"
    encoding = encoding_of("utf-8" if label == "ascii" else label)
    return encoding if encoding and is_known(encoding) else None


def as_is(case: Case) -> Case:
    return case


def removed(case: Case) -> Case:
    return replace(case, data=CHARSET.sub(rb"\1x\2x", case.data))


def lie_in_meta(case: Case) -> Case:
    """Every declaration in the page names another charset; a page without one gets it."""
    lie = lie_of(case).encode()
    if case.group.startswith("UTF-16"):
        return case
    if not CHARSET.search(case.data):
        return replace(case, data=b"<meta charset=" + lie + b">" + case.data)
    return replace(case, data=CHARSET.sub(lambda match: match[1] + match[2] + lie, case.data))


def lie_in_header(case: Case) -> Case:
    return replace(case, header=f"text/html; charset={lie_of(case)}")


def lie_of(case: Case) -> str:
    return LIES.get(case.truth or "", "utf-8" if len(case.data) % 2 else "iso-8859-1")


VARIANTS = {"as is": as_is, "removed": removed, "lie in meta": lie_in_meta, "lie in header": lie_in_header}
HOSTILE = (
    *(
        b"\xd6",
        b"\xe4\xb8",
        b"\x810",
        b"\xb5\xc4 \xe7\x9a\x84\xe7\x9a\x84 ",
        b"\xd0\xb2 \xe2 ",
        b"a\xe9b",
        b"\xff\x00",
    ),
    *(b"<meta ", b"<meta charset=gbk ", b"charset=", b"<!--", b"~{", b"\x1b$B"),
)
Reader = Callable[[Case], str]


def ours(case: Case) -> str:
    read = decode(case.data, case.header)
    return read.text if read.confidence else ""


def by_name(detect: Callable[[bytes], str | None]) -> Reader:
    """Decode by our tables under the name that a detector gives, so that only the choice is compared."""

    def reader(case: Case) -> str:
        encoding = encoding_of(detect(case.data))
        if encoding == "utf-16le" and case.data[:2] == b"\xfe\xff":
            encoding = "utf-16be"
        return decode_plain(case.data, encoding) if encoding and is_known(encoding) else ""

    return reader


def peers() -> dict[str, Reader]:
    readers: dict[str, Reader] = {"shilu": ours}
    for name, module, build in PEERS:
        try:
            readers[name] = build(import_module(module))
        except ImportError:
            print(f"{name} is not installed, left out")
    return readers


def readers_of_text(alone: bool) -> dict[str, Reader]:
    """Give ours and, unless `alone`, the peers that look at the bytes: w3lib believes what is declared."""
    return {"shilu": ours} if alone else {name: each for name, each in peers().items() if name != "w3lib"}


PEERS = (
    ("chardet", "chardet", lambda m: by_name(lambda data: m.detect(data)["encoding"])),
    ("cchardet", "cchardet", lambda m: by_name(lambda data: m.detect(data)["encoding"])),
    ("normalizer", "charset_normalizer", lambda m: by_name(lambda data: m.detect(data)["encoding"])),
    ("resiliparse", "resiliparse.parse.encoding", lambda m: by_name(m.detect_encoding)),
    ("chardetng", "chardetng_py", lambda m: by_name(lambda data: m.detect(data, allow_utf8=True))),
    ("ICU", "icu", lambda m: by_name(lambda data: icu_name(m, data))),
    ("w3lib", "w3lib.encoding", lambda m: lambda case: m.html_to_unicode(case.header, case.data)[1]),
)


def icu_name(icu: object, data: bytes) -> str | None:
    match = icu.CharsetDetector(data).detect()  # type: ignore[attr-defined]
    return match.getName().removesuffix("_rtl").removesuffix("_ltr") if match else None


def is_right(case: Case, text: str) -> bool:
    if case.truth is None:
        return not text
    true = decode_plain(case.data, case.truth)
    return same(text, true) or same_but_for_segments(case, text)


def same(text: str, true: str) -> bool:
    return text == true or text.lstrip("\ufeff") == true.lstrip("\ufeff")


def same_but_for_segments(case: Case, text: str) -> bool:
    """Right too: a page of which a part that the true codec cannot decode was read in that part's own charset."""
    read = decode(case.data, case.header)
    if not read.segments or read.text != text or read.encoding != case.truth:
        return False
    others = (case.data[part.start : part.end] for part in read.segments if part.encoding != case.truth)
    return any("\ufffd" in decode_plain(piece, case.truth or "") for piece in others)


def measure(found: list[Case], readers: dict[str, Reader], show: bool) -> None:
    for variant, change in VARIANTS.items():
        wrong: dict[str, Counter[str]] = defaultdict(Counter)
        times: dict[str, list[float]] = defaultdict(list)
        sizes: Counter[str] = Counter()
        for case in map(change, found):
            sizes[case.group] += 1
            for name, reader in readers.items():
                text, spent = timed(reader, case)
                times[name].append(spent)
                if not is_right(case, text):
                    wrong[case.group][name] += 1
                    if show and name == "shilu":
                        print(f"  {case.name} {case.truth}: {decode(case.data, case.header).evidence}")
        table(variant, sizes, wrong, times)


def timed(reader: Reader, case: Case) -> tuple[str, float]:
    start = time.perf_counter()
    try:
        text = reader(case)
    except Exception:  # a peer that fails is wrong, not the end of the run
        text = ""
    return text, time.perf_counter() - start


def table(title: str, sizes: Counter[str], wrong: dict[str, Counter[str]], times: dict[str, list[float]]) -> None:
    names = list(times)
    print(f"\n{title}: files read wrong\n{'':30}{'files':>6}" + "".join(f"{name:>12}" for name in names))
    for group, size in sizes.most_common():
        print(f"{group:30}{size:>6}" + "".join(f"{wrong[group][name]:>12}" for name in names))
    total = {name: sum(counter[name] for counter in wrong.values()) for name in names}
    print(f"{'all':30}{sizes.total():>6}" + "".join(f"{total[name]:>12}" for name in names))
    medians = (f"{statistics.median(times[name]) * 1e3:>9.2f} ms" for name in names)
    print(f"{'median with decoding':36}" + "".join(medians))


def short(readers: dict[str, Reader]) -> None:
    """Pieces of the tests' own texts, 4 to 40 characters, without any declaration."""
    texts = json.loads((ROOT / "tests/cases/encoding.json").read_text("utf-8"))["languages"]
    for size in (4, 8, 16, 40):
        wrong: Counter[str] = Counter()
        total = 0
        for text, encoding in ((case["text"][3:-4], charset) for case in texts for charset in case["charsets"]):
            pieces = (text[start : start + size] for start in range(0, len(text) - size + 1, max(size, 8)))
            for case in (Case("", encode_back(piece, encoding), encoding) for piece in pieces):
                total += 1
                wrong.update(
                    name for name, reader in readers.items() if not is_right(case, timed(reader, case)[0])
                )
        print(f"{total:>6} pieces of {size:>2} characters: " + "".join(f"{wrong[name]:>12}" for name in readers))


def cost(pages: list[Case]) -> None:
    """Time for one page of about 18 KB, cut from real ones, and throughput on clean text of one megabyte."""
    cut = [replace(case, data=case.data[:18432]) for case in pages if len(case.data) >= 18432]
    for encoding in ("utf-8", "gb18030", None):
        these = [case for case in cut if encoding in (None, case.truth)]
        rounds = [[timed(ours, case)[1] for case in these] for _ in range(7)]  # by turns: nothing is remembered
        spent = [min(times) for times in zip(*rounds, strict=True)]
        print(f"18 KB page, {encoding or 'any'}: median {statistics.median(spent) * 1e6:.0f} µs of {len(spent)}")
    text = "".join(decode_plain(case.data, case.truth or "utf-8") for case in pages)[:700_000]
    for encoding in ("utf-8", "gb18030"):
        data = text.encode(encoding)
        print(f"{encoding} of {len(data) / 1e6:.1f} MB: {len(data) / fastest(data) / 1e6:.0f} MB/s")
        dense = "".join(char for char in text if char > "\x7f" or char in "\n ").encode(encoding)
        print(f"  without markup: {len(dense) / fastest(dense) / 1e6:.0f} MB/s")


def hostile() -> None:
    """Time must grow with length and no faster, whatever the bytes."""
    print("\n== hostile bytes, 0.1 MB and 1 MB, ms")
    for unit in HOSTILE:
        spent = [
            min(timed(ours, Case("", unit * (size // len(unit)), None))[1] for _ in "ab")
            for size in (10**5, 10**6)
        ]
        print(f"{unit!r:40}{spent[0] * 1e3:>10.1f}{spent[1] * 1e3:>10.1f}")


def fastest(data: bytes, times: int = 7) -> float:
    return min(timed(ours, Case("", data, None))[1] for _ in range(times))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true", help="name each file that shilu reads wrong")
    parser.add_argument("--alone", action="store_true", help="without peers")
    args = parser.parse_args()
    readers: dict[str, Reader] = {"shilu": ours} if args.alone else peers()
    for name in ("encodings", "news-pages"):
        print(f"\n== {name}")
        measure(list(cases(args.data / name)), readers, args.show)
    print("\n== short texts, read wrong" + "".join(f"{name:>12}" for name in readers))
    short(readers)
    cost(list(cases(args.data / "news-pages")))
    hostile()


if __name__ == "__main__":
    main()
