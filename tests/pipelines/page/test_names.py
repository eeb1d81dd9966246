"""Authors, editors and sources, read off bylines in many wordings."""

from __future__ import annotations

import pytest

from pipelines.page.extract import extract
from pipelines.page.lines import authors, origin
from pipelines.page.lines.given_names import is_unmentioned, names_person
from pipelines.page.lines.names import is_person
from pipelines.page.lines.signatures import named_at_end
from pipelines.page.tree.document import parse

TEXT = "<p>山里的桥修好了，孩子们上学不用再绕十里路，老人们赶集也方便多了。</p>" * 4

BYLINES = [
    ("作者：李青", ["李青"]),
    ("撰文 ✎ 步惊鸿", ["步惊鸿"]),
    ("供稿：滕晓峰　审稿：葛平　摄影：佟刚", ["滕晓峰"]),
    ("来源：图书馆　供稿：韦晓岚　审稿：申力", ["韦晓岚"]),
    ("撰写人：温青 审核人：柴进", ["温青"]),
    ("■本报记者 蓝天翔 ■通讯员 邓春丽", ["蓝天翔", "邓春丽"]),
    ("文/视频 全媒体记者 汪芷芬 实习生 罗丝妮", ["汪芷芬", "罗丝妮"]),
    ("◇ 钟南 林晓禾", ["钟南", "林晓禾"]),
    ("☉張國材", ["張國材"]),
    ("江边周末记者 钟南 江边周末实习生 林晓禾", ["钟南", "林晓禾"]),
    ("钟南 林晓禾 发自 江边", ["钟南", "林晓禾"]),
    ("记者林晓禾发自江边", ["林晓禾"]),
    ("□林晓禾（江边大学）", ["林晓禾"]),
    ("供稿人：农技站 洪水生　浏览：12 次", ["洪水生"]),
    ("□ 老鸦岭", ["老鸦岭"]),
    ("◎ 林中英子", ["林中英子"]),
    ("本报记者 司徒雷 通讯员 扬环宣", ["司徒雷", "扬环宣"]),
    ("记者蔺晨 通讯员屠苏", ["蔺晨", "屠苏"]),
    ("〖作者：实验小学 平儿〗〖2006-4-12〗〖阅读 81 次〗", ["平儿"]),
    ("[四川]　林克", ["林克"]),
    ("撰文：盧曼思　攝影：余俊亮　出版：2019-05-18 07:00", ["盧曼思"]),
    ("作者：三中 关平 更新时间：2012/4/9", ["关平"]),
    ("由 书虫 提交于 周二, 05/14/2019 - 20:11", ["书虫"]),
    ("作者: 段文秀 朱小海 点击: 118", ["段文秀", "朱小海"]),
    ("作者：赵  培", ["赵培"]),
    ("来源：山里报 作者：李青 编辑：王小山", ["李青"]),
    ("发布日期：2004-05-06　文章来源：山里报　文/李青　编辑：王小山", ["李青"]),
    ("【本報記者林怡君報導】", ["林怡君"]),
    ("文/图 记者 李青、王小山", ["李青", "王小山"]),
    ("◎本报记者 欧阳静怡 卢凯", ["欧阳静怡", "卢凯"]),
    ("記者林怡君、蔡子豪／屏東報導", ["林怡君", "蔡子豪"]),
    ("【山海晚報╱記者林怡君/台北報導】", ["林怡君"]),
    ("2024/03/19 18:58 林怡君 蔡子豪 報導", ["林怡君", "蔡子豪"]),
    ("By Martha Oakes and Idris Bell", ["Martha Oakes", "Idris Bell"]),
    ("By Rufus (R.T.) Hale", ["Rufus Hale"]),
    ("Von Johanna Reuter", ["Johanna Reuter"]),
    ("Par Claire Fontaine", ["Claire Fontaine"]),
    ("박서연 기자", ["박서연"]),
    ("本贴由山水之间于2012年5月3日发表", ["山水之间"]),
    ("[솔내=연소식] 한여름 서지호 기자", ["한여름", "서지호"]),
    ("사회부 한여름 선임 기자", ["한여름"]),
    ("기자명 한여름 기자", ["한여름"]),
    ("글 노은채 사진 우태민 승인 2023.10.11 09:20", ["노은채"]),
    ("2023/11/02 11:20</span><span>生活中心／雷媚綜合報導", ["雷媚"]),
    ("Piše: Ivana Babić 5. rujna 2023. 10:20", ["Ivana Babić"]),
    ("2023-06-01 12:00</p><p>Tekst: Olga Baran, zdjęcia: Jan Lis", ["Olga Baran"]),
    ("كتب - محمود السيد وهدى فهمي", ["محمود السيد", "هدى فهمي"]),
    ("كتبت: سلمى وليد", ["سلمى وليد"]),
    ("خبرنگار: زهرا کریمی", ["زهرا کریمی"]),
    ("Της Μαρίας Δελή", ["Μαρίας Δελή"]),
    ("Γράφει ο Νίκος Καλλέργης", ["Νίκος Καλλέργης"]),
    ("โดย : สมหญิง ใจดี", ["สมหญิง ใจดี"]),
    ("de Andreea Pop, publicat 8 Iunie 2023, 10:31", ["Andreea Pop"]),
    ("<span>城事</span> <span>华西都市报</span> <span>王国平</span> <span>2014-03-12 08:31</span>", ["王国平"]),
    ("<span>金融街</span> <span>2023-11-15 10:20</span>", []),
    ("Aus Kehlbach berichtet <a href='/autor/7'>Lena Fuchs</a>", ["Lena Fuchs"]),
    ("<a rel=author>Carla Ribeiro</a> e <a rel=author>Nuno Santos</a> (fotografia)", ["Carla Ribeiro"]),
    ("U.S. News | November 15, 2023", []),
    ("作者：记者 段文秀 通讯员 朱小海 文/图", ["段文秀", "朱小海"]),
    ("作者：文：李青　图：王小山", ["李青"]),
    ("采访/整理：李青", ["李青"]),
    ("編集委員・杉本航", ["杉本航"]),
    ("文＝水野良　写真＝平田空", ["水野良"]),
    ("[기자: 한여름]", ["한여름"]),
    ("한여름 시인", ["한여름"]),
    ("Б.Сарнай · 2024-05-17 09:30", ["Б.Сарнай"]),
    ("Words: Jay Otis | Photos: Kim Day", ["Jay Otis"]),
    ("Story and photos by Nora Quist", ["Nora Quist"]),
    ("Lars Odeh, Staff Reporter", ["Lars Odeh"]),
    ("Posted October 5, 2023 by Rex Amadi in News", ["Rex Amadi"]),
    ("[美] 林达文", ["林达文"]),
    ("来源：江河杂志　林晓禾", ["林晓禾"]),
    ("来源：江河杂志　金水湾", []),
    ("<span class='name'><a href='/u/abc123'>槐序_</a></span> 2018.06.11 08:20", ["槐序_"]),
    ("<span class='name'><a href='/u/abc123'>江边新闻</a></span> 2018.06.11 08:20", []),
    ("·林晓禾·", ["林晓禾"]),
    ("●钟南 林晓禾", ["钟南", "林晓禾"]),
    ("2005年9月7日11:57　[ 林晓 钟南 ]　来源：[ 江边报 ]", ["林晓", "钟南"]),
    ("撰文者：林晓禾", ["林晓禾"]),
    ("By TESS HOLLOWAY / The Oxbow Sun", ["TESS HOLLOWAY"]),
    ("<b>WRITTEN BY</b></p><p>Tess Holloway", ["Tess Holloway"]),
    ("<span class='byline'>KARI JOHANSEN Herald Staff Writer</span>", ["KARI JOHANSEN"]),
    ("<span class='submitted-by'>Submitted on Mon, 2019-01-21 13:49</span>", []),
    ("<span class='author'>By <br>on December 27, 2014 at 12:06 PM</span>", []),
    ("By Ann Price, OXBOW SUN", ["Ann Price"]),
    ("Por Ann Price, oxbow Sul de Minas", ["Ann Price"]),
    ("By Ann Price and van der Meer Holt", ["Ann Price", "van der Meer Holt"]),
    ("Von Ann Price, Redakteurin Lokales", ["Ann Price"]),
    ("Autor: Ann Price | Brak komentarzy", ["Ann Price"]),
    ("by Ann Price August 18, 2010 3:21 PM", ["Ann Price"]),
    ("<a rel=author href='/a'>View Author Page</a>", []),
    ("<span class='byline'>By Seal X Staff</span></p><p class='byline'>Harbor County", []),
    ("Ein Bericht von Ute Kern und Jan Ott", ["Ute Kern", "Jan Ott"]),
    ("Par notre correspondante Lise Moreau", ["Lise Moreau"]),
    ("a cura di Piero Leone", ["Piero Leone"]),
    ("By: रवि शंकर</span> <span>Edited By: सीमा झा", ["रवि शंकर"]),
    ("<a href='/a'>AUTHOR</a></p><p><a href='/b'>REPORTING BUGS</a>", []),
    ("<span>Ouest Aubrac</span> <span>Propos recueillis par Loïc LE GALL.</span>", ["Loïc LE GALL"]),
    ("11/04/2012 <span class='by-author'>von <b>mtal77</b></span>", ["mtal"]),
    ("08/08/2017 <a class='post-meta-author' href='/w'>durch Jost Albers</a>", ["Jost Albers"]),
    (
        "<span class='a-label-autor'>Von</span></p><ul><li class='a-autor'>Jost Albers</li></ul><p>",
        ["Jost Albers"],
    ),
    ("<span class='autor'>von am 20. Juni 2018</span>", []),
    ("<span class='autor'>Autor: <b>videohans</b></span> <span>Juli 12, 2017</span>", ["videohans"]),
    ("Autor: mtal | Artikel vom 16. Dezember 2012", ["mtal"]),
    ("Freitag | 14. Juni 2019 | 15:49 VON Britta Giebel IN <a href='/m'>Mode</a> | 0 COMMENTS", ["Britta Giebel"]),
    ("by Jeff Marlow » Wed May 28, 2014 10:44 am", ["Jeff Marlow"]),
    ("<span class='byline'>Tue Aug 31, 7:21 am ET</span>", []),
    ("<span itemprop='creator'>Mick Bale/Reuters files</span>", []),
    ("<span class='sort-by'>Sort by</span>", []),
    ("<i>Posted by</i> Mina Joshi <time>August 6, 2025</time> <i>21 Minutes</i>", ["Mina Joshi"]),
    ("<a class='our-btn-auth-fb2' href='#'>Sign up with Facebook</a>", []),
    (
        "<a rel=author href='/u/1'>Al Mann | al@oxbow.example</a> By <a href='/u/1'>Al Mann | al@oxbow.example</a>",
        ["Al Mann"],
    ),
]


