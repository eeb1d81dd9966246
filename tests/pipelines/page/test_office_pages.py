"""Pages as Chinese offices, schools and local papers build them: signed notices, short texts above an imprint, old tables."""

from __future__ import annotations

import pytest

from pipelines.article import Article
from pipelines.page.model import Kind
from pipelines.read import Fetched, Page, read_page

HEADLINE = "关于征集财产线索的公告"
SAID = "本院在执行一起借款合同纠纷案件中，被执行人下落不明，现向社会公开征集其财产线索。"
GOES_ON = "提供线索经查证属实的，按照执行到位金额给予奖励，并为提供线索的人严格保守秘密。"
IMPRINT = "<div><p>主办：石桥县人民政府办公室　承办：石桥县大数据中心</p><p>网站标识码：3608990009　赣ICP备05009999号</p></div>"
VERSES = ("桥老了", "石缝里长出青草", "挑水的人走过", "水桶里晃着月亮", "我在这一头写信")


def page_of(
    text: str, byline: str = "2020-09-21 来源：石桥县法院", headline: str = HEADLINE, title: str = ""
) -> Page:
    html = (
        f'<html><head><meta charset="utf-8"><title>{title or headline}</title></head><body><h1>{headline}</h1>'
        f"<div>{byline}</div>{text}</body></html>"
    )
    page = read_page(Fetched("http://fy.shiqiao.example/show.asp?id=12", html.encode(), "text/html"))
    assert isinstance(page, Page)
    return page


def article(
    text: str, byline: str = "2020-09-21 来源：石桥县法院", headline: str = HEADLINE, title: str = ""
) -> Article:
    page = page_of(text, byline, headline, title)
    assert page.kind.value is Kind.ARTICLE
    assert page.article is not None
    return page.article


def paragraphs(found: Article) -> list[str]:
    return (found.article_body or "").split("\n\n")


@pytest.mark.parametrize(
    "signed",
    [
        ("石桥县人民法院", "二〇二〇年九月二十一日"),
        ("石桥县人力资源和社会保障局", "2020年9月21日"),
        ("石桥县人民法院　2020年9月21日",),
    ],
)
def test_what_a_signed_notice_says_above_its_signature_is_its_text(signed: tuple[str, ...]) -> None:
    lines = (SAID, GOES_ON, "举报电话：0799-6612368（执行局）", *signed)
    found = article(f"<div class=c>{''.join(f'<p>{line}</p>' for line in lines)}</div>")
    assert paragraphs(found) == list(lines)


@pytest.mark.parametrize("paper", ["石桥晚报", "石桥县融媒体中心"])
def test_a_paper_that_signs_with_its_day_signs_no_notice(paper: str) -> None:
    lines = (SAID, GOES_ON, "举报电话：0799-6612368", paper, "2020年9月21日")
    found = article(f"<div class=c>{''.join(f'<p>{line}</p>' for line in lines)}</div>")
    assert paragraphs(found) == [SAID, GOES_ON]


@pytest.mark.parametrize(
    "inside", ["<div class=zw>{}</div>{}", "<div>{}{}</div>"], ids=["apart", "in one element with the imprint"]
)
def test_verses_are_the_text_and_not_the_imprint_below_them(inside: str) -> None:
    lines = "".join(f"<p>{line}</p>" for line in VERSES)
    found = article(inside.format(lines, IMPRINT), "2020-09-21 来源：石桥文艺", "故乡的老石桥")
    assert paragraphs(found) == list(VERSES)


def test_a_table_ends_where_the_imprint_begins() -> None:
    cells = (
        ("指标", "单位", "数值"),
        ("产值", "亿元", "38.6"),
        ("人口", "万人", "12.1"),
        ("用电", "万度", "7215"),
    )
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    found = article(
        f"<div><table border=1>{rows}</table></div>{IMPRINT}", "2020-09-21 来源：县统计局", "一季度主要经济指标"
    )
    assert paragraphs(found) == ["\t".join(row) for row in cells]


