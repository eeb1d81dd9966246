"""The time of publication that a page states for machines, held against what it shows to readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from pipelines.page.article.scene import Scene
from pipelines.page.lines.dates import is_plausible, read_date
from pipelines.page.lines.habits import Habits
from pipelines.page.model import Found, Moment

_PUBLISHED = ("datePublished", "dateCreated", "uploadDate")
_LOCAL = len("2024-06-29T10:20:00")
_A_DAY = timedelta(days=1)  # what zones can make of one moment


def stated_times(scene: Scene, how: Habits) -> Iterator[Found[Moment]]:
    """Give the times of publication that a page states, the most telling first."""
    return _read((*map(scene.said.stated, _PUBLISHED), *scene.said.each("published")), how)


def stated_changes(scene: Scene, how: Habits) -> Iterator[Found[Moment]]:
    """Give the times of change that a page states, the most telling first."""
    return _read((scene.said.stated("dateModified"), *scene.said.each("modified")), how)


def _read(stated: Iterable[Found[str] | None], how: Habits) -> Iterator[Found[Moment]]:
    for found in stated:
        moment = read_date(found.value, how) if found else None
        if found and moment and is_plausible(moment):
            yield found.giving(moment)


def is_contradicted(
    stated: Sequence[Moment], changed: Sequence[Moment], shown: Moment, *, called_published: bool
) -> bool:
    """Say whether what is shown beside a headline speaks against all that is `stated`.

    Templates state the time of their own making, or the moment in which a page is drawn. What is shown may be the
    last change, which comes later than the publication and is among those `changed`.
    """
    day = _day(shown)
    if any(abs(_day(one) - day) <= _A_DAY for one in (*stated, *changed)):
        return False
    if all(_day(one) > day for one in stated):
        return called_published or "T" in shown.iso
    return called_published or (
        "T" in shown.iso and all("T00:00:00" in one.iso or "T" not in one.iso for one in stated)
    )


def _day(moment: Moment) -> date:
    return date.fromisoformat(moment.iso[:10])


def finer(stated: Moment, shown: Moment) -> Moment | None:
    """Give what the page shows where it adds to what it states: the time of a bare day, the zone of a UTC time."""
    if "T" not in shown.iso:
        return None
    if "T" not in stated.iso or stated.iso[11:19] == "00:00:00":
        return shown if shown.iso[:10] == stated.iso[:10] else None
    if not stated.iso.endswith("+00:00"):
        return None
    if shown.iso[:16] == stated.iso[:16] and len(shown.iso) > _LOCAL:  # local time stated as if it were UTC
        return Moment(f"{stated.iso[:_LOCAL]}{shown.iso[_LOCAL:]}", shown.raw)
    local, universal = datetime.fromisoformat(shown.iso[:19]), datetime.fromisoformat(stated.iso[:19])
    ahead = local.replace(second=universal.second) - universal
    if ahead % timedelta(minutes=30) or not timedelta(hours=-12) <= ahead <= timedelta(hours=14):
        return None
    minutes = abs(int(ahead.total_seconds())) // 60
    zone = f"{'-' if ahead < timedelta(0) else '+'}{minutes // 60:02}:{minutes % 60:02}"
    return Moment(f"{local.replace(second=universal.second).isoformat()}{zone}", shown.raw)
