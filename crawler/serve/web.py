"""The pages of the site: which path gives what. Pure: `crawler/serve/server.py` brings it onto the network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import Environment, PackageLoader

from archive.cdxj import timestamp14
from crawler.serve.replay import Replay, Replayed
from crawler.serve.shelf import PAGE, Listing, Query, Shelf
from crawler.serve.shown import Piece, changed, edited

_HTML = "text/html; charset=utf-8"
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_SAFE = "%/:?&=;,+@!$'()*~"  # what an address keeps in a path
# Archived pages may run their scripts, but reach nothing outside the archive and nothing of this site's.
_REPLAY_POLICY = (
    "sandbox allow-scripts; default-src {origin} data: blob: 'unsafe-inline' 'unsafe-eval'; connect-src 'none';"
    " webrtc 'block'"
)
_OWN_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'"
_REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Asked:
    """A GET request: the Host header, the target as it came, and what for (the Sec-Fetch-Dest header), if told."""

    host: str
    target: str
    purpose: str = ""

    @property
    def rest(self) -> str:
        """What follows the first segment of the target, query included: it may be a URL."""
        return self.target.lstrip("/").partition("/")[2]

    @property
    def arguments(self) -> dict[str, str]:
        return dict(parse_qsl(self.target.partition("?")[2]))


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes
    content_type: str = _HTML
    status: int = 200
    policy: str = _OWN_POLICY
    location: str | None = None


@dataclass(slots=True)
class Site:
    """The site over the collection in `folder`."""

    folder: Path
    shelf: Shelf = field(init=False)
    _replay: Replay = field(init=False)
    _templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.folder)
        self._replay = Replay(self.folder)
        self._templates = _templates(self.folder.resolve().name)

    def answer(self, asked: Asked) -> Answer:
        """Answer any request. Only requests for this machine's own names are served.

        A page elsewhere whose name was made to lead here (DNS rebinding) comes with that name in its Host header.
        """
        host = asked.host.rpartition(":")[0] if asked.host.rpartition(":")[2].isdigit() else asked.host
        if host not in _LOCAL:
            return self._problem(403, "This server answers to localhost alone.")
        name = asked.target.lstrip("/").partition("?")[0].partition("/")[0]
        routes: dict[str, Callable[[Asked], Answer]] = {
            "": self._list, "article": self._article, "runs": self._runs, "page": self._framed,
            "replay": self._replayed, "style.css": self._style,
        }  # fmt: skip
        return routes[name](asked) if name in routes else self._problem(404, "There is no such page.")

    def _list(self, asked: Asked) -> Answer:
        self.shelf.refresh()
        query = _query(asked.arguments)
        found = self.shelf.find(query)
        return self._page("list.html", query=query, found=found, pages=_pages(query, found))

    def _article(self, asked: Asked) -> Answer:
        self.shelf.refresh()
        identity, _, wanted = asked.rest.partition("?")[0].partition("/")
        number, _, form = wanted.partition(".")
        versions = self.shelf.versions(identity)
        chosen = [each for each in versions if number in ("", str(each["version"]))]
        if not chosen:
            return self._problem(404, "There is no such article, or no such version of it.")
        article = chosen[-1]
        if form == "json":
            return Answer(json.dumps(article, ensure_ascii=False, indent=2).encode(), "application/json")
        before = next((each for each in versions if each["version"] == article["version"] - 1), None)
        stamp = timestamp14(article["archive"]["date"])
        return self._page("article.html", article=article, versions=versions, before=before, stamp=stamp)

    def _runs(self, asked: Asked) -> Answer:
        reports = {path.name: path for path in sorted((self.folder / "runs").glob("*.html"), reverse=True)}
        if not asked.rest:
            return self._page("runs.html", runs=list(map(_run, reports.values())))
        if asked.rest not in reports:
            return self._problem(404, "There is no such report.")
        return Answer(reports[asked.rest].read_bytes(), policy=_REPORT_POLICY)

    def _style(self, _: Asked) -> Answer:
        return Answer(self._templates.get_template("style.css").render().encode(), "text/css; charset=utf-8")

    def _framed(self, asked: Asked) -> Answer:
        """Give an archived page in a frame, with its moment and the other moments at which it was archived."""
        found = self._archived(asked)
        if isinstance(found, Answer):
            return found
        stamps = sorted({each.stamp for each in self._replay.captures(found.url)})
        return self._page("page.html", shown=found, stamps=stamps)

    def _replayed(self, asked: Asked) -> Answer:
        """Give an archived page itself; a browser shows it in the frame alone, since outside one it could leave."""
        if asked.purpose == "document":
            return Answer(b"", status=302, location=f"/page/{asked.rest}")
        found = self._archived(asked)
        if isinstance(found, Answer):
            return found
        if found.location:
            return Answer(b"", status=302, location=f"/replay/{found.stamp}/{_path(found.location)}")
        policy = _REPLAY_POLICY.format(origin=f"http://{asked.host}")
        return Answer(found.body, found.content_type, _status(found), policy)

    def _archived(self, asked: Asked) -> Replayed | Answer:
        stamp, _, url = asked.rest.partition("/")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 14):
            return self._problem(404, "Ask as in /page/20240629120000/https://…")
        return self._replay.at(url, stamp) or self._problem(404, f"{url} is not in this archive.")

    def _page(self, template: str, **values: object) -> Answer:
        text = self._templates.get_template(template).render(**values)
        return Answer(text.encode("utf-8", "backslashreplace"))

    def _problem(self, status: int, message: str) -> Answer:
        page = self._page("problem.html", status=status, message=message)
        return Answer(page.body, status=status)


def _templates(collection: str) -> Environment:
    loader = PackageLoader("crawler.serve")
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True)
    environment.globals.update(collection=collection, edited=_edited, changed=changed, address=_address)
    environment.filters.update(path=_path, moment=_moment)
    return environment


def _path(url: str) -> str:
    return quote(url, safe=_SAFE)


def _moment(stamp: str) -> str:
    day, clock = stamp[:8], stamp[8:]
    return f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}:{clock[4:]}"


def _status(found: Replayed) -> int:
    """Give the status to show a page with: a browser takes nothing from 204 and 304."""
    return found.status if 200 <= found.status < 600 and found.status not in (204, 205, 304) else 200


def _edited(article: dict[str, Any], name: str) -> Iterator[Piece]:
    edits = (edit for edit in article["text"]["edits"] if edit["field"] == name)
    return edited(article.get(name, ""), edits)


def _address(query: Query, **changes: object) -> str:
    """Give the address of a list like that of `query`, but for `changes`; it begins at its first page."""
    asked = {"q": query.text, "host": query.host, "from": query.since, "to": query.until}
    return "/?" + urlencode({name: value for name, value in (asked | changes).items() if value})


def _query(asked: dict[str, str]) -> Query:
    page = asked.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    text, host, since, until = (asked.get(name, "").strip() for name in ("q", "host", "from", "to"))
    return Query(text, host, since, until, max(1, number))


def _pages(query: Query, found: Listing) -> list[tuple[int, str]]:
    """Give number and address of the pages around the one at hand."""
    last = max(1, -(-found.total // PAGE))
    near = {1, last, *range(max(1, query.page - 4), min(last, query.page + 4) + 1)}
    return [(number, _address(query, page=number)) for number in sorted(near)] if last > 1 else []


def _run(path: Path) -> dict[str, Any]:
    try:
        report = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        report = {}
    return {"name": path.stem, "file": path.name, "report": report}
