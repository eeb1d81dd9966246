"""Reporters: names behind 记者 and its kin, before them, and beside a place and 报道 or 电."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import zip_longest

from pipelines.page.lines.name_lists import of_unit, split_names
from pipelines.page.lines.names import (
    HAN,
    PLACE,
    People,
    are_persons,
    begins_with_place,
    is_double,
    is_named,
    is_person,
    is_thing,
    join_spaced,
    may_be_person,
    without_places,
)
from pipelines.page.model import Person
from pipelines.page.tables import expression, words
from pipelines.pattern import Pattern

_label = partial(expression, "names", "labels")
_ROLE = Pattern("|".join(words("names", "labels", "roles")))  # found sooner than a label made of them
REPORTER = Pattern(rf"{_label('reporter')}\s*[：:／/丨｜|・】]?\s*")
PHOTOGRAPHER = Pattern(f"{_label('photographer')}$")
# 摄影：记者, 图/青石晚报记者, but not 图/文 记者
_PHOTOGRAPHERS_LABEL = Pattern(
    rf"(?:(?<![／/、与和&])[摄攝]影\s?[：:／/]?|(?<![{HAN}])[图圖]片?\s?[／/：:](?!\s?文)|[视視][频頻]\s?[／/：:])[{HAN}]{{0,8}}\s*$"
)
# 作者:阮小七编辑:花荣: the next label, without a blank before it
NEXT_LABEL = Pattern(
    "(?:[题題头頭配][图圖])?(?:来自|來自)$|(?:责任|責任|发布|發布|更新)?(?:编辑|編輯|责编|責編|来源|來源|点击|點擊|浏览|阅读|时间|時間|日期|审核|校对)$|\\s(?:[摄攝]影|[图圖]片?|[视視][频頻]|[制製供][图圖])$"
)
_WROTE = Pattern(r"[／/╱|｜丨\s]文|报道|報導")
_HEAD_END = Pattern(r"[）)】\]〕」。，！？”；：:]")
# What a name before 记者王小明，… must end with to be a paper's: in 告诉记者 somebody tells a reporter something.
_PAPER_END = Pattern(r"(?:^|[^\u3400-\u9fff]|[报報网網社刊台臺站闻聞媒元视視线線])$")

_LABEL_BEHIND = Pattern(rf"[，,；;]\s?[{HAN}]{{2,6}}[：:]")
NO_PLACE = "[内內真]心|心底|肺腑|[我你他她]"  # 发自内心
# 记者：林晓，温青, where commas stand between names and nothing else
_LISTED = Pattern(rf"[{HAN}]{{2,4}}(?:\s?[，,]\s?[{HAN}]{{2,4}}){{1,5}}(?=$|[\s）)】\]｜|])")
_GOES_ON = Pattern(rf"$|[\s|｜]+(?:$|\d|[{HAN}]{{2,6}}[：:])|[）)】\]]")  # to the next label, to the date
_COMMA, _COLONS = Pattern(r"\s?[，,]\s?"), ("：", ":")
_SENT_FROM = Pattern(rf"(?<=[{HAN}]{{2}})\s?[发發]自\s?(?!{NO_PLACE})[{HAN}]{{2,8}}$")  # 记者林晓发自江边
_DATE_BEHIND = Pattern(r"[\s\u3000]+(?:19|20)\d\d\D")
_SEVERAL = rf"[{HAN}]{{2,4}}(?:(?:[ \u3000]{{1,2}}|[、，及與与和])[{HAN}]{{2,4}}){{0,4}}"
_PLACE = rf"[{HAN}、]{{2,12}}"
_ENDING = r"(?:(?:综合|綜合|即時|即时|現場|现场|連線|连线)?(?:[报報][导導道]))"
# 姜遠珍仁川29日電, 陸希休士頓報導: names, then a place, run into one
_RUN = Pattern(
    rf"^\s*(?P<run>[{HAN}]{{2,4}}(?:[、，及][{HAN}]{{2,4}}){{0,4}}?[{HAN}]{{0,8}}?)(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?\s?"
    rf"(?:{_ENDING}|[专專][电電]|[电電](?![{HAN}])|傳真|特稿|綜合外電|外電)"
)
_SLASH = Pattern(
    rf"^\s*(?P<names>[{HAN}、，及與 \u3000·．]{{2,30}}?)(?:、?[A-Z]{{2,5}})?\s*[／/╱∕|｜\\＼-]\s*{_PLACE}"
)
_BRACKET = Pattern(r"[（(【\[〔]")  # 记者今天（4月12日）: what opens behind the label closes before the names' end
_NAMES_ALONE = Pattern(rf"[\s:：、，{HAN}·]+")  # of 记者：林晓 E-mail：… nothing behind the first blank is a name
_ENDS_REPORT = Pattern("(?<=..)[报報][导導道]$")  # 记者林晓 温如玉报道。
_FROM, _LONGEST_NAME, _SHORTEST_SURE = ("从", "從", "在"), 4, 2
_CUT_RUN = {4: 2, 5: 3, 6: 3}  # characters of the name in a run whose place nobody knows
# 2014/03/19 彭佳芸 黃翊真 報導; 【陳靜文／綜合報導】; 梅花新聞網 洪子苓/綜合報導
_REPORTING = Pattern(
    rf"(?:^\D{{0,4}}[\d\s/:.年月日-]{{8,22}}\s*|^[●◎□■◆]?\s?|[【〔\[（( ]\s?)(?P<names>{_SEVERAL})\s*(?:[／/╱\\＼]\s*[{HAN}]{{0,6}}?|(?<=[{HAN}]) )"
    rf"(?:{_ENDING}|[讯訊](?=[】〕\]）)]))"
)
# 生活中心／李依璇報導: the desk before the name
_DESK = Pattern(
    rf"(?:^|[【〔\[（(]|(?<=[\d日] ))[{HAN}]{{2,6}}\s?[／/╱]\s?(?P<names>{_SEVERAL})\s?[／/╱]?[{HAN}]{{0,4}}?{_ENDING}"
)
# （張德文報導）: all of a bracket
_BRACKETED = Pattern(
    rf"[【〔\[（(]\s?(?P<names>[{HAN}]{{3}}(?:[ \u3000、][{HAN}]{{2,3}}){{0,3}})\s?[报報][导導道]\s?[】〕\]）)]"
)
# 【中廣新聞／徐平】
_PAPERS = Pattern(
    rf"^[【〔\[（(][{HAN}]{{2,8}}(?:[報报網网社臺台]|新[聞闻]|[電电][視视])\s?[／/╱]\s?(?P<names>{_SEVERAL})\s?[】〕\]）)]"
)
# 21世纪经济报道 朱艺文 上海报道
_OF_PAPER = Pattern(
    rf"^[{HAN}\w]{{2,12}}(?:[报報网網社台臺刊]|新[闻聞]|[报報][导導道])[ \u3000]+(?P<names>{_SEVERAL})[ \u3000]+(?:{PLACE})[{HAN}]{{0,3}}{_ENDING}$"
)
# 中新网吕梁7月12日电 (冯雪 王文婧)黄河边上, 江边网讯（林晓）: names alone, where a dispatch opens
_DISPATCH = Pattern(
    rf"^[{HAN}]{{1,16}}(?:(?:\d{{1,2}}月)?\d{{1,2}}日[电電讯訊]|[报報网網社台臺刊][讯訊])\s?[（(]\s?(?P<names>{_SEVERAL})\s?[)）]"
)
# 國際中心林曉編譯／責任編輯溫青
_OF_CENTER = Pattern(rf"^[{HAN}]{{2}}中心[ \u3000]?(?P<names>{_SEVERAL})[编編][译譯]\s?[／/╱]")
_BARE = (_DISPATCH, _BRACKETED, _PAPERS, _OF_PAPER, _OF_CENTER)
_SEPARATOR = Pattern("[ \u3000、，及與与和]")
_MANNER = Pattern("(?<=..)(?:综合|綜合|即時|即时|現場|现场|連線|连线)$")  # 雷媚綜合報導
# 林欣漢記者／台北報導
_BEFORE_ROLE = Pattern(
    rf"(?:^|[【〔\[（(\s])(?P<names>[{HAN}]{{2,4}})[记記]者\s?[／/╱ ]\s?[{HAN}]{{2,6}}{_ENDING}"
)
# 杨国瑛 四川在线记者 王若晔: names before the paper's
_BEFORE_PAPER = Pattern(
    rf"[□◎○●■◆]?\s?(?P<names>{_SEVERAL})[ \u3000]+(?:[{HAN}A-Za-z]{{2,12}}[报報网網社台刊闻聞媒线線])?$"
)
_RUN_TOGETHER = Pattern(rf"[{HAN}]{{2,4}}")
# 记者 泽仁拥忠, a line of its own, where a blank or a colon tells the label from what it names
_OPENS = Pattern(
    rf"[□◎○●■◆\s]*(?:[{HAN}]{{0,14}}(?:记者|記者|通讯员|通訊員|实习生|實習生)[ \u3000：:]+(?:[{HAN}]{{2,4}}[ \u3000、]+){{1,4}}){{0,3}}"
    rf"[{HAN}A-Za-z]{{0,14}}(?:记者|記者|通讯员|通訊員|实习生|實習生|撰稿人?)[ \u3000：:｜丨|]+$"
)
# 作者 | 江边报·江边网记者, the names in the next line
_LABEL_LINE = Pattern(rf"[{HAN}A-Za-z·|｜丨：: \u3000]{{0,20}}(?:记者|記者|通讯员|通訊員)\s?[：:|｜丨]?")
_TOKEN = rf"[{HAN}]{{2,5}}(?:[·•][{HAN}]{{1,6}})?"
_WHOLE = Pattern(
    r"(?!.*(?:[观觀]察|[调調]查|探访|走[访基]|体验|直击|现场|来信|[专專]访|述评|[见見][闻聞]|热线|手记)"
    r"|[今昨明近在从從到去说說对對向为為]|.*(?<![影合\s])[報报][导導道]$)"
    rf"{_TOKEN}(?:[ \u3000、]+{_TOKEN}){{0,4}}"
    r"(?:[ \u3000]*(?:文\s?[/／]?\s?[图圖]|(?:[摄攝]影|[综綜]合)?[報报][导導道]))?"
)
# 【李新龍 台中東勢】: names and the place, with which reports of television open
_NAMED_AND_PLACED = Pattern(rf"[【\[](?P<names>{_SEVERAL})[ \u3000](?P<place>[{HAN}]{{2,6}})[】\]]")
_OPENING = ("【", "[")
_MAY_REPORT = Pattern(r"[0-3／/╱\\＼记記]|[报報][导導道]|[讯訊]")  # one of these has each of them


def reporters(lines: Iterable[str]) -> People | None:
    """Read 记者, 通讯员 and the names behind them in bylines, and in the brackets that open or close the text."""
    persons: dict[str, Person] = {}
    evidence = ""
    for line in _with_names_below(lines):
        labels = [*_labels(line)]
        for label, following in zip_longest(labels, labels[1:]):
            for person in _around_label(line, label, following.start() if following else len(line)):
                persons.setdefault(person.name, person)
                evidence = evidence or f"text {line[label.start() : label.start() + 24]}"
        if not persons and (named := _reporting(line)):
            return named, f"text {line[:24]}"
    return (tuple(persons.values()), evidence) if persons else None


def _with_names_below(lines: Iterable[str]) -> Iterator[str]:
    """Put a line that ends in 记者 together with the one below it, where that is names and nothing else.

    Behind a colon, as in the cells of a table, one name will do.
    """
    label = ""
    for line in lines:
        one = label[-1:] in ("：", ":") and len(line) <= _LONGEST_NAME and may_be_person(line) and is_person(line)
        if label and (one or are_persons(line)):
            yield f"{label} {line}"
        yield line
        label = line if _LABEL_LINE.fullmatch(line) else ""


def _is_whole(persons: Sequence[Person], names: str) -> bool:
    """Say whether names that nothing introduces are persons' and all there is: （方案 全文）."""
    whole = sum(len(person.name) for person in persons) == len(_SEPARATOR.sub("", names))
    return whole and all(may_be_person(person.name) for person in persons)