def people(page: str) -> list[str]:
    found = extract(parse(page, "http://example.com/")).authors
    return [person.name for person in found.value] if found else []


@pytest.mark.parametrize(("line", "expected"), BYLINES)
def test_author_in_the_byline(line: str, expected: list[str]) -> None:
    assert people(f"<h1>桥通了</h1><p>{line}</p><div>{TEXT}</div>") == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("山里报讯（记者 方婷婷 实习生 顾明）昨日，", ["方婷婷", "顾明"]),
        ("（中央社記者林怡君桃園19日電）今天清晨，", ["林怡君"]),
        ("（記者林怡君攝）今天清晨，", []),
        ("记者昨日从县里获悉，", []),
        ("记者从交通局了解到，", []),
        ("记者通过电子邮件联系了施工方，", []),
        ("山里报讯（记者方婷婷 整合）昨日，", ["方婷婷"]),
        ("【文/山里网专栏作者 方婷婷】昨日，", ["方婷婷"]),
    ],
)
def test_author_in_the_opening(opening: str, expected: list[str]) -> None:
    assert people(f"<h1>桥通了</h1><div><p>{opening}{TEXT[3:]}</div>") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<span>Text</span> <span>Maja Lindqvist</span>", ["Maja Lindqvist"]),
        ("<span>Calum Reid</span></p><p>Islands reporter, Skell News", ["Calum Reid"]),
        ("<a href='/staff/1/jess-okafor/'>Jess Okafor</a>", ["Jess Okafor"]),
        ("<b class='ar_by'>Jess Okafor</b>", ["Jess Okafor"]),
        ("<span>Silje Aune</span><span>Journalist</span>", ["Silje Aune"]),
        (
            "<a rel='author' href='/p/ines'>Ines Okoro</a> and Bryn Vaughan in Skell",
            ["Ines Okoro", "Bryn Vaughan"],
        ),
        ("By YANG JUN in Guiyang and ZHAO YANDI | The Day", ["YANG JUN", "ZHAO YANDI"]),
        ("By LENA ROSS lross@coast.example", ["LENA ROSS"]),
        ("<span>12 มี.ค. 2567</span> <span>เขียนโดย <a href='/author/9'>วิภาวี ศรีสุข</a></span>", ["วิภาวี ศรีสุข"]),
        ("</p><div class='v-aut'><p>Nuria Calvo</p><p>Villarrobla</p></div><p>", ["Nuria Calvo"]),
        (
            "</p><ul class='bylines'><li><span>Text</span> <span>Maja Holm</span></li><li>Foto Olle Berg</li></ul><p>",
            ["Maja Holm"],
        ),
        ("<b class='author'>Reportage : Jeanne Roux</b>", ["Jeanne Roux"]),
        ("<span>Port Maren</span></p><p>Ferry crossings, by the hour", []),
        ("<span>Little Harding</span></p><p>A reporter visits the quay", []),
        ("<span>Harding Town</span></p><p>Correspondent desk", []),
    ],
)
def test_author_told_by_the_element_or_the_line_below(line: str, expected: list[str]) -> None:
    text = (
        "<p>The ferry resumed service on Thursday, four years after the storm, and people lined the quay.</p>" * 4
    )
    assert people(f"<h1>Ferry returns to the Sound</h1><p>{line}</p><div>{text}</div>") == expected


