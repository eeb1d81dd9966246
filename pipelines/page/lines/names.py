"""Names of persons: where one ends, and what is none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from pipelines.page.lines.date_forms import MONTHS
from pipelines.page.model import Person
from pipelines.page.tables import alternatives, branching, expression, table
from pipelines.pattern import Pattern

People = tuple[tuple[Person, ...], str]  # the persons, and the words that told them

_TABLE = table("names")
_stop = partial(expression, "names", "stop")
_CHINESE: dict[str, list[str]] = _TABLE["chinese"]
_SINGLE = expression("names", "chinese", "single")
_DOUBLE = frozenset(_CHINESE["double"])
_NEVER = frozenset(_CHINESE["never"])
_ORGANIZATION = Pattern(alternatives("names", "chinese", "organization"), re.IGNORECASE)

HAN = "\u3400-\u9fff\U00020000-\U0002ffff"
JAPANESE_NAME = rf"[{HAN}々]{{1,3}}[ \u3000]?[{HAN}々\u3041-\u30fa]{{1,5}}"  # 坂巻陽菜, 杉本 航
_PLACES: dict[str, list[str]] = {}
for _place in sorted(_TABLE["places"]["names"].split(), key=len, reverse=True):
    _PLACES.setdefault(_place[-1], []).append(_place)
_NO_NAME = Pattern(
    r"^[A-Z]{1,3}$|^(?:on\s+[A-Z]|(?i:submitted|posted|published|updated|created|view|see|follow|click|artikel|beitrag|article)\b)|[\d@#%*=+_?!。！？《》<>{}\[\]【】◎◆●■]|https?"
)
# Tue Aug 31, in an element called byline
_DAY = Pattern(rf"(?:mon|tues?|wed|thu|fri|sat|sun|{_stop('days')})\b\.?(?:\s(?:{branching(MONTHS)})\.?)?")
MONTH_AT_END = Pattern(rf"\s(?:{branching(MONTHS)})\.?\s*$", re.IGNORECASE)  # Ann Price Juli 12, 2017
_VERSION = Pattern(r"\d\.\d")  # of the program that wrote the page
_SENTENCE = Pattern("[\u3400-\u9fff]{9,}")  # 图文：苹果获权出售披头士乐队数字音乐
_EDGES = " \u3000:：,，、;；-—–|丨/.。།()（）【】[]◎◆◇●○■□▲△★☆※☉⊙#＃"
_TRIPLE = 3  # characters
_SPACED = Pattern(f"(?<![{HAN}])[{HAN}](?:[ \u3000]+[{HAN}])+(?![{HAN}])")
_BETWEEN_BLANKS, _HAN_ONLY, _MOST_NAMES = Pattern("[ \u3000、]+"), Pattern(f"[{HAN} \u3000、]{{5,40}}"), 8
_MARKS = frozenset("◎◆◇●○■□▲△★☆※☉⊙")
MARKED = f"{''.join(sorted(_MARKS))} \u3000"  # around a name
PLACE = branching(_TABLE["places"]["names"].split())
# [美] 林达文, (北京) 任凡
_OF_COUNTRY = Pattern(rf"^[（(\[〔【]\s?(?:[美英法德俄日韩加澳印意奥]|{PLACE})\s?[）)\]〕】]\s?")
_BETWEEN_DOTS = Pattern(r"^[·•]\s?([^·•]+?)\s?[·•]$")  # ·茅于真·
_OTHER_PEOPLES = Pattern(f"(?:{'|'.join(_CHINESE['peoples'])}){{1,3}}")  # 泽仁拥忠, 其其格
# 許峻魁／金城報導: the place that a name is reported from
_FROM_PLACE = Pattern(rf"(?<=[{HAN}])\s?[／/╱|｜]\s?[{HAN}]{{2,6}}(?:[報报][導导道])[。.]?$")
_SET_APART = Pattern(f"[{HAN}][ \u3000]{{1,4}}[{HAN}]")
_NO_PERSONS_END = Pattern(
    "[省市县縣区區州镇鎮乡鄉村报報网網台臺社版图圖道界员員会會体體书書节節日月年号條条期篇章部局院所校店记記讯訊稿组組频頻谈談说說桥橋街巷寺庙廟塔湾灣坪沟溝坡寨庄莊岭嶺屯班园園苑港周週榜楼樓线線面段队隊帽]$|(?<=..)[路里案长長表单單议議]$"
    "|(?:先生|女士|小姐|老[师師]|阿姨|[师師]傅|主任|[书書][记記]|[经經]理|教授|[医醫]生|主席|[总總](?:[统統理裁])|[局部省市县縣镇鎮乡鄉校院所处處科队隊]长)$"
)
_DASH = Pattern(r"\s[-–—]\s")  # behind it stands a place or a role
_VIETNAMESE = Pattern(
    "[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơưă]", re.IGNORECASE
)  # and there a second name
_LONG = 4  # characters of a name with a family name of one
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
_BY_AGAIN = Pattern(r"^(?:By|BY)\s")  # Ann Price | aprice@mail.example By Ann Price
_STAFF = Pattern(r"_[A-Z]{1,3}\d*$|[A-Z]{1,3}\d{2,6}$")  # 李国栋_NN1234: the number of an editor
_BETWEEN = Pattern(
    r"\s*[、，,،;；/／|｜丨]\s*|\s+[&＆]\s+|\s+(?:and|und|et|y|e|и|és|och|og|en|with)\s+|\s*[▪●■◆]\s*|\s*(?<=[\u3400-\u9fff]{2})[和与與及]\s*(?=[\u3400-\u9fff]{2})|[ \u2002\u2003\u2009\u3000]{1,}"
)
_BETWEEN_STATED = Pattern(r"\s*[、，,،;；|/]\s*|\s+(?:and|und|et|y|и)\s+")
_BETWEEN_LETTERS = Pattern(
    r"\s*[、，,،;；/／|｜&＆•·]\s*(?:(?:and|und|et|e|och|og)\s(?=[^\W\d_a-z]))?|\s+(?:and|und|et|y|e|и|och|og|with)\s+"
)
_UNIT_END = Pattern(
    "[省市县縣区區州旗镇鎮乡鄉村街组組屯社局委办辦部厅廳院校站会會馆館所处處室科队隊团團连連营營厂廠矿礦场場司店报報台臺网網刊心学學园園行库庫军軍企媒]$|新[闻聞]$|(?<=.)(?:[读讀]者|庭)$"
)
_SHORTEST_UNIT = 3  # characters
_BEHIND_UNIT = Pattern("[ \u3000]|[：:](?!.*[ \u3000])")  # 县教育局：温青; 供稿：县教育局 温青
_NO_UNIT = Pattern("[【】图圖摄攝編编審审校译譯]|来源|來源|提供|作者|简介|受[访訪]|责任|[记記]者")  # 图片来源 王海
_REPORTED = Pattern("(?<=..)(?:摄影|攝影|综合|綜合|采访|採訪)?(?:报道|報導|報道|撰文|撰稿|整理|采制|採製|采写)$")
_STOP = Pattern(
    r"\s{3,}|\s@|\s(?:Fot|Foto|Photos?|Фото|Bild|Zdj)\b|\s(?:in|IN|from|FROM|aus|desde)\s[A-ZÀ-Ý]|\s[»›]|\s[於于](?:\s|$)|\s(?:avec|with|mit|con|com|met|med)\s+(?:l['’])?[A-Z]{2}|[【〖\[（(〔】〗\]）)〕」』<>＞\n]|\d{2,}|\s\d{1,2}\.?\s"
    rf"|[\s\u3000]\S{{1,14}}[：:]|\s(?:{_stop('words')})|(?i:\s(?:{_stop('days')})\b)|(?:{_stop('labels')})\s*[：:丨｜]"
)


def is_person(name: str) -> bool:
    """Say whether `name` reads as the name of a person: no organisation, no word for nobody."""
    if not is_stated_person(name) or _NO_NAME.search(name) or _SENTENCE.fullmatch(name):
        return False
    if name.lower() in MONTHS or _DAY.fullmatch(name.lower()):
        return False
    return len(name.split()) < 6


def is_stated_person(name: str) -> bool:
    """Say whether a stated author is a person: names there may hold signs that visible ones never do."""
    fits = 1 < len(name) < 50 and any(char.isalpha() for char in name) and not _VERSION.search(name)
    return fits and name.lower() not in _NEVER and not _ORGANIZATION.search(name)


def is_named(name: str) -> bool:
    """Say whether a name without a label is one: a Chinese family name and one or two characters more."""
    if not has_han(name):
        return True
    if "·" in name or "•" in name:
        return len(name) < 16
    if name[:2] in _DOUBLE and len(name) in (3, 4):
        return True
    return (name[0] in _SINGLE and len(name) in (2, 3)) or _OTHER_PEOPLES.fullmatch(name) is not None


def has_family(name: str) -> bool:
    """Say whether a name begins with a family name, however long it is: 林中英子."""
    return name[0] in _SINGLE or name[:2] in _DOUBLE


def is_double(name: str) -> bool:
    """Say whether a name begins with a family name of two characters: 诸葛小鱼."""
    return name[:2] in _DOUBLE and len(name) == _LONG


def join_spaced(text: str) -> str:
    """Put together names whose characters are set apart: 赵  培, 夏 侯 惇; 卓 然 郝 帅 are two."""
    return _SPACED.sub(lambda found: " ".join(_in_names("".join(found[0].split()))), text)


def _in_names(characters: str) -> list[str]:
    if len(characters) == _TRIPLE:
        return [characters]
    return [characters[at : at + 2] for at in range(0, len(characters), 2)]


def stands_alone(line: str) -> Person | None:
    """Give the person that a line names and nothing else: three Chinese characters, or two set apart or marked (□ 林晓)."""
    bare = _OF_COUNTRY.sub("", _BETWEEN_DOTS.sub(r"\1", line)).strip(_EDGES)
    name = join_spaced(bare)
    marked = line[:1] in _MARKS or _OF_COUNTRY.match(line) or _SET_APART.fullmatch(bare)
    fits = len(name) == 3 or (len(name) == 2 and marked)
    told = fits and has_han(name) and is_named(name) and is_person(name) and not is_thing(name)
    return Person(name, line) if told else None


def are_persons(line: str) -> bool:
    """Say whether a line is the names of two or more persons and nothing else: 林晓 温如玉."""
    names = _BETWEEN_BLANKS.split(line) if _HAN_ONLY.fullmatch(line) else []
    fits = 1 < len(names) <= _MOST_NAMES and any(len(name) == _TRIPLE for name in names)
    return fits and all(may_be_person(name) and is_person(name) for name in names)


def may_be_person(name: str) -> bool:
    """Say whether a name that little tells is not that of a place or a thing by its last character."""
    return is_named(name) and not is_thing(name)


def is_thing(name: str) -> bool:
    """Say whether the last character of a name is that of a place, a thing or a form of address."""
    return _NO_PERSONS_END.search(name) is not None


def without_places(run: str) -> str:
    """Cut the places off the end of a run of characters: 陸希休士頓 is 陸希 in 休士頓."""
    while found := next((place for place in _PLACES.get(run[-1:], ()) if run.endswith(place)), None):
        if len(run) - len(found) < 2:
            break
        run = run[: -len(found)]
    return run


def begins_with_place(text: str) -> bool:
    """Say whether a text begins with a place as reporters' lines name them: 台中東勢."""
    return any(text.startswith(place) for places in _PLACES.values() for place in places)