def _labels(line: str) -> Iterator[re.Match[str]]:
    for label in REPORTER.finditer(line) if _ROLE.search(line) else ():
        if not _PHOTOGRAPHERS_LABEL.search(line[: label.start()]):
            yield label


def _around_label(line: str, label: re.Match[str], stop: int) -> tuple[Person, ...]:
    """Give the names behind a label, and those before it where a paper's name is between; `stop`: the next label."""
    text = line[label.end() : stop]
    if label[0].rstrip().endswith(_COLONS) and (listed := _listed(text)):
        return (*_before_paper(line[: label.start()]), *listed)
    joined = stop < len(line) and _RUN_TOGETHER.fullmatch(text)  # 记者李文见习记者张群
    persons = _behind_label(text if joined else line[label.end() : label.end() + 60], line[: label.start()])
    whole = join_spaced(text.strip())
    if _OPENS.match(line[: label.end()]) and _WHOLE.fullmatch(whole):
        named = split_names(whole)
        apart = whole != text.strip()
        if apart or all(len(each.name) > 2 or is_named(each.name) for each in named):  # 记者 一线, but 北 梦
            persons = named or persons
    return (*_before_paper(line[: label.start()]), *persons) if persons else ()


def _listed(text: str) -> tuple[Person, ...]:
    """Give the names behind a colon that commas part; 记者：那么，明白 is of an interview."""
    found = _LISTED.match(text)
    names = _COMMA.split(found[0]) if found else []
    told = any(len(name) > _SHORTEST_SURE for name in names) or (found and _GOES_ON.match(text, found.end()))
    if not told or not all(may_be_person(name) and is_person(name) for name in names):
        return ()
    return tuple(Person(name, name) for name in dict.fromkeys(names))