def test_a_table_that_no_other_element_holds_has_rows() -> None:
    rows = (("指标", "单位", "数值"), ("产值", "亿元", "38.6"), ("人口", "万人", "12.1"))
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    found = article(f"<table border=1>{cells}</table>", "2020-09-21 来源：县统计局", "一季度主要经济指标")
    assert paragraphs(found) == ["\t".join(row) for row in rows]


def test_a_report_may_open_with_its_reporter() -> None:
    found = article(f"<div><p>报道：傅玉兰</p><p>{SAID}</p><p>{GOES_ON}</p></div>", "12/03/2023 07:40 PM")
    assert paragraphs(found) == [SAID, GOES_ON]
    assert [person.name for person in found.authors] == ["傅玉兰"]


def test_who_signs_behind_an_office_is_the_author_and_the_account_of_one_is_not() -> None:
    text = f"<div><p>{SAID}</p><p>{GOES_ON}</p><p>（作者系石桥师范学院生命科学学院副教授 辛一鸣）</p></div>"
    assert [person.name for person in article(text).authors] == ["辛一鸣"]
    assert article(f"<div><p>{SAID}</p><p>{GOES_ON}</p></div>", "日期：2019-08-02 作者：石桥公安").authors == ()


def test_headlines_that_lead_to_their_texts_are_a_digest_however_short() -> None:
    lines = ("第一所托育园开园", "西门菜场改造", "两条公交线恢复")
    text = "".join(
        f'<p>{line}（<a href="/2020/0920/{number}.html">看全文</a>）</p>' for number, line in enumerate(lines)
    )
    found = article(f"<div class=c>{text}</div>", "2020-09-21 07:10 来源：石桥网", "晨读｜9月21日")
    assert paragraphs(found) == list(lines)


def test_nobody_is_spoken_to_as_the_author() -> None:
    text = f"<div><p>{SAID}</p><p>记者：方老师，您有多少天在田里？</p><p>方卫东：差不多两百天，水稻是不等人的。</p></div>"
    assert article(text).authors == ()


def test_an_empty_label_before_another_names_nobody() -> None:
    byline = "<span>2020-09-21</span><span>作者 : <b></b></span><span>稿源 : 县气象台</span>"
    found = article(f"<div>{SAID}{GOES_ON}</div>", byline)
    assert found.authors == ()
    assert found.source_organization is not None
    assert found.source_organization.name == "县气象台"


@pytest.mark.parametrize(
    ("byline", "source"),
    [
        ("[县人社局]　2017.08.12", "县人社局"),
        ("县人社局 | 2017/08/12 15:37", "县人社局"),
        ("2017年08月12日 09:21 教务处 点击：[]", "教务处"),
        ("发布时间：2017年08月12日 来源：县法院 A+ A-", "县法院"),
        ("<i>[发表时间]：2017-08-12</i><i>[来源]：人事处</i><i>[浏览次数]：3</i>", "人事处"),
        ("<b>石桥县融媒体中心</b><i>2017-08-12 18:06</i><i>9.8万+</i>", "石桥县融媒体中心"),
        ("来源：《石桥文史资料》第六辑　时间：2017-08-12", "《石桥文史资料》第六辑"),
    ],
)
def test_the_office_beside_the_day_is_the_source(byline: str, source: str) -> None:
    found = article(f"<div>{SAID}{GOES_ON}</div>", byline)
    assert found.source_organization is not None
    assert found.source_organization.name == source


@pytest.mark.parametrize("byline", ["2017-08-12 查看全部", "俱乐部 2017-08-12", "2017-08-12 教务处的通知"])
def test_other_words_beside_the_day_are_no_source(byline: str) -> None:
    found = article(f"<div>{SAID}{GOES_ON}</div>", byline)
    assert found.source_organization is None


