"""Clones: pages that another site made from a page that is not its own. Read all the same, and marked.

Told from the page alone, so in doubt a page is not marked: ordinary syndication names its source, and a site may
have several names and domains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from pipelines.article import FieldEdit
from pipelines.page.address import urls
from pipelines.page.links.wording import plain
from pipelines.page.model import Basis, Navigation, Reading, Role
from pipelines.page.tree.document import Document
from pipelines.page.tree.styles import style_hides
from pipelines.pattern import Pattern

if TYPE_CHECKING:
    from tldextract import TLDExtract

# A sure sign marks a page by itself; of the others it takes two.
_ENOUGH = 2
_PINYIN = 5  # edits: a reader's aid on one hard character is no pollution
_OWN_ADDRESS = Pattern(r"本[文頁页](?:地址|网址|網址|链接|鏈接|連結)\s*[：:]")
_ORIGINAL = Pattern(r"原[文稿](?:地址|网址|網址|链接|鏈接|連結)\s*[：:]")
_URL = Pattern(r"https?://[^\s\"'<>()（）\[\]【】，。；]{4,300}")
_REACH = 200  # characters behind a label in which its address stands
# What pages hide from readers for search engines, whatever the article is about; in small letters, as `_spam_words`
# reads. Each alternative begins with a letter, no class, so that a search leaps to the next of these letters.
_SPAM = Pattern(
    "彩票|博彩|棋牌|北京[赛賽][车車]|投注|开[奖獎]|開[奖獎]|百家[乐樂]|娱[乐樂]城|娛[乐樂]城|时[时時]彩|時[时時]彩|六合彩|真[人牌][娱娛]?[乐樂]?平台|棋[人牌][娱娛]?[乐樂]?平台"
    "|赌|賭|外[围圍]|成人[视視]|老虎机|老虎機|代孕|代[开開][发發]票|办[证證]|辦[证證]|casino|slots?\\b|viagra|porn|poker"
)
_SPAM_WORDS, _TITLE_WORDS = 5, 3
_TITLED = ("keywords", "description")
_TINY = 5  # pixels
_NOISE, _NOISE_TAGS = 60, 15  # elements that hold no text, and kinds of them
_HIDDEN_LINKS, _HIDDEN_SITES = 12, 8
_TAG = Pattern("<[^<>]*>")
_CHARACTERS = 20_000  # of a hidden element


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for a clone, in words for a person."""

    words: str
    sure: bool = True


def suspicions(
    document: Document, source: str, reading: Reading, navigation: Navigation, edits: Iterable[FieldEdit]
) -> tuple[str, ...]:
    """Give the reasons to take an article for a clone's; none for nearly every page. `source` is its HTML."""
    signs = [
        *_addresses(document.url, source, reading),
        *_canonical(document.url, reading, navigation),
        *_names(document, source, reading, navigation),
        *_hidden(document, reading),
        *_titled(document, reading),
        *_pinyin(edits),
    ]
    marked = any(sign.sure for sign in signs) or len(signs) >= _ENOUGH
    return tuple(sign.words for sign in signs) if marked else ()


def _addresses(url: str, source: str, reading: Reading) -> Iterator[Sign]:
    """A page that names its own address elsewhere was taken from there; an original's address may be a credit."""
    credited = reading.source is not None and reading.source.basis is not Basis.MASTHEAD
    labels = (_OWN_ADDRESS,) if credited else (_OWN_ADDRESS, _ORIGINAL)
    for label in labels:
        for found in label.finditer(source):
            stated = _URL.search(source, found.end(), found.end() + _REACH)
            if stated and not _related(url, stated[0]):
                yield Sign(
                    f"{found[0].rstrip('：: ')} names another site: {host(stated[0])}", label is _OWN_ADDRESS
                )
                break


def _canonical(url: str, reading: Reading, navigation: Navigation) -> Iterator[Sign]:
    """A canonical URL elsewhere, unless the page openly links to it, or passes on another's page as caches do."""
    stated = reading.canonical_url.value if reading.canonical_url else ""
    if not stated or _related(url, stated) or _passes_on(url, stated):
        return
    key = urls.key(stated)
    if not any(link.role is Role.EXTERNAL and urls.key(link.url) == key for link in navigation.links):
        yield Sign(f"the canonical URL is another site's: {host(stated)}")


def _passes_on(url: str, stated: str) -> bool:
    """Say whether the page's address names the other host, as those of AMP caches and web archives do."""
    other = urls.bare_host(host(stated))
    return other in url or other.replace(".", "-") in host(url)


def _names(document: Document, source: str, reading: Reading, navigation: Navigation) -> Iterator[Sign]:
    """Breadcrumbs that begin at one site under a title that ends with another.

    A site names itself more than once on a page. A name that only the breadcrumbs know came with the text.
    """
    crumbs = navigation.breadcrumbs.value if navigation.breadcrumbs else ()
    first = plain(crumbs[0].name) if crumbs else ""
    title = document.first("title")
    ending = re.split(r"[-_|—–－｜]", title.text())[-1].strip() if title is not None else ""
    ending = plain(ending)
    if _SITE.fullmatch(first) and _SITE.fullmatch(ending) and not _share(first, ending):
        body = reading.body.value.text if reading.body else ""
        alone = plain(source).count(first) - body.count(first) <= 1
        yield Sign(f"the breadcrumbs begin at {first}, the title ends with {ending}", sure=alone)


