"""Lines in and below a text that lead to other articles: by their words, or by a label and links that are all they hold."""

from __future__ import annotations

import re
from itertools import pairwise

from pipelines.page.address.resolving import resolve
from pipelines.page.address.services import is_channel
from pipelines.page.address.urls import host_of, key, shape
from pipelines.page.article.invitations import invites
from pipelines.page.article.line_links import ends_linked, links_in
from pipelines.page.lines.dates import dated
from pipelines.page.lines.furniture import asks_readers, is_attachment, is_linked, names_others
from pipelines.page.tree.density import HEADINGS, weight
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_POINTER, _LONGEST = 60.0, 160  # weight, characters
_LEAST_TITLE = 10.0  # weight of the headline of another article
_LEAST_BEHIND_LABEL = 7.0  # the same, where a label stands before it
_LEAST_LISTED, _LONGEST_BEHIND = 16, 40  # characters of the link, and behind it
_CLOCK = Pattern(r"\d[:.]\d\d(?!\d)")
_LEAST_FOR_ALONE = 4  # lines of a text for each without a label; what has more of them is a digest
# İlginizi Çekebilir: …; no time of a live report before the colon, and no sentence
_LABEL = Pattern(r"(?P<label>[^\W\d_][^\d:：៖.!?。！？]{1,48}?)\s?(?::\s|[：៖]|[>›»]\s)\s*(?P<behind>.+)")
_SAID = Pattern('@|[.。”»"』」》]$')  # a sentence, words of somebody, a title of a book or a law
_TITLED = Pattern(r"/[^/?]*(?:\d{3}|-[^/?]*-)[^/]*$|\?.*\d{3}")  # the name of an article: a number, or three words
_MARKED = Pattern(r"[\[»→▶►👉➡>]")  # [ The levee leaks ]
_ARROW = Pattern(r"(?:[»→▶►👉➡]|>>)\ufe0f?[^.!?。]")
_ARROWS = Pattern(r"[>»►▶→]{2,}|👉")  # >>> More from the channel: here
_ELSEWHERE = Pattern(r"#|(?:mailto|tel|javascript):", re.IGNORECASE)


def is_pointer(block: Block) -> bool:
    """Say whether a line is （延伸閱讀：…） with a link."""
    if block.linked == 0 or weight(block.text) >= _POINTER:
        return False
    return names_others(block.text) or (is_linked(block) and asks_readers(block.text))


def leading_on(outline: Outline, blocks: list[Block], url: str) -> set[int]:
    """Give the places of lines that are a label and the headline of another article of the site, or lead or invite to a channel.

    In any language; where labels differ, as those of prizes and their winners do, the lines are text.
    """
    found: set[int] = set()
    alone: set[int] = set()
    arrows: set[int] = set()
    labelled: dict[str, list[int]] = {}
    for block in blocks:
        if not block.linked or len(block.text) > _LONGEST or _is_one_of_several(outline, block):
            continue
        links = links_in(outline, block)
        if invites(block, links) or (len(links) == 1 and _leads_off(outline, block, links[0])):
            found.add(block.start)
        elif len(links) != 1:
            continue
        elif _ARROW.match(block.text) and _is_whole(block) and _is_own(links[0], url):
            arrows.add(block.start)
        elif label := _label(outline, block, links, url, _LEAST_BEHIND_LABEL):
            labelled.setdefault(label.casefold(), []).append(block.start)
        elif _is_title(outline, block) and _leads_to_another(block, links[0], url):
            alone.add(block.start)
    if not _follow_each_other(arrows, blocks):
        found |= arrows
    if alone and len(alone) * _LEAST_FOR_ALONE <= len(blocks) and not _stand_last(alone, blocks):
        found |= alone
    return found.union(*labelled.values()) if len(labelled) == 1 else found


def _leads_to_another(block: Block, link: str, url: str) -> bool:
    """Say whether a link is to an article of the same folder or, behind a mark, of the same site."""
    return _is_sibling(resolve(url, link), url) or (_MARKED.match(block.text) is not None and _is_own(link, url))


def _is_one_of_several(outline: Outline, block: Block) -> bool:
    """Say whether a line is an entry of a list that has more of them."""
    return outline.tags[block.owner] == "li" and len(outline.blocks_in(outline.parents[block.owner])) > 1


def _leads_off(outline: Outline, block: Block, link: str) -> bool:
    """Say whether a line is an entry of a list of articles, or ends in a link to a channel or in one that arrows announce."""
    if _is_entry(block):
        return True
    return (is_channel(link) or _ARROWS.match(block.text) is not None) and ends_linked(outline, block)


def _is_entry(block: Block) -> bool:
    """Say whether a line is the headline of another article and the minute of it: lists of articles are made of such."""
    behind = block.text[block.linked :]
    listed = block.linked >= _LEAST_LISTED and len(behind) <= _LONGEST_BEHIND and _CLOCK.search(behind) is not None
    return listed and dated(behind) is not None and not _SAID.search(block.text)


def _is_title(outline: Outline, block: Block) -> bool:
    """Say whether a line is all of it one link, as long as a headline, and no sentence and no heading of the text."""
    return _is_whole(block) and outline.tags[block.owner] not in HEADINGS and not _SAID.search(block.text)


def _is_whole(block: Block) -> bool:
    return sum(map(str.isalnum, block.text)) <= block.linked and weight(block.text) >= _LEAST_TITLE


def _follow_each_other(starts: set[int], blocks: list[Block]) -> bool:
    """Say whether two of the lines stand together, or one before all others: a list, and no pointers between paragraphs."""
    if not starts or blocks[0].start in starts:
        return bool(starts)
    return any(one.start in starts and other.start in starts for one, other in pairwise(blocks))


def _is_sibling(link: str | None, url: str) -> bool:
    """Say whether a link leads to another article in the folder of the page's own, or of another day."""
    if link is None:
        return False
    one, other = key(link).rstrip("/"), key(url).rstrip("/")
    if one == other or not all(_TITLED.search(each) for each in (one, other)):
        return False
    return shape(one.rpartition("/")[0]) == shape(other.rpartition("/")[0])


def _stand_last(alone: set[int], blocks: list[Block]) -> bool:
    """Say whether one of the lines has no text behind it, or is announced by the line before it."""
    return blocks[-1].start in alone or any(
        behind.start in alone and before.text.endswith((":", "：")) for before, behind in pairwise(blocks)
    )


def labels_links(outline: Outline, block: Block, url: str) -> bool:
    """Say whether a line below a text is a label and links into the site, as its tags are: Etiketler: müze."""
    return _label(outline, block, links_in(outline, block), url, 0.0) is not None


def _label(outline: Outline, block: Block, links: list[str], url: str, least: float) -> str | None:
    found = _LABEL.fullmatch(block.text)
    if found is None or weight(found["behind"]) < least or _SAID.search(found["behind"]):
        return None
    whole = sum(map(str.isalnum, found["behind"])) <= block.linked and not is_attachment(outline, block)
    return found["label"] if whole and links and all(_is_own(link, url) for link in links) else None


def _is_own(link: str, url: str) -> bool:
    if not link or _ELSEWHERE.match(link):
        return False
    return "//" not in link[:8] or host_of(link) == host_of(url)