@pytest.mark.parametrize(
    ("byline", "day"),
    [
        ("<em>09-21</em><em>2020</em><span>来源：石桥县法院</span>", "2020-09-21"),
        ("<b>21</b> <i>2020-09</i>", "2020-09-21"),
        ("（2019年9月10日）</div><div>日期：2020-09-21", "2020-09-21"),
        (
            "（2019年10月29日第五届人民代表大会常务委员会第三十六次会议通过）</div><div>【信息时间：2020/9/21】",
            "2020-09-21",
        ),
        ("（2019年9月10日）", "2019-09-10"),
        ("2020年9月21日(一) 06:45", "2020-09-21T06:45:00+08:00"),
    ],
)
def test_the_day_of_publication(byline: str, day: str) -> None:
    assert article(f"<div>{SAID}{GOES_ON}</div>", byline).date_published == day


def test_a_script_knows_when_a_signed_notice_came_out() -> None:
    script = '<script>var publishTime="2020-09-21 16:38:05";</script>'
    text = f"<div><p>{SAID}{GOES_ON}</p><p>石桥县人民法院</p><p>2020年9月21日</p></div>{script}"
    assert article(text, "石桥县法院").date_published == "2020-09-21T16:38:05+08:00"


def test_the_day_that_signs_may_be_told_as_the_moon_has_it() -> None:
    text = (
        f"<div><p>{SAID}{GOES_ON}</p><p>石桥陈氏宗亲会</p><p>二〇一二年三月廿一日（农历壬辰年二月廿九）</p></div>"
    )
    assert article(text, "").date_published == "2012-03-21"


@pytest.mark.parametrize(
    ("title", "shown", "headline"),
    [
        (
            "石桥劳动保障",
            "<b><font size=4>老桥翻修完工</font></b><p><font size=2>[县住建局] 2020.09.21</font></p>",
            "老桥翻修完工",
        ),
        (
            "石桥工学院报",
            "<p><font size=5>老锅炉退休记</font></p><p>——改造工程侧记</p><p>通讯员　管小满</p><p>2020-09-21</p>",
            "老锅炉退休记",
        ),
        ("老桥翻修完工", "<b><font size=6>石桥县新闻网络中心</font></b><p>2020-09-21</p>", "老桥翻修完工"),
        ("石桥日报-一周速览", "<td><strong>一周速览</strong></td><p>2020-09-21</p>", "一周速览"),
        ("更正 - 石桥日报", "<div>更正</div><div>2020-09-21　石桥日报</div>", "更正"),
        ("教务处", "<p class=tit>更正</p><p>发布日期：2020-9-21</p>", "更正"),
        ("外婆的坛子-石桥县民政局", "<div>外婆的坛子</div><div>2020-09-21</div>", "外婆的坛子"),
        (
            "信件内容",
            "<table><tr><td>信件标题</td><td>南塘村自来水浑浊</td></tr></table><p>2020-09-21</p>",
            "南塘村自来水浑浊",
        ),
    ],
)
def test_headlines_that_the_title_hardly_tells(title: str, shown: str, headline: str) -> None:
    html = f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{shown}<div><p>{SAID}</p><p>{GOES_ON}</p></div></body></html>"
    page = read_page(Fetched("http://fy.shiqiao.example/show.asp?id=12", html.encode(), "text/html"))
    assert isinstance(page, Page)
    assert page.article is not None
    assert page.article.headline == headline


def test_a_picture_in_a_table_of_its_own_above_the_text_has_the_line_below_it() -> None:
    table = "<table><tr><td><img src=/res/a1.jpg width=500></td></tr><tr><td>修缮后的骑楼</td></tr></table>"
    images = article(f"{table}<div id=ozoom><p>{SAID}</p><p>{GOES_ON}</p></div>").images
    assert [(image.url.rpartition("/")[2], image.caption) for image in images] == [("a1.jpg", "修缮后的骑楼")]


def test_round_the_clock_is_no_counter_of_pictures() -> None:
    assert "24/7" in paragraphs(article(f"<div><p>{SAID}</p><p>24/7</p><p>{GOES_ON}</p></div>"))
    assert "3/12" not in paragraphs(article(f"<div><p>{SAID}</p><p>3/12</p><p>{GOES_ON}</p></div>"))
