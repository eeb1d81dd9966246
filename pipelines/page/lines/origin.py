"""Where an article comes from: 来源, 稿源, Quelle, or the agency that its first line names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipelines.page.lines.agencies import AGENCY_ALONE
from pipelines.page.lines.credits import explains_source
from pipelines.page.lines.dates import find_dates
from pipelines.page.lines.habits import Habits
from pipelines.page.lines.names import stands_alone
from pipelines.page.tables import expression, table
from pipelines.page.tree.density import weight
from pipelines.pattern import Pattern

_TABLE = table("names")
_LABEL = expression("names", "labels", "source")
_NEVER = frozenset(_TABLE["chinese"]["never"])
_HAN = "\u3400-\u9fff"

_LABELLED = Pattern(
    rf"{_LABEL}\s?[\]】〕）)]?\s*(?:[于於自])?\s*[：:︰丨|｜/／།]\s*(?P<name>[^\n]{{1,60}})", re.IGNORECASE
)
_CITED = Pattern('(?:[“‘"「『]|注明|註明|标注|標註)\\s?$')  # 凡注明“来源：江边网”的作品: what a notice speaks of
# 来自: of a portal, which names who posted it too; that of a forum names a phone or a town
_PORTAL = Pattern("(?:原作者|发布者)\\s?[：:]")
_FROM = Pattern(r"(?:^|[\s|｜])来自\s*[：:]\s*(?P<name>[^\s|｜]{2,20})")
_PUT_OUT = Pattern(r"由\s?(?P<name>[^\s：:]{2,16})\s?(?:[发發][布佈]|張貼|公告)[于於]\s?(?:19|20|1\d\d)\d")
_OFFICE = Pattern("..[局委办辦部厅廳院校处處科会會心]$")
# [县人社局] 2017.08.12, 县人社局 | 2017/08/12 15:37: nothing else in the line
_OFFICE_ALONE = Pattern(
    rf"[\[【（(|｜\s]*(?P<name>[{_HAN}]{{2,14}}(?:[局委办辦厅廳处處]|学院|中心|政府|委[员員]会|(?<![全内內乐樂])部))[\]】）)|｜\s]*"
    r"(?:(?:点[击擊]|[浏瀏][览覽]|[阅閱][读讀]|[访訪][问問])[^\d：:]{0,4}[：:\s].*)?"
)
COLONS = ("：", ":", "︰")
_SECTION = Pattern(expression("names", "masthead", "section"))
SIGN = Pattern("[：:︰丨|｜/／།]")
_STOP = Pattern(
    r"\s{2,}|(?<=།)\s|\s+[a-z0-9-]+(?:\.[a-z0-9-]+)+|[\u3000|｜\n【\[<>]|\s*(?:19|20)\d\d[-./年]|\s\+\s|\s+(?!(?<=[^\u4e00-\u9fff]\s)\d{1,2}\s*(?:[+،,/]|$))\d|[（(]"
    r"|\s*(?:责任编辑|責任編輯|编辑|編輯|责编|作者|记者|記者|发布|發布|时间|時間|日期|点击|浏览|阅读|字体|字号|评论|分享|打印|编审|审核|更新"
    r"|撰稿|关键词|访问|人气|查看|字體|我要|收藏|频道|摄影)[^\s]{0,6}?\s*[：:]|\s*我要(?:评论|評論|投稿|纠错|分享|收藏)|\s+\S{1,10}[：:]"
    r"|\s+A\s?[+＋-]|\s+(?:字体|字号|大|小|打印|分享|关闭|评论|浏览|阅读|閱讀|点击|點擊|收藏|记者|記者|作者|编辑|責任編輯|责任编辑)"
)
_ADDRESS = Pattern(r"https?://\S+")  # the print version of a page says where it is from
_DAY_BEFORE = Pattern(r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日(?=[《\u4e00-\u9fff])")  # 来源：9月17日《江边日报》
_EDGES = ' ．·•\u3000\xa0:：,，、;；-—–|/.。()（）【】[]《》〉>“”"'
_ORGANIZATION = Pattern(
    r"(?:[报報网網社刊台臺]|电视|電視|新闻|新聞|日报|在线|線上|客户端|频道|通讯|通訊|杂志|雜誌|周刊|週刊|[周週]末|融媒体?(?:中心)?|[卫衛][视視]|(?<!首次|最新|正式|统一|公开|网上|官方|信息|新闻|消息|原创|来源|本站|本网)(?<=..)发布|晚报|晚報|广播|廣播|新聞網|News|NEWS|Times|TV)$"
)
# （摘自《江边月刊》2012年第3期）
_REPRINTED = Pattern(
    r"(?:摘自|[选選]自|[转轉]自|[转轉][载載]自|原[载載][于於]?|首[发發][于於]|(?<![\u4e00-\u9fff])刊[于於])\s?[：:]?\s?(?:\d{4}年\d{1,2}月\d{1,2}日)?《(?P<name>[^》]{2,20})》"
)
_BEFORE_REPORTER = Pattern(
    rf"[【（(〔\[]\s*(?P<name>[{_HAN}A-Za-z]{{2,10}}?(?:[社报報网網台臺]|新聞|新闻|电视|電視))\s*[／/╱丨|]?\s*(?:[{_HAN}]{{0,4}})(?:记者|記者|[编編][译譯])"
)
_WIRE = Pattern(
    rf"^[（(【\[]?(?P<name>[{_HAN}]{{2,5}}社|中新网|中新社|人民网|[{_HAN}]{{2,4}}[网報报])[{_HAN}]{{0,10}}(?:\d{{1,2}}月)?\d{{1,2}}日(?:[电電讯訊]|專電|专电|[综綜]合(?:外[电電])?[报報][导導道](?:[）)】\]]|$))"
)
# ［江边通讯社］记者林晓: the paper in a bracket of its own
_BRACKET_OF_PAPER = Pattern(
    rf"[（(【〔\[［](?P<name>(?!本|独家|獨家|最新|头条|頭條)[{_HAN}]{{2,10}})[】〕\]）)］]\s?[{_HAN}]{{0,4}}(?:[记記]者|[编編][译譯])"
)
# 【明報專訊】, 南方日报讯（记者 …）: the way papers open theirs.
_DESK = Pattern(
    rf"[（(【〔\[]?(?P<name>[{_HAN}]{{1,8}}?(?:[报報网網社台臺刊]|新[闻聞]|[电電][视視]))[专專综綜快]?[讯訊合](?:[】〕\]）)]|\s*[（(])"
)
# 澎湃新闻记者 …, 顶端新闻·河南商报记者 …
_REPORTERS_PAPER = Pattern(
    rf"(?:[\d\s/:.-]{{8,20}}\s)?(?:[{_HAN}]{{2,6}}·)?(?P<name>(?!本|各|多|外|据)[{_HAN}]{{2,7}}?(?:[报報网網社]|新[闻聞]|[电電][视視]))(?:全媒体|融媒体|首席|见习|实习|特派|特约|驻[{_HAN}]{{2,4}}?)*\s?[／/╱]?\s?(?:记者|記者)[\s：:{_HAN}]"
)

# [남해신문 윤하늘 기자], (군산=서연뉴스) 강민수 기자 =
_KOREAN = Pattern(
    r"[\[(<〈](?:[가-힣·]{1,8}\s?=\s?)?(?P<name>[가-힣A-Za-z0-9]{1,12}(?:뉴스|일보|신문|타임[즈스]|경제|방송|통신|저널|투데이|헤럴드|미디어))[\])>〉\s=]"
)
_LAST_BRACKET = Pattern(r"[（(]((?![^（()）]{0,6}[图圖])[^（()），,]{4,30})[^（()）]{0,30}[）)]$")
_QUOTES = ("«", "»", "„", "“", "”", "‘", "’")
_QUOTED = Pattern(r"\s*[\"“„«](?P<name>[^\"“”„«»]{2,30})[\"”“»]")
_OWN = Pattern(
    "(?:本[站网網报報刊]|网络|網路|互联网|因特网)?(?:原创|原創|转载|轉載|整理|综合|綜合|编辑|採編|采编|投稿|来稿)|(?:作者|网友|会员|读者)(?:投稿|来稿)|[资資]料[图圖]片?|受[访訪]者|本[报報][记記]者"
)

_PUBLISHED_BY = Pattern(
    r"(?:发\s?布|發布|發佈|公布|公佈|供稿|发\s?文|發文|制发|印发)\s?(?:机\s?构|機構|单\s?位|單位|部\s?门|部門|机\s?关|機關)\s*[：:]\s*(?P<name>[^\n]{2,40})"
)
_IN_TITLE = Pattern(r"\s?[（(](?P<name>[^（）()\d]{2,24})[）)]\s*[-–—|｜]\s*\S")
_NO_PAPER = Pattern("[预預海举舉战戰喜简簡情通汇匯播速警捷][报報]$")  # 天气预报 stands above the day as well
_SHEET = Pattern(r"第?\s?[A-Z]?\d{1,3}\s?版|版次")
_DAY_OF_PRINT = Pattern(
    r"(?:19|20)\d\d[-/年]\s?\d{1,2}[-/月]\s?\d{1,2}日?[\s　（(]*(?:星期|[周週])[一二三四五六日天]"
)
_PAPER_AND_DAY = Pattern(rf"[{_HAN}]{{2,10}}[报報]\s+{_DAY_OF_PRINT.pattern}")
_LONGEST_LINE = 120
_YEARLESS = Pattern(r"(?:1[0-2]|0?[1-9])[-/月](?:3[01]|[12]\d|0?[1-9])日?\s\d{1,2}:\d\d(?=\s)")  # 11-09 07:40
_NEAR_DATE, _SHORTEST = 8, 3  # lines below the headline; characters
_TOKENS = 3  # words beside a date among which a source is looked for


def labelled(lines: Iterable[str]) -> tuple[str, str] | None:
    """Read 来源：, 稿源：, Quelle: and the like. Gives the name and the words that told it."""
    for line in lines:
        for found in _LABELLED.finditer(line) if SIGN.search(line) and not explains_source(line) else ():
            if not _CITED.search(line[: found.start()]) and (name := name_of(found["name"])):
                return name, f"text {line[found.start() : found.start() + 24]}"
        office = _PUT_OUT.match(line) if line[:1] == "由" else None
        if office and _OFFICE.search(office["name"]):
            return office["name"], f"text {office[0]}"
        if (posted := _FROM.search(line)) and (
            _ORGANIZATION.search(posted["name"]) or _PORTAL.search(line) or _OFFICE.search(posted["name"])
        ):
            return posted["name"], f"text {posted[0].strip()}"
    return None


def in_bracket(text: str) -> tuple[str, str] | None:
    """Read the source in the bracket with which a text ends: （来源：江边日报，记者：林晓）."""
    bracket = _LAST_BRACKET.search(text)
    found = labelled((bracket[1],)) if bracket else None
    return found if found and is_organization(found[0]) else None


def reprinted(lines: Iterable[str]) -> tuple[str, str] | None:
    """Read the paper that a line below the text says this was taken from: （摘自《江边月刊》2012年第3期）."""
    for line in lines:
        if (found := _REPRINTED.search(line)) and len(line) < _LONGEST_LINE // 2:
            return found["name"], f"text {found[0]}"
    return None


def published_by(lines: Iterable[str]) -> tuple[str, str] | None:
    """Read 发布机构：市林业局, 發布單位：建設處, as offices name themselves; in tables the name is a line of its own."""
    rows = list(lines)
    for line, following in pairwise([*rows, ""]):
        found = _PUBLISHED_BY.search(f"{line}{following}" if line.endswith(COLONS) else line)
        if found and (name := name_of(found["name"])):
            return name, f"text {found[0][:24]}"
    return None


def credits_nobody(lines: Iterable[str]) -> bool:
    """Say whether a line has the label of a source, and 网络 or 未知 behind it: not the page's own article."""
    for line in lines:
        for found in _LABELLED.finditer(line) if SIGN.search(line) else ():
            words = found["name"].split()
            if words and words[0].strip(_EDGES).lower() in _NEVER:
                return True
    return False


