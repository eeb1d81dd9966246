"""`shilu probe` as a person and as a program use it."""

from __future__ import annotations

import gzip
import json
import os
import re
from pathlib import Path

import pytest

from crawler.demo import sections
from crawler.demo.server import DemoServer
from crawler.demo.site import DemoSite
from crawler.terminal.columns import columns, cut, padded, wrapped
from crawler.terminal.page import explain
from pipelines.read import Fetched, Page, read_page
from spiders.profiles.profiles import load
from tests.conftest import ROOT, MainJob, Shilu
from tests.sites.newspaper import Paper, html, path

URL = "http://www.example.com/news/1001.html"
HERE = {**os.environ, "PYTHONPATH": str(ROOT)}  # the command from another folder
ONE = sections.articles(sections.SZYW, 1)[1]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    found = DemoSite().get(ONE.path)
    assert found is not None
    path = tmp_path / "page.html"
    path.write_bytes(found.body)
    return path


def test_json_keeps_its_shape_and_gzip_is_read_as_its_contents(shilu: Shilu, page: Path) -> None:
    packed = page.with_suffix(".html.gz")
    packed.write_bytes(gzip.compress(page.read_bytes()))
    plain, unpacked = (json.loads(shilu("probe", path, "--url", URL, "--json").stdout) for path in (page, packed))
    assert plain == unpacked
    assert {"url", "encoding", "kind", "links", "article", "evidence"} <= set(plain)
    assert plain["kind"] == "article"
    assert set(plain["encoding"]) == set(plain["article"]["text"])
    assert set(plain["links"][0]) == {"url", "role", "text", "evidence"}
    assert plain["article"]["headline"] == ONE.headline


def test_links_of_a_file_have_their_roles_without_its_address(shilu: Shilu, page: Path) -> None:
    alone = json.loads(shilu("probe", page, "--json").stdout)
    assert {"category", "previous", "next"} <= {link["role"] for link in alone["links"]}
    assert alone["url"] == page.as_uri()
    assert alone["article"]["nextArticle"]["url"].startswith("file:///")
    page.write_bytes(b"<!-- saved from url=(0038)http://www.example.com/news/1001.html -->\n" + page.read_bytes())
    assert json.loads(shilu("probe", page, "--json").stdout)["url"] == URL


def test_a_profile_is_saved_found_by_its_name_and_never_overwritten(shilu: Shilu, page: Path) -> None:
    folder = page.parent
    first = shilu("probe", page, "--url", URL, "--save", cwd=folder, env=HERE)
    path = folder / "sites" / "example.com.toml"
    assert first.returncode == 0, first.stderr
    assert load(path).start == ("http://www.example.com/",)
    assert "example.com" in shilu("sites", cwd=folder, env=HERE).stdout
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    again = shilu("probe", page, "--url", URL, "--save", cwd=folder, env=HERE)
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert path.read_text(encoding="utf-8").endswith("# mine\n")
    read = shilu("probe", page, "--url", URL, "--profile", "example.com", "--json", cwd=folder, env=HERE)
    assert json.loads(read.stdout)["evidence"]["headline"].startswith("profile:")
    assert shilu("probe", page, "--url", URL, "--save", "--force", cwd=folder, env=HERE).returncode == 0
    assert "# mine" not in path.read_text(encoding="utf-8")


