"""Who signed a text: the bracket, the dash or the line at its end that holds nothing but names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.page.lines.given_names import is_unmentioned, is_vietnamese
from pipelines.page.lines.name_lists import of_unit, split_names
from pipelines.page.lines.names import (
    HAN,
    JAPANESE_NAME,
    MARKED,
    People,
    is_person,
    is_thing,
    may_be_person,
    stands_alone,
)
from pipelines.page.lines.reporters import PHOTOGRAPHER
from pipelines.page.model import Person
from pipelines.page.tables import alternatives
from pipelines.pattern import Pattern

_ONE = rf"(?:[{HAN}]{{1,8}}[·•][{HAN}]{{1,8}}|[{HAN}]{{2,4}})"  # 买买提江·吐尔逊
_ONES = Pattern(rf"{_ONE}(?:[ 、\u3000]+{_ONE}){{0,5}}")
# （常青 马文）, （石桥镇 温如玉 供稿）, （县教育局：温青）, （教务处 林晓 摄影 温青）
_BRACKET = Pattern(
    rf"[（(]\s*(?P<names>[{HAN}][{HAN}·• \u3000、：:]{{1,40}}?)(?:(?:[ \u3000/／]+|(?<=[{HAN}]{{3}})(?=供稿))(?:供稿|撰稿|撰文|采写|[摄攝]影(?:\s?[：:/／]|\s)\s?[{HAN}]{{2,4}}|[图圖]\s?[/／]?\s?文|文(?:\s?[/／]?\s?[图圖]|[ \u3000；，]+[{HAN}]{{2,4}}[/／][摄攝图圖]影?)?))?\s*"
    rf"(?:[|｜]{{1,2}}\s?(?:责任)?编辑[：:\s]+[{HAN}]{{2,4}}\s?)?[）)]$"
)
_QUOTATION = Pattern("[“「『][^“”「」『』]*[”」』]\\s?[（(]")  # “野渡无人舟自横。”（韦应物）: whose words they are
# — Agnes Thorne, -- By Agnes Thorne Follow @athorne
_SIGNED_STROKE = Pattern(
    r"(?:[—–―]|--)\s?(?:[Bb]y\s)?([^\W\d_a-z][^\W\d_]+(?:\s(?!Follow)[^\W\d_a-z][^\W\d_]*\.?){1,2})(?:\s(?:Follow\s)?@\w+)?"
)
# - कमला बिष्ट, in scripts without capitals
_SIGNED_ELSEWHERE = Pattern(r"[—–-]\s?((?:[\u0590-\u1cff]{2,12}\.?\s){1,2}[\u0590-\u1cff]{2,12})")
# …。(c)AFP/Ines MARTEL
_SIGNED_AGENCY = Pattern(
    r"(?<=[。.!?」”])\s?[（(][cC][)）]\s?[A-Z]{2,9}\s?/\s?(?P<name>[^\W\d_][^\d/()（）]{3,30})$"
)
_SIGNED_TOGETHER = Pattern(rf"【(?P<names>{JAPANESE_NAME}(?:、{JAPANESE_NAME}){{1,3}})】$")  # 【坂巻陽菜、山口慎】
_SIGNED_JAPANESE = Pattern(
    rf"[【（](?:(?:[{HAN}]{{1,10}}[部局班社]|(?:取材|写真)?[・と]?文(?:[・と]?写真)?)[・＝=：: \u3000])?(?P<names>(?!.*(?:無料|有料|予約|先着|以[上下]|未満|税[込別]|必要|不要|可$|可能|順延|終日|午[前後]|開催|中止|参照|申し?込|受付|敬称|抜粋|原文|ママ|続く|つづく|終わり|おわり))"
    rf"(?=.{{2,7}}[】）])(?!要){JAPANESE_NAME})[】）]$"
)
# Lise MOREAU, Вера ЗИМИНА: a line of its own, the family name in capitals
_FAMILY_IN_CAPITALS = Pattern(
    r"(?!(?:Photos?|Fotos?|Crédits?|Фото|Radio|Journal|Le|La|Les|The|By|Von|Par|Por|Theo|Source|Fonte|Fuente|Quelle|Agence|Agencia|©)\s)(?:[A-ZÀ-ÞА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ][a-zà-ÿа-яёіїєґәғқңөұүһ'’.-]*(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?\s){1,2}(?:(?:DE|DU|LE|LA|VAN|VON|DI|DEL|DA|DOS)\s){0,2}(?=\S*[AEIOUYÀ-ÖØ-ÝАЕИОУЫЭЮЯЁІЇЄӘӨҰҮ])[A-ZÀ-ÞА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ][A-ZÀ-ÞА-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ'’-]{2,}[.,]?"
)
_WITH_AGENCY = Pattern(r"[\s,]+\(?(?:avec|with|mit|con|com|met|med)\s(?:l['’])?[A-Z]{2,}[\w ,]{0,20}\)?$")
# Selin DEMİRCİ-Can TUNA/İZMİT, (DHA): as Turkish agencies open
_OPENS_DISPATCH = Pattern(
    r"(?P<names>[A-ZÇĞİÖŞÜ][a-zçğıöşüâ]+(?:\s[A-ZÇĞİÖŞÜ][a-zçğıöşüâ]+)?\s[A-ZÇĞİÖŞÜ]{2,}(?:\s?[-,]\s?[A-ZÇĞİÖŞÜ][\w ]{4,30})*?)\s?/\s?[A-ZÇĞİÖŞÜ][^/()\d]{2,25}(?:\([^()]{2,25}\)\s?)?,?\s?\((?:DHA|İHA|AA|ANKA)\)"
)
_BEHIND_SOURCE = Pattern(
    rf"(?:[来來]源|稿源|供稿)\s?[：:]\s?[{HAN}]{{2,20}}\s?[（(](?P<names>{_ONES.pattern})[）)]"
)
# 来源：县融媒体中心 林晓峰, （来源：县教育局 林晓峰）
_UNIT_AND_NAMES = Pattern(
    rf"(?:[来來]源|稿源)\s?[：:]\s?[{HAN}]{{2,16}}[报報网網台臺社刊局委办辦部会會院校心][ \u3000](?P<names>[{HAN}]{{3}}(?:[ \u3000、][{HAN}]{{3}}){{0,3}})(?=[）)]?$|\s+[{HAN}]{{2,4}}\s?[：:])"
)
# （2019年9月10日）, and beside it the name of who spoke then
_HELD_ON = Pattern(r"[（(]\s?(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?[）)]")
_OFFICE = Pattern(
    rf"^[{HAN}、，]{{1,24}}(?:书记|書記|[县縣市省州区區镇鎮乡鄉校院局部处處科站社会會]长|[长長]|主[任席]|委[员員])[ \u3000]+"
)
_HANDED_IN = Pattern(
    rf"(?:^|[\s（(|｜丨])(?P<label>{alternatives('names', 'labels', 'handed_in')})\s?[：:/／|｜丨]\s?(?P<names>[^\n]{{2,40}})"
)
_OF_A_PERSON = ("人", "者", "员", "員")  # how a label of handing in ends that no office can have
_NAME_AND_OFFICE = Pattern(
    rf"(?:[{MARKED}]+(?P<marked>[{HAN}]{{2}})|[{MARKED}]*(?P<name>[{HAN}]{{3,4}}))\s?[（(][^（()）]{{0,14}}{alternatives('names', 'labels', 'offices')}[）)]"
)
_SHORTEST_UNIT, _SHORTEST_NAME, _LONGEST_HOME, _LONGEST_CREDITS = 2, 2, 30, 60  # characters
_NEXT_LABEL = Pattern(r"\s+[^\s：:]{2,6}[：:]")
# （撰稿/摄影 林晓）
_CREDITS = r"(?:供稿|撰稿|撰文|采写|文字|摄影|攝影|[图圖]片|[文图圖]|作者|[记記]者|通[讯訊][员員])"
_CREDITED = Pattern(
    rf"[（(]\s?{_CREDITS}(?:\s?[/／、&和]?\s?{_CREDITS}){{0,2}}(?:\s?[：:/／|｜]\s?|\s)(?P<names>{_ONES.pattern})\s?[）)]"
)
_STOPS = (".", "!", "?", "…", "。", "।", "۔", "։", "؟", "။", "៕", "།")
# Thai and Lao have no stops: a sentence of theirs is told by its length
_UNSTOPPED, _LEAST_SENTENCE = Pattern("[\u0e00-\u0eff]$"), 40
# আনিসুর রহমান/এমএইচ/জেআইএম: behind a stroke are the initials of the desk
_BEFORE_INITIALS = Pattern(r"([^\s/]+\s[^/]{3,30})(?:/[^\s/]{2,10}){1,3}")
_BETWEEN = Pattern(r"\s[-–]\s")
# Б.Энхтуяа, А. Сапаров: a line of its own below a text; in Latin letters it may be a firm
_INITIALS = Pattern(r"(?:[А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ]\.\s?){1,2}[А-ЯЁІЇЄҐӘҒҚҢӨҰҮҺ][\w-]{3,20}")
# Vietnamese: put together, after …; after Lan Chi (the paper)
_COLLECTED = Pattern(
    r"\s*\((?:tổng hợp|theo [^)]{2,30})\)$|[,;|/]?\s(?:fot\.|(?:Fotos?|Photos?|Zdj\.?|Фото)\s?:)\s?.{3,40}$|^Theo\s(?=[^()]{2,40}\s\()|(?<=[^\W\d_])\s\([A-ZĐ][\w .]{2,30}\)$"
)
# 報道部　水谷佳奈
_OF_DESK = Pattern(
    rf"[{HAN}]{{1,6}}(?:部|[総支]局|班)[ \u3000・](?P<names>(?!.*[課係室部局班会社所]$){JAPANESE_NAME})"
)
_KANA = Pattern("[\u3041-\u3096]")
_LETTER = Pattern(
    r"\b(?:letters?\b(?!\s?(?:box|head))|leserbriefe?|cartas? (?:al|do|a la)|courrier des lecteurs|lettere (?:al|di)|insändare|læserbrev|leserinnlegg|ingezonden)",
    re.IGNORECASE,
)
_NAME_AND_PLACE = Pattern(
    r"(?P<name>(?:[A-ZÀ-Þ][\w'’-]*\.?\s){1,2}[A-ZÀ-Þ][\w'’-]+)(?:[,/]\s?[A-ZÀ-Þ][^.,!?]{1,30})?"
)
# Gwen Tarr is a freelance writer in Oxbow.
_TOLD_OF = Pattern(
    r"(?P<name>(?:[A-ZÀ-Þ][\w.'’-]*\s){2,3})(?:(?:is|was)\s(?:an?|the)\s[^.]{0,60}\b(?:writer|reporter|correspondent|columnist|journalist|critic|intern)\b|(?:covers|writes (?:about|on)|reports on)\s)"
)


# （作者系县委党校副教授 林晓）
_OFFICE_AND_NAME = Pattern(
    rf"[（(](?:本文)?作者[系为為是][^（()）。]{{4,40}}[{HAN}][ \u3000](?P<name>[{HAN}]{{2,4}})[）)]$"
)
_AUTHORS_OFFICE = Pattern("[（(【]?\\s?(?:本文)?作者(?:系|为|為|是|[单單]位|[：:].{2,}[长長员員][）)])")
# 作者简介：林晓，1962年生, （作者林晓系县作协会员）
_ABOUT_AUTHOR = Pattern(
    rf"[（(【\[]?(?:本文)?作者(?:[简簡]介\s?[】\]]?\s?[：:]?\s?(?P<before>[{HAN}]{{2,3}})(?<!人)(?=[，,。（(：:])|\s?(?P<behind>(?!从|從|[于於]是)[{HAN}]{{2,3}}?)(?<![任单多])(?:(?:[，,\s]|(?<=^[（(【\[]作者..)|(?<=^[（(【\[]作者...))(?:系(?![上着著了在好紧緊住过過到])|为|為)(?=[{HAN}])|(?<=[{HAN}]{{2}})\s?[／/]))"
)


def signed(lines: Sequence[str], japanese: bool = False) -> People | None:
    """Read the bracket at the end of a text that holds nothing but names: （常青 马文）, 【田中太郎】."""
    for line in lines:
        found = (
            _SIGNED_TOGETHER.search(line) or _SIGNED_JAPANESE.search(line) if japanese else _BRACKET.search(line)
        )
        if found is None or _QUOTATION.match(line) or PHOTOGRAPHER.search(found["names"]):
            continue
        if persons := _whole(found["names"], strict=False) if japanese else _in_bracket(found["names"]):
            return persons, f"text {found[0]}"
    return None


def behind_source(lines: Sequence[str]) -> People | None:
    """Read the names in a bracket behind the source: 信息来源：县融媒体中心（林晓 温青）."""
    for line in lines:
        found = _BEHIND_SOURCE.search(line) or _UNIT_AND_NAMES.search(line)
        persons = _whole(found["names"], strict=True) if found else ()
        if found and persons and not any(is_thing(person.name) for person in persons):
            return persons, f"text {found[0]}"
    return None


def handed_in(lines: Sequence[str]) -> People | None:
    """Read 供稿：林晓峰, 口述：温青 整理：林晓峰; an office of two characters may begin like a name: 供稿：水务."""
    for line in lines:
        found = _HANDED_IN.search(line) if len(line) < _LONGEST_CREDITS else None
        told = of_unit(_NEXT_LABEL.split(found["names"])[0], _SHORTEST_UNIT) if found else ()
        persons = told or (split_names(found["names"], strict=True) if found else ())
        sure = found and (
            told or found["label"].endswith(_OF_A_PERSON) or any(len(person.name) > 2 for person in persons)
        )
        if found and persons and sure and not any(is_thing(person.name) for person in persons):
            return persons, f"text {found[0][:24]}"
    return None


def with_office(lines: Sequence[str], text: Sequence[str]) -> People | None:
    """Read a line of a name and what its bearer is, □林晓（媒体人）; the lines of the `text` speak of others."""
    for line in lines:
        found = _NAME_AND_OFFICE.fullmatch(line.strip())
        name = (found["name"] or found["marked"]) if found else ""
        told = any(name in other for other in text if other != line)
        if name and not told and may_be_person(name) and is_person(name):
            return (Person(name, name),), f"text {line}"
    return None


def signs_text(line: str, above: str) -> bool:
    """Say whether a line is a bracket that signs the text `above` it and nothing else: （县教育局：温青）, （赤松恵）."""
    if _KANA.search(above):
        return _SIGNED_JAPANESE.fullmatch(line) is not None or _SIGNED_TOGETHER.fullmatch(line) is not None
    if not line.startswith(("（", "(")) or len(line) >= _LONGEST_HOME:
        return False
    if credited := _CREDITED.fullmatch(line):
        return bool(_whole(credited["names"], strict=False))
    return _BRACKET.fullmatch(line) is not None and signed((line,)) is not None


def _in_bracket(names: str) -> tuple[Person, ...]:
    """Give the persons of a bracket, alone or behind the unit where they work; （林山高速 王庄段） are none."""
    persons = of_unit(names) or (_whole(names, strict=True) if _ONES.fullmatch(names) else ())
    return () if any(is_thing(person.name) for person in persons) else persons


def _whole(names: str, strict: bool) -> tuple[Person, ...]:
    """Give the persons of a text that says little else."""
    persons = split_names(names, strict)
    return persons if sum(len(person.name) for person in persons) > len(names) * 0.6 else ()


def named_at_end(lines: Sequence[str], told: str, japanese: bool) -> People | None:
    """Read a line behind the text's last sentence that is a name and nothing else: <p><em>Nadia Serri</em></p>.

    A quotation ends with the name of whom it is from, and a report with that of its subject: `told` is the text.
    """
    for before, line in pairwise(lines):
        if stroke := _SIGNED_STROKE.fullmatch(line.strip()):
            return (Person(stroke[1], line),), f"text {line}"
        if (agency := _SIGNED_AGENCY.search(line)) and is_person(agency["name"]):
            return (Person(agency["name"], agency[0]),), f"text {agency[0]}"
        if (
            before.endswith(_STOPS)
            and (stroke := _SIGNED_ELSEWHERE.fullmatch(line.strip()))
            and stroke[1] not in told
        ):
            return (Person(stroke[1], line),), f"text {line}"
        if _ends_sentence(before) and (persons := _alone_at_end(_COLLECTED.sub("", line).strip(" ."), told)):
            return persons, f"text {line}, alone at the end"
        # 扶阳县吕坛乡尚家岗村 王震峰, as readers sign their letters
        if before.endswith(_STOPS) and len(line) < _LONGEST_HOME and (persons := of_unit(line)):
            return persons, f"text {line}"
        if japanese and (unit := _OF_DESK.fullmatch(line)):
            return (Person(unit["names"], line),), f"text {line}"
    return None


def _ends_sentence(line: str) -> bool:
    return line.endswith(_STOPS) or (len(line) > _LEAST_SENTENCE and _UNSTOPPED.search(line) is not None)


def _alone_at_end(line: str, told: str) -> tuple[Person, ...]:
    """Give the persons of a line that says nothing but names: Nadia Serri, Б.Энхтуяа, Lan Chi - Ngọc Lan."""
    signed = _BEFORE_INITIALS.fullmatch(line)
    names = [signed[1]] if signed else _BETWEEN.split(line)
    sure = all(
        is_unmentioned(name, told) or ((_INITIALS.fullmatch(name) or is_vietnamese(name)) and name not in told)
        for name in names
    )
    return tuple(Person(name, line if len(names) == 1 else name) for name in names) if sure else ()


def in_capitals(lines: Sequence[str]) -> People | None:
    """Read a line of a name with the family's in capitals. Not in English, where they are no sign: Important NOTICE."""
    for line in lines:
        whole = _FAMILY_IN_CAPITALS.fullmatch(_WITH_AGENCY.sub("", line.strip()))
        if whole and is_person(name := whole[0].strip(" .,")):
            return (Person(name, whole[0]),), f"text {line}"
    return None