@pytest.mark.parametrize(
    ("ending", "expected"),
    [
        ("<p align=right>（城东派出所　钟南）</p>", ["钟南"]),
        ("<p>（县气象局 钟南 李青）</p>", ["钟南", "李青"]),
        ("<p style='text-align:right'>县气象局　钟南</p>", ["钟南"]),
        ("<p style='text-align:right'>Trần Thanh Bình - Ngọc Hà</p>", ["Trần Thanh Bình", "Ngọc Hà"]),
        ("<p>— Agnes Thorne</p>", ["Agnes Thorne"]),
        ("<p><strong>Lan Chi</strong></p>", ["Lan Chi"]),
        ("<p>L.CHI</p>", ["L.CHI"]),
        ("<p>Theo Hà Lan (TTXVN)</p>", []),
        ("<p>ঢাকা/এমএইচ</p>", []),
        ("<p>Hòa Hiệp Nam</p>", []),
        ("<p>Khánh Hòa</p>", []),
        ("<p>Б.Энхтуяа</p>", ["Б.Энхтуяа"]),
        ("<p>編集委員・佐伯美咲　写真・大森健</p>", ["佐伯美咲"]),
        ("<p>Lise MOREAU</p>", ["Lise MOREAU"]),
        ("<p class='document_authors'>Глеб Пестряков, Усть-Ручей</p>", ["Глеб Пестряков"]),
        ("<p>Photo REUTERS</p>", []),
        ("<p>（石桥镇 温如玉 供稿）</p>", ["温如玉"]),
        ("<p>（教务处 温如玉 摄影 滕晓峰）</p>", ["温如玉"]),
        ("<p>（资料图 摄影 滕晓峰）</p>", []),
        ("<p>（融媒体中心 温如玉 张  磊 图/文）</p>", ["温如玉", "张磊"]),
        ("<p>（石桥镇 图/文）</p>", []),
        ("<p>（石桥镇政府 供稿）</p>", []),
        ("<p>官方网站（英文）（简体中文）</p>", []),
        ("<p>Gwen Tarr is a freelance writer in Oxbow.</p>", ["Gwen Tarr"]),
        ("<p>Gwen Tarr is a baker in Oxbow.</p>", []),
        ("<p>— Ferry Closed</p><p>And so on, until the evening of the third day.</p>", []),
        ("<p>（本报综合 有关消息）</p>", []),
        ("<p>（县气象局 十月五日）</p>", []),
        ("<p>（编译/钟南）</p>", []),
        ("<p>（石家岭煤矿 钟南）</p>", ["钟南"]),
        ("<p>（图片来源 钟南）</p>", []),
        ("<p>（县教育局：钟南）</p>", ["钟南"]),
        ("<p>（文/图：文学院 钟南，林晓；编辑：苗青；审核：方婷）</p>", ["钟南", "林晓"]),
        ("<p>石桥电视台实习记者钟南 敬一丹报道。</p>", ["钟南", "敬一丹"]),
        ("<p>本报记者 仉峰 通讯员 妫海</p>", ["仉峰", "妫海"]),
        ("<p>（作者：县文联 钟南）</p>", ["钟南"]),
        ("<p>（作者：石桥县城管局局长）</p>", []),
        ("<p>（河北岸台记者钟南　石桥县台林晓　苗青）</p>", ["钟南", "林晓", "苗青"]),
        ("<p>学生记者团：钟南 林晓</p><p>指导教师：苗青</p>", ["钟南", "林晓"]),
        ("<p>作者简介：钟南，1962年生，石桥县作协会员。</p>", ["钟南"]),
        ("<p>（作者钟南系县委党校讲师）</p>", ["钟南"]),
        ("<p>（作者柯志豪／國小教師，新北市）</p>", ["柯志豪"]),
        ("<p>作者简介：本栏由石桥县作协供稿，来信请寄县城。</p>", []),
        ("<p>（作者方才系上围巾）</p>", []),
        ("<p>口述：洪家渡 整理：舒云起</p>", ["舒云起"]),
        ("<p>供稿：水务</p>", []),
        ("<p>文字整理：舒云起</p>", ["舒云起"]),
        ("<p>（滕晓峰供稿）</p>", ["滕晓峰"]),
        ("<p>（水务供稿）</p>", []),
        ("<p>（县教育局供稿）</p>", []),
        ("<p>（滕晓峰 冀敏/文 佟刚/摄）</p>", ["滕晓峰", "冀敏"]),
        ("<p>（佟大刚/摄）</p>", []),
        ("<p>（江边报 佟大刚/摄）</p>", []),
        ("<p>撰稿丨滕晓峰 冀小敏 排版丨葛平</p>", ["滕晓峰", "冀小敏"]),
        ("<p>供稿：党支部</p>", []),
        ("<p>整理：大众财经</p>", []),
        ("<p>□林青（媒体人）</p>", ["林青"]),
        ("<p>来源：石桥县融媒体中心 敖晓枫 储小波</p>", ["敖晓枫", "储小波"]),
        ("<p>来源：石桥县融媒体中心（敖枫 储小波）</p>", ["敖枫", "储小波"]),
        ("<p>来源：石桥县融媒体中心 张家界</p>", []),
        ("<p>来源：石桥发布 国家队</p>", []),
        ("<p>（石桥县纪委监委 郎晓飞 || 责任编辑 赖佳）</p>", ["郎晓飞"]),
        ("<p>（石桥县纪委监委 || 责任编辑 赖佳）</p>", []),
        ("<p>以上由石桥台记者钟南、通讯员林晓采制</p>", ["钟南", "林晓"]),
        ("<p>（民一庭　钟子卿　林文）</p>", ["钟子卿", "林文"]),
        ("<p align=right>城关镇读者 钟长顺</p>", ["钟长顺"]),
        ("<p>（石桥镇 钟南）</p>", ["钟南"]),
        ("<p>石桥县尚家镇 王震峰</p>", ["王震峰"]),
        ("<p>海报：马驰</p>", []),
        ("<p>石桥中学 时刻表</p>", []),
        ("<p>（石桥镇 方家村）</p>", []),
        ("<p>市民政局 王科长</p>", []),
        ("<p>（林晓禾/文）</p>", ["林晓禾"]),
        ("<p>（县教育局：欢迎报名）</p>", []),
        ("<p>全媒体记者丨钟南</p><p>通讯员丨林晓禾</p><p>编辑丨苗青</p>", ["钟南", "林晓禾"]),
        ("<p>（报名电话 王女士）</p>", []),
        ("<p>【记者】钟南 林晓禾</p><p>【通讯员】苗青</p>", ["钟南", "林晓禾", "苗青"]),
        ("<p>【文字】钟南 林军 【摄影】苗青</p>", ["钟南", "林军"]),
        ("<p>“野渡无人舟自横。”（韦应物）</p>", []),
        ("<p>（校园记者：钟南，指导老师：林晓禾）</p>", ["钟南"]),
        ("<p>作者 | 本报记者</p><p>钟南 林晓禾</p>", ["钟南", "林晓禾"]),
        ("<p>一等奖</p><p>钟小南 林晓禾</p>", []),
        ("<p>市民　钟小南</p>", ["钟小南"]),
        ("<p>村民 钟大爷</p>", []),
        ("<p>（石家岭高速 王庄段）</p>", []),
        ("<p>posted on 2005-09-07 11:57 林下风 阅读(312) 评论(4)</p>", ["林下风"]),
    ],
)
def test_author_at_the_end(ending: str, expected: list[str]) -> None:
    assert people(f"<h1>桥通了</h1><div>{TEXT}{ending}</div>") == expected


