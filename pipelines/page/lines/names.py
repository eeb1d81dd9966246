"""Names of persons: where one ends, and what is none."""

from __future__ import annotations

import re
from functools import partial

from pipelines.page.lines.date_forms import MONTHS
from pipelines.page.model import Person
from pipelines.page.tables import alternatives, branching, expression, table
from pipelines.pattern import Pattern

People = tuple[tuple[Person, ...], str]  # the persons, and the words that told them

_TABLE = table("names")
_stop = partial(expression, "names", "stop")
_CHINESE: dict[str, list[str]] = _TABLE["chinese"]
SINGLE = expression("names", "chinese", "single")
_DOUBLE = frozenset(_CHINESE["double"])
_NEVER = frozenset(_CHINESE["never"])
ORGANIZATION = Pattern(alternatives("names", "chinese", "organization"), re.IGNORECASE)

_NEWSROOM = Pattern(alternatives("names", "labels", "newsrooms"), re.IGNORECASE)

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
_ADDRESSING = ("：", ":")
EDGES = " \u3000·•:：,，、;；-—–|丨/.。།()（）【】[]◎◆◇●○■□▲△★☆※☉⊙#＃"
TRIPLE = 3  # characters
_SPACED = Pattern(f"(?<![{HAN}])[{HAN}](?:[ \u3000]+[{HAN}])+(?![{HAN}])")
_BETWEEN_BLANKS, _HAN_ONLY, _MOST_NAMES = Pattern("[ \u3000、]+"), Pattern(f"[{HAN} \u3000、]{{5,40}}"), 8
_MARKS = frozenset("◎◆◇●○■□▲△★☆※☉⊙")
MARKED = f"{''.join(sorted(_MARKS))} \u3000"  # around a name
PLACE = branching(_TABLE["places"]["names"].split())
# [美] 林达文, (北京) 任凡
OF_COUNTRY = Pattern(rf"^[（(\[〔【]\s?(?:[美英法德俄日韩加澳印意奥]|{PLACE})\s?[）)\]〕】]\s?")
_BETWEEN_DOTS = Pattern(r"^[·•]\s?([^·•]+?)\s?[·•]$")  # ·茅于真·
_OTHER_PEOPLES = Pattern(f"(?:{'|'.join(_CHINESE['peoples'])}){{1,3}}")  # 泽仁拥忠, 其其格
_SET_APART = Pattern(f"[{HAN}][ \u3000]{{1,4}}[{HAN}]")
_NO_PERSONS_END = Pattern(
    "[省市县縣区區州镇鎮乡鄉村报報网網台臺社版图圖道界员員会會体體书書节節日月年号條条期篇章部局院所校店记記讯訊稿组組频頻谈談说說桥橋街巷寺庙廟塔湾灣坪沟溝坡寨庄莊岭嶺屯班园園苑港周週榜楼樓线線面段队隊帽]$|(?<=..)[路里案长長表单單议議]$"
    "|(?:先生|女士|小姐|老[师師]|阿姨|大[爷爺妈媽伯叔娘]|[师師]傅|主任|[书書][记記]|[经經]理|教授|[医醫]生|主席|[总總](?:[统統理裁])|[局部省市县縣镇鎮乡鄉校院所处處科队隊]长)$"
)
LONG = 4  # characters of a name with a family name of one


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
    told = fits and name.lower() not in _NEVER and not ORGANIZATION.search(name)
    return told and not _NEWSROOM.search(name)


def is_newsroom(name: str) -> bool:
    """Say whether a name is that of a desk or a team: Haber Merkezi."""
    return _NEWSROOM.search(name) is not None


def is_named(name: str) -> bool:
    """Say whether a name without a label is one: a Chinese family name and one or two characters more."""
    if not has_han(name):
        return True
    if "·" in name or "•" in name:
        return len(name) < 16
    if name[:2] in _DOUBLE and len(name) in (3, 4):
        return True
    return (name[0] in SINGLE and len(name) in (2, 3)) or _OTHER_PEOPLES.fullmatch(name) is not None


def has_family(name: str) -> bool:
    """Say whether a name begins with a family name, however long it is: 林中英子."""
    return name[0] in SINGLE or name[:2] in _DOUBLE


def is_double(name: str) -> bool:
    """Say whether a name begins with a family name of two characters: 诸葛小鱼."""
    return name[:2] in _DOUBLE and len(name) == LONG


def join_spaced(text: str) -> str:
    """Put together names whose characters are set apart: 赵  培, 夏 侯 惇; 卓 然 郝 帅 are two."""
    return _SPACED.sub(lambda found: " ".join(_in_names("".join(found[0].split()))), text)


def _in_names(characters: str) -> list[str]:
    if len(characters) == TRIPLE:
        return [characters]
    return [characters[at : at + 2] for at in range(0, len(characters), 2)]


def stands_alone(line: str) -> Person | None:
    """Give the person that a line names and nothing else: three Chinese characters, or two set apart or marked (□ 林晓).

    Who is named before a colon is spoken to: 林晓峰： opens a notice to him.
    """
    bare = OF_COUNTRY.sub("", _BETWEEN_DOTS.sub(r"\1", line)).strip(EDGES)
    name = join_spaced(bare)
    marked = line[:1] in _MARKS or OF_COUNTRY.match(line) or _SET_APART.fullmatch(bare)
    fits = len(name) == 3 or (len(name) == 2 and marked)
    told = fits and has_han(name) and is_named(name) and is_person(name) and not is_thing(name)
    return Person(name, line) if told and not line.endswith(_ADDRESSING) else None


def are_persons(line: str) -> bool:
    """Say whether a line is the names of two or more persons and nothing else: 林晓 温如玉."""
    names = _BETWEEN_BLANKS.split(line) if _HAN_ONLY.fullmatch(line) else []
    fits = 1 < len(names) <= _MOST_NAMES and any(len(name) == TRIPLE for name in names)
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
