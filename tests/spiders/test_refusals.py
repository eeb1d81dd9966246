"""Pages and redirects that mean that there is nothing here, or nothing for us."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from pipelines.page.model import Role
from pipelines.read import Fetched, Page, read_page
from pipelines.rules import Rules
from spiders.answers.answers import by_status, location
from spiders.answers.named import named_next, named_refresh
from spiders.answers.refusals import Refusal, is_block, refusal, vanished
from spiders.frontier import Lead, Result, Via

URL = "http://paper.example.com/news/2024/0629/1.html"


def read(title: str, text: str) -> Page:
    markup = f'<html><meta charset="utf-8"><title>{title}</title><body><h1>{title}</h1><p>{text}</p></body></html>'
    page = read_page(Fetched(URL, markup.encode(), "text/html"), Rules())
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize(
    ("title", "text", "meaning"),
    [
        ("提示信息", "您访问的页面不存在", Refusal.GONE),
        ("出错了", "该文章已被删除", Refusal.GONE),
        ("Page not found", "Go back to the front page.", Refusal.GONE),
        ("안내", "페이지를 찾을 수 없습니다", Refusal.GONE),
        ("安全验证", "请输入验证码", Refusal.BLOCKED),
        ("Just a moment...", "Checking your browser", Refusal.BLOCKED),
        ("Access denied", "You have been blocked.", Refusal.BLOCKED),
        ("系统维护", "请稍后再来", Refusal.BUSY),
        ("503 Service Temporarily Unavailable", "nginx", Refusal.BUSY),
    ],
)
def test_a_page_says_what_it_means(title: str, text: str, meaning: Refusal) -> None:
    found = refusal(read(title, text))
    assert found is not None
    assert found[0] is meaning


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("市图书馆找回失踪的古籍", "市图书馆昨天说，二十年前不知去向的一部县志找到了，没有一页缺损。" * 20),
        ("网站验证码成了老人的难题", "社区开课教老人输入验证码，报名的人排到了下个月，老师说慢慢来。" * 20),
        ("请开启 JavaScript", "请开启 JavaScript"),
        ("本地要闻", "今天没有新闻"),
    ],
)
def test_other_pages_refuse_nothing(title: str, text: str) -> None:
    assert refusal(read(title, text)) is None


@pytest.mark.parametrize(
    ("role", "target", "gone"),
    [
        (Role.ARTICLE, "/", True),
        (Role.NEXT, "https://paper.example.com", True),
        (Role.ARTICLE, "/404.html", True),
        (Role.ARTICLE, "/error/index.html", True),
        (Role.ARTICLE, "/news/2024/0629/errors-of-the-past.html", False),
        (Role.ARTICLE, "/error_404.html", True),
        (Role.ARTICLE, "/news/human-error-blamed-404.html", False),
        (Role.ARTICLE, "/?p=12", False),
        (Role.ARTICLE, "/m/news/2024/0629/1.html", False),
        (Role.CATEGORY, "/", False),
    ],
)
def test_an_article_that_sends_us_home_is_gone(role: Role, target: str, gone: bool) -> None:
    assert (vanished(Lead(URL, role, "paper", Via.LIST), target) is not None) is gone


def test_a_script_that_has_to_run_first_is_a_wall_and_a_server_that_is_down_is_not() -> None:
    lead = Lead(URL, Role.ARTICLE, "s", Via.LIST)
    walled = by_status(HtmlResponse(URL, 521, body=b"<script>document.cookie='a=1'</script>"), lead)
    down = by_status(HtmlResponse(URL, 521, body=b"<h1>Web server is down</h1>"), lead)
    assert walled and down
    assert (is_block(walled), is_block(down)) == (True, False)


@pytest.mark.parametrize(
    ("status", "etag", "result"),
    [
        (304, '"a"', Result.UNCHANGED),
        (304, None, Result.FAILED),
        (206, None, Result.FAILED),
        (101, None, Result.FAILED),
    ],
)
def test_what_nobody_asked_for_is_no_page(status: int, etag: str | None, result: Result) -> None:
    visit = by_status(HtmlResponse(URL, status), Lead(URL, Role.ARTICLE, "s", Via.LIST, etag=etag))
    assert visit and visit.result is result


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("bytes 0-99/100", True),
        ("Bytes 0-0/1", True),
        ("bytes 0-98/100", False),
        ("bytes 1-99/100", False),
        ("bytes 0-99/*", False),
        ("bytes */100", False),
        ("lines 0-99/100", False),
    ],
)
def test_a_part_that_is_all_there_is_is_a_page(said: str, whole: bool) -> None:
    response = HtmlResponse(URL, 206, headers={"Content-Range": said}, body=b"<p>")
    assert (by_status(response, Lead(URL, Role.ARTICLE, "s", Via.LIST)) is None) is whole


@pytest.mark.parametrize(
    ("header", "url"),
    [
        ('</news?page=2>; rel="next"', "http://paper.example.com/news?page=2"),
        (
            '</a>; rel="prev", <http://paper.example.com/news?page=3>; rel=next',
            "http://paper.example.com/news?page=3",
        ),
        ('<?p=2>; title="more"; rel="nofollow next"', "http://paper.example.com/news/2024/0629/1.html?p=2"),
        ('</style.css>; rel="preload"', None),
        ("<", None),
    ],
)
def test_a_header_may_name_the_next_page(header: str, url: str | None) -> None:
    assert named_next(HtmlResponse(URL, headers={"Link": header})) == url


@pytest.mark.parametrize(
    ("header", "url"),
    [
        ("0;url=/news/", "http://paper.example.com/news/"),
        ("3; URL='http://paper.example.com/a.html'", "http://paper.example.com/a.html"),
        ("1.5, url = b.html", "http://paper.example.com/news/2024/0629/b.html"),
        ("300", None),
        ("5; /news/", "http://paper.example.com/news/"),
        ("5; '/news/a.html'", "http://paper.example.com/news/a.html"),
        ("5;", None),
    ],
)
def test_a_header_may_send_readers_elsewhere(header: str, url: str | None) -> None:
    assert named_refresh(HtmlResponse(URL, headers={"Refresh": header})) == url


@pytest.mark.parametrize(
    ("lines", "result", "url"),
    [
        (["/a.html", "/b.html"], Result.REDIRECTED, "http://paper.example.com/a.html"),
        (["/a\t.html"], Result.REDIRECTED, "http://paper.example.com/a.html"),
        (["", "/b.html"], Result.REDIRECTED, "http://paper.example.com/b.html"),
        (["http://[bad", "/b.html"], Result.REDIRECTED, "http://paper.example.com/b.html"),
        (["javascript:history.back()"], Result.REDIRECTED, None),
        ([""], Result.REJECTED, None),
        ([], Result.REJECTED, None),
    ],
)
def test_the_first_line_that_leads_anywhere_is_where_a_redirect_leads(
    lines: list[str], result: Result, url: str | None
) -> None:
    response = HtmlResponse(URL, 302, headers={"Location": lines})
    visit = by_status(response, Lead(URL, Role.ARTICLE, "s", Via.LIST))
    assert visit and (visit.result, location(response)) == (result, url)
