"""Short news beside what says more: comments, teasers, notices, a column; no name of an element tells which is which."""

from __future__ import annotations

import pytest

from pipelines.read import Fetched, Page, read_page

TITLE = "青石桥下周起封闭维修"
SHORT = "县公路段昨天说，青石桥从下周一起封闭维修，预计国庆节前恢复通车。"
LONGER = f"{SHORT}封闭期间，过往车辆请走上游的新渡口，行人可以走桥边的便道。桥建于一九七三年，这是第二次大修。"
LEAD = "青石桥要修三个月，两岸的人怎么过河？记者昨天在渡口等了一个上午，问了十几个人。"
STORY = [
    f"第{number}个过河的人说，桥修好了自然好，只是这三个月要早起半个钟头，孩子上学也要人送。"
    for number in range(1, 9)
]
COMMENTS = "<h3>网友评论</h3>" + "".join(
    f"<div class=b1><b>桥头人{number}</b> <span>2024-06-0{number} 12:0{number}</span><p>{text}</p></div>"
    for number, text in enumerate(
        (
            "早就该修了，栏杆断了两年，晚上走过去心里总是发慌，希望这一次能把路灯也装上，老人孩子都方便。",
            "我每天骑车上班，绕到新渡口要多走六里路，请问有没有临时的班车？如果没有，能不能多开一班船？",
        ),
        1,
    )
)
TEASERS = "<h3>相关阅读</h3>" + "".join(
    f"<div class=b1><a href=/news/{number}.html>{title}</a><p>{text}</p></div>"
    for number, (title, text) in enumerate(
        (
            (
                "新渡口增开两班渡船",
                "从下周一起，新渡口早晚各增开一班渡船，学生凭证免费，自行车每辆收费五角，遇到大风大雾停航。",
            ),
            (
                "南门菜场搬到河西",
                "用了三十年的南门菜场昨天关门，摊主们搬进了河西的新大棚，头一个月不收摊位费，停车也不要钱。",
            ),
        ),
        71,
    )
)
COLUMN = "<h3>栏目介绍</h3><p>《过河》是本台开办最早的栏目，二十年来讲了一千多个两岸人家的故事，每周六晚上八点播出，次日中午重播，欢迎大家提供线索，一经采用即付稿酬。</p>"
NOTICE = "<p>本网站所刊登的各种新闻、信息和专题资料，均为本网版权所有，未经协议授权，禁止下载使用。凡本网注明其他来源的作品，均转载自其他媒体，目的在于传递更多信息，并不代表本网赞同其观点和对其真实性负责。</p>"

DIVS = "<div class=x2><h1>{title}</h1><div class=x1>2024-06-01 08:30　来源：青石晚报</div><div class=x3>{text}</div></div>"
CELLS = "<table><tr><td align=center>{title}</td></tr><tr><td>发布时间：2024-06-01　来源：青石晚报　浏览：12</td></tr><tr><td>{text}</td></tr></table>"
ENTRIES = "<div><h1>{title}</h1><ul><li>来源：青石晚报</li><li>时间：2024-06-01</li><li>字号：大 中 小</li></ul><p>{text}</p><p>（责任编辑：王强）</p></div>"
BELOW = (
    "<div class=x2><h1>{title}</h1><div class=x3><p>{text}</p></div><div>来源：青石晚报　2024-06-01</div></div>"
)


def paragraphs(body: str) -> list[str]:
    html = f"<!doctype html><meta charset=utf-8><title>{TITLE}_青石在线</title><div class=nav><a href=/a/>首页</a> <a href=/b/>社会</a></div>{body}"
    page = read_page(Fetched("http://www.example.cn/news/21.html", html.encode(), "text/html"))
    assert isinstance(page, Page)
    return page.article.article_body.split("\n\n") if page.article and page.article.article_body else []


@pytest.mark.parametrize("text", [SHORT, LONGER], ids=["short", "longer"])
@pytest.mark.parametrize("form", [DIVS, CELLS, ENTRIES, BELOW], ids=["divs", "cells", "entries", "below"])
@pytest.mark.parametrize(
    "box", [COMMENTS, TEASERS, COLUMN, NOTICE], ids=["comments", "teasers", "column", "notice"]
)
@pytest.mark.parametrize("order", ["{box}{own}", "{own}{box}"], ids=["before", "behind"])
def test_the_text_is_what_stands_below_the_headline(order: str, box: str, form: str, text: str) -> None:
    own = form.format(title=TITLE, text=text)
    assert paragraphs(order.format(own=own, box=f"<div class=x4>{box}</div>")) == [text]