def has_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def split_names(text: str, strict: bool = False) -> tuple[Person, ...]:
    """Give the persons that a list of names holds; `strict` wants known family names of Chinese ones."""
    text = _CAPITALS_THEN_ROLE.sub(r"\1", _BETWEEN_NAMES.sub("", _OF_COUNTRY.sub("", _CALLED.sub(" ", text))))
    placed = _FROM_PLACE.search(text)
    if placed and is_named(text[: placed.start()].split()[-1]):
        text = text[: placed.start()]
    stop = _STOP.search(text.lstrip(_EDGES))
    text = MONTH_AT_END.sub("", text.lstrip(_EDGES)[: stop.start()]) if stop else text
    text = _DASH.sub(", ", text) if _VIETNAMESE.search(text) else _DASH.split(text, maxsplit=1)[0]
    text = join_spaced(text).strip(_EDGES)
    pattern = _BETWEEN if has_han(text) and not text[:1].isascii() else _BETWEEN_LETTERS
    found: dict[str, Person] = {}
    parts = pattern.split(text)
    for number, part in enumerate(parts):
        rest = parts[number + 1 :]
        said = _ROLE_BEFORE.sub("", part.strip(_EDGES))
        name = _STAFF.sub("", _REPORTED.sub("", said))
        if found and name != said and begins_with_place(name):  # 董棚 成都报道
            break
        name = _BY_AGAIN.sub("", _UNIT_BEHIND.sub("", name).rstrip()) if name.count(" ") > 1 else name
        if found and _DESK.match(name):
            break
        if (
            name.lower() in _ROLES
            or (found and _TITLE.fullmatch(name))
            or (len(name) > _LONGEST_ROLE and name.endswith(_HAN_ROLES))
        ):  # 柳青 实习生 何田
            continue
        if found and (
            _NAMED_PAPER.match(name)
            or _is_place(name, found)
            or (name.isascii() and name.islower() and " " not in name)
            or (name.isascii() and name.isupper() and not any(each.isupper() for each in found))
        ):
            break  # de Andreea Pop, publicat 8 Iunie; By Ann Price, OXBOW SUN
        if is_person(name) and (not strict or is_named(name) or _is_long(name, rest)):
            found.setdefault(name, Person(name, part.strip()))
        elif found:
            break
    return tuple(found.values())[:12]