def in_dispatch(lines: Sequence[str]) -> People | None:
    """Read the names with which Turkish dispatches open: Selin DEMİRCİ / İZMİT, (DHA)."""
    found = _OPENS_DISPATCH.match(lines[0]) if lines else None
    persons = split_names(found["names"].replace("-", ", ")) if found else ()
    return (persons, f"text {found[0]}") if found and persons else None


def letter_writer(title: str, lines: Sequence[str]) -> People | None:
    """Read the name that ends a letter to the editor, alone or before a place, where the title calls it a letter."""
    found = _NAME_AND_PLACE.fullmatch(lines[-1].strip()) if lines and _LETTER.search(title) else None
    return ((Person(found["name"], found["name"]),), f"text {found[0]}") if found else None


def told_by_office(endings: Sequence[str], names: Sequence[str]) -> People | None:
    """Read a name near the headline where the text's end says what its author is: （作者系县委党校讲师）.

    Sections stand there too, and those of two characters begin with family names as often as not: 党建, 平安.
    """
    said = next((line for line in endings if _AUTHORS_OFFICE.match(line)), None)
    for text in names if said else ():
        if person := stands_alone(text.strip()):
            return (person,), f"text {text}, of whom {said} speaks"
    return None


def told_of(lines: Sequence[str]) -> People | None:
    """Read the line below a text that tells who its author is."""
    for line in lines:
        about = _ABOUT_AUTHOR.match(line)
        name = (about["before"] or about["behind"]) if about else ""
        if name and may_be_person(name) and is_person(name):
            return (Person(name, name),), f"text {line[:24]}"
        placed = _OFFICE_AND_NAME.match(line)
        if placed and may_be_person(placed["name"]) and is_person(placed["name"]):
            return (Person(placed["name"], placed["name"]),), f"text {line[-24:]}"
        if found := _TOLD_OF.match(line):
            name = found["name"].strip()
            return ((Person(name, name),), f"text {line[:40]}") if is_person(name) else None
    return None


def speaker(lines: Sequence[str]) -> People | None:
    """Read who gave a speech: the name beside the day in brackets right above the text, alone or behind an office."""
    for one, other in pairwise(lines):
        line = one if _HELD_ON.fullmatch(other) else other if _HELD_ON.fullmatch(one) else ""
        name = _OFFICE.sub("", line)
        in_office = name != line and len(name) == _SHORTEST_NAME and may_be_person(name) and is_person(name)
        if person := Person(name, line) if in_office else stands_alone(name):
            return (person,), f"text {line}, beside the day"
    return None