def beside_date(lines: Iterable[str]) -> tuple[str, str] | None:
    """Read 2019-09-26 10:56 证券时报网: an organisation that stands alone behind or before the date."""
    for line in (_ADDRESS.sub("", each) for each in lines):
        if len(line) > 60:
            continue
        yearless = _YEARLESS.match(line)
        ends = [(0, yearless.end())] if yearless else [(d.start, d.stop) for d in find_dates(line, Habits())]
        for start, stop in ends:
            if office := _OFFICE_ALONE.fullmatch(line[:start] + line[stop:]):
                return office["name"], f"text {line[:32]}"
            for rest in (line[stop:], line[:start]):
                for token in rest.split()[:_TOKENS]:
                    name = None if SIGN.search(token) else name_of(token)
                    if name and (AGENCY_ALONE.fullmatch(name) or is_organization(name)):
                        return name, f"text {line[:32]}"
            break
    return None


def by_date_line(lines: list[str], page: Iterable[str]) -> tuple[str, str] | None:
    """Read 江边新闻 in the line above or below that of the date, where the page says the name once more."""
    for number, line in enumerate(lines[:_NEAR_DATE]):
        beside = " ".join(lines[max(0, number - 1) : number + 2])
        plain = line.isalnum() and len(line) > _SHORTEST and is_organization(line)
        if plain and next(find_dates(beside, Habits()), None) and sum(line in other for other in page) > 1:
            return line, f"text {line}"
    return None


