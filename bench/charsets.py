"""Right charsets and their cost, beside other detectors: `python -m bench.charsets DATA`.

DATA is a folder with `encodings/` and `news-pages/`, each with a `manifest.jsonl` that names path and true charset
(`true_encoding` or `true_charset`) of its files. Each file is read as it is, with its declaration removed, with a
lie in meta, and with a lie in the header. A text is right where it equals that of the true codec, but for what it
cannot decode. Beside us: chardet, cchardet, charset-normalizer, resiliparse, chardetng, ICU and w3lib (`charset_readers`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.charset_readers import Case, Reader, is_right, ours, peers, timed
from pipelines.text.charset.codec import decode_plain, encode_back
from pipelines.text.charset.labels import encoding_of
from pipelines.text.charset.tables import is_known
from pipelines.text.encoding import decode

ROOT = Path(__file__).resolve().parent.parent

CHARSET = re.compile(rb"""(charset|encoding)(\s{0,9}=\s{0,9}["']?\s{0,9})([\w:-]{1,40})""", re.IGNORECASE)
LIES = {"utf-8": "gb2312", "big5": "gb2312", "gb18030": "utf-8"}


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