_SITE = Pattern(".{1,12}(?:[网網报報]|在[线線]|新[闻聞])")
_COMMON = Pattern("新[闻聞]|日[报報]|在[线線]|中[国國]|首[页頁]|[网網报報社台臺]|[频頻]道|[资資][讯訊]")


def _share(one: str, other: str) -> bool:
    """Say whether two names can be of one site: they share a piece, or one shortens the other (中新网)."""
    bare, rest = _COMMON.sub("", one), _COMMON.sub("", other)
    pieces = {bare[start : start + 2] for start in range(len(bare) - 1)} | {bare}
    if not bare or not rest or any(piece in rest for piece in pieces):
        return True
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short)


def _hidden(document: Document, reading: Reading) -> Iterator[Sign]:
    """What stands before the text and no reader sees: keywords, links to other sites, heaps of empty elements."""
    body = reading.body.value.node if reading.body else None
    body_id = body.mem_id if body is not None else 0
    selector = "[style], [hidden], marquee" + (f", {_escaped(body.tag or '')}" if body is not None else "")
    for node in document.tree.css(selector):
        if node.mem_id == body_id:
            return
        if _is_hidden(node) and (words := _spam(document.url, node)):
            yield Sign(words)
            return


def _escaped(tag: str) -> str:
    """Write a tag as a selector: `o:p` of a word processor, `p=1` of a broken page (CSS Syntax Level 3, 4.3.7)."""
    return re.sub("[^a-z0-9-]", lambda char: f"\\{ord(char[0]):x} ", tag)


def _is_hidden(node: LexborNode) -> bool:
    """Say whether no reader sees an element: by its style, or as a marquee of a few pixels."""
    attributes = node.attributes
    if "hidden" in attributes or style_hides(attributes.get("style") or ""):
        return True
    sides = (attributes.get("width") or "", attributes.get("height") or "") if node.tag == "marquee" else ()
    return any(side.isdigit() and int(side) <= _TINY for side in sides if len(side) < 4)


def _titled(document: Document, reading: Reading) -> Iterator[Sign]:
    """A title, keywords or description of what the article does not speak of: those of a page broken into."""
    title = document.first("title")
    stated = [title.text() if title is not None else ""]
    metas = (node.attributes for node in document.elements["meta"])
    stated += [meta.get("content") or "" for meta in metas if (meta.get("name") or "").lower() in _TITLED]
    words = dict.fromkeys(_spam_words(" ".join(stated)))
    if len(words) < _TITLE_WORDS:
        return
    body = (reading.body.value.text if reading.body else "") + (reading.headline.value if reading.headline else "")
    if not _spam_words(body):
        yield Sign(f"title and keywords speak of other things: {', '.join(words)}")


def _spam_words(text: str) -> list[str]:
    return _SPAM.findall(text.lower())


def _spam(url: str, node: LexborNode) -> str | None:
    text = node.text(deep=True)[:_CHARACTERS]
    if len(hits := _spam_words(text)) >= _SPAM_WORDS:
        return f"hidden before the article: {', '.join(dict.fromkeys(hits))}"
    elements = node.css("*")
    if len(elements) < _HIDDEN_LINKS:
        return None
    kinds = {each.tag for each in elements} if len(elements) >= _NOISE else set()
    if len(kinds) >= _NOISE_TAGS and _letters(text) < len(elements) // 4:
        return f"hidden before the article: {len(elements)} empty elements of {len(kinds)} kinds"
    links = [each.attributes.get("href") or "" for each in node.css("a[href^=http]")]
    sites = {site(link) for link in links if not _related(url, link)} if len(links) >= _HIDDEN_LINKS else set()
    if len(sites) >= _HIDDEN_SITES:
        return f"hidden before the article: links to {len(sites)} other sites"
    return None


def _letters(text: str) -> int:
    """Count what is no blank; some elements hold the tags inside them as text."""
    return sum(map(len, _TAG.sub(" ", text).split()))


def _pinyin(edits: Iterable[FieldEdit]) -> Iterator[Sign]:
    count = sum(edit.kind == "pinyin-annotation" and edit.field == "articleBody" for edit in edits)
    if count >= _PINYIN:
        yield Sign(f"readings were written into the text {count} times")


def host(url: str) -> str:
    return urls.host_of(url)


def _related(one: str, other: str) -> bool:
    """Say whether two URLs may be one site's: one registered domain, or one name under two suffixes."""
    if not one.startswith("http") or urls.host_of(one) == urls.host_of(other):
        return True
    return site(one) == site(other)


def site(url: str) -> str:
    """Give the name that was registered, without its suffix: `example` of www.example.com.cn; else the host."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return _registered(name)


@cache
def _list() -> TLDExtract:
    """The list of public suffixes that comes with the library: nothing is fetched, nothing is written."""
    import tldextract

    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())


@lru_cache(maxsize=4096)
def _registered(name: str) -> str:
    found = _list()(name)
    return found.domain if found.domain and found.suffix else name
