"""`shilu probe`: one page explained, and a profile drawn from it."""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from crawler.cli.options import PROFILE_FOLDERS, USER_AGENT, option
from crawler.cli.telling import tell
from crawler.errors import ShiluError, StorageError, UsageError
from pipelines.read import Fetched, Page, Rejected, read_page
from pipelines.rules import Rules

_GZIP = b"\x1f\x8b"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.I)  # of two letters at least: one is a drive of Windows
_LARGEST = 64 * 1024 * 1024  # bytes that a gzipped page may unpack to
# A file is read as a page of a host that cannot be (RFC 6761, 6.4), as links of a page lead to pages; shown as a file's.
_NOWHERE, _FILES = "http://file.invalid/", "file:///"
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d+\)(https?://[!-~]+) -->")  # of browsers that save a page


@click.command()
@click.argument("url_or_file", required=False)
@option("--url", help="For a file: the URL that it came from, so that its links can be resolved.")
@option("--json", "as_json", is_flag=True, help="One JSON object.")
@option(
    "--save",
    metavar="[FILE]",
    is_flag=False,
    flag_value="",
    help="Write a site profile; sites/NAME.toml by itself.",
)
@option(
    "--also",
    metavar="PAGE",
    multiple=True,
    help="With --save: more of the site to compare the article with, as URLs, files, or what a crawl kept.",
)
@option("--profile", metavar="TARGET", help="Read the page by this site profile, as a crawl would.")
@USER_AGENT
@option("--force", is_flag=True, help="Let --save overwrite a file.")
def probe(url_or_file: str | None, url: str | None, *, as_json: bool, **options: Any) -> int:
    """Explain one page: encoding and evidence, kind of page, links by role, the article field by field."""
    save, force, also = options["save"], options["force"], options["also"]
    if url_or_file is None and save:  # --save before the page took it for its own value
        url_or_file, save = save, ""
    if url_or_file is None:
        raise UsageError("give a URL with its scheme, or a file")
    _check_target(save, force=force)
    if also and save is None:
        raise UsageError("--also compares articles for a profile; give --save with it")
    rules = _rules(options["profile"])
    fetched = _page(url_or_file, url, options["user_agent"])
    page = read_page(fetched, rules)
    if isinstance(page, Rejected):
        raise ShiluError(f"{_shown(page.url)}: {page.reason}")
    if as_json:
        click.echo(_shown(json.dumps(explanation(page), ensure_ascii=False)))
    else:
        from crawler.terminal.page import explain

        click.echo(_shown(explain(page)))
    if save is not None:
        others = (other for each in also for other in _others(each, page.url, options["user_agent"]))
        _save(fetched, page, others, Path(save) if save else None, force=force)
    return 0


def explanation(page: Page) -> dict[str, Any]:
    """Give the object that `--json` prints."""
    article = page.article.to_dict() if page.article else None
    text = {"encoding": page.text.encoding, "declared": page.text.declared, "evidence": page.text.evidence,
            "confidence": page.text.confidence, "edits": article["text"]["edits"] if article else []}  # fmt: skip
    links = [
        {"url": link.url, "role": link.role, "text": link.text, "evidence": link.evidence}
        for link in page.navigation.links
    ]
    result = {"url": page.url, "encoding": text, "kind": page.kind.value, "kindEvidence": page.kind.evidence,
              "links": links, "article": article, "evidence": dict(page.evidence),
              "suspect": list(page.suspect) or None, "drift": page.drift or None}  # fmt: skip
    return {name: value for name, value in result.items() if value is not None}


def _rules(target: str | None) -> Rules | None:
    from spiders.profiles.profiles import resolve

    return resolve(target, PROFILE_FOLDERS).rules if target else None


def _page(url_or_file: str, url: str | None, user_agent: str | None) -> Fetched:
    return _fetch(url_or_file, user_agent) if "://" in url_or_file else _read(Path(url_or_file), url)


def _others(named: str, url: str, user_agent: str | None) -> Iterable[Fetched]:
    """Give the page that --also names; of a collection or a WARC file those of the site of `url`."""
    from archive.salvage import SUFFIXES

    path = Path(named)
    if "://" in named or not (path.is_dir() or (path.is_file() and path.name.endswith(SUFFIXES))):
        return (_page(named, None, user_agent),)
    from crawler.offline.extraction import kept_pages

    return kept_pages(path, url)


def _read(path: Path, url: str | None) -> Fetched:
    try:
        body = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        is_url = isinstance(error, FileNotFoundError) and _SCHEME.match(str(path))
        reason = "only http and https can be asked" if is_url else error.strerror
        raise UsageError(f"{path}: {reason}; give a URL with its scheme, or a file") from None
    body = _unpacked(body, path)
    saved_from = _SAVED_FROM.search(body)
    return Fetched(url or (saved_from[1].decode() if saved_from else _placed(path)), body)


def _placed(path: Path) -> str:
    return path.resolve().as_uri().replace(_FILES, _NOWHERE, 1)


def _shown(text: str) -> str:
    return text.replace(_NOWHERE, _FILES)


def _unpacked(body: bytes, path: Path) -> bytes:
    """Give the contents of a gzipped file; other files are as they are."""
    if not body.startswith(_GZIP):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as stream:
            return stream.read(_LARGEST)
    except (OSError, EOFError, zlib.error) as error:
        raise ShiluError(f"{path}: gzip, but damaged: {error}") from None


def _fetch(url: str, user_agent: str | None) -> Fetched:
    from crawler.crawling.fetch import fetch_one

    return fetch_one(url, user_agent)


def _check_target(save: str | None, *, force: bool) -> None:
    """Refuse before anything is fetched."""
    if save == "-":
        raise UsageError("--save -: standard output has the explanation; give the profile a name")
    if save and Path(save).exists() and not force:
        raise UsageError(f"{save}: there is such a file; give --force to overwrite it, or another name")


def _save(fetched: Fetched, page: Page, others: Iterable[Fetched], path: Path | None, *, force: bool) -> None:
    from spiders.profiles.draft import draft
    from spiders.profiles.profiles import from_url
    from spiders.profiles.writer import to_toml

    if page.url.startswith(_NOWHERE) or not page.url.startswith(("http://", "https://")):
        raise UsageError(
            f"{_shown(page.url)}: the site is not known; give --url with the address that the file came from"
        )
    path = path or Path("sites") / f"{from_url(page.url).name}.toml"
    _check_target(str(path), force=force)
    text = to_toml(draft(fetched, page, others))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}; give another name to --save") from None
    name = path.stem if path.parent == Path("sites") else path
    tell(f"wrote {path}; correct it, then `shilu crawl {name}`")