def _before_paper(text: str) -> tuple[Person, ...]:
    """Give the names before that of a paper, and those behind a unit's in a bracket: （铜城融媒体中心 魏青 通讯员 庄严）."""
    text = _BRACKET.split(text)[-1]
    found = _BEFORE_PAPER.match(text)
    if found is None:
        return of_unit(text)
    persons = split_names(found["names"], strict=True)
    return persons if all(may_be_person(person.name) for person in persons) else ()


def _behind_label(text: str, before: str) -> tuple[Person, ...]:
    """Names behind 记者: apart by blanks or commas, or run into a place and 电, 报道."""
    text = join_spaced(text)
    head = _HEAD_END.split(text, maxsplit=1)[0]
    labelled_next = text[len(head) : len(head) + 1] in (":", "：")
    if labelled_next:
        head = NEXT_LABEL.sub("", head)
    before_label = labelled_next and _NAMES_ALONE.fullmatch(head) is not None
    dated = _DATE_BEHIND.search(head) or _SENT_FROM.search(head)
    head = head[: dated.start()] if dated else head
    if head[:1] in _FROM and len(head) > _LONGEST_NAME:  # 记者从工业和信息化部了解到
        return ()
    if PHOTOGRAPHER.search(head[-5:]) and not _WROTE.search(head):
        return ()
    for way in (_before_place, _before_slash):
        if persons := way(head):
            return persons
    labelled = _LABEL_BEHIND.match(text, len(head))  # 学生记者：林晓，指导老师：温青
    told = text[len(head) : len(head) + 1] in ("，", "。") and not labelled and not _PAPER_END.search(before)
    addressed = text[len(head) : len(head) + 1] == "，" and is_thing(head)  # 记者：方老师，您…: of an interview
    if len(head) > 40 or told or addressed:
        return ()
    whole = len(head) == len(text)
    reported = _ENDS_REPORT.search(head) is not None  # 记者深入 现场报道。 is prose
    ended = whole or reported or text[len(head)] in "）)】]〕"
    closed = not _BRACKET.search(head) and (dated is not None or ended or before_label)
    persons = split_names(head if closed else head.partition(" ")[0], strict=not closed or whole or before_label)
    return persons if not reported or (persons and is_named(persons[0].name)) else ()


