"""Real pages as a polluted mirror would serve them: is every field read as from the same page unspoilt?

    python -m bench.mirror FOLDER [--show]

FOLDER holds pages and their manifest, as of `bench.fields`. Each page is made traditional, then its texts are spoilt as
mirrors do it (`crawler/demo/damage.py`), with readings of another 45 characters for each page. Both are read; what is
counted is how often a field comes out alike, and how many paragraphs of those that were spoilt are whole again, blanks
aside: GBK has no U+00A0, so that mirrors put another in its place, and some of those are no text beside a tag.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.damages import LISTED, to_traditional
from crawler.demo.damage import decode_in_pieces
from pipelines.article import Article
from pipelines.read import Fetched, Page, read_page

_PARTS = re.compile(r"(?is)(<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->|<[^>]*>)")
_SAID = re.compile(r'(\b(?:content|title|alt)=")([^"]*)')
_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?[\w-]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_READINGS = 45
_NOWHERE = "http://www.paper.example/a/1.html"


def spoilt(text: str, listed: Sequence[str]) -> str:
    """The text with the readings of the `listed` characters put into its bytes, cut at marks and decoded in pieces."""
    if not _HAN.search(text):
        return text
    data = html.unescape(text).replace("\xa0", " ").encode("gb18030")
    for char in listed:
        needle = char.encode("gb18030")
        data = data.replace(needle, needle + f"({LISTED[char]})".encode("gb18030"))
    return html.escape(decode_in_pieces(data))


def spoilt_page(source: str, listed: Sequence[str]) -> str:
    """The page with its texts, titles and descriptions spoilt; scripts stay."""
    pieces = [
        _SAID.sub(lambda said: said[1] + spoilt(said[2], listed), piece) if place % 2 else spoilt(piece, listed)
        for place, piece in enumerate(_PARTS.split(source))
    ]
    return "".join(pieces)


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    """Give address and source of each page, in traditional characters and UTF-8."""
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        source = gzip.decompress((folder / row["path"]).read_bytes()).decode(row["true_charset"], "replace")
        yield row["url"] or _NOWHERE, to_traditional(_CHARSET.sub("charset=utf-8", source))


def article(url: str, source: str) -> Article | None:
    page = read_page(Fetched(url, source.encode("utf-8", "replace")))
    return page.article if isinstance(page, Page) else None


def fields(read: Article) -> dict[str, Any]:
    return {
        "headline": read.headline,
        "description": read.description and bare(read.description),
        "captions": [image.caption and bare(image.caption) for image in read.images or ()],
        "authors": [person.name for person in read.authors or ()],
        "editors": [person.name for person in read.editors or ()],
        "source": read.source_organization and read.source_organization.name,
        "date": read.date_published,
        "breadcrumbs": [crumb.name for crumb in read.breadcrumbs or ()],
        "previous": read.previous_article and read.previous_article.headline,
        "next": read.next_article and read.next_article.headline,
    }


def bare(text: str) -> str:
    return "".join(text.split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    alike, asked, took = Counter[str](), Counter[str](), 0.0
    for number, (url, source) in enumerate(pages(options.folder)):
        clean = article(url, source)
        listed = random.Random(number).sample(sorted(LISTED), _READINGS)
        before = time.process_time()
        read = article(url, spoilt_page(source, listed))
        took += time.process_time() - before
        if clean is None:
            continue
        found = fields(read) if read else {}
        whole = set(map(bare, (read.article_body or "").split("\n\n"))) if read else set()
        for name, value in fields(clean).items():
            asked[name] += 1
            alike[name] += value == found.get(name)
            if options.show and value != found.get(name):
                print(number, name, value, found.get(name), sep="\t")
        for paragraph in (clean.article_body or "").split("\n\n"):
            if spoilt(paragraph, listed) != html.escape(paragraph):
                asked["paragraphs"] += 1
                alike["paragraphs"] += bare(paragraph) in whole
                if options.show and bare(paragraph) not in whole:
                    print(number, "paragraph", paragraph[-60:], sep="\t")
    for name, count in asked.items():
        print(f"{name:<14}{alike[name] / count:7.1%} of {count}")
    print(f"{took / (number + 1):.2f} s of CPU a page")


if __name__ == "__main__":
    main()
