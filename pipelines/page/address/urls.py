"""Questions on URLs that need nothing but the URL: which site, which page, which family.

All functions take absolute http(s) URLs and give an answer for any string.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, unquote_to_bytes

from pipelines.page.vocabulary import ADDRESSES
from pipelines.pattern import Pattern

# What the short way through `key` cannot treat, in a host, and behind it.
_ODD_HOST, _ODD = Pattern("[^a-z0-9.-]"), Pattern("[^!\"$&')-:<-~]")  # of ASCII: # % ( ;
_AUTHORITY_END = Pattern(r"[/?#]")
_INDEX = Pattern(r"(?:^|/)(?:index|default)\.(?:[a-z]?html?|php|aspx?|jsp)$", re.IGNORECASE)
_SESSION_IN_PATH = Pattern(r";[^/?]*|/\((?:X\([01]\))?[A-Z]\([0-9a-z]{10,40}\)\)", re.IGNORECASE)
_BEHIND_PATH = Pattern(r";[^/?]*")
_SESSION_TOKEN = Pattern(r"(?=.{0,60}\d)[0-9a-zA-Z_-]{20,}\Z")  # shorter ones may be names of articles
_RANDOM = Pattern(r"0\.\d{4,18}\Z")  # Math.random(): so that no copy is shown
_SLASHES = Pattern(r"/{2,}")
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_ESCAPES = Pattern(r"(?:[\w-]*%[0-9A-F]{2}[\w-]*)+")
_ZEROS = Pattern(r"0+")
_NUMBERED = Pattern(r"(?<==)0+:[\w-]+")  # id=441:choir, as Joomla numbers and names articles
_DAY_BEFORE = Pattern(r"/0000/00(?:/00)?$")  # 2021/08/30/choir
_NUMBER_BEFORE = Pattern(r"0+-[a-z]")  # 12-choir
# 5f3a9c0de, J5K2Q0RA, 550e8400-e29b-41d4-a716-446655440000; digits are made 0
_IDENTIFIER = Pattern(
    r"(?=.{8})(?:[a-z]{0,8}(?:0+[a-z]{1,8}){2,}0*|0+[a-z]{1,8}0+)|[a-f0]{8}(?:-[a-f0]{4}){3}-[a-f0]{12}", re.I
)
_QUOTED = Pattern(r"(?:[\w/:@!$&'()*+,;=~.-]|%[89A-F][0-9A-F])*", re.ASCII)  # as `quote` leaves it
_SENT = "%!#$&'()*+,/:;=?@[]~-._"
_SAFE = "/:@!$&'()*+,;=~-._"
_DEFAULT_PORTS = ("80", "443", "")


def host_of(url: str) -> str:
    """Give `host` or `host:port` in lower case, a default port and credentials left out."""
    rest = url.partition("://")[2]
    end = _AUTHORITY_END.search(rest)
    host = (rest[: end.start()] if end else rest).rpartition("@")[2].lower()
    name, colon, port = host.rpartition(":")
    return name if colon and port in _DEFAULT_PORTS and not port.endswith("]") else host


def bare_host(host: str) -> str:
    """Drop the first label where it only names an edition of the same site: www, m, wap."""
    first, _, rest = host.partition(".")
    return rest if first in ADDRESSES.edition_hosts and "." in rest and not rest[0].isdigit() else host


@lru_cache(maxsize=4096)
def site_of(url: str) -> tuple[str, ...]:
    """Give the hosts that make up the site of a page.

    A name stands for itself and its subdomains; an address, localhost, or a host with a port for itself alone.
    """
    return (bare_host(host_of(url)),)


def same_site(url: str, site_hosts: tuple[str, ...]) -> bool:
    """Say whether `url` is on one of `site_hosts`, which are as `site_of` gives them."""
    return _host_on_site(host_of(url), site_hosts)


def key_on_site(key: str, site_hosts: tuple[str, ...]) -> bool:
    """Answer `same_site` from the key of a URL."""
    return _host_on_site(key.partition("/")[0], site_hosts)


@lru_cache(maxsize=8192)
def _host_on_site(host: str, site_hosts: tuple[str, ...]) -> bool:
    bare = bare_host(host)
    return any(bare == (wanted := bare_host(one.lower())) or _is_below(bare, wanted) for one in site_hosts)


def _is_below(host: str, site_host: str) -> bool:
    return host.endswith("." + site_host) and not _exact(site_host)


def _exact(host: str) -> bool:
    if ":" in host or host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8192)
def key(url: str) -> str:
    """Give the identity of a page: two URLs with one key are fetched once.

    Dropped: scheme, www and its like, default port, fragment, tracking and session parameters, order of
    parameters, a trailing slash, `index.html`. The path keeps its case.
    """
    host, _, tail = url.partition("://")[2].partition("/")
    if _ODD_HOST.search(host) or _ODD.search(tail) or tail[:1] == "/" or "//" in tail:
        return _careful_key(url)
    path, _, query = tail.partition("?")
    query = _bare_query(query)
    return f"{bare_host(host)}/{_bare_path(path)}" + (f"?{query}" if query else "")


def _careful_key(url: str) -> str:
    rest = url.partition("://")[2].partition("#")[0]
    end = _AUTHORITY_END.search(rest)
    tail = rest[end.start() :] if end else ""
    path, _, query = tail.partition("?")
    path = _SLASHES.sub("/", _SESSION_IN_PATH.sub("", path)).removeprefix("/")
    query = _bare_query(query)
    return f"{bare_host(host_of(url))}/{_bare_path(_in_utf8(_encoded(path)))}" + (f"?{query}" if query else "")


def _bare_path(path: str) -> str:
    if "index." in path or "efault." in path:
        path = _INDEX.sub("", path)
    return path.rstrip("/")


def _encoded(text: str) -> str:
    if (text.isascii() and "%" not in text) or _QUOTED.fullmatch(text):
        return text
    return quote(unquote_to_bytes(text), safe=_SAFE)


def _in_utf8(path: str) -> str:
    """Give an encoded path in UTF-8 where it is in GBK: servers of old Chinese systems take either, and write both."""
    if "%" not in path:
        return path
    letters = unquote_to_bytes(path)
    try:
        letters.decode()
    except UnicodeDecodeError:
        try:
            return quote(letters.decode("gb18030"), safe=_SAFE)
        except UnicodeDecodeError:
            return path
    return path


def _bare_query(query: str) -> str:
    if not query:
        return ""
    pairs = (pair for pair in query.replace("&amp;", "&").split("&") if pair)
    return "&".join(sorted(_encoded(pair) for pair in pairs if not _is_baggage(pair)))


def _is_baggage(pair: str) -> bool:
    """Say whether a parameter tells who came and from where, not what is asked for."""
    name, _, value = pair.partition("=")
    name = name.lower()
    if name in ADDRESSES.baggage or name.startswith(ADDRESSES.baggage_prefixes) or _RANDOM.match(value):
        return True
    if name in ADDRESSES.baggage_in_words:
        return not value[:1].isdecimal()
    return name in ADDRESSES.baggage_if_token and _SESSION_TOKEN.match(value) is not None


def as_sent(url: str, encode_query: Callable[[str], bytes]) -> str:
    """Give `url` as a browser asks for it: the path in UTF-8, the query in the charset of the page.

    `encode_query` encodes in that charset (URL Standard, 4.4, query state). ASCII addresses stay as they are.
    """
    if url.isascii():
        return url
    scheme, _, rest = url.partition("://")
    end = _AUTHORITY_END.search(rest)
    authority, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    path, mark, query = tail.partition("?")
    return f"{scheme}://{authority}{quote(path, safe=_SENT)}{mark}{quote(encode_query(query), safe=_SENT)}"


def plain(url: str) -> str:
    """Give `url` without the parameters that only say who asks: sessions and tracking. The rest stays.

    So does the folder of a session, `/(S(…))/`: a server that gives one sends everybody who comes without to a new one.
    """
    if "?" not in url and ";" not in url:
        return url
    head, mark, query = url.partition("?")
    head = _BEHIND_PATH.sub("", head)
    pairs = [pair for pair in query.split("&") if pair and not _is_baggage(pair.removeprefix("amp;"))]
    return head + (mark + "&".join(pairs) if pairs else "")


def shape(key: str) -> str:
    """Give `key` with every digit made 0: URLs of one template mostly have one shape."""
    return key.encode("utf-8", "surrogatepass").translate(_DIGITS).decode("utf-8", "surrogatepass")


def is_identifier(stem: str) -> bool:
    """Tell a name that a program made of letters and digits."""
    return _IDENTIFIER.fullmatch(shape(stem)) is not None


@lru_cache(maxsize=8192)
def family(shape: str) -> str:
    """Give the template behind a shape: numbers of any length are one, words joined by hyphens are one, and so are
    identifiers of letters and digits in any order.
    """
    if "%" in shape:
        shape = _ESCAPES.sub("-*-*-", shape)  # words of another script
    folder, slash, name = shape.rpartition("/")
    if name.startswith("?"):
        return _ZEROS.sub("0", _NUMBERED.sub("0", shape))
    stem, dot, extension = name.partition(".")
    words = sum(piece.isalpha() for piece in stem.split("-"))
    is_slug = words > 2 or ("-" in stem and "0" not in stem)
    is_name = is_slug or _IDENTIFIER.fullmatch(stem) is not None or _NUMBER_BEFORE.match(stem) is not None
    is_name = is_name or (stem.isalpha() and not dot and _DAY_BEFORE.search(folder) is not None)
    return _ZEROS.sub("0", f"{folder}{slash}{'*' if is_name else stem}{dot}{extension}")


def is_front(key: str) -> bool:
    """Tell the front page of a host."""
    return key.endswith("/") and key.count("/") == 1


_EDITION = Pattern(
    r"^[^/]+/(?:m|wap|mobile|3g|touch|mip|amp)(?:/|$)|/amp$|[?&](?:amp|outputType)=(?:1|amp)\b|(?:/|\.html)\?m=1$",
    re.I,
)


def is_edition(key: str) -> bool:
    """Tell the address of the same page for telephones: `/wap/12.html`, `/12/amp`."""
    return _EDITION.search(key) is not None


_SHORTEST_NAMED = 6  # letters of a path that is found in other addresses for no other reason


def names(key: str, own: str) -> bool:
    """Tell whether `key` asks for something to be done with the page `own`: `/wap.php?u=/news/12.html`, `/send?to=…`."""
    path, mark, query = key.partition("?")
    if not mark or "/" not in query:
        return False
    own_path, _, _ = own[own.find("/") :].partition("?")
    return len(own_path) >= _SHORTEST_NAMED and own_path in query and not path.endswith(own_path)


_TONGUE_FOLDERS = 2  # behind the host, of which one may name a language
_DEEP = 3  # folders and name of what no front page of a language is called


def is_translation(key: str, own: str) -> bool:
    """Tell the page `own` in another language, by an address that differs in nothing else: `/es/news/12.html`, `?lang=es`."""
    name = own.partition("?")[0].rpartition("/")[2]
    return name in key and key != own and _tongueless(key) == _tongueless(own)


@lru_cache(maxsize=8192)
def _tongueless(key: str) -> tuple[tuple[str, ...], frozenset[str]]:
    path, _, query = key.partition("?")
    first, last = path.split("/")[: 1 + _TONGUE_FOLDERS], path.split("/")[1 + _TONGUE_FOLDERS :]
    pairs = frozenset(
        pair
        for pair in query.split("&")
        if pair and pair.partition("=")[0].lower() not in ADDRESSES.tongue_parameters
    )
    return (*(each for each in first if not _is_tongue(each)), *last), pairs


def _is_tongue(folder: str) -> bool:
    """Tell `en`, `zh-hant`, `pt_BR`."""
    return all(each in ADDRESSES.tongues for each in folder.lower().replace("_", "-").split("-"))


def is_deep(key: str) -> bool:
    """Tell a page that lies deeper than what leads to it in each language."""
    return len(_tongueless(key)[0]) > _DEEP


_LONG_NUMBER = Pattern(r"\d{3,}")


def numbers_alike(key: str, own: str) -> bool:
    """Tell whether `key` asks by a query for what has the number of `own`, and for nothing with another number:
    its comments, its version to print, the thread about it.
    """
    path, _, query = key.partition("?")
    named = set(_LONG_NUMBER.findall(query))
    own_path, _, own_query = own.partition("?")
    last = _LONG_NUMBER.findall(own_query) or _LONG_NUMBER.findall(own_path.rpartition("/")[2])
    return path != own_path and bool(named) and named <= set(last[-1:])
