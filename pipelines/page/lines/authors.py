"""Who wrote and who edited an article, read off the words that pages put before and behind names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from pipelines.page.lines.koreans import koreans
from pipelines.page.lines.name_lists import split_names, stated_names
from pipelines.page.lines.names import (
    HAN,
    JAPANESE_NAME,
    MARKED,
    MONTH_AT_END,
    People,
    is_named,
    is_person,
    may_be_person,
)
from pipelines.page.lines.posters import posted
from pipelines.page.lines.reporters import NEXT_LABEL, NO_PLACE, REPORTER, reporters
from pipelines.page.model import Person
from pipelines.page.tables import alternatives, expression, words
from pipelines.pattern import Pattern

_label = partial(expression, "names", "labels")
_AUTHORS, _BYLINE = alternatives("names", "labels", "author"), alternatives("names", "labels", "by")
_WORD = r"[\u0370-\u1fff\u200c\u200d.]{2,16}"  # of a name in a script that is not Latin
_COLON = r"\s*[：:៖︰︱|｜/／丨✎✍✏།]\ufe0f?\s*"
_SIGN = Pattern("[：:៖︰︱|｜/／丨＝=】✎✍✏།]")  # one of them stands between a label and what it names
_OPENING = "【〖\\[［（(〔「『<＜◎◆●■▲□○☆★※"

_BRACKET = Pattern("[（(【]")
_APART = Pattern(r"[\s|｜丨；;]+")
# 洪恒飞 本报记者 江耘: of several roles, the second and those behind it
_NEXT_ROLE = Pattern(rf"(?<=[{HAN}])[ \u3000、，,]+{REPORTER.pattern}(?=[{HAN}])")
_AUTHOR = Pattern(
    rf"(?:^|(?<=[\d{HAN}，,；;）)])(?=作者[：:])|[\s{_OPENING}|｜丨/／]){_AUTHORS}{_label('pictures_too')}{_COLON}(?P<names>[^：:།\n]{{1,60}})",
    re.IGNORECASE,
)
_WRITER = Pattern(
    rf"(?:^|[\s{_OPENING}：:])\s*(?:[图圖][\s/／、]?|取材[・、])?文(?:[/／、・]?(?:[图圖]|写真))?\s?[/／|｜︱丨:：＝=]\s?(?:(?:本[报報网網]|特[约約派]|实习|實習)*[记記]者)?\s*(?P<names>[^\n：:]{{2,40}})"
)
_HEADED = Pattern(rf"【{_AUTHORS}】\s?(?P<names>[^：:\n【】]{{2,40}})", re.IGNORECASE)  # 【文字】林晓 温青
# Posted October 5, 2023 by Rex Amadi in News
_BY_BEHIND_DATE = Pattern(
    r"(?:(?:19|20)\d\d|\d:\d\d(?:\s?(?i:[ap]\.?m\.?|uhr))?)[\s,|·•–-]{1,4}(?i:by|von|par|por|door|oleh|av|af|di|przez)\s+(?P<names>[^\W\d_a-z][^\n|•·0-9]{2,80})"
)
# 撰文 李青, 主笔 · 杨露, 丨作者 邢利宇 孟德武
# 文案：征集中, 独家报道：…; 图文：放映员老秦 is a caption, 图文：李青 none
_LOOSE = Pattern("(?:文[案稿]|[家/／][报報][导導道])\\s?[:：︱|｜丨/／]|[图圖]文\\s?[:：]")
_WROTE_ALONE = Pattern(
    rf"^[丨|｜]?\s?(?:[{HAN}]{{2,10}}[报報网網台臺社刊局会會][\s\u3000]+(?=作者))?(?:(?:[文撰][文稿]?|原[创創]|作者|主[笔筆]|采写|採寫)(?:\s+|\s?[·•_]\s?)|作者[，,]\s?)(?P<names>(?![简簡]介)[{HAN}]{{2,4}}(?:[ 、\u3000][{HAN}]{{2,4}}){{0,4}})(?=\s|$)"
)
# 来源：海阴日报 □ 姜太公
_MARKED = Pattern(
    rf"(?:^|\s)[□■◎●○◆◇☉⊙]\s?(?P<names>(?!{REPORTER.pattern})[{HAN}]{{2,4}}(?:[ \u3000][{HAN}]{{2,4}}){{0,3}})$"
)
# KVRN | By Ann Price
_BY = Pattern(rf"(?:^|(?<=\w\s\|\s))(?i:{_BYLINE})\s*:?\s+(?P<names>[^\W\d_a-z][^\n|•·0-9]{{2,80}})")
# (By Dilani Perera)
_BY_IN_BRACKET = Pattern(rf"^[(（](?i:{_BYLINE})\s+(?P<names>[^\W\d_a-z][^\n|•·0-9()（）]{{2,60}})[)）]$")
_HANGUL = Pattern("[\uac00-\ud7a3]")
# كتب - محمود السيد وهدى فهمي: a stroke or a blank behind the label, "and" written together with the second name
_ARABIC = Pattern(
    r"^(?:كتبت?|كتبه|بقلم|تقرير|إعداد)\s*[-–—/:：]\s*(?P<names>[\u0620-\u064a][\u0620-\u064a\s،و]{4,60}[\u0620-\u064a])"
)
_ARABIC_DESK = Pattern(r"^\(إعداد\s(?P<names>[\u0620-\u064a\s]{4,60}?)\s(?:للنشرة|[-–])")  # as agencies sign
# 編集委員・杉本航
_JAPANESE_OFFICE = Pattern(
    rf"(?:取材・文|文・(?:写真|撮影)|文(?=・)|[{HAN}]{{0,8}}(?:記者|編集委員|論説委員|解説委員|支局長|編集長|特派員)|(?:フリー)?ライター|コラムニスト)[・ \u3000]\s?(?P<names>(?!募集|.*[報报][導导道]$|.*[ \u3000][发發]自){JAPANESE_NAME})"
    r"(?:[ \u3000／/、]{1,2}(?:写真|撮影|画像|動画|図|イラスト)[・＝=／/:： \u3000].{2,20})?"
)
# 【北岬＝高橋亜紀】, with which Japanese reports open; behind the sign may be an agency
_FROM_PLACE = Pattern(
    rf"^[【（(\[][^】）)\]＝=]{{1,10}}[＝=](?P<names>(?!共同|時事|本社|取材|AP|AFP|ロイター)[{HAN}々]{{1,4}}[ \u3000]?[{HAN}々\u3041-\u30fa]{{1,5}})[】）)\]]"
)
# "and" written together with the second name, in Arabic and Hebrew; what is listed are names that begin so
_AND_NAME = Pattern(
    r"([^\s،,]+\s[^\s،,]+)\s(?:و(?!ليد|ائل|سام|فاء|رد|جيه|سيم|داد|هب|فيق|حيد|جدي|صفي|هيب|صال|ضاح|لاء)|ו(?!רד|יק|לד|יול|נדה))(?=\S{3,}\s\S{2,})"
)
# Της Μαρίας Δελή: nothing but the article and a name, all of a line
_GREEK = Pattern(r"^(?:Του|Της|Των|ΤΟΥ|ΤΗΣ|ΤΩΝ)\s+(?P<names>[Α-ΩΆ-Ώ][\w.-]+(?:\s[Α-ΩΆ-Ώ][\w.-]+){1,2})$")
# Text: Johan Ek; the words before it are those of buttons too, so that two capitals must tell a name
_NAMED = Pattern(
    r"^(?:Text|Tekst|Teksti|Текст|Haber|Words|Texte|Testo|Texto|Redacción|Redação|Redazione|Reportage|Репортаж|Laporan|Liputan|Teks|Yazı|Röportaj|Derleyen|Hazırlayan)\s?:\s*(?P<names>[^\W\d_a-z]\w+\s[^\W\d_a-z][\w'’-]+(?:(?:,|\s(?:and|und|et|y|e|и|ve|dan|og|och))\s[^\W\d_a-z]\w+\s[^\W\d_a-z][\w'’-]+)*)(?=$|[\s,|(·]+[^\w]|[,.]\s\w+\s?:|\s[A-ZÀ-Ý]\w+\s?:|\s\d)"
)
# রিপোর্ট: তানিয়া সুলতানা: behind such a word may be a headline, so that it is two words and the end
_REPORTED_BY = Pattern(
    rf"^[(（]?{alternatives('names', 'labels', 'report')}\s?[:：៖]\s?(?P<names>{_WORD}\s{_WORD})(?=$|\s?[|/,،()）]|\s[^\s:：]{{2,14}}\s?[:：៖])"
)
# ရေးသားသူ - မောင်ထွန်းနိုင်, names without blanks between the syllables
_BURMESE = Pattern(
    r"^(?:သတင်း)?(?:ရေးသားသူ|ရေးသူ|ထောက်)\s?[-–—:：=/]\s?(?P<names>[\u1000-\u109f]{3,24}(?:\s[\u1000-\u109f]{2,16}){0,3})(?=$|\s?[|(/၊])"
)
_BY_STATED = Pattern(r"^(?:By|BY|Von|Par|Por)\s+(?=[^\W\d_a-z])")
# 方孝文 李奇 報導 / 東嶼, 方孝文 李奇 发自 东屿: what stands behind the word is a place
_REPORTED_FROM = Pattern(
    rf"(?P<names>[{HAN}]{{2,4}}(?:[ \u3000、][{HAN}]{{2,4}}){{0,3}})\s?(?:(?:報導|报道|報道)\s?[/／╱|｜]\s?|(?P<sent>[发發]自)\s?(?!{NO_PLACE}))[{HAN}]{{2,6}}$"
)
_PARTICLES = frozenset(words("names", "labels", "particles"))
_KOREAN_ROLE = Pattern("(?<=[\uac00-\ud7a3]{2})\\s?(?:기자|특파원|논설위원|앵커|칼럼니스트)(?=$|\\s*[,·/])")
_SUBMITTED = Pattern(rf"^{_label('submitted')}", re.IGNORECASE)
_EDITOR = Pattern(rf"{_label('editor')}{_COLON}(?P<names>[^\n]{{1,50}})", re.IGNORECASE)
_MARKED_EDITOR = Pattern(
    rf"(?:^|[【\[（(|｜\s]\s?)(?:[{HAN}]{{2}}(?<!总)(?<!總))?{_label('editor')}\s+(?P<names>[{HAN}]{{2,4}}(?:[ 、\u3000][{HAN}]{{2,4}}){{0,2}})(?:$|[】\]）)]|\s+(?:\d|[|｜丨]|校[对對]|[审審]核|制[图圖]|[摄攝]影|[视視][频頻]))"
)
_RESPONSIBLE, _LONGEST_OFFICE = Pattern("责任|責任|责编|責編|責编"), 8  # characters
_SPEAKER = Pattern(rf"([{HAN}]{{2,4}})[：:]")
_OF_A_WORK = Pattern(
    "(?:书名|書名|出版社|出版(?=\\s?[：:]\\s?[^\\d\\s])|定价|定價|ISBN|歌名|片名)\\s?[：:]"
)  # 书名：《修钟》 作者：王海
_AT_START, _LONGEST_BYLINE = 2, 30  # characters
_SURE = 3  # characters of a Chinese name that words seldom have
_SCRIPTS = Pattern(
    "[Α-ώ\u0620-\u06ff\u1000-\u109f\u30e9\uac00-\ud7a3]|[員者長][・ \u3000]|文[・ \u3000]"
)  # none of these ways without one of them
_UNSIGNED = (_BY, _BY_IN_BRACKET, _BY_BEHIND_DATE, _WROTE_ALONE, _MARKED)
_LABELLED = (_AUTHOR, _WRITER, _HEADED, _NAMED, *_UNSIGNED)


def labelled(lines: Iterable[str]) -> People | None:
    """Read 作者：, By …, 文/… in the lines around the text."""
    for line in lines:
        found = _REPORTED_FROM.match(line)
        persons = split_names(found["names"], strict=True) if found else ()
        if found and persons and (not found["sent"] or any(len(person.name) >= _SURE for person in persons)):
            return persons, f"text {line[:24]}"
        if found := _SUBMITTED.search(line):
            name = _before_label(line, found)
            if is_person(name):
                several = split_names(name)
                return several if len(several) > 1 else (Person(name, found["names"]),), f"text {line[:24]}"
        for pattern, found in _matches(line):
            strict = pattern in (_WROTE_ALONE, _MARKED) or _LOOSE.search(found[0]) is not None or _is_said(line)
            names = _AND_NAME.sub(r"\1، ", without_label(_before_label(line, found)))
            persons = split_names(names, strict)
            if pattern is _MARKED and not _may_be_marked(persons, found.start()):
                continue
            if persons and (pattern not in (_BY, _BY_IN_BRACKET, _BY_BEHIND_DATE) or _is_capital(persons[0].name)):
                return persons, f"text {line[:24]}"
        if post := posted(line):
            return post
        if persons := _of_scripts(line):
            return persons, f"text {line[:24]}"
    return None


def _matches(line: str) -> Iterator[tuple[Pattern, re.Match[str]]]:
    """Give the labels of a line and what stands behind them; 作者：党委宣传部 文字：祖英 has two."""
    for pattern in _LABELLED if _SIGN.search(line) and not _OF_A_WORK.search(line) else _UNSIGNED:
        if found := pattern.search(line):
            yield pattern, found
            if pattern is _AUTHOR and (other := pattern.search(line, found.start("names"))):
                yield pattern, other


def _may_be_marked(persons: Sequence[Person], start: int) -> bool:
    """Say whether persons behind a mark are that: at the start of a line ● 方案 方法 may be words as well."""
    names = [person.name for person in persons]
    return all(map(may_be_person, names)) and (start > 0 or any(len(name) == _SURE for name in names))


def _is_said(line: str) -> bool:
    """Say whether a line is a sentence: 凡注明“作者：本网记者”的作品，均受保护。"""
    return len(line) > _LONGEST_BYLINE and line.endswith("。")


def _of_scripts(line: str) -> tuple[Person, ...]:
    """Read names as single scripts set them: 이슬기 한여름 기자; كتب - محمود السيد; Της Μαρίας Δελή."""
    if not _SCRIPTS.search(line):
        return ()
    if _HANGUL.search(line):
        return koreans(line)
    if found := _BURMESE.match(line):
        return split_names(found["names"])
    if found := _JAPANESE_OFFICE.fullmatch(line):
        return (Person(found["names"], found[0]),)
    if found := _ARABIC.match(line) or _ARABIC_DESK.match(line):
        return split_names(_AND_NAME.sub(r"\1، ", found["names"]))
    found = _GREEK.match(line)
    return (Person(found["names"], line),) if found else ()


def _is_capital(name: str) -> bool:
    """Say whether a name behind By, Di, Da … is written as one: Da Roma arriva il progetto is no byline."""
    words = name.split()
    told = sum(word not in _PARTICLES for word in words) > 1 or not name.isascii()
    return told and not any(word[0].islower() and word not in _PARTICLES for word in words)


def _before_label(line: str, found: re.Match[str]) -> str:
    """Give the names of a match, without the word before a colon behind them, which is the next label."""
    names = found["names"].rstrip()
    if line[found.end("names") :].lstrip()[:1].isdigit():
        names = MONTH_AT_END.sub("", names)
    if line[found.end() : found.end() + 1] not in (":", "：") or not names:
        return names
    if "|" in names:  # लेखक: मनीष झा | अपडेट किया गया: …, whose label has three words
        return names.rpartition("|")[0]
    parts = _APART.split(names)
    if len(parts) > 1:
        return names.removesuffix(parts[-1])
    # 作者:阮小七编辑:花荣, without a blank between; 作者 :  稿源 : 县气象台, with nobody
    name = NEXT_LABEL.sub("", names)
    return "" if name == names and name.isalpha() and not is_named(name) else name


def without_label(text: str) -> str:
    """Cut 作者：, 记者, By, 责任编辑： and the like off a list of names."""
    for pattern in (_AUTHOR, _EDITOR, _BY):
        if (found := pattern.search(text)) and found.start() < _AT_START:
            return found["names"]
    text = _NEXT_ROLE.sub("、", text)
    found = REPORTER.search(_BRACKET.split(text[:16])[0])  # 林晓（本报评论员）
    return text[found.end() :] if found else text


def from_place(lines: Sequence[str]) -> People | None:
    """Read the name beside the place with which a Japanese report opens."""
    found = _FROM_PLACE.match(lines[0]) if lines else None
    return ((Person(found["names"], found["names"]),), f"text {found[0]}") if found else None


def reported(lines: Iterable[str], told: str) -> People | None:
    """Read রিপোর্ট: তানিয়া সুলতানা; what the text, `told`, speaks of may be a headline."""
    for line in lines:
        found = _REPORTED_BY.match(line) if _SIGN.search(line) else None
        persons = split_names(found["names"]) if found else ()
        if persons and not any(word in told for person in persons for word in person.name.split()):
            return persons, f"text {line[:24]}"
    return None


def before_colon(headline: str, lines: Sequence[str]) -> People | None:
    """Read 封云 of 封云：象棋为什么留不住年轻人, where a line names him alone; the headline may stand without him elsewhere."""
    for title in (headline, *(line for line in lines if line.endswith(headline))):
        found = _SPEAKER.match(title)
        if found and is_person(found[1]) and any(line.strip(MARKED) == found[1] for line in lines):
            return (Person(found[1], found[1]),), f"line {found[1]}, before the colon of the headline"
    return None


def stated(value: str) -> tuple[Person, ...]:
    """Read the author that meta elements or JSON-LD state: names, at times with the byline around them."""
    if "://" in value or value.startswith("@"):
        return ()
    value = _KOREAN_ROLE.sub("", _BY_STATED.sub("", value))
    found = reporters([value])
    return found[0] if found else stated_names(value)


def editors(lines: Iterable[str]) -> People | None:
    """Read 责任编辑：, 编辑：, 責編 and the like; of several the one who is responsible."""
    told = [(found, line) for line in lines for found in _editors(line)]
    told.sort(key=lambda one: _RESPONSIBLE.search(one[0][0][:_LONGEST_OFFICE]) is None)
    for found, line in told:
        if persons := split_names(found["names"]):
            return persons, f"text {line[found.start() : found.start() + 24]}"
    return None


def _editors(line: str) -> Iterator[re.Match[str]]:
    """Give what stands behind the labels of a line: 编辑：王敬东 责任编辑：刘亮 has two."""
    at = 0
    while at < len(line) and (found := _EDITOR.search(line, at) if _SIGN.search(line) else None):
        yield found
        at = found.start("names")
    if at == 0 and (marked := _MARKED_EDITOR.search(line)):
        yield marked