@pytest.mark.parametrize(
    ("opening", "ending", "expected"),
    [
        ("", "<p>【文・写真　大槻由美子】</p>", ["大槻由美子"]),
        ("【北岬＝高橋亜紀】", "", ["高橋亜紀"]),
        ("", "<p>【坂巻陽菜、山口慎】</p>", ["坂巻陽菜", "山口慎"]),
        ("", "<p>受講料は無料。（要申込）</p>", []),
        ("", "<p>当日は雨だった。（敬称略）</p>", []),
        ("【ソウル＝共同】", "", []),
    ],
)
def test_author_in_a_japanese_bracket(opening: str, ending: str, expected: list[str]) -> None:
    text = "<p>村の古い校舎が宿になり、初日は卒業生らが泊まった。</p>" * 4
    assert people(f"<h1>校舎が宿に</h1><div><p>{opening}{text[3:]}{ending}</div>") == expected


def test_who_is_told_of_with_an_office_did_not_write() -> None:
    text = "<p>林晓禾说，石板铺好以后，推着轮椅也能过桥，家里老人天天要来走一趟。</p>"
    assert people(f"<h1>桥通了</h1><div><p>林晓禾（市民）</p>{TEXT}{text}</div>") == []


def test_a_menu_of_authors_above_the_headline_is_no_byline() -> None:
    menu = "<ul class='author-menu'><li><a href='/author/ann/'>Ann Lee</a></li><li><a href='/columns'>Columns</a></li></ul>"
    text = "<p>Thirty growers have pooled their savings to buy a cider press, the chairwoman said.</p>" * 4
    assert people(f"{menu}<h1>Orchard cooperative buys its own press</h1><div>{text}</div>") == []


def test_author_above_the_headline() -> None:
    above = "<p><a href='/c/farm/'>Farming</a> / By <span class='author vcard'>Ned Pullen</span> / 3 September 2022</p>"
    text = "<p>Thirty growers have pooled their savings to buy a cider press, the chairwoman said.</p>" * 4
    assert people(f"{above}<h1>Orchard cooperative buys its own press</h1><div>{text}</div>") == ["Ned Pullen"]


@pytest.mark.parametrize(
    "line",
    [
        "来源：山里报",
        "作者：佚名",
        "作者：本站",
        "作者：网络",
        "责任编辑：王小山",
        "作者：山里县人民政府办公室",
        "编辑：admin",
        "摄影：李青",
        "图文：安徽发现九只葫芦形的乌龟",
        "图文：放映员老秦",
        "□ 特写",
        "□ 社会观察",
        "◎ 活动花絮",
        "◎ 茶园开园",
        "□ 副刊",
        "◎ 目录",
        "□ 通知",
        "◇ 文化广场",
        "☉ 毛主席",
        "祝福发自内心",
        "一封 家书 发自 边关",
        "林晓禾（右）",
        "林晓禾（化名）",
        "毛巾（职员）",
        "陈家村（农民）",
        "供稿：教学处",
        "资料整理：林晓禾",
        "原创：国产动画如何走出去",
        "视频 剪辑",
        "✎ 纠错",
        "该议案由林晓提交，得到全体代表通过。",
        "材料由本人提交",
        "记者深入 现场报道。",
        "记者全程跟踪报道。",
        "पुलिस द्वारा 9 लोगों को गिरफ्तार किया गया",
        "Polis tarafından 3 kişi gözaltına alındı",
        "Belediye tarafından 12 Mart 2024 tarihinde açıldı",
        "<i>Oxbow Sun</i> <i>oxbow@mail.example</i>",
        "<i>Contact Us</i> <i>contact@sun.example</i>",
        "<i>Our View</i> <i>view@sun.example</i>",
        "供稿人：农技站",
        "de Janeiro de 2016.",
        "De Nieuwe Krant, 3 maart",
        "Των ημερών",
        "사회부 기자",
    ],
)
def test_no_author_is_invented(line: str) -> None:
    assert people(f"<h1>桥通了</h1><p>{line}</p><div>{TEXT}</div>") == []


def test_stated_authors_that_are_addresses_or_the_site_itself_are_none() -> None:
    for content in (
        "https://social.example/paper",
        "example",
        "山里新闻网",
        "admin",
        "name",
        "104363",
        "rfcmark 1.118",
        "Sun Sp. z o.o.",
        "Sun Verlag GmbH, Bremen, Germany",
        "Dorfverein Seeheim e. V.",
        "Sunwerk AG",
        "Sunwerk Collectibles®",
    ):
        assert people(f'<meta name=author content="{content}"><h1>桥通了</h1><div>{TEXT}</div>') == []


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        ("<meta name=citation_author content='Price, Ann'>", ["Ann Price"]),
        ("<meta name=author content='Ann Price, Chief People Officer'>", ["Ann Price"]),
        ("<meta name=author content='나보라 기자'>", ["나보라"]),
        ("<meta name=author content='나보라 기자, 이슬기 특파원'>", ["나보라", "이슬기"]),
    ],
)
def test_stated_authors_are_names_as_they_are_spoken(stated: str, names: list[str]) -> None:
    assert people(f"{stated}<h1>桥通了</h1><div>{TEXT}</div>") == names