def _is_long(name: str, rest: list[str]) -> bool:
    """Say whether four characters are a name, 乐天茵子, as of four none but those before another name are."""
    fits = len(name) == _LONG and name[0] in _SINGLE and not is_thing(name)
    return fits and bool(rest) and is_named(rest[0]) and has_han(rest[0])


def of_unit(text: str) -> tuple[Person, ...]:
    """Give the persons behind the name of where they work: 城东派出所　钟南, as those sign who send in reports."""
    unit, *rest = _BEHIND_UNIT.split(text.strip(_EDGES), maxsplit=1)
    names = "".join(rest)
    if len(unit) < _SHORTEST_UNIT or not _UNIT_END.search(unit) or _NO_UNIT.search(unit) or _is_a_name(unit):
        return ()
    persons = split_names(names, strict=True)
    named = all(may_be_person(person.name) for person in persons)
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
    if _ORGANIZATION.search(parts[0]) and all(" " not in part and part.istitle() for part in parts[1:]):
        return ()  # Sunsail News GmbH, Bremen, Germany
    names = dict.fromkeys(name for part in parts for name in _apart(part))
    persons = tuple(Person(name, name) for name in names if is_stated_person(name))
    return tuple(person for person in persons if person is persons[0] or not _TITLE.fullmatch(person.name))


def _apart(text: str) -> list[str]:
    """Split 黄茜 罗洪刚, where each is a Chinese name and one of three characters: 金子 文子 is one of Japan."""
    names = text.split()
    several = len(names) > 1 and all(has_han(name) and is_named(name) for name in names)
    return names if several and any(len(name) == _TRIPLE for name in names) else [text]
