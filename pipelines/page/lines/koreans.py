"""Who wrote an article, as Korean bylines name them: before 기자 and its kin, behind 글, and before an office."""

from __future__ import annotations

import re
from functools import partial

from pipelines.page.model import Person
from pipelines.page.tables import expression
from pipelines.pattern import Pattern

_label = partial(expression, "names", "labels")
_KOREAN_TITLES = ("기자", "특파원", "논설위원", "선임기자", "인턴기자")
_KOREAN = Pattern(
    "(?P<names>(?:[\uac00-\ud7a3]{2,4}[\\s·,ㆍ]{1,2}){0,4}[\uac00-\ud7a3]{2,4})\\s?"
    f"(?:{'|'.join(_KOREAN_TITLES)})"
)
_KOREAN_NEXT = Pattern(rf"\s*[|/]\s*{_KOREAN.pattern}")  # 정유림 기자 | 백승호 특파원
# 사진=남궁현 기자, but not 글·사진=
_KOREAN_PICTURES = Pattern(r"(?:^|[\s|(\[,])(?:사진|영상|촬영|그래픽|일러스트|편집)\s?[=:：·|]?\s?$")
_KOREAN_NAME = Pattern(f"[{_label('korean')}][\uac00-\ud7a3]{{1,2}}")
_KOREAN_DESK = Pattern(_label("korean_desks"))
_KOREAN_WRITER = Pattern(
    f"^(?:기자\\s(?=[{_label('korean')}][\uac00-\ud7a3]{{2}}\\s?(?:$|[|·/\\d]))"
    "|(?:글|취재|정리|기자명)\\s|[\\[(<]?(?:기자|취재|글)\\s?[:：=]\\s?)(?P<names>[\uac00-\ud7a3]{2,4})(?=$|[\\s\\])>])"
)  # 글 노은채 사진 우태민
# 나보라 청산대 건축학과 교수: who writes columns is told by the office
_KOREAN_OFFICE = Pattern(
    "(?P<names>[\uac00-\ud7a3]{2,4})\\s(?:[|·]\\s(?=(?:시인|작가|소설가|평론가|칼럼니스트)$)|(?<=[\uac00-\ud7a3]{3}\\s)(?=(?:시인|작가|소설가|평론가|칼럼니스트)$)|(?:[\uac00-\ud7a3A-Za-z·]{2,12}\\s){1,4}?)(?:소설가|칼럼니스트|교수|대표|소장|원장|변호사|시인|작가|평론가|연구원|회장|위원장?|이사장?|국장)"
)


def koreans(line: str) -> tuple[Person, ...]:
    """Give the persons that a line names; who took the pictures is none of them: 사진=남궁현 기자."""
    if found := _KOREAN.search(line):
        pictured = _KOREAN_PICTURES.search(line[: found.start()])
        persons = () if pictured else _before_title(found["names"], found[0])
        while persons and (found := _KOREAN_NEXT.match(line, found.end())):
            persons += _before_title(found["names"], found[0].strip(" |/"))
        return persons
    found = _KOREAN_WRITER.match(line) or _KOREAN_OFFICE.fullmatch(line)
    return (Person(found["names"], found[0]),) if found else ()


def _before_title(names: str, line: str) -> tuple[Person, ...]:
    """Give the names before 기자, from the last one on as far as they are names: 사회부 이슬기 한여름 기자."""
    parts = re.split(r"[\s·,ㆍ]+", names)
    while parts and _KOREAN_DESK.fullmatch(parts[-1]):
        parts.pop()  # 이슬기 선임 기자
    kept = parts[-1:]
    for part in reversed(parts[:-1]):
        if part in _KOREAN_TITLES:  # 윤서진 기자 오태민 기자
            continue
        if not _KOREAN_NAME.fullmatch(part) or _KOREAN_DESK.fullmatch(part) or len(kept[-1]) < 3:
            break
        kept.insert(0, part)
    return tuple(Person(name, line if len(kept) == 1 else name) for name in kept)