@pytest.mark.parametrize(
    ("desk", "person"),
    [
        ("Haber Merkezi", "Merve Haberli"),
        ("वेब डेस्क, लखनऊ", "दीपिका टीमलकर"),
        ("নিজস্ব সংবাদদাতা, ঢাকা", "রিপন সংবাদী"),
        ("ویب ڈیسک", "نوید سومرو"),
        ("இணையதள செய்திப்பிரிவு", "முத்துக் குமரன்"),
        ("فريق التحرير", "قاسم فريق"),
        ("گروه اجتماعی", "سروش گروسی"),
        ("מערכת האתר", "צופית מערבי"),
        ("ทีมข่าวออนไลน์", "ทีมะ ใจดี"),
        ("Nhóm phóng viên", "Phong Viên Nhung"),
        ("Tim Redaksi", "Tim Reddy"),
        ("Служба новостей", "Отделина Слуцкая"),
        ("편집부", "편집중"),
    ],
)
def test_desks_that_sign_as_persons_do_are_no_authors(desk: str, person: str) -> None:
    page = "<h1>桥通了</h1><p><span class=author>{}</span> <span>2024-03-05 10:21</span></p><div>{}</div>"
    assert people(page.format(desk, TEXT)) == []
    assert is_person(person)


BESIDE_LABELS = [
    ("Phóng viên Nguyễn Thị Lan", ["Nguyễn Thị Lan"]),
    ("Người viết: Nguyễn Thị Lan", ["Nguyễn Thị Lan"]),
    ("Đăng bởi: Nguyễn Thị Lan", ["Nguyễn Thị Lan"]),
    ("Jurnalis: Rina Wulandari", ["Rina Wulandari"]),
    ("Kontributor: Rina Wulandari", ["Rina Wulandari"]),
    ("Ditulis oleh: Rina Wulandari", ["Rina Wulandari"]),
    ("Wartawan: Ahmad Fauzi Ismail", ["Ahmad Fauzi Ismail"]),
    ("द्वारा राजेश वर्मा", ["राजेश वर्मा"]),
    ("रिपोर्टर: राजेश वर्मा", ["राजेश वर्मा"]),
    ("লিখেছেন খলিল রহমান", ["খলিল রহমান"]),
    ("రచయిత: రవి కుమార్", ["రవి కుమార్"]),
    ("લેખક: જયેશ શાહ", ["જયેશ શાહ"]),
    ("تحریر: نوید سومرو", ["نوید سومرو"]),
    ("مصنف: نوید سومرو", ["نوید سومرو"]),
    ("بقلم: سلمى العزاوي", ["سلمى العزاوي"]),
    ("بقلم سلمى العزاوي", ["سلمى العزاوي"]),
    ("بواسطة: سلمى العزاوي", ["سلمى العزاوي"]),
    ("بواسطة سلمى العزاوي", ["سلمى العزاوي"]),
    ("مراسلنا: سلمى العزاوي", ["سلمى العزاوي"]),
    ("به قلم رضا مطهریان", ["رضا مطهریان"]),
    ("توسط رضا مطهریان", ["رضا مطهریان"]),
    ("מאת נועם ברקת", ["נועם ברקת"]),
    ("מאת: נועם ברקת", ["נועם ברקת"]),
    ("Yazan: Elif Karaca", ["Elif Karaca"]),
    ("Корреспондент: Анна Белова", ["Анна Белова"]),
    ("Автор текста: Анна Белова", ["Анна Белова"]),
    ("Журналист: Анна Белова", ["Анна Белова"]),
    ("Журналістка: Олена Коваль", ["Олена Коваль"]),
    ("Мәтін: Айгүл Сейітқызы", ["Айгүл Сейітқызы"]),
    ("Тілші: Айгүл Сейітқызы", ["Айгүл Сейітқызы"]),
    ("Бэлтгэсэн: Б.Ганзориг", ["Б.Ганзориг"]),
    ("Зохиогч: Б.Ганзориг", ["Б.Ганзориг"]),
    ("ដោយ៖ សុខ ដារា", ["សុខ ដារា"]),
    ("ដោយ សុខ ដារា", ["សុខ ដារា"]),
    ("អ្នកនិពន្ធ៖ សុខ ដារា", ["សុខ ដារា"]),
    ("مۇخبىرىمىز گۈلچېھرە", ["گۈلچېھرە"]),
    ("Phóng viên TTXVN", []),
    ("Phóng viên thường trú tại Hà Nội", []),
    ("Đăng bởi: admin", []),
    ("Đăng bởi: Văn phòng UBND", []),
    ("Kontributor: Redaksi", []),
    ("Wartawan: Tim Liputan", []),
    ("Jurnalis: admin", []),
    ("توسط روابط عمومی", []),
    ("توسط تحریریه", []),
    ("بواسطة فريق التحرير", []),
    ("بواسطة: admin", []),
    ("द्वारा संचालित", []),
    ("रिपोर्टर: वेब डेस्क", []),
    ("Корреспондент: Отдел новостей", []),
    ("Журналист: Редакция", []),
    ("Yazan: Haber Merkezi", []),
    ("লিখেছেন অনলাইন ডেস্ক", []),
    ("מאת מערכת האתר", []),
    ("ដោយ ក្រុមព័ត៌មាន", []),
    ("Бэлтгэсэн: Редакц", []),
    ("تحریر: ویب ڈیسک", []),
    ("מאת האל", []),
    ("Мәтін: Ақпарат бөлімі", []),
]


@pytest.mark.parametrize(("line", "names"), BESIDE_LABELS)
def test_who_wrote_is_told_by_the_labels_of_many_languages(line: str, names: list[str]) -> None:
    page = f"<h1>桥通了</h1><div><div>{line}</div><div>2024-03-05 10:21</div></div><div>{TEXT}</div>"
    assert people(page) == names


def test_a_stated_author_that_the_title_ends_with_is_the_site() -> None:
    meta = '<meta name=author content="{}"><title>桥通了_大河财经</title><h1>桥通了</h1><div>{}</div>'
    assert people(meta.format("大河", TEXT)) == []
    assert people(meta.format("林大河", TEXT)) == ["林大河"]


