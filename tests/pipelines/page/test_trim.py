"""What of a page is its article, line by line: furniture goes, and prose with the words of furniture stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.page.extract import extract
from pipelines.page.tree.document import parse

BEGIN = "昨天下午，城南老街的修缮工程全部完工，沿街的三十二间铺面重新挂上了门板和招牌，街坊们都来看热闹。"
END = "下一步，街道还将整修街后的两口老井，并在井边补种三棵槐树，预计明年开春前全部完成，账目随后公布。"
HEADLINE = "城南老街修缮完工"


def paragraphs(inside: str, byline: str = "2024-06-29 10:20　来源：青石晚报") -> tuple[str, ...]:
    page = (
        f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><div class=info>{byline}</div>"
        f"<div class=content>{inside}</div></body></html>"
    )
    body = extract(parse(page, "http://news.qingshi.example/2024/1.html")).body
    assert body is not None
    return body.value.paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "（责任编辑：韩立秋）",
        "（文/图：文学院 林晓，陈禾；编辑：韩立秋；审核：苗青）",
        "文：护理部　林晓　　图：宣传科　陈禾",
        "青石电视台实习记者林晓 陈禾报道。",
        "青石晚报记者林晓",
        "学生记者团：林晓 陈禾",
        "作者 / 林晓</p><p>返回青石，查看更多",
        "不用抽 不用搶 現在用APP看新聞",
        "责任编辑 韩立秋",
        "責任編輯：Jonas</p><p>核稿編輯：Mia</p><p>快加入 QS Google News 按下追蹤，給你最新的消息！",
        "记者：林晓　　责编：韩立秋　　网编：阿禾",
        "审核：韩立秋 监制：林远山",
        "编辑：韩立秋_QS1234",
        "（记者 林晓 陈禾 摄影 韩立秋）",
        "[推荐朋友] [打印] [关闭]",
        "评论（12）",
        "网友评论 已有12人参与",
        "我要跟帖",
        "图片来自网络，如有侵权，请联系删除。",
        "此前报道：老街修缮开工",
        "Follow Qingshi Review on Facebook and Twitter for more stories.",
        "Please note that affiliate links pay for our coffee.",
        "No está permitido verter comentarios contrarios a las leyes.",
        "التعليقات الواردة أدناه لا تعبر عن رأي الموقع.",
        "เรื่องที่เกี่ยวข้อง",
        "Read or Share this story: http://qs.example/1x3DF",
        "Questions? Comments? Email us at desk@qingshi.example",
        "Kļūda rakstā? Iezīmējiet tekstu un spiediet Ctrl+Enter!",
        "本文系本报独家稿件，未经授权不得转载。",
        "投诉电话：0000-1234567",
        "＊＊＊＊＊＊",
        "请继续往下阅读...",
        "扫一扫在手机打开当前页",
        "分享让更多人看到",
        "图集",
        "Follow The Ferry Times on Facebook and Instagram.",
        "Visto 314 veces",
        "展开全部 收起",
        "Like this:",
        "Share this blog",
        "{{cta}}",
        "Topics",
        "Categories: <a href=/c>practices</a>",
        "Schlagwörter: Altstadt, Brunnen",
        "Weiterführende Links:",
        "Photo Credit: Ann Price",
        "Beitragsbild: Die alte Straße, Ausschnitt",
        "Diese Seite drucken Diese Seite per Email verschicken",
        "Pages: 1 <a href=/2>2</a> <a href=/3>3</a>",
        "Citation: The old street (2024, June 29) retrieved 1 July 2024",
        "(PAP)",
        "/ТАСС/",
        "（共同）",
        "(mit dpa)",
        "By Ann Price",
        "Fot. Jan Hal / PAP",
        "Ảnh: Hải Yến/TTXVN",
        "צילום: יובל הלל",
        "Spotted a mistake? Let us know.",
        "Phát hiện lỗi? Hãy báo cho chúng tôi.",
        "Zapisz się na nasz newsletter i otrzymuj wiadomości każdego ranka.",
        "اشترك في نشرتنا البريدية لتصلك الأخبار كل صباح.",
        "Articolo riservato agli abbonati. Abbonati per continuare a leggere.",
        "이 기사는 유료회원 전용입니다. 구독하고 계속 읽으세요.",
        "<h4>Om författaren</h4><p>Märta Enström är reporter på lokalredaktionen.",
        "<h3>संबंधित खबरें</h3><ul><li><a href=/x>पुल</a></ul>",
        "<h3>Çok okunanlar</h3><ul><li><a href=/x>Köprü</a></ul>",
        "<h3>Вам может быть интересно</h3><ul><li><a href=/x>Мост открыли</a><li><a href=/y>Мост закрыли</a></ul>",
        "<h3>Γράψτε σχόλιο</h3>",
        "Con información de EFE",
        "Mit Agenturmaterial",
        "*Com informações da Agência Brasil",
        "*Estagiária sob supervisão de Carla Mota.",
        "За матеріалами Укрінформу",
        "Riproduzione riservata",
        "Sursa foto: Arhivă",
        "Redaktion: Jana Kolb, Schlussredaktion: Peter Winkel",
        "Vous avez repéré une erreur ? Signalez-la-nous.",
        "وكالات",
        "Credit: Gianni Alto/Ansa",
        "Sommer am Fluss: Wo man jetzt baden kann, zeigt unsere Karte. <a href=/b>Weiterlesen</a>",
    ],
)
def test_furniture_below_the_text_goes(line: str) -> None:
    assert paragraphs(f"<p>{BEGIN}</p><p>{END}</p><p>{line}</p>") == (BEGIN, END)


@pytest.mark.parametrize(
    "line",
    [
        "اشترك في الهجوم ثلاثة رجال، وفق ما قالته الشرطة في بيان لها مساء الثلاثاء.",
        "Encontrou um erro de cálculo o juiz, que devolveu o processo.",
        "Follow the river on the map and you will find the old mill.",
        "La ministra se reserva el derecho de recurrir la sentencia.",
        "Comentarios de los vecinos sobre la plaza llenaron dos cuadernos.",
        "Per approfondire la questione il comune ha nominato tre esperti.",
        "（此件公开发布）",
        "Mit Material von der Baustelle flickte er im Winter das Dach.",
        "Com informações da polícia, os moradores fecharam a rua.",
        "За матеріалами справи, міст збудували без дозволу.",
        "Redaktion und Verlag zogen 1999 in das Haus am Markt.",
        "由於剛好位於道路轉彎處，雨水順著路面直接灌進屋裡。",
        "市民有权投诉，街道办须在三日内答复。",
        "部长昨天在记者会上就此事发表评论时说，双方应当保持耐心，把分歧放到谈判桌上来解决，不要再等。",
        "该公司未经其许可，允许用户在网上公开拍卖这套光盘，法院认定其应当承担责任。",
        "县里同时开通举报电话，实行举报奖励。",
        "报告由省农科院发布，收录了近三年的观测数据。",
        "老人说，关注这条街的人多了，来喝茶的人也多了。",
        "民政局2月14日联合发布2024年“最美志愿者”名单，共十二人。",
        "已有12人报名参加整修老井的工程，其中三位是泥瓦匠。",
        "她把版权所有人的名字一笔一画写在扉页上。",
        "The topics of the evening were the wells and the trees.",
        "Die Kategorien des Wettbewerbs heißen Brunnen und Baum.",
        "Wer mehr wissen will, muss auf der Tafel am Brunnen weiterlesen.",
        "投稿截止日期：2024年5月1日",
        "发布会将于2024年5月1日上午举行",
        "등록 마감: 2024년 5월 1일",
        "Stand der Dinge am 12.03.2024: alles offen",
        "Entre os presos está um grupo de pedreiros da rua.",
        "Sigue cerrado el canal de riego por las obras.",
        "Suivez la chaîne des montagnes jusqu'au col.",
        "Подписан договор о ремонте старого канала.",
        "اشترك العمال في حفر قناة جديدة.",
        "Ikuti lomba di saluran irigasi desa.",
        "Dapatkan informasi soal banjir, warga mendatangi kantor desa.",
        "Join the river board at the Telegram Hill meeting on Monday.",
        "Recevez-vous l'actualité chez vous, demande le maire.",
        "Theo dõi vụ kiện Google News là ba tờ báo huyện.",
        "(إعداد الطعام يبدأ عند السادسة)",
        "※ 이 행사는 누구나 글을 낼 수 있다",
        "3/12（火）14:30",
        "江边电视台记者站成立",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["middle", "end"])
def test_prose_with_such_words_stays(line: str, place: str) -> None:
    lines = [BEGIN, line, END] if place == "middle" else [BEGIN, END, line]
    assert list(paragraphs("".join(f"<p>{each}</p>" for each in lines))) == lines


ADS = "<table><tr>{}</tr></table>".format("<td>·</td><td><a href='/ad/{0}'>新药{0}</a></td>" * 4).format(*"1234")


@pytest.mark.parametrize(
    "lines",
    [
        "<h4>Über die Autorin</h4><p>Lena Vogt ist Steinmetzin in Hinterau und schreibt über alte Brunnen.</p>",
        "<h2>27 commentaires</h2><ul class=forum><li>« La rue était belle. »</li><li>« Et les puits ? »</li></ul>",
        "<h3>Editors’ Recommendations:</h3><p>The wells of the old town</p>",
        "<p>延伸 · 推荐</p><p><b>老井也修好了</b></p><p>井水清了。</p>",
        "<p>精彩视频推荐</p><h2><a href='/v/1.html'>六十秒看完老街的一百年</a></h2>",
        "<p>◆ 追蹤更多影音新聞：</p><p>1.用信箱訂閱</p><p>2.用手機訂閱</p>",
        "<p>编辑|韩立秋</p><p>责编|林远山</p><p>回复【老街】看旧照片</p><p>点击菜单栏【便民】解锁更多服务！</p>",
    ],
)
def test_what_follows_the_end_of_a_text_goes(lines: str) -> None:
    assert paragraphs(f"<p>{BEGIN}</p><p>{END}</p>{lines}") == (BEGIN, END)


def test_links_in_the_middle_of_a_text_go_with_their_bullets_and_heading() -> None:
    assert paragraphs(f"<p>{BEGIN}</p><p>今日焦点：</p>{ADS}<p>{END}</p>") == (BEGIN, END)
    assert paragraphs(f"<p>{BEGIN}</p><p>＊＊＊</p><p>{END}</p>") == (BEGIN, "＊＊＊", END)


def test_an_editor_named_in_the_middle_of_a_text_ends_nothing() -> None:
    lines = [BEGIN, "编辑：韩立秋", "校对：林远山", END, BEGIN, END]
    assert paragraphs("".join(f"<p>{line}</p>" for line in lines))[-1] == END


def test_a_headline_that_is_shown_twice_is_no_lead() -> None:
    title = "城南老街修缮完工，沿街三十二间铺面重新挂上了门板和招牌"
    page = f"<title>{title}</title><p>{title}</p><h1>{title}</h1><p>{title}</p><div class=content><p>{BEGIN}</p><p>{END}</p></div>"
    body = extract(parse(page, "http://news.qingshi.example/2024/1.html")).body
    assert body and body.value.paragraphs == (BEGIN, END)


def test_a_word_set_before_the_headline_is_none_of_it() -> None:
    page = f"<title>{HEADLINE}</title><h2><i>原创</i>{HEADLINE}</h2><div class=content><p>{BEGIN}</p><p>{END}</p></div>"
    reading = extract(parse(page, "http://news.qingshi.example/2024/1.html"))
    assert reading.headline is not None
    assert reading.body is not None
    assert (reading.headline.value, reading.body.value.paragraphs) == (HEADLINE, (BEGIN, END))


@pytest.mark.parametrize(
    "below",
    [
        "<p>图注：老街旧照</p>",
        "<p>Старата улица © снимка: Дневник</p>",
        "<p>街坊们在看热闹。视频截图</p>",
        "<p>老街旧照。街道办供图 青石网</p>",
        "<p>街坊们在看热闹。</p><p>記者韩立秋／攝影</p>",
        "<p>（本社韩立秋青石傳真 102年6月29日）</p>",
        "<p>(Credit: Ann Price / Quay)</p>",
        "<p>Left Image: Harbour Office, Right Image: Ann Price</p>",
    ],
)
def test_lines_below_a_picture_that_say_who_took_it_are_captions(below: str) -> None:
    assert paragraphs(f"<p>{BEGIN}</p><p><img src=/a.jpg></p>{below}<p>{END}</p>") == (BEGIN, END)


@pytest.mark.parametrize(
    "above",
    [
        f"摘要: {BEGIN[:30]}",
        f"【核心提示】{BEGIN[:30]}……",
        "□本报记者林晓本报通讯员陈禾",
        "文／林曉禾（青石社編譯）",
    ],
)
def test_an_abstract_of_the_beginning_and_names_run_together_are_no_text(above: str) -> None:
    assert paragraphs(f"<p>{above}</p><p>{BEGIN}</p><p>{END}</p>") == (BEGIN, END)


def test_an_abstract_in_words_of_its_own_is_text() -> None:
    abstract = "摘要：本文讨论老街修缮中的招牌与门板，并说明街坊为何要来看热闹。"
    assert paragraphs(f"<p>{abstract}</p><p>{BEGIN}</p><p>{END}</p>") == (abstract, BEGIN, END)


def test_a_heading_inside_the_text_stays() -> None:
    assert paragraphs(f"<p>{BEGIN}</p><p><b>记者手记</b></p><p>{END}</p>") == (BEGIN, "记者手记", END)


def test_all_that_stands_with_the_byline_is_header() -> None:
    byline = "<div><span>浪花记者 林晓</span></div><div>2024-06-29 10:20</div><div>∙</div><div>城事 &gt;</div>"
    assert paragraphs(f"<p>{BEGIN}</p><p>{END}</p>", byline) == (BEGIN, END)
    inside = f"<div class=head>{byline}</div><div class=text><p>{BEGIN}</p><p>{END}</p></div>"
    assert paragraphs(inside) == (BEGIN, END)


def test_all_lines_of_a_figure_are_its_caption() -> None:
    figure = "<figure><img src=/a.jpg><figcaption>老街旧照</figcaption><cite>青石馆藏</cite></figure>"
    assert paragraphs(f"<p>{BEGIN}</p>{figure}<p>{END}</p>") == (BEGIN, END)


def test_microdata_inside_a_line_breaks_it_nowhere() -> None:
    marked = BEGIN.replace("老街", "<span itemscope><meta itemprop=name content=老街>老街</span>")
    assert paragraphs(f"<p>{marked}</p><p>{END}</p>") == (BEGIN, END)


@pytest.mark.parametrize(
    "caption",
    [
        "图为修缮后的老街。",
        "▲街坊們在門前合影。（圖／記者林晓攝）",
        "修缮后的老街。 韩立秋 摄",
        "资料图片",
        "老街夜景。受访者供图",
    ],
)
def test_captions_below_pictures_stand_apart(caption: str) -> None:
    page = f"<p>{BEGIN}</p><p><img src=/a.jpg width=600></p><p>{caption}</p><p>{END}</p>"
    assert paragraphs(page) == (BEGIN, END)
    document = parse(f"<h1>{HEADLINE}</h1><div>{page}</div>", "http://news.qingshi.example/2024/1.html")
    images = extract(document).images
    assert images is not None
    assert images.value[0].caption == caption


def test_a_gallery_says_in_captions_what_it_says() -> None:
    captions = [
        f"图为修缮后的老街，第{number}间铺面的门板刚刚上过桐油，街坊们正在门前贴对联。" for number in "一二三四"
    ]
    page = "".join(f"<p><img src=/{n}.jpg width=600></p><p>{text}</p>" for n, text in enumerate(captions))
    assert list(paragraphs(page)) == captions


def test_what_is_hidden_inside_a_line_is_noise() -> None:
    noisy = (
        BEGIN[:20]
        + '<span style="display:none">彩票平台</span>'
        + BEGIN[20:]
        + '<font class="jammer">8 X, k2</font>'
    )
    assert paragraphs(f"<p>{noisy}</p><p>{END}</p>") == (BEGIN, END)


@pytest.mark.parametrize("tag", ["div", "section"])
def test_a_long_paragraph_in_a_nameless_element_is_not_the_article(tag: str) -> None:
    lines = [BEGIN, END * 5, BEGIN]
    assert list(paragraphs("".join(f"<{tag}>{line}</{tag}>" for line in lines))) == lines


def test_a_text_kept_in_a_text_area_is_shown_later() -> None:
    kept = f"&lt;p&gt;{BEGIN}&lt;/p&gt;&lt;p&gt;{END}&lt;/p&gt;"
    page = f"<title>{HEADLINE}</title><textarea class=article-title>{HEADLINE}</textarea><textarea class='article-content'>{kept}</textarea>"
    read = extract(parse(page, "http://news.qingshi.example/2024/1.html"))
    assert read.body is not None
    assert read.body.value.paragraphs == (BEGIN, END)
    form = f"<h1>{HEADLINE}</h1><p>{BEGIN}</p><p>{END}</p><textarea class=comment-content>说点什么吧，欢迎留言。</textarea>"
    assert extract(parse(form, "http://news.qingshi.example/2024/1.html")).body.value.paragraphs == (BEGIN, END)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("below", "pictures"),
    [
        ("<p><img src=/b.jpg></p>", ["a.jpg", "b.jpg"]),
        ("<div class=related><h3>相关阅读</h3><a href=/x><img src=/t1.jpg></a></div>", ["a.jpg"]),
        (f"<p><a href=/b.jpg><img src=/small.jpg></a><br><a href=/b.jpg>新堤全景</a></p><p>{END}</p>", ["a.jpg", "small.jpg"]),
        ("<p>责任编辑：林晓</p><p><img src=/code.jpg></p><p>扫一扫关注</p>", ["a.jpg"]),
        ("<p>相关新闻</p><p><a href=/x><img src=/t1.jpg>县城夜市重开</a></p><p><a href=/y>老桥修好了</a></p>", ["a.jpg"]),
    ],
)  # fmt: skip
def test_pictures_of_what_stands_apart_are_not_the_articles(below: str, pictures: list[str]) -> None:
    page = f"<h1>{HEADLINE}</h1><div class=content><p><img src=/a.jpg></p><p>{BEGIN}</p><p>{END}</p>{below}</div>"
    read = extract(parse(page, "http://news.qingshi.example/2024/1.html"))
    assert read.images is not None
    assert [image.url.rpartition("/")[2] for image in read.images.value] == pictures
    assert read.body is not None
    assert read.body.value.html.count("<img") == len(pictures)


def test_a_text_area_without_end_costs_one_pass() -> None:
    """Would take minutes if the pattern looked at one piece more than once."""
    page = f"<p>{BEGIN}</p>&lt;p<textarea " + 'class="article ' * 40_000
    assert extract(parse(page, "http://news.qingshi.example/1.html")) is not None


def test_questions_and_answers_are_text() -> None:
    lines = [
        "记者：老街修好了，您最满意哪里？",
        "陈师傅：门口的石阶，比从前平整多了。",
        "记者：以后还会修哪里？",
        "陈师傅：街后的两口老井，也该修一修了，听说明年就动工。",
    ]
    assert list(paragraphs("".join(f"<p>{line}</p>" for line in lines))) == lines


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("附件：<a href='1.pdf'>1.名单</a>", True),
        ("<a href='/down/2.docx'>2.申请表</a>", True),
        ("<a href='/down.jsp?id=7'>附件2：申请表</a>", True),
        ("<a href='1.pdf'>下载本文PDF版</a>", False),
        ("<a href='/n/2.html'>县医院新增体检车</a>", False),
    ],
)
def test_what_a_notice_comes_with_is_text(line: str, kept: bool) -> None:
    text = "现将考核结果予以公布，请及时将结果告知本人，并按规定存入个人档案。"
    html = f"<h1>通知</h1><div class=content><p>各单位：</p><p>{text}</p><p>{text}。</p><p>{line}</p><p>{line}</p></div>"
    body = extract(parse(html, "http://a.example/x/1.html")).body
    assert body is not None
    assert (len(body.value.paragraphs) == 5) is kept
    assert ("href" in body.value.html) is kept


SPANS = "<div><span>By Ann Price</span><span>12 March 2024, 08:15</span><span>Updated: 13 March 2024, 10:00</span></div>"
LEAD = "Residents had waited two years for a decision, which now moves to the autumn."
SAID = [
    "The council put off its vote on the bridge late on Tuesday, after engineers warned of soft ground.",
    "“We would rather be late than sorry,” said Ruth Alder, who chairs the works committee, after the session.",
    "Shopkeepers on the east bank, who have lost a third of their trade, reacted with dismay to the news.",
]


@pytest.mark.parametrize("between", [SPANS, f"<ul><li>{SPANS}</li></ul>"])
def test_a_standfirst_above_the_date_opens_the_text(between: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in SAID)
    page = f"<html lang=en><title>Vote put off</title><article><h1>Vote put off</h1><div>{LEAD}</div>{between}<div>{text}</div></article>"
    reading = extract(parse(page, "https://paper.example/vote.html"))
    assert reading.body and list(reading.body.value.paragraphs) == [LEAD, *SAID]
    assert reading.published and reading.published.value.iso == "2024-03-12T08:15:00"
    assert reading.modified and reading.modified.value.iso == "2024-03-13T10:00:00"
    assert reading.authors and [person.name for person in reading.authors.value] == ["Ann Price"]


@pytest.mark.parametrize(
    "end",
    [
        "<h3>3. The third bridge</h3><img src=/3.jpg>",
        "<h4>How long did it take?</h4><h4>Who paid?</h4>",
        "<p>The water was first tested by Reuters.</p>",
    ],
)
def test_headings_over_pictures_and_in_rows_stay(end: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in SAID)
    page = f"<html lang=en><title>Vote put off</title><h1>Vote put off</h1><div>{text}{end}</div>"
    body = extract(parse(page, "https://paper.example/vote.html")).body
    assert body and body.value.paragraphs[: len(SAID)] == tuple(SAID)
    assert len(body.value.paragraphs) > len(SAID)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("sv", "Läs mer högt för barnen, säger bibliotekarien."),
        ("ja", "関連記事を書いた記者は翌日町を去った。"),
        ("ko", "댓글을 읽은 시장은 다음 날 현장을 찾았다."),
        ("fr", "Sur le même sujet, le préfet a refusé de répondre."),
        ("es", "Etiquetas y precios aparecían cambiados en toda la tienda."),
    ],
)
def test_a_sentence_that_begins_as_a_heading_does_ends_no_text(language: str, line: str) -> None:
    said = [*SAID[:2], line, SAID[2]]
    text = "".join(f"<p>{each}</p>" for each in said)
    page = f"<html lang={language}><title>Vote put off</title><h1>Vote put off</h1><div>{text}</div>"
    body = extract(parse(page, "https://paper.example/vote.html")).body
    assert body and list(body.value.paragraphs) == said


LINES = ("The council has met twice over the well.", "The council thanks all who came.")


@pytest.mark.parametrize(
    ("quoted", "kept"),
    [
        (f"<p>{LINES[0]}</p>", False),
        (f"<p>{LINES[0]}</p><p>{LINES[1]}</p>", True),
        (f"<p>{LINES[1]}</p><p>Nothing else was said there.</p><p>{LINES[1]}</p>", True),
    ],
    ids=["a sentence set large", "a document of which the text names one line", "a refrain"],
)
def test_a_quotation_goes_where_the_text_says_all_of_it(quoted: str, kept: bool) -> None:
    text = "".join(
        f"<p>{each}</p>" for each in (*SAID[:2], f"“{LINES[0]}” That line has split the town.", *SAID[2:])
    )
    page = f"<html lang=en><title>Wells</title><h1>Wells</h1><div><blockquote>{quoted}</blockquote>{text}</div>"
    body = extract(parse(page, "https://paper.example/wells.html")).body
    assert body
    assert sum(line in LINES for line in body.value.paragraphs) == (quoted.count("council") if kept else 0)


@pytest.mark.parametrize(("later", "kept"), [("<p class=subhead>How it ends</p>", True), ("", False)])
def test_a_subtitle_is_the_only_line_of_its_kind(later: str, kept: bool) -> None:
    text = "".join(f"<p>{each}</p>" for each in SAID)
    first = "<h1>Wells</h1><p class=subhead>How it began</p>"
    page = f"<html lang=en><title>Wells</title><div>{first}{text}{later}<p>{SAID[0]}</p></div>"
    body = extract(parse(page, "https://paper.example/wells.html")).body
    assert body and ("How it began" in body.value.paragraphs) is kept


@pytest.mark.parametrize(("time", "kept"), [("1911", True), ("12 March 1954", True), ("14:30", False)])
def test_years_of_a_chronicle_are_text_and_times_of_a_live_report_are_not(time: str, kept: bool) -> None:
    text = "".join(f"<p><time>{time}</time></p><p>{each}</p>" for each in SAID)
    page = f"<html lang=en><title>Wells</title><h1>Wells</h1><div><p>{SAID[0]}</p>{text}</div>"
    body = extract(parse(page, "https://paper.example/wells.html")).body
    assert body and (time in body.value.paragraphs) is kept


def test_what_tells_of_the_author_goes_and_nothing_in_its_place() -> None:
    said = [*SAID, "Ann Price is a retired teacher in Hinterau.", "The well will open in June."]
    text = "".join(f"<p>{each}</p>" for each in said)
    page = f"<html lang=en><title>Wells</title><h1>Wells</h1><p>By Ann Price</p><div>{text}</div>"
    body = extract(parse(page, "https://paper.example/wells.html")).body
    assert body and list(body.value.paragraphs) == [*SAID, said[-1]]


def test_the_first_entry_of_a_chronicle_is_no_standfirst() -> None:
    entries = "".join(f"<p>{line}</p><p>1{n} March 2024, 08:15</p>" for n, line in enumerate(SAID))
    page = f"<html lang=en><title>Days</title><article><h1>Days of the bridge</h1>{entries}</article>"
    reading = extract(parse(page, "https://paper.example/days.html"))
    assert reading.body and "10 March 2024, 08:15" in reading.body.value.paragraphs


LAST_LINES = json.loads((Path(__file__).parents[3] / "tests/cases/last_lines.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LAST_LINES)
def test_the_last_line_of_a_text_is_known_in_the_languages_of_asia(language: str) -> None:
    text = (BEGIN, END)
    for key, kept in (("none", ()), ("text", None)):
        for line in LAST_LINES[language][key]:
            shown = line.replace("<", "&lt;")
            found = paragraphs(f"<p>{BEGIN}</p><p>{END}</p><p>{shown}</p>")
            assert found == (*text, *((line,) if kept is None else kept)), line