def in_title(title: str, headline: str) -> tuple[str, str] | None:
    """Read 岬新聞 in the title 缶詰づくり始まる（岬新聞） - ポータル: what a portal adds of whose article it shows."""
    found = _IN_TITLE.match(title[len(headline) :]) if headline and title.startswith(headline) else None
    name = name_of(found["name"]) if found else None
    said = name is not None and (
        not name.isascii() or is_organization(name)
    )  # How to Build a Wall (with Pictures)
    return (name, f"title, behind {headline[:12]}") if name and said else None


def issue(lines: Iterable[str]) -> tuple[str, str] | None:
    """Read 西江晨报 2002年6月18日 第A3版: the head of a page of print, in one line or with the paper above the day."""
    said = [*lines]
    for paper, day in pairwise(said):
        named = paper.endswith(("报", "報")) and is_organization(paper) and not _NO_PAPER.search(paper)
        if named and _DAY_OF_PRINT.match(day):
            return paper, f"text {paper}, above {day[:24]}"
    return beside_date(line for line in said if _SHEET.search(line) or _PAPER_AND_DAY.fullmatch(line))


def is_organization(name: str) -> bool:
    """Say whether a name is that of a paper, station or site, and not of a section."""
    return len(name) < 14 and _ORGANIZATION.search(name) is not None and not names_section(name)


