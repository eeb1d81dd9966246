"""What the articles of a site have in common inside their texts: furniture that no single page shows to be such.

A profile keeps what was found, where a person can read and correct it. Reading itself has no memory of other pages:
an article must not depend on what was read before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipelines.page.article.selectors import NAMED, selectors
from pipelines.page.tree.density import prose_of
from pipelines.page.tree.outline import Block
from pipelines.read import Page, read_page
from pipelines.rules import Layout, Rules
from spiders.profiles.opened import Opened

_LEAST = 3  # articles: two may quote each other
_SHARE = 0.6  # of the articles have a line that is furniture: less often it may be the line of a series
_SEEN = 2  # articles that show a line within a box whose heading is furniture: a list of news changes meanwhile
_NOTICE = 30  # prose in a box without links, about a character of Chinese each


@dataclass(frozen=True, slots=True)
class Furniture:
    """Elements by their `selectors`, and whole `lines` that stand in no element with a name.

    `articles`: how many were compared.
    """

    selectors: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    articles: int = 0


def find_furniture(pages: Iterable[Opened], rules: Rules) -> Furniture:
    """Compare the texts of articles of one site, three at least. What is given was tried: none loses a line of its own."""
    compared = list(_distinct(pages))
    if len(compared) < _LEAST:
        return Furniture(articles=len(compared))
    site = _Site.of(compared)
    found = list(site.boxes())
    named = tuple(dict.fromkeys(selector for selector, _ in found if selector))
    lines = tuple(dict.fromkeys(line for selector, box in found if not selector for line in box))
    furniture = Furniture(named, lines, len(compared))
    return furniture if site.keeps_all(furniture, rules) else Furniture(articles=len(compared))


def _distinct(pages: Iterable[Opened]) -> Iterator[Opened]:
    """Give each article once: its copy for print has all its lines in common with it."""
    headlines = set()
    for page in pages:
        headline = page.reading.headline
        if headline and page.reading.body and headline.value not in headlines:
            headlines.add(headline.value)
            yield page


@dataclass(frozen=True, slots=True)
class _Site:
    """`often`: lines that many articles were read with. `shown`: in how many pages each visible line stands."""

    pages: list[Opened]
    often: frozenset[str]
    shown: Counter[str]

    @classmethod
    def of(cls, pages: list[Opened]) -> _Site:
        read = Counter(line for page in pages for line in set(_lines(page)))
        least = max(_LEAST, len(pages) * _SHARE)
        often = frozenset(line for line, count in read.items() if count >= least)
        shown = Counter(
            text for page in pages for text in {each.text for each in page.outline.blocks if not each.hidden}
        )
        return cls(pages, often, shown)

    def boxes(self) -> Iterator[tuple[str | None, list[str]]]:
        """Give the selector of each element that is all furniture, None where no name fits, and its lines."""
        for page in self.pages:
            for index, blocks in self._places(page):
                selector = None if index is None else self._selector(page, index)
                # Half a box is worse than a whole one: what is left of it looks like text.
                if _says_much(blocks) and (selector or all(block.text in self.often for block in blocks)):
                    yield selector, [block.text for block in blocks]

    def _places(self, page: Opened) -> Iterator[tuple[int | None, list[Block]]]:
        """Give the elements that lines of furniture stand in, and those lines alone that share theirs with the text."""
        stop = 0
        for block in page.outline.blocks:
            if block.start < stop or block.hidden or block.text not in self.often:
                continue
            if self._is_furniture(page, block.owner):
                index = self._largest(page, block.owner)
                stop = page.outline.ends[index]
                yield index, page.outline.blocks_in(index)
            else:
                yield None, [block]

    def _largest(self, page: Opened, index: int) -> int:
        """Give the largest element around one that shows nothing of the article's own."""
        while (around := page.outline.parents[index]) >= 0 and self._is_furniture(page, around):
            index = around
        return index

    def _is_furniture(self, page: Opened, index: int) -> bool:
        blocks = [block for block in page.outline.blocks_in(index) if not block.hidden]
        return all(self.shown[block.text] >= _SEEN for block in blocks)

    def _selector(self, page: Opened, index: int) -> str | None:
        tried = selectors(page.document, page.outline.nodes[index])
        return next((each for each in tried if NAMED.search(each) and self._is_furniture_everywhere(each)), None)

    def _is_furniture_everywhere(self, selector: str) -> bool:
        for page in self.pages:
            found = {node.mem_id for node in page.document.tree.css(selector)}
            indexes = (index for index, node in enumerate(page.outline.nodes) if node.mem_id in found)
            if not all(self._is_furniture(page, index) for index in indexes):
                return False
        return True

    def keeps_all(self, furniture: Furniture, rules: Rules) -> bool:
        """Tell whether each article still has all lines that no other page shows."""
        layout = Layout(remove=furniture.selectors, remove_lines=furniture.lines)
        for page in self.pages:
            own = {line for line in _lines(page) if self.shown[line] < _SEEN}
            again = read_page(page.whole, replace(rules, layouts=(layout,)))
            article = again.article if isinstance(again, Page) else None
            if not own <= set((article.article_body or "").split("\n\n") if article else ()):
                return False
        return True


def _says_much(blocks: list[Block]) -> bool:
    """Tell a notice or a box of links from the headings and closing words that texts of one kind share: 特此公告。"""
    return any(block.linked for block in blocks) or prose_of(blocks) >= _NOTICE


def _lines(page: Opened) -> tuple[str, ...]:
    return page.reading.body.value.paragraphs if page.reading.body else ()
