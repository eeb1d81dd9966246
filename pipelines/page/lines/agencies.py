"""Which agency an article is from: in a line of its own, beside the author, before the first dash, below the text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.page.tables import alternatives, table
from pipelines.pattern import Pattern

_AGENCY = "|".join(map(re.escape, table("names")["agencies"]["names"]))
_PICTURE = alternatives("body", "phrases", "pictures")
# Not Photo: Ann Price / AP, which says whose the picture is
_AGENCYS_LINE = Pattern(
    rf"(?!.*(?i:(?:^|[\s(])(?:{_PICTURE})\s?[:：]))(?!\W{{0,2}}(?i:{_PICTURE}|photo\w*|picture|\w*bild|image)\b)(?:|.{{0,58}}(?:[|/·•–—]|\s(?:und|and|et|y|e|en|och|ve|και|и|і))\s?)(?:By |Von |Par |Por |Di |Source |Door |(?:La )?[Rr][eé]da\w{{2,6}} (?:avec |con |mit |z )?)?(?P<name>{_AGENCY})(?:$|\s(?=[Pp]ubl|\d{{1,4}}[./:-]\d))"
)
_AGENCYS_PLACE = Pattern(rf"[^.!?]{{0,40}}\((?P<name>{_AGENCY})\)\s?[-–—]")
AGENCY_ALONE = Pattern(rf"(?:{_AGENCY})")
# (dpa/lsw); Theo TTXVN, the way of Vietnamese papers
_CREDITED = Pattern(
    rf"[（(]\s?(?P<name>{_AGENCY})(?:[/,;\s-]+\w+)*\s?[)）]|SOURCE:?\s+(?P<wire>[A-Z][^.。\n]{{2,50}})|[（(]?Theo\s(?P<other>[A-ZĐ][\w .]{{2,30}}?)[)）]?"
    rf"|[^\W\d_a-z][^.!?()]{{2,40}}\s\(Theo\s(?P<behind>[A-ZĐ][\w .]{{2,30}}?)\)"
    rf"|Theo\s[^\W\d_a-z][^.!?()]{{2,40}}\s\((?P<paper>[A-ZĐ][\w .]{{2,30}}?)\)"
)


def agency(lines: Iterable[str]) -> tuple[str, str] | None:
    """Read PTI in a line of its own, By Ann Price | The Associated Press, and SEAGATE (AP) —."""
    found = next(
        (found for line in lines if (found := _AGENCYS_LINE.match(line) or _AGENCYS_PLACE.match(line))), None
    )
    return (found["name"], f"text {found[0]}") if found else None


def credited(lines: Iterable[str]) -> tuple[str, str] | None:
    """Read (dpa) and Theo TTXVN, lines of their own below a text."""
    for line in lines:
        if found := _CREDITED.fullmatch(line.strip(" .")):
            name = found["name"] or found["other"] or found["behind"] or found["paper"] or found["wire"]
            return name.strip(), f"text {line}"
    return None