def before_reporter(lines: Iterable[str]) -> tuple[str, str] | None:
    """Read 【聯合晚報╱記者…】, （中央社記者…） and [남해신문 윤하늘 기자]."""
    for line in lines:
        if found := _KOREAN.match(line):
            return found["name"], f"text {found[0]}"
        if (found := _BEFORE_REPORTER.search(line)) and not found["name"].startswith("本"):
            return found["name"], f"text {found[0][:24]}"
        bracket = _BRACKET_OF_PAPER.match(line)
        if bracket and is_organization(bracket["name"]) and not _NO_PAPER.search(bracket["name"]):
            return bracket["name"], f"text {bracket[0][:24]}"
        if found := _REPORTERS_PAPER.match(line):
            return found["name"], f"text {found[0][:24]}"
    return None


def wire(lines: Iterable[str]) -> tuple[str, str] | None:
    """Read 新华社北京6月29日电, the way agencies open their texts."""
    for line in lines:
        found = _WIRE.match(line) or _DESK.match(line)
        if found and not found["name"].startswith(("本", "据", "據", "由")):
            return found["name"], f"text {found[0][:24]}"
    return None


def names_section(name: str) -> bool:
    """Say whether a name is that of a section as any site has it: 国内新闻."""
    return _SECTION.fullmatch(name) is not None


def name_of(text: str) -> str | None:
    """Cut the name of a source out of what stands behind its label; None where nothing does."""
    quoted = _QUOTED.match(text)
    text = quoted["name"] if quoted else _DAY_BEFORE.sub("", text.lstrip(_EDGES))
    stop = _STOP.search(text)
    name = (text[: stop.start()] if stop else text).strip(_EDGES)
    if name[:1] in _QUOTES and name[-1] in _QUOTES:
        name = name[1:-1]
    if "《" in name and "》" not in name:
        name += "》"
    if "》" in name and "《" not in name:  # 《南山文史》第六辑
        name = f"《{name}"
    first, _, behind = name.partition(" ")
    name = first if _ORGANIZATION.search(first) or (_OFFICE.search(first) and stands_alone(behind)) else name
    bad = (
        not name
        or weight(name) > 40
        or name.lower() in _NEVER
        or _OWN.fullmatch(name)
        or name.startswith(("http", "size=", "www."))
    )
    return None if bad or not any(char.isalpha() for char in name) else name