@pytest.mark.parametrize("box", [COMMENTS, TEASERS], ids=["comments", "teasers"])
def test_entries_below_a_heading_are_none_of_the_text_in_whose_element_they_stand(box: str) -> None:
    own = DIVS.format(title=TITLE, text=f"<p>{LONGER}</p>")
    assert paragraphs(own.removesuffix("</div>") + f"<div class=x4>{box}</div></div>") == [LONGER]


@pytest.mark.parametrize(
    "form",
    [
        "<header><h1>{title}</h1><p>2024-06-01　来源：青石晚报</p><p>{lead}</p></header><div><h2>渡口的早晨</h2>{story}</div>",
        "<div><h1>{title}</h1><p>2024-06-01　来源：青石晚报</p><div>{lead}</div></div><div class=content><h2>渡口的早晨</h2>{story}</div>",
        "<div><h1>{title}</h1><p>2024-06-01　来源：青石晚报</p><div><p>{lead}</p></div><div><h2>渡口的早晨</h2>{story}</div></div>",
        "<div><h1>{title}</h1><p>2024-06-01　来源：青石晚报</p><p>{lead}</p></div><div><h2>渡口的早晨</h2>{story}</div>",
    ],
    ids=["header", "named", "within", "like"],
)
def test_a_lead_is_no_short_text(form: str) -> None:
    story = "".join(f"<p>{text}</p>" for text in STORY)
    assert paragraphs(form.format(title=TITLE, lead=LEAD, story=story)) == [LEAD, "渡口的早晨", *STORY]


READERS = ["老船工", "青青草", "阿明", "路过的风", "县城小李", "爱吃鱼", "三月雨", "王大爷", "南山下", "读书人"]
ANSWERS = (
    "早就该修了，栏杆断了两年，晚上走过去心里总是发慌，希望这一次能把路灯也装上。",
    "顶一下",
    "绕到新渡口要多走六里路，请问有没有临时的班车？如果没有，能不能多开一班船？",
)


@pytest.mark.parametrize("heading", ["", "<h3>最新评论</h3>"])
@pytest.mark.parametrize("count", [3, 30])
@pytest.mark.parametrize("order", ["{own}{box}</div>", "{own}</div>{box}"], ids=["within", "behind"])
def test_comments_of_any_number_are_told_by_their_names_and_days(order: str, count: int, heading: str) -> None:
    comments = "".join(
        f"<div class=b1><b>{READERS[number % 10]}</b> <span>2024-06-{number % 9 + 10} 12:30</span><p>{ANSWERS[number % 3]}</p></div>"
        for number in range(count * 3 // 2)
    )
    own = DIVS.format(title=TITLE, text=f"<p>{LONGER}</p>").removesuffix("</div>")
    assert paragraphs(order.format(own=own, box=f"<div class=x4>{heading}{comments}</div>")) == [LONGER]


@pytest.mark.parametrize(
    "opening",
    [
        "2024-06-01 0{}:30",
        "记者 王强 2024-06-01 0{}:30",
        "2024年{}月6日",
        "{}月6日，星期四",
        "Mon, {} June 2024",
        "2024-06-0{} 周一",
        "{}号桥，2024-06-03",
    ],
)
def test_the_entries_of_a_live_report_or_a_chronicle_are_text(opening: str) -> None:
    entries = "".join(f"<p>{opening.format(number)}</p><p>{text}</p>" for number, text in enumerate(STORY, 1))
    own = DIVS.format(title=TITLE, text=f"<p>{LONGER}</p>{entries}")
    assert [line for line in paragraphs(own) if line in STORY] == STORY


def test_the_days_of_a_chronicle_are_told_from_names_in_other_languages() -> None:
    days = [
        "Monday, 3 January 2024",
        "Thursday, 8 February 2024",
        "Saturday, 4 May 2024",
        "Friday, 6 September 2024",
    ]
    text = (
        "The bridge was closed in the morning, and the ferry took over until the evening, as the council had said."
    )
    entries = "".join(f"<p>{each}</p><p>{text} {number}</p>" for number, each in enumerate(days))
    own = DIVS.format(title=TITLE, text=f"<p>{LONGER}</p>{entries}")
    assert sum(line.startswith("The bridge") for line in paragraphs(own)) == 4


def test_a_text_in_a_footer_above_a_scan_is_read() -> None:
    own = DIVS.format(title=TITLE, text=LONGER)
    assert paragraphs(f"<footer>{own}</footer><div><img src=/u/1.jpg width=800></div>") in ([], [LONGER])


def test_thousands_of_entries_are_looked_through_a_few_times() -> None:
    entries = "".join(f"<p>记者王强 2024-06-01 10:{n % 60:02}</p><p>{STORY[n % 8]}</p>" for n in range(6_000))
    assert len(paragraphs(DIVS.format(title=TITLE, text=f"<p>{LONGER}</p>{entries}"))) >= 6_000