def test_editors_are_no_authors() -> None:
    reading = extract(
        parse(f"<h1>桥通了</h1><div>{TEXT}<p>（责任编辑：王小山、李青）</p></div>", "http://example.com/")
    )
    assert reading.authors is None
    assert reading.editors and [person.name for person in reading.editors.value] == ["王小山", "李青"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("来源：山里报", "山里报"),
        ("2024-05-06 10:00　来源： 山里报　作者：李青", "山里报"),
        ("2024年05月06日10:00 | 来源：山里报 小字号", "山里报"),
        ("稿源：山里广播电视台 编辑：李青", "山里广播电视台"),
        ("來源：海風新聞網 2024/05/06", "海風新聞網"),
        ("2024-05-06 10:56:28 山里时报", "山里时报"),
        ("Quelle: Talbote", "Talbote"),
        ("[山里타임즈 윤하늘 기자] 2024.05.06", None),
        ("[남해신문 윤하늘 기자] 2024.05.06", "남해신문"),
        ("来自: 山里日报", "山里日报"),
        ("来自: iPhone", None),
        ("来源：茶学院 点击数：[12]", "茶学院"),
        ("来源｜石桥县融媒体中心", "石桥县融媒体中心"),
        ("来源：本站原创", None),
        ("山里发布 2024-05-06 10:20", "山里发布"),
        ("2024-05-06 10:20 首次发布", None),
        ("發布單位：建設處 點閱數：221", "建設處"),
        ("2024-05-06 10:56 dpa", "dpa"),
        ("【山里日報／編譯李青／綜合外電】", "山里日報"),
        ("发布者: 阿亮 | 原作者: 李青 | 来自: 山里文艺", "山里文艺"),
        ("来源：资料图", None),
        ("来源：", None),
        ("阅读：118", None),
        ("News", None),
        ("Post", None),
        ("MAP", None),
        ("Foto: Max Muster/dpa", None),
        ("Photo: Ann Price / AP", None),
        ("Ann Price | AP", "AP"),
    ],
)
def test_source(line: str, expected: str | None) -> None:
    found = extract(parse(f"<h1>桥通了</h1><p>{line}</p><div>{TEXT}</div>", "http://example.com/")).source
    assert (found.value.name if found else None) == expected


def test_lines_that_follow_each_other_name_an_author_each() -> None:
    below = "<p>主笔 | 公孙大</p><p>记者 | 池鱼 林冲</p><p>编辑 | 韦庄</p><p>记者 | 温青</p>"
    page = f"<title>桥通了</title><h1>桥通了</h1><p>2017-12-12</p>{below}<div>{TEXT}</div>"
    assert people(page) == ["公孙大", "池鱼", "林冲"]


@pytest.mark.parametrize("ending", ["作者从此为家乡写了三十年。", "（作者曾任系主任）", "（作者多为中学生）"])
def test_who_the_author_is_said_to_be_is_no_name(ending: str) -> None:
    assert people(f"<h1>桥通了</h1><p>2018-05-07 09:30</p><div>{TEXT}<p>{ending}</p></div>") == []


@pytest.mark.parametrize(
    ("name", "ending", "names"),
    [
        ("蓝 湛", "<p>（作者系县委党校讲师）</p>", ["蓝湛"]),
        ("蓝 湛", "", []),
        ("党建", "<p>（作者系县委党校讲师）</p>", []),
    ],
)
def test_a_name_near_the_headline_is_the_authors_of_whom_the_end_speaks(
    name: str, ending: str, names: list[str]
) -> None:
    page = f"<h1>桥通了</h1><p>2018-05-07 09:30　<i>{name}</i></p><div>{TEXT}{ending}</div>"
    assert people(page) == names


def test_a_paper_that_titles_its_pages_by_the_day_is_the_source() -> None:
    heading = "石桥镇充电棚冷热不均"
    head = f"<title>山里都市报2007年11月22日电子报</title><p class=bt>第03版 城事</p><p><b>{heading}</b></p>"
    found = extract(parse(f"{head}<p>记者 李青</p><div>{TEXT}</div>", "http://example.com/"))
    assert found.source and found.source.value.name == "山里都市报"
    assert found.headline and found.headline.value == heading


@pytest.mark.parametrize(("behind", "name"), [("山里日报", "山里日报"), ("见报", None)])
def test_a_paper_may_stand_right_behind_the_headline_in_the_title(behind: str, name: str | None) -> None:
    page = f"<title>石桥镇充电棚冷热不均{behind}</title><h1>石桥镇充电棚冷热不均</h1><div>{TEXT}</div>"
    found = extract(parse(page, "http://example.com/")).source
    assert (found.value.name if found else None) == name


@pytest.mark.parametrize(("head", "name"), [("山里日报", "山里日报"), ("天气预报", None), ("有奖举报", None)])
def test_the_head_of_a_page_of_print_names_the_paper_above_the_day(head: str, name: str | None) -> None:
    head = f"<table><tr><td>{head}</td><td>2009年11月5日 星期四</td></tr></table>"
    found = extract(
        parse(f"<title>桥通了</title>{head}<h1>桥通了</h1><div>{TEXT}</div>", "http://example.com/")
    ).source
    assert (found.value.name if found else None) == name


def test_the_publisher_stated_is_the_source_where_the_page_names_no_other() -> None:
    stated = '<script type="application/ld+json">{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"山里报"}}</script>'
    found = extract(parse(f"{stated}<h1>桥通了</h1><div>{TEXT}</div>", "http://example.com/")).source
    assert found and (found.value.name, found.evidence) == ("山里报", "JSON-LD publisher")


@pytest.mark.parametrize(
    ("ending", "name"),
    [
        ("（来源：山里日报，记者：李青）", "山里日报"),
        ("（图片来源：山里日报）", None),
        ("（来源：县里的帖子）", None),
    ],
)
def test_the_last_bracket_of_a_text_names_the_source(ending: str, name: str | None) -> None:
    found = extract(parse(f"<h1>桥通了</h1><div>{TEXT[:-4]}{ending}</p></div>", "http://example.com/")).source
    assert (found.value.name if found else None) == name


def test_a_link_behind_the_source_is_not_part_of_it() -> None:
    page = f"<h1>桥通了</h1><p>来源：<a href=/s>山里报</a><a href=/c>参与互动</a></p><div>{TEXT}</div>"
    found = extract(parse(page, "http://example.com/")).source
    assert found and found.value.name == "山里报"


def test_agencies_open_their_texts_with_their_name() -> None:
    assert origin.wire(["新华社北京6月29日电 记者获悉"]) == ("新华社", "text 新华社北京6月29日电")
    assert origin.before_reporter(["（中央社記者林怡君台北19日電）"]) == ("中央社", "text （中央社記者")
    assert origin.wire(["中央社華港7日綜合外電報導"]) == ("中央社", "text 中央社華港7日綜合外電報導")
    assert origin.wire(["（江邊社華港6日綜合外電報導）倉庫的木門推開了。"]) == (
        "江邊社",
        "text （江邊社華港6日綜合外電報導）",
    )
    assert origin.wire(["法新社7日综合报道称，江边的渡口恢复了摆渡。"]) is None
    assert origin.before_reporter(["［江边通讯社］记者林晓/江州报道"]) == ("江边通讯社", "text ［江边通讯社］记者")


