"""A packed crawl in replayweb.page, in a browser that reads it in place."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from crawler.render.program import find_browser
from tests.archive.others import replayweb
from tests.conftest import MainJob, Shilu

PAGE = """<!doctype html><html><body><script src="/ui.js"></script>
<replay-web-page embed="default" replayBase="/replay/" source="/crawl.wacz" url="{url}" ts="{ts}"
 style="display: block; height: 700px"></replay-web-page></body></html>"""


class Ranges(SimpleHTTPRequestHandler):
    """Serves parts of files, which is how a WACZ file is read."""

    def log_message(self, *args: object) -> None:
        pass

    def send_head(self) -> Any:
        path, wanted = Path(self.translate_path(self.path)), self.headers.get("Range")
        if not wanted or not path.is_file():
            return super().send_head()
        data = path.read_bytes()
        first, _, last = wanted.partition("=")[2].partition("-")
        start = int(first) if first else len(data) - int(last)
        part = data[start : int(last) + 1 if first and last else len(data)]
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {start}-{start + len(part) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        return BytesIO(part)


@pytest.fixture
def served(tmp_path: Path, main_job: MainJob, shilu: Shilu) -> Iterator[tuple[str, dict[str, Any]]]:
    """A page with an article in GBK in replayweb.page; gives its URL and the article's line."""
    scripts, folder = replayweb(), tmp_path / "www"
    (folder / "replay").mkdir(parents=True)
    shutil.copy(scripts / "ui.js", folder)
    shutil.copy(scripts / "sw.js", folder / "replay")
    assert shilu("wacz", main_job.folder, "-o", folder / "crawl.wacz").returncode == 0
    with zipfile.ZipFile(folder / "crawl.wacz") as package:
        pages = map(json.loads, package.read("pages/pages.jsonl").splitlines()[1:])
    page = next(page for page in pages if "/news/szyw/" in page["url"])
    stamp = "".join(filter(str.isdigit, page["ts"]))[:14]
    (folder / "index.html").write_text(PAGE.format(url=page["url"], ts=stamp))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranges, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/index.html", page
        server.shutdown()


@pytest.mark.slow
def test_replayweb_shows_an_article(served: tuple[str, dict[str, Any]]) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    url, page = served
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        # Its page now and then stays empty when it is opened for the first time, so it is opened again.
        shown = any(shows(browser.new_context().new_page(), url, page["title"]) for _ in range(6))
        browser.close()
    assert shown


def shows(window: Any, url: str, text: str) -> bool:
    window.goto(url)
    for _ in range(60):
        window.wait_for_timeout(500)
        replayed = [frame for frame in window.frames if "mp_/" in frame.url]
        if replayed and text in replayed[0].content():
            return True
    return False