def _before_place(text: str) -> tuple[Person, ...]:
    found = _RUN.match(text)
    if not found:
        return ()
    *others, last = re.split("[、，及]", found["run"])
    name = without_places(last)
    if not is_named(name) or (len(name) > 3 and not is_double(name)):
        name = last[: _CUT_RUN.get(len(last), 3)]
    return split_names("、".join((*others, name)), strict=True)


def _before_slash(text: str) -> tuple[Person, ...]:
    found = _SLASH.match(text)
    return split_names(found["names"], strict=True) if found else ()


def _reporting(line: str) -> tuple[Person, ...]:
    """Read names without a label, told by what stands before or behind them."""
    placed = _NAMED_AND_PLACED.match(line) if line[:1] in _OPENING else None
    if placed and begins_with_place(placed["place"]):
        persons = split_names(placed["names"], strict=True)
        return persons if not any(begins_with_place(person.name) for person in persons) else ()
    if not _MAY_REPORT.search(line):
        return ()
    for pattern in (_DESK, _REPORTING, _BEFORE_ROLE, *_BARE):
        found = pattern.search(line)
        persons = split_names(_MANNER.sub("", found["names"]), strict=True) if found else ()
        if not (found and persons) or any(begins_with_place(person.name) for person in persons):
            continue  # 李依璇／花蓮報導
        if pattern not in _BARE or _is_whole(persons, found["names"]):
            return persons
    return ()