@pytest.mark.parametrize("bracket", ["【地方新聞】", "【獨家新聞】", "【天氣預報】", "【本報】"])
def test_a_bracket_before_reporters_may_be_no_papers(bracket: str) -> None:
    assert origin.before_reporter([f"{bracket}記者林曉/江州報導"]) is None


def test_names_that_are_none() -> None:
    assert not any(map(is_person, ["新华网", "", "a", "李" * 60, "http://x", "编辑部", "Staff", "12345", "[]"]))
    assert not any(map(is_person, ["安委会", "常委会", "商会", "周年会", "于晚会"]))
    assert all(map(is_person, ["刘小会", "李青", "格桑边觉", "阿不都·热合曼", "Anke Vogt", "高橋美咲"]))


def test_labels_are_cut_off_lists_of_names() -> None:
    assert authors.without_label("本报记者 李青") == "李青"
    assert authors.without_label("责任编辑：李青") == "李青"
    assert authors.without_label("李青") == "李青"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Submitted by Ann Price on Mon, 05/14/2024 - 11:32", ["Ann Price"]),
        ("Opublikowane przez Zofia Maj w wt., 14/05/2024", ["Zofia Maj"]),
        ("Опубликовано в рубрике Общество", []),
        ("By Hannah Croft @hcroft Senior Reporter", ["Hannah Croft"]),
        ("Par Claire Daudet avec AFP", ["Claire Daudet"]),
        ("Por João Siqueira, GI Sorocaba", ["João Siqueira"]),
        ("棋路漫漫 发表于 2011-7-4 22:10", ["棋路漫漫"]),
        ("本文 发表于 2011-7-4 22:10", []),
        ("報導：官春花", ["官春花"]),
        ("2012-3-4 09:12来源:山里晚报作者:阮小七编辑:花荣", ["阮小七"]),
        ("来源丨山里县融媒体中心　记者丨晏清 冷月　2023-11-02 17:40", ["晏清", "冷月"]),
        ("作者：记者 柳青 实习生 何田", ["柳青", "何田"]),
        ("原创 柳青 山里日报 2024-05-06 10:20", ["柳青"]),
        ("作者 / 柳青　編輯 / 何田　2024-05-06", ["柳青"]),
        ("撰文 柳青　攝影 何田　2024年5月6日", ["柳青"]),
        ("Ellie Tran, Contributing Writer", ["Ellie Tran"]),
        ("By Ellie Tran, Contributing Writer", ["Ellie Tran"]),
        ("By Zhang Yin in Thornby | Updated: 2024-05-12", ["Zhang Yin"]),
        ("von <a href='/autor/mira-sonntag/'>Mira Sonntag</a>", ["Mira Sonntag"]),
        ("Por Marta Domingo", ["Marta Domingo"]),
        ("By Ann Price Monday", ["Ann Price"]),
        ("<span class='autorArt'>oprac. Kinga Sowa</span>", ["Kinga Sowa"]),
    ],
)
def test_bylines_of_other_systems_and_languages(line: str, names: list[str]) -> None:
    found = extract(parse(f"<h1>桥通了</h1><p>{line}</p><div>{TEXT}</div>", "http://example.com/")).authors
    assert [person.name for person in found.value] == names if found else not names


def test_who_speaks_in_the_headline_wrote_it_where_a_line_says_so() -> None:
    page = "<title>封云：桥通了以后</title><h1>封云：桥通了以后</h1>{}<div>{}</div>"
    assert extract(parse(page.format("", TEXT), "http://example.com/")).authors is None
    twice = "<title>桥通了以后</title><p>封云：桥通了以后</p><h1>桥通了以后</h1>{}<div>{}</div>"
    for said, line in ((page, "封云"), (page, "● 封云"), (twice, "封云")):
        assert people(said.format(f"<p>{line}</p>", TEXT)) == ["封云"]


def test_a_member_is_named_above_what_the_forum_says_of_members() -> None:
    """The day of registration is none of the post's."""
    member = "<td><b>北墙根</b><br>级别：会员<br>积分：120<br>注册：2003-05-01</td>"
    page = f"<h1>桥通了</h1><table><tr>{member}<td>发表于 2005-9-7 11:57<div>{TEXT}</div></td></tr></table>"
    found = extract(parse(page, "http://example.com/"))
    assert people(page) == ["北墙根"]
    assert found.published is not None
    assert found.published.value.iso[:10] == "2005-09-07"


@pytest.mark.parametrize(
    ("site", "names"),
    [("老槐的博客 - 江边网", ["老槐"]), ("大家的博客 - 江边网", []), ("市长的博客 - 江边网", []), ("江边网", [])],
)
def test_the_title_names_the_owner_of_a_blog(site: str, names: list[str]) -> None:
    assert people(f"<title>桥通了 - {site}</title><h1>桥通了</h1><div>{TEXT}</div>") == names
    head = f"<title>桥通了_某站</title><h1><a href='/'>{site.split(' - ', maxsplit=1)[0]}</a></h1>"
    assert people(f"{head}<h2>桥通了</h2><p>2008-03-12 21:33</p><div>{TEXT}</div>") == names


@pytest.mark.parametrize(
    "below",
    [
        "<h3>网友评论</h3><dl><dt>作者：江边老翁</dt><dd>好地方，改天去看看。</dd></dl>",
        "<h3>More from Seal X</h3><h4><a href='/a'>Gulls lose nest</a></h4><p class='byline'>By Ray Orr</p>",
        "<h3>많이 본 기사</h3><a href='/1'>항구 축제 개막</a> <span>박지민 기자</span>",
    ],
)
def test_names_below_the_heading_of_others_are_theirs(below: str) -> None:
    assert people(f"<h1>桥通了</h1><div>{TEXT}</div><div>{below}</div>") == []


def test_a_letter_is_signed_by_its_writer() -> None:
    text = (
        "<p>During the storm the county plow came down our lane at three in the morning, and again at five.</p>"
        * 3
    )
    page = (
        "<title>{}: Thank the drivers</title><h1>Thank the drivers</h1><div>{}<p>Lorna Beck, Cedar Fork</p></div>"
    )
    assert people(page.format("Letter", text)) == ["Lorna Beck"]
    assert people(page.format("News", text)) == []


