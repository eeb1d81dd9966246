"""Who signed a text: the bracket, the dash or the line at its end that holds nothing but names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.page.lines.given_names import is_unmentioned
from pipelines.page.lines.names import (
    HAN,
    JAPANESE_NAME,
    People,
    is_person,
    is_thing,
    may_be_person,
    of_unit,
    split_names,
)
from pipelines.page.lines.reporters import PHOTOGRAPHER
from pipelines.page.model import Person
from pipelines.pattern import Pattern

_ONE = rf"(?:[{HAN}]{{1,8}}[·•][{HAN}]{{1,8}}|[{HAN}]{{2,4}})"  # 买买提江·吐尔逊
_SIGNED = Pattern(rf"[（(]\s*(?P<names>{_ONE}(?:[ 、\u3000]+{_ONE}){{0,5}})\s*[）)]$")
_SIGNED_UNIT = Pattern(rf"[（(]\s*([{HAN}]{{4,16}}[ \u3000：:]+[{HAN} \u3000、]{{2,20}})\s*[）)]$")
_SIGNED_STROKE = Pattern(r"[—–―]\s?([^\W\d_a-z][^\W\d_]+(?:\s[^\W\d_a-z][^\W\d_]*\.?){1,2})")  # — Agnes Thorne
_SIGNED_TOGETHER = Pattern(rf"【(?P<names>{JAPANESE_NAME}(?:、{JAPANESE_NAME}){{1,3}})】$")  # 【坂巻陽菜、山口慎】
_SIGNED_JAPANESE = Pattern(
    rf"[【（](?:(?:[{HAN}]{{1,10}}[部局班社]|(?:取材|写真)?[・と]?文(?:[・と]?写真)?)[・＝=：: \u3000])?(?P<names>(?!.*(?:無料|有料|予約|先着|以[上下]|未満|税[込別]|必要|不要|可$|可能|順延|終日|午[前後]|開催|中止|参照|申し?込|受付|敬称|抜粋|原文|ママ|続く|つづく|終わり|おわり))"
    rf"(?=.{{2,7}}[】）])(?!要){JAPANESE_NAME})[】）]$"
)
# （石桥镇 温如玉 供稿）: who sent the report in, behind where they work
_SENT_IN = Pattern(
    rf"[（(]\s*(?:[{HAN}]{{2,12}}[ \u3000]+)?(?P<names>[{HAN}]{{2,4}}(?:[ 、\u3000]+[{HAN}]{{2,4}}){{0,3}})[ \u3000/／]+(?:供稿|撰稿|撰文|采写|文)\s*[）)]$"
)
# Lise MOREAU, Вера ЗИМИНА: a line of its own, the family name in capitals
_FAMILY_IN_CAPITALS = Pattern(
    r"(?!(?:Photos?|Fotos?|Crédits?|Фото|Radio|Journal|Le|La|Les|The|By|Von|Par|Por|Theo|Source|Fonte|Fuente|Quelle|Agence|Agencia|©)\s)(?:[A-ZÀ-ÞА-ЯЁІЇЄҐ][a-zà-ÿа-яёіїєґ'’.-]*(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?\s){1,2}(?:(?:DE|DU|LE|LA|VAN|VON|DI|DEL|DA|DOS)\s){0,2}(?=\S*[AEIOUYÀ-ÖØ-ÝАЕИОУЫЭЮЯЁІЇЄ])[A-ZÀ-ÞА-ЯЁІЇЄҐ][A-ZÀ-ÞА-ЯЁІЇЄҐ'’-]{2,}\.?"
)
_STOPS = (".", "!", "?", "…", "。", "।", "۔", "։")
_COLLECTED = Pattern(r"\s*\((?:tổng hợp|theo [^)]{2,30})\)$")  # Vietnamese: put together, after …
# 報道部　水谷佳奈
_OF_DESK = Pattern(
    rf"[{HAN}]{{1,6}}(?:部|[総支]局|班)[ \u3000](?P<names>(?!.*[課係室部局班会社所]$){JAPANESE_NAME})"
)
_LETTER = Pattern(
    r"\b(?:letters?\b(?!\s?(?:box|head))|leserbriefe?|cartas? (?:al|do|a la)|courrier des lecteurs|lettere (?:al|di)|insändare|læserbrev|leserinnlegg|ingezonden)",
    re.IGNORECASE,
)
_NAME_AND_PLACE = Pattern(
    r"(?P<name>(?:[A-ZÀ-Þ][\w'’-]*\.?\s){1,2}[A-ZÀ-Þ][\w'’-]+)(?:[,/]\s?[A-ZÀ-Þ][^.,!?]{1,30})?"
)
# Gwen Tarr is a freelance writer in Oxbow.
# 扶阳县吕坛乡尚家岗村 王震峰, as readers sign their letters
_HOME = Pattern(
    rf"[{HAN}]{{4,20}}[村镇鎮乡鄉街道社区區学學校院厂廠局队隊连連团團司站所][ \u3000]{{1,4}}(?P<names>[{HAN}](?:[ \u3000]?[{HAN}]){{1,2}})"
)
_TOLD_OF = Pattern(
    r"(?P<name>(?:[A-ZÀ-Þ][\w.'’-]*\s){2,3})(?:(?:is|was)\s(?:an?|the)\s[^.]{0,60}\b(?:writer|reporter|correspondent|columnist|journalist|critic|intern)\b|(?:covers|writes (?:about|on)|reports on)\s)"
)


def signed(lines: Sequence[str], japanese: bool = False) -> People | None:
    """Read the bracket at the end of a text that holds nothing but names: （常青 马文）, 【田中太郎】."""
    if lines and (stroke := _SIGNED_STROKE.fullmatch(lines[-1].strip())):
        return (Person(stroke[1], lines[-1]),), f"text {lines[-1]}"
    for line in lines:
        unit = _SIGNED_UNIT.search(line)
        if unit and (persons := of_unit(unit[1])):
            return persons, f"text {unit[0]}"
        found = _signature(line, japanese)
        if found is None or PHOTOGRAPHER.search(found["names"]):
            continue
        persons = split_names(found["names"], strict=not japanese)
        things = not japanese and any(is_thing(person.name) for person in persons)  # （林山高速 王庄段）
        if persons and not things and sum(len(person.name) for person in persons) > len(found["names"]) * 0.6:
            return persons, f"text {found[0]}"
    return None


def _signature(line: str, japanese: bool) -> re.Match[str] | None:
    if japanese:
        return _SIGNED_TOGETHER.search(line) or _SIGNED_JAPANESE.search(line)
    return _SIGNED.search(line)


def named_at_end(lines: Sequence[str], told: str, japanese: bool = False) -> People | None:
    """Read a line behind the text's last sentence that is a name and nothing else: <p><em>Nadia Serri</em></p>.

    A quotation ends with the name of whom it is from, and a report with that of its subject: `told` is the text.
    """
    for before, line in pairwise(lines):
        name = _COLLECTED.sub("", line).strip(" .")
        if before.endswith(_STOPS) and is_unmentioned(name, told):
            return (Person(name, line),), f"text {line}, alone at the end"
        home = _HOME.fullmatch(line) if before.endswith(_STOPS) else None
        persons = split_names(home["names"], strict=True) if home else ()
        if persons and may_be_person(persons[0].name):
            return persons, f"text {line}"
        if japanese and (unit := _OF_DESK.fullmatch(line)):
            return (Person(unit["names"], line),), f"text {line}"
    return None


def sent_in(lines: Sequence[str], english: bool) -> People | None:
    """Read （石桥镇 温如玉 供稿） at the end of a text or below it, and a line with a family name in capitals.

    In English capitals are no sign of a name: Important NOTICE.
    """
    for line in lines:
        whole = _FAMILY_IN_CAPITALS.fullmatch(line.strip())
        if whole and not english and is_person(name := whole[0].strip(" .")):
            return (Person(name, whole[0]),), f"text {line}"
        sent = _SENT_IN.search(line)
        if sent and (persons := split_names(sent["names"], strict=True)):
            return persons, f"text {sent[0]}"
    return None


def letter_writer(title: str, lines: Sequence[str]) -> People | None:
    """Read the name that ends a letter to the editor, alone or before a place, where the title calls it a letter."""
    found = _NAME_AND_PLACE.fullmatch(lines[-1].strip()) if lines and _LETTER.search(title) else None
    return ((Person(found["name"], found["name"]),), f"text {found[0]}") if found else None


def told_of(lines: Sequence[str]) -> People | None:
    """Read the line below a text that tells who its author is."""
    for line in lines:
        if found := _TOLD_OF.match(line):
            name = found["name"].strip()
            return ((Person(name, name),), f"text {line[:40]}") if is_person(name) else None
    return None
