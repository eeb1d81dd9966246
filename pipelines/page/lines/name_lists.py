"""Lists of names: the persons that a line, a report's unit or a stated value holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from pipelines.page.lines.names import (
    EDGES,
    HAN,
    LONG,
    MONTH_AT_END,
    OF_COUNTRY,
    ORGANIZATION,
    SINGLE,
    TRIPLE,
    begins_with_place,
    has_han,
    is_named,
    is_newsroom,
    is_person,
    is_stated_person,
    is_thing,
    join_spaced,
    may_be_person,
)
from pipelines.page.model import Person
from pipelines.page.tables import expression, table
from pipelines.pattern import Pattern

_TABLE = table("names")
_stop = partial(expression, "names", "stop")

# 許峻魁／金城報導: the place that a name is reported from
_FROM_PLACE = Pattern(rf"(?<=[{HAN}])\s?[／/╱|｜]\s?[{HAN}]{{2,6}}(?:[報报][導导道])[。.]?$")
_DASH = Pattern(r"\s(?:[-–—]|ـ{1,3})\s")  # behind it stands a place or a role
_ARABIC = Pattern("[\u0620-\u06ff]")  # there the place may stand before it: دبي - موزة الكتبي
_VIETNAMESE = Pattern(
    "[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơưă]", re.IGNORECASE
)  # and there a second name
# 南周末实习生 茅坤, 梅花网专栏作者 林晓
_HAN_ROLES = (
    "记者",
    "記者",
    "实习生",
    "實習生",
    "通讯员",
    "通訊員",
    "作者",
    "作家",
    "评论员",
    "評論員",
    "主笔",
    "主筆",
)
_LONGEST_ROLE = 3
# 姜涛 通讯员鲁娟, 霍亮 湖西台记者荣东
_ROLE_BEFORE = Pattern(
    rf"^(?:[{HAN}]{{0,8}}(?:记者|記者)|通讯员|通訊員|实习生|實習生|[{HAN}]{{1,6}}[市县縣区區州]台)(?=[{HAN}]{{2,3}}$)"
)
_TITLE = Pattern(expression("names", "labels", "role"), re.IGNORECASE)
_ROLES = frozenset(_TABLE["labels"]["roles"])
_DESK = Pattern(r"[A-Z]{2,4}\d?\s[A-ZÀ-Ý]?[a-zà-ÿ]")  # GI Sorocaba, behind the name of who works there
# YANG JUN in Guiyang and ZHAO YANDI; lross@coastcourier.example
# KARI JOHANSEN Herald Staff Writer
_CAPITALS_THEN_ROLE = Pattern(
    r"^((?:[A-ZÀ-Ý][A-ZÀ-Ý'’.-]*\s){2,3})(?:[A-Z]\w*[a-z]\w*\s){0,4}(?:[Ww]riter|[Rr]eporter|[Ee]ditor|[Cc]orrespondent|[Cc]olumnist|[Ii]ntern)$"
)
_CALLED = Pattern(r"(?<=[a-z])\s[(][A-Z][\w.]{1,12}[)]\s(?=[A-Z][a-z])")  # Rufus (R.T.) Hale
_BETWEEN_NAMES = Pattern(
    r"\s(?:in|from|aus|en|à|desde|da)\s[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+)?(?=\s*,?\s(?:and|und|et|y|e)\s)|\s*[\w.+-]+@[\w-]+\.[\w.-]+"
)
_NAMED_PAPER = Pattern(r"(?:The|Die|Das|Los|Las|Les)\s[A-ZÀ-Ý]")  # By TESS HOLLOWAY / The Oxbow Sun
# Minna Pölkki HS, Ann Marie Price AP: behind two words the paper's or the agency's letters
_UNIT_BEHIND = Pattern(
    rf"(?<=[^\W\d_A-Z]\s)(?:{'|'.join(map(re.escape, _TABLE['agencies']['names']))}|[B-DF-HJ-NP-TV-XZ]{{2,4}})$"
)
_COMMENTS = Pattern(
    r"\b(?:comment(?:s|aires?)?|kommentare?|comentarios?|comentários?|commenti|reacties|koment\w+|комментар\w+|коментар\w+|yorum\w*|σχόλι\w+|hozzászólás\w*)$",
    re.IGNORECASE,
)
_PARTICLE = Pattern(
    rf"(?:{'|'.join(_TABLE['labels']['particles'])})\s|[a-zà-ÿ]{{0,2}}['’]"
)  # van der Meer, d'Artois
_TOGETHER = Pattern(
    r"\s?[(](?:avec|with|mit|con|com|met|med)\s(?=[^\W\d_a-z][^\W\d_]*[a-zà-ÿ]+\s[^\W\d_a-z])([^()\d]{5,80})[)]"
)  # Ann Price (with Lars Odeh and Rufus Hale)
_BY_AGAIN = Pattern(r"^(?:By|BY)\s")  # Ann Price | aprice@mail.example By Ann Price
_AND = "|".join(_TABLE["labels"]["and"])
# Por Ann Price, Jornal do Alto: behind a name such a word begins a paper's
_PAPER_BEGINS = Pattern(
    r"(?:Jornal|Gazet[ae]|Gazzetta|Di[áa]rio|Correio|Correo|Folha|Tribuna|Tribune|Journal|Corriere|Giornale|Dziennik|Kurier|Agencia|Agência|Harian|Báo|Газета|Вестник|Вести|Εφημερίδα|صحيفة|جريدة|روزنامه|روزنامہ|दैनिक|দৈনিক)\s"
)
_STAFF = Pattern(r"_[A-Z]{1,3}\d*$|[A-Z]{1,3}\d{2,6}$")  # 李国栋_NN1234: the number of an editor
_BETWEEN = Pattern(
    r"\s*[、，,،;；/／|｜丨]\s*|\s+[&＆]\s+|\s+(?:and|und|et|y|e|и|és|och|og|en|with)\s+|\s*[▪●■◆]\s*|\s*(?<=[\u3400-\u9fff]{2})[和与與及]\s*(?=[\u3400-\u9fff]{2})|[ \u2002\u2003\u2009\u3000]{1,}"
)
_BETWEEN_STATED = Pattern(rf"\s*[、，,،;；|/]\s*|\s+(?:and|und|et|y|и|{_AND})\s+")
_BETWEEN_LETTERS = Pattern(
    rf"\s*[、，,،;；/／|｜&＆•·]\s*(?:(?:and|und|et|e|och|og)\s(?=[^\W\d_a-z]))?|\s+(?:and|und|et|y|e|и|och|og|with|{_AND})\s+"
)
_CITIZENS = "(?:[读讀]者|[市居村]民|[业業]主|家[长長])"  # as readers sign their letters: 市民 林晓
_CITIZEN = Pattern(_CITIZENS)
_UNIT_END = Pattern(
    f"[省市县縣区區州旗镇鎮乡鄉村街组組屯社局委办辦部厅廳院校站会會馆館所处處室科队隊团團连連营營厂廠矿礦场場司店报報台臺网網刊心学學园園行库庫军軍企媒]$|新[闻聞]$|(?<=.)庭$|{_CITIZENS}$"
)
_SHORTEST_UNIT = 3  # characters
_BEHIND_UNIT = Pattern("[ \u3000]|[：:](?!.*[ \u3000])")  # 县教育局：温青; 供稿：县教育局 温青
_NO_UNIT = Pattern("[【】图圖摄攝編编審审校译譯]|来源|來源|提供|作者|简介|受[访訪]|责任|[记記]者")  # 图片来源 王海
_REPORTED = Pattern("(?<=..)(?:摄影|攝影|综合|綜合|采访|採訪)?(?:报道|報導|報道|撰文|撰稿|整理|采制|採製|采写)$")
_STOP = Pattern(
    r"\s{3,}|\s@|\s(?:Fot|Foto|Photos?|Фото|Bild|Zdj)\b|\s(?:in|IN|from|FROM|aus|desde)\s[A-ZÀ-Ý]|\s[»›]|\s[於于](?:\s|$)|返回[^\s，,]{1,8}[，,]\s?查看|\s(?:avec|with|mit|con|com|met|med)\s+(?:l['’])?[A-Z]{2}|[【〖\[（(〔】〗\]）)〕」』<>＞\n]|\d{2,}|\s\d{1,2}\.?\s"
    rf"|[\s\u3000]\S{{1,14}}[：:]|\s(?:{_stop('words')})|(?i:\s(?:{_stop('days')})\b)|(?:{_stop('labels')})\s*[：:丨｜]"
)

_NAMED_AS_DAY = Pattern(rf"[^\W\d_a-z]\S+\s(?=[^\W\d_a-z])(?i:{_stop('days')})$")  # Mira Sonntag, Marta Domingo


def split_names(text: str, strict: bool = False) -> tuple[Person, ...]:
    """Give the persons that a list of names holds; `strict` wants known family names of Chinese ones."""
    text = _listed(text)
    parts = (_BETWEEN if has_han(text) and not text[:1].isascii() else _BETWEEN_LETTERS).split(text)
    found: dict[str, Person] = {}
    for number, part in enumerate(parts):
        said = _ROLE_BEFORE.sub("", part.strip(EDGES))
        name = _STAFF.sub("", _REPORTED.sub("", said))
        if found and name != said and begins_with_place(name):  # 董棚 成都报道
            break
        name = _BY_AGAIN.sub("", _UNIT_BEHIND.sub("", name).rstrip()) if name.count(" ") > 1 else name
        if found and _DESK.match(name):
            break
        if _is_role(name, bool(found)):
            continue
        if is_newsroom(name):  # what stands behind it is a place
            break
        if found and _ends_list(name, found):
            break
        if is_person(name) and (not strict or is_named(name) or _is_long(name, parts[number + 1 :])):
            found.setdefault(name, Person(name, part.strip()))
        elif found:
            break
    return tuple(found.values())[:12]


def _listed(text: str) -> str:
    """Give a list of names without what stands around it: countries, the place of a report, days, words behind a dash."""
    text = _TOGETHER.sub(r", \1", text) if "(" in text else text
    text = _CAPITALS_THEN_ROLE.sub(r"\1", _BETWEEN_NAMES.sub("", OF_COUNTRY.sub("", _CALLED.sub(" ", text))))
    placed = _FROM_PLACE.search(text)
    if placed and is_named(text[: placed.start()].split()[-1]):
        text = text[: placed.start()]
    stop = _STOP.search(text.lstrip(EDGES))
    if stop and not _NAMED_AS_DAY.fullmatch(text.strip(EDGES)):
        text = MONTH_AT_END.sub("", text.lstrip(EDGES)[: stop.start()])
        text = (
            text.rpartition("|")[0] or text if stop[0].isdecimal() or stop[0].endswith((":", "：")) else text
        )  # สายชล | อ่าน 412
    text = _DASH.sub(", ", text) if _VIETNAMESE.search(text) else _before_dash(text)
    return join_spaced(text).strip(EDGES)


def _before_dash(text: str) -> str:
    parts: list[str] = _DASH.split(text)
    placed = " " not in parts[0] and " " in parts[-1] and _ARABIC.match(parts[0]) is not None
    return parts[-1] if placed else parts[0]


def _is_role(name: str, behind_name: bool) -> bool:
    """Say whether a part of a list is what a person is, which names nobody: 柳青 实习生 何田."""
    if name.lower() in _ROLES or (
        behind_name and (_TITLE.fullmatch(name) or name.partition(" ")[0].lower() in _ROLES)
    ):
        return True
    return len(name) > _LONGEST_ROLE and name.endswith(_HAN_ROLES)


def _ends_list(name: str, before: Iterable[str]) -> bool:
    """Say whether a part behind names is none: de Andreea Pop, publicat 8 Iunie; By Ann Price, OXBOW SUN."""
    if (
        _NAMED_PAPER.match(name)
        or _PAPER_BEGINS.match(name)
        or _COMMENTS.search(name)
        or _is_place(name, before)
        or (name[:1].islower() and " " in name and not _PARTICLE.match(name))
        or (name.isascii() and name.islower() and " " not in name)
    ):
        return True
    return name.isascii() and name.isupper() and not any(each.isupper() for each in before)


def _is_long(name: str, rest: list[str]) -> bool:
    """Say whether four characters are a name, 乐天茵子, as of four none but those before another name are."""
    fits = len(name) == LONG and name[0] in SINGLE and not is_thing(name)
    return fits and bool(rest) and is_named(rest[0]) and has_han(rest[0])


def of_unit(text: str, shortest: int = _SHORTEST_UNIT) -> tuple[Person, ...]:
    """Give the persons behind the name of where they work: 城东派出所　钟南, as those sign who send in reports.

    A unit of two characters, 骨科, needs a label before it: ask for it as the `shortest`.
    """
    unit, *rest = _BEHIND_UNIT.split(text.strip(EDGES), maxsplit=1)
    names = "".join(rest)
    if (
        (len(unit) < shortest and not _CITIZEN.fullmatch(unit))
        or not _UNIT_END.search(unit)
        or _NO_UNIT.search(unit)
        or _is_a_name(unit)
    ):
        return ()
    persons = split_names(names, strict=True)
    named = all(may_be_person(person.name) and not _UNIT_END.search(person.name[2:]) for person in persons)
    return persons if named and sum(len(person.name) for person in persons) > len(names) * 0.6 else ()


def _is_a_name(unit: str) -> bool:
    """Say whether what may be a unit is a person's name rather: 宣传科 is none, though 宣 is a family."""
    return may_be_person(unit) and is_person(unit)


def _is_place(name: str, before: Iterable[str]) -> bool:
    """Say whether a single word behind full names in an alphabet is no person: Von Lena Vogt, Hinterau."""
    return name[:1].isupper() and " " not in name and all(" " in each for each in before)


def stated_names(value: str) -> tuple[Person, ...]:
    """Give the persons that a meta element or JSON-LD names."""
    parts = [join_spaced(part.strip()) for part in _BETWEEN_STATED.split(value)]
    if ORGANIZATION.search(parts[0]) and all(" " not in part and part.istitle() for part in parts[1:]):
        return ()  # Sunsail News GmbH, Bremen, Germany
    names = dict.fromkeys(name for part in parts for name in _apart(part))
    persons = tuple(Person(name, name) for name in names if is_stated_person(name))
    return tuple(person for person in persons if person is persons[0] or not _TITLE.fullmatch(person.name))


def _apart(text: str) -> list[str]:
    """Split 黄茜 罗洪刚, where each is a Chinese name and one of three characters: 金子 文子 is one of Japan."""
    names = text.split()
    several = len(names) > 1 and all(has_han(name) and is_named(name) for name in names)
    return names if several and any(len(name) == TRIPLE for name in names) else [text]
