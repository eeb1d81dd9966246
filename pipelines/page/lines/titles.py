"""Titles as a page states them, and what of them is the site's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.page.lines.dates import has_date
from pipelines.page.model import Basis, Found
from pipelines.page.tables import alternatives, expression
from pipelines.page.tree.density import weight
from pipelines.page.tree.outline import Block, Outline, clean, named_pieces
from pipelines.page.tree.structured import Statements
from pipelines.pattern import Pattern

SIGNS = Pattern(r"[\W_]+")
# Between headline and site: signs with blanks around, and those that no headline holds without them.
SEPARATOR = Pattern(
    r"\s+[-–—―|｜·•»«:/<>@＿‹›~]{1,3}\s+|(?<=[\u4e00-\u9fff）】」』”？！])\s?[-–—]\s+|\s*(?:_{1,3}|\|{1,2}|[｜│┃︱∣丨]|--+|——+|::+|»|›|＿|(?<=[\u4e00-\u9fff])－(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[<>](?=[\u4e00-\u9fff]))\s*"
)
_WEAK_SEPARATOR = Pattern(r"\s*[-–—<>·：]\s*(?=[^-–—<>·：]{1,30}$)")
SITE = Pattern(alternatives("headline", "site", "endings"), re.IGNORECASE)

# 小さな船（1/2 ページ）, … (Seite 2 von 3), … - Page 2: the page of an article that has several
_PAGE = Pattern(
    r"\s*(?:[（(]\s?\d{1,2}\s?[/／]\s?\d{1,2}\s?(?:ページ|頁|页|페이지)\s?[）)]|[（(]\d{1,2}\s?(?:ページ目|頁目)[）)]"
    r"|(?:\s[-–—|]\s|[（(])(?:page|seite|página|pagina|strona|sida|side|sivu|страница) \d{1,2}(?: (?:of|von|sur|de|di|av|af|z|из) \d{1,2})?[）)]?)$",
    re.IGNORECASE,
)
_KICKER = Pattern(alternatives("headline", "labels", "kicker"))

# What cannot be a headline where nothing marks it as one.
CREDIT = Pattern(expression("body", "lines", "credit"), re.IGNORECASE)
_REPORTER = Pattern(expression("body", "lines", "reporter"))
_NAMES_REPORTER = Pattern(r"[【（(〔\[][^】）)〕\]]{0,6}[记記]者")
_NUMBERED = Pattern(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]")
_ENDS_NUMBERED = (")", "）", *"0123456789")  # how a title over one of several pages ends
_SIGNS_AND_DIGITS = Pattern(r"[\W\d_]+")
_ROLE = Pattern(r"(?:writer|reporter|correspondent|editor|staff)$", re.IGNORECASE)  # in the line below a byline
_SUBTITLE = ("——", "--", "―")
_ENDS_SENTENCE = (".", "！", "？", "：", "；")

_LONG = 12  # weight of a title that says more than a name
_MOST_BLANKS = 4  # in the name of a site: Here Comes the Real Home TV is none
_SHORTEST_MARKED, _LONGEST_MARK = 7, 4  # characters of a title, and of what may stand before it in its heading
_LONGEST_KICKER = 0.5  # of a title


@dataclass(frozen=True, slots=True)
class Stated:
    """A title that the page states, as it was `found`: `bare` of signs, `clear` of site names, its parts with theirs bare."""

    text: str
    found: Found[str]
    bare: str
    clear: str
    parts: tuple[tuple[str, str], ...]


def stated_titles(said: Statements, site: str) -> Iterator[Stated]:
    """Give what the page states as its title, the most telling first, each wording once."""
    stated = said.stated("headline") or said.stated("name")  # beside a headline, the name may be the standfirst
    titles = [stated] if stated else []
    titles += said.each("headline")
    titles.append(Found(said.title, "title", Basis.TITLE))
    seen: set[str] = set()
    for found in titles:
        text = found.value
        if text and text not in seen:
            seen.add(text)
            parts = tuple((part.strip(), SIGNS.sub("", part)) for part in SEPARATOR.split(text))
            yield Stated(text, found, SIGNS.sub("", text), without_site(text, site), parts)


def without_site(title: str, site: str) -> str:
    """Cut the names of site and section off a title, at whichever end they stand."""
    parts = [part for part in SEPARATOR.split(title) if part and part.strip()]
    if len(parts) > 1:
        if is_site(parts[0], site) and not is_site(parts[1], site):
            parts = parts[1:]
        kept = parts[0]
        if weight(kept) < 4 and len(parts) > 1:
            kept = max(parts, key=weight)
        title = kept
    weak = _WEAK_SEPARATOR.search(title)
    if weak and is_site(title[weak.end() :], site):
        title = title[: weak.start()]
    return title.strip()


def is_site(part: str, site: str) -> bool:
    bare = SIGNS.sub("", part)
    site_bare = SIGNS.sub("", site)
    if site_bare and bare and (bare in site_bare or site_bare in bare):
        return True
    return ends_like_site(part)


def is_but_site(stated: Stated, site: str) -> bool:
    """Say whether a title names a site and nothing else: a long one beside another such name only ends as they do,
    图书馆把旧报纸搬上了网_禾川网.
    """
    named = weight(stated.clear) >= _LONG and any(
        is_site(part, site) for part, _ in stated.parts if part != stated.clear
    )
    return is_site(stated.clear, site) and not named


def ends_like_site(text: str) -> bool:
    last = text.rpartition(":")[2].strip()
    return weight(text) < 16 and last.count(" ") < _MOST_BLANKS and SITE.search(last) is not None


def is_headline(line: str, headline: str) -> bool:
    """Say whether a line is the headline, but for punctuation, spaces, figures and a mark before it."""
    line = without_page(line) if line.endswith(_ENDS_NUMBERED) else line
    alike = _SIGNS_AND_DIGITS.sub("", line) == _SIGNS_AND_DIGITS.sub("", headline)
    return bool(headline) and (alike or is_marked(line, headline))


def is_marked(line: str, title: str) -> bool:
    """Say whether a heading is a title with a word before it that is set like a button (原创, 组图), or with a kicker.

    新华社4月24日电　题：… opens a text with its title, and has a day.
    """
    if not line.endswith(title) or len(title) <= _SHORTEST_MARKED:
        return False
    before = line.removesuffix(title).rstrip()
    kicker = len(before) < len(title) * _LONGEST_KICKER and not any(map(str.isdigit, before))
    return kicker or (len(before) <= _LONGEST_MARK and before.isalpha())


def without_page(title: str) -> str:
    """Cut off a title which page of the article it is set over."""
    return _PAGE.sub("", title)


def without_kicker(outline: Outline, block: Block) -> str:
    """Give a heading without the line over the headline, where that is an element of its own in it."""
    for label, piece in named_pieces(outline, block):
        rest = block.text.removeprefix(piece) if piece else block.text
        if rest and rest != block.text and _KICKER.search(label):
            return clean(rest.lstrip(":：|/ "))
    return block.text


def is_whole(line: str, title: str) -> bool:
    """Say whether `line` stands in `title` as a part of its own: 新闻 is not one of 新闻发布会."""
    start = title.find(line)
    if start < 0:
        return True
    before, behind = title[start - 1 : start], title[start + len(line) : start + len(line) + 1]
    return not ((before.isalnum() and line[0].isalnum()) or (behind.isalnum() and line[-1].isalnum()))


def may_head(text: str) -> bool:
    """Say whether a line that nothing marks can be a headline."""
    told = (
        "。" in text
        or text.startswith(_SUBTITLE)
        or _REPORTER.match(text)
        or _NAMES_REPORTER.match(text)
        or _ROLE.search(text)
        or _NUMBERED.match(text)
        or text.endswith(_ENDS_SENTENCE)
    )
    return 6 <= weight(text) < 60 and not told and not has_date(text) and not CREDIT.search(text)