def test_a_profile_of_several_articles_names_what_they_share(
    shilu: Shilu, main_job: MainJob, tmp_path: Path
) -> None:
    """The others are named in each of the ways there are; those that are no articles do not count."""
    notice = "本报热线二十四小时开通，欢迎读者提供身边的新闻线索，一经采用即付稿酬，请留下姓名和电话。"
    texts = (
        "城东的桥修好了，明天起通车，附近的居民不用再绕道。" * 6,
        "河边的路灯全部换新，夜里亮了一倍，散步的人多了。" * 6,
        "菜市场搬到了北门外，摊位由镇里登记，下月起收费。" * 6,
    )
    for number, text in enumerate(texts):
        markup = f"<meta charset=utf-8><h1>第{number}条街道的消息</h1><p>2024-05-1{number}</p><p>{text}</p><p>{notice}</p>"
        (tmp_path / f"{number}.html").write_text(markup, encoding="utf-8")
    first, second, third = (tmp_path / f"{number}.html" for number in range(3))
    saved = shilu(
        "probe", first, "--url", URL, "--save", tmp_path / "files.toml", "--also", second, "--also", third
    )
    assert saved.returncode == 0, saved.stderr
    assert load(tmp_path / "files.toml").rules.layouts[0].remove_lines == (notice,)
    url = main_job.lines(0)[0]["url"]
    shilu("probe", url, "--save", tmp_path / "kept.toml", "--also", main_job.folder)
    written = (tmp_path / "kept.toml").read_text(encoding="utf-8")
    assert re.search(r"# [3-9]\d articles were compared", written)
    refused = shilu("probe", first, "--also", second)
    assert (refused.returncode, "--save" in refused.stderr) == (2, True)
    lost = shilu("probe", first, "--url", URL, "--save", tmp_path / "x.toml", "--also", tmp_path / "none.warc.gz")
    assert (lost.returncode, "No such file" in lost.stderr) == (2, True)
    assert not (tmp_path / "x.toml").exists()


def test_what_cannot_be_had_says_so(shilu: Shilu, page: Path) -> None:
    with DemoServer() as server:
        gone = server.url + "no-such-page.html"
        for args, code, says in (
            (("probe", gone), 1, "HTTP 404"),
            (("probe", "http://127.0.0.1:9/"), 1, "could not be fetched"),
            (("probe", page.parent / "none.html"), 2, "No such file"),
            (("probe", "data:text/html,x"), 2, "only http and https"),
            (("probe", page, "--save", page.parent / "x.toml"), 2, "--url"),
            (("probe",), 2, "give a URL"),
            (("probe", gone, "--profile", "no-such-site"), 2, "no such profile"),
            (("probe", "ftp://example.com/"), 2, "is no http or https URL"),
            (("probe", "http://desk:secret@127.0.0.1:9/"), 2, "give the address without them"),
        ):
            done = shilu(*args)
            assert (done.returncode, says in done.stderr) == (code, True), done.stderr
            assert "Traceback" not in done.stderr


def test_redirects_are_followed_but_to_no_other_private_host(shilu: Shilu) -> None:
    paper = Paper([2, 1])
    targets = {"/old": path(1), "/older": "/old", "/loop": "/loop", "/away": "http://127.0.0.2:9/"}
    for here, there in targets.items():
        paper.answers[here] = lambda there=there: html("", 302, headers=(("Location", there),))  # type: ignore[misc]
    with DemoServer(paper) as server:
        url = server.url.rstrip("/")
        found = json.loads(shilu("probe", f"{url}/older", "--json").stdout)
        assert (found["url"], found["kind"]) == (f"{url}{path(1)}", "article")
        assert "HTTP 302" in shilu("probe", f"{url}/loop").stderr
        assert "private address 127.0.0.2" in shilu("probe", f"{url}/away").stderr


def test_no_line_is_wider_than_the_terminal_and_no_character_moves_its_cursor() -> None:
    html = (
        f"<title>{'很长的标题' * 60}</title><h1>{'很长的标题' * 60}</h1><div>2024-06-29 来源：报\x1b[31m社</div>"
        + "<p>昨天下午，城南老街的修缮工程全部完工，沿街的铺面重新挂上了招牌。</p>" * 9
        + "".join(f'<a href="/news/{n}{"0" * 200}.html">第{n}条\t消息，{"字" * 80}</a>' for n in range(9))
    )
    read = read_page(Fetched(URL, html.encode(), "text/html; charset=utf-8"))
    assert isinstance(read, Page)
    for width in (60, 80, 133):
        told = explain(read, width)
        assert max(map(columns, told.split("\n"))) <= width
        assert all(line.isprintable() for line in told.split("\n"))


def test_columns() -> None:
    assert columns("ab中文") == 6
    assert cut("中文字", 5) == "中文…"
    assert padded("中", 4) == "中  "
    assert wrapped("one two three four", 9, 2) == ["one two", "three fo…"]
    assert wrapped("", 9, 2) == [""]