def test_capitals_at_the_end_of_an_english_text_are_no_name() -> None:
    text = "<p>The county began its winter heating program on Tuesday with 216 buildings in two towns.</p>" * 3
    assert people(f"<h1>County begins winter heating</h1><div>{text}<p>Important NOTICE</p></div>") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("发文机关：</td><td>白水县财政局", "白水县财政局"),
        ("發布單位：農經課", "農經課"),
        ("Источник: «Ольховские вести»", "Ольховские вести"),
    ],
)
def test_offices_and_quoted_names_are_sources(line: str, expected: str) -> None:
    found = extract(
        parse(f"<h1>关于山里新桥通车的通知</h1><table><tr><td>{line}</td></tr></table><div>{TEXT}</div>", "")
    ).source
    assert found and found.value.name == expected


def test_a_portal_says_in_the_title_whose_article_it_shows() -> None:
    page = f"<title>桥通了（山里日报） - 某门户</title><h1>桥通了</h1><div>{TEXT}</div>"
    found = extract(parse(page, "http://example.com/")).source
    assert found and found.value.name == "山里日报"


def test_a_label_above_a_japanese_name() -> None:
    text = "<p>村の古い校舎が宿になり、初日は卒業生らが泊まった。</p>" * 4
    assert people(f"<h1>校舎が宿に</h1><dl><dt>取材・文</dt><dd>西野真</dd></dl><div>{text}</div>") == ["西野真"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p>Sam Ilkley</p><p>May 14, 2024</p>", ["Sam Ilkley"]),
        ("<p>Deirdre Quill and Owen Brody</p><p>May 14, 2024</p>", ["Deirdre Quill", "Owen Brody"]),
        ("<p>April 3, 2024 • Sam Ilkley, Fenwick Courier</p>", ["Sam Ilkley"]),
        ("<p>14. Mai 2024 | Friederike von Au</p>", ["Friederike von Au"]),
        ("<p>14 мая 2024, Тимур Хасанов</p>", ["Тимур Хасанов"]),
        ("<p>Sam Ilkley</p><p>Fenwick</p><p>Weather</p><p>Sports</p><p>May 14, 2024</p>", []),
        ("<p>Jordan River</p><p>May 14, 2024</p>", []),
        ("<p>Henry Ford Hospital</p><p>May 14, 2024</p>", []),
        ("<p>Вера Надежда Любовь</p><p>14 мая 2024</p>", []),
        ("<p>Joan Kemp</p><p>May 14, 2024</p>", []),
        ("<ul><li>Megan Rudd</li></ul><p>May 14, 2024</p>", []),
        ("<p><a href='/t/1'>Kate Winslow</a></p><p>May 14, 2024</p>", []),
        ("<figure><img src='a.jpg'><figcaption>Martin Ferris</figcaption></figure><p>May 14, 2024</p>", []),
    ],
)
def test_a_given_name_beside_the_date_tells_a_person(line: str, expected: list[str]) -> None:
    text = (
        "<p>The harbor board froze the ferry tolls, and Joan Kemp said that ridership had grown by a tenth.</p>"
        * 4
    )
    assert people(f"<h1>Ferry tolls frozen for a second year</h1>{line}<div>{text}</div>") == expected


def test_a_list_of_names_below_the_headline_is_text() -> None:
    text = "<p>The harbor board thanked those who rowed the ferry by hand when the engine had failed.</p>" * 3
    page = f"<div><h1>Ferry rowed by hand</h1><p>Owen Brody</p><p>Sam Ilkley</p><p>Megan Rudd</p>{text}</div>"
    found = extract(parse(page, "http://example.com/")).body
    assert found and found.value.paragraphs[:3] == ("Owen Brody", "Sam Ilkley", "Megan Rudd")


def test_a_word_without_end_is_no_name() -> None:
    """It is passed over at once: a pattern that tried all ways to be four words would not come back."""
    assert not names_person(f"Anna {'A' * 50_000}1")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("水谷佳奈", "夜間学校が開講した。", True),
        ("田中さくら", "夜間学校が開講した。", True),
        ("水谷佳奈", "水谷さんは笑う。", False),
        ("水谷佳奈", "夜校开班。", False),
        ("山口支局", "夜間学校が開講した。", False),
        ("本田技研", "夜間学校が開講した。", False),
        ("ΕΛΕΝΗ ΒΛΑΧΟΥ", "Το σχολείο άνοιξε.", True),
        ("नेहा वर्मा", "पाठशाला खुली।", True),
        ("བཀྲ་ཤིས་ཚེ་རིང་།", "སློབ་གྲྭ་སྒོ་ཕྱེས།", True),
        ("Theo TTXVN", "Lớp học mở cửa.", False),
        ("Jack Daniels Arena", "The school opened.", False),
        ("Mary Kay", "Mary Kay opens a counter.", False),
    ],
)
def test_a_name_beside_the_date_is_told_by_its_given_or_family_name(name: str, text: str, told: bool) -> None:
    assert is_unmentioned(name, text) is told


@pytest.mark.parametrize(("site", "names"), [("Ann Price", ["Ann Price"]), ("Ouest Aubrac", [])])
def test_a_site_that_has_a_persons_name_is_written_by_that_person(site: str, names: list[str]) -> None:
    page = f"<meta property='og:site_name' content='{site}'><h1>桥通了</h1><p>By {site} · 2024-05-06</p><div>{TEXT}</div>"
    assert people(page) == names


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Theo Lan Chi (Người Đưa Tin)", ["Lan Chi"]),
        ("Lan Chi (Theo TTXVN)", ["Lan Chi"]),
        ("Lan Chi - Ngọc Lan", ["Lan Chi", "Ngọc Lan"]),
        ("আনিসুর রহমান/এমএইচ/জেআইএম", ["আনিসুর রহমান"]),
        ("Trung Quốc", []),
        ("Theo Reuters (Anh)", []),
    ],
)
def test_who_signs_below_the_last_sentence(line: str, expected: list[str]) -> None:
    found = named_at_end(["Người dân có thể mang sách đến tặng.", line], "", japanese=False)
    assert [person.name for person in found[0]] == expected if found else not expected


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        (
            "<div><a href=/authors/lim>Lim Wei Ling</a><p>Correspondent</p></div><div><a href=/authors/nair>Arun Nair</a></div>",
            ["Lim Wei Ling", "Arun Nair"],
        ),
        (
            "<div><a href=/authors/lim>Lim Wei Ling</a></div><div>Pictures: <a href=/authors/nair>Arun Nair</a></div>",
            ["Lim Wei Ling"],
        ),
        (
            "".join(
                f"<div><a href=/authors/{name[:3]}>{name}</a></div>"
                for name in ("Ann Price", "Lars Odeh", "Jess Okafor", "Tim Reese")
            ),
            ["Ann Price"],
        ),
    ],
)
def test_several_authors_set_alike(byline: str, expected: list[str]) -> None:
    assert people(f"<title>桥通了</title><h1>桥通了</h1><div>{byline}</div><div>{TEXT}</div>") == expected
