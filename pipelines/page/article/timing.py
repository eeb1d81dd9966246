"""When an article was published and changed: what the page states, shows beside the headline, and its URL says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipelines.page.article.around import leads_away, own_lines
from pipelines.page.article.machine_times import (
    changed_for_machines,
    machine_times,
    published_in_entry,
    with_machine_time,
)
from pipelines.page.article.scene import Scene
from pipelines.page.article.script_times import NAMES_TIME, from_scripts
from pipelines.page.article.signed_times import is_of_event, signed_day
from pipelines.page.article.stated_times import finer, is_contradicted, stated_changes, stated_times
from pipelines.page.lines.captions import is_in_caption
from pipelines.page.lines.dates import Dated, find_dates, is_plausible, read_date
from pipelines.page.lines.habits import Habits, habits, in_order_of
from pipelines.page.lines.posters import is_statistic
from pipelines.page.model import Basis, Found, Moment
from pipelines.page.tables import phrases
from pipelines.page.tree.outline import Block, Outline, set_apart
from pipelines.pattern import Pattern

_PUBLISHED = phrases("dates", "words", "published")
_MODIFIED = phrases("dates", "words", "modified")
_IN_URL = Pattern(
    r"(?<!\d)((?:19|20)\d\d)([-/_]?)(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?!\d)|(?<=/t)((?:19|20)\d{6})(?=_)"
    r"|(?<=/)((?:19|20)\d\d)/(1[0-2]|[1-9])/(3[01]|[12]\d|[1-9])(?=/)"
)
_CHANGED = Pattern(
    "(?:更新|修改|修訂|修订|編輯|编辑)(?:于|於|时间|時間|日期)"
)  # of the change, though it says time
# 10月28日 05時00分 (10月28日 09時30分更新): of the change; but in 10:20 更新时间：… the words are the next date's
_CHANGED_BEHIND = Pattern(r"\s?に?(?:更新|修正)(?![^\s]{0,2}[:：时時日])")
# 2024年1月2日 7:00 公開／2024年1月2日 13:40 更新: of the date before it, though another follows
_PUBLISHED_BEHIND = Pattern(r"\s?に?(?:公開|掲載|配信|投稿|発表)\s?(?=$|[／/|｜・,、（(])")
# 03-11 15:04, 3月11日 15:04, 17-03-11 15:04: the year is that of the day which the page or its address states
_YEARLESS = Pattern(
    r"(?<![\d年./-])(?:(\d\d)[-/.])?(1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])日?(?=[\s　(（]*\d{1,2}\s?[:：時时]\d\d)"
)
_TIME_ALONE = Pattern(  # Ням, 10:20: the day of the week may stand before it
    r"(?:(?-i:[\u4e00-\u9fff]){0,2}(?:时间|時間)\s?[：:]?\s?|[^\W\d_]{2,12},\s)?((?:上午|下午|晚上|오전|오후|午前|午後)?\s?\d{1,2}[:：时時시]\d{2}[分분]?(?:[:：]\d{2})?(?:\s?[ap]\.?m\.?|\s?น\.|\s[A-Z]{3,4}|\s?[上下]午)?)",
    re.IGNORECASE,
)
_ISSUE = Pattern(r"[报報刊]》\s*$")  # 来源：《华东日报》 2004年3月16日
_TODAY = Pattern(
    r"(?:今天|今日|现在|現在|当前|當前)(?:是|时间|時間|日期)[：:]?\s*$|\btoday(?: is|:)\s*$", re.IGNORECASE
)
_BEFORE = 32  # characters of a line that can say what its date is: Last modified on Wednesday,
_LONGEST_LABEL = 16  # characters of a line above a date that says what it is: 成文日期：
_LONGEST_DATED = 80  # characters of a line outside the article that names the day
_MIDNIGHT, _SECONDS = "T00:00:00", Pattern(r"00:00:00|\b12:00\s?a\.?m", re.IGNORECASE)
# 【本臺2024年6月29日訊】: the day with which a text opens
_OPENING = Pattern(r"^[【〔（(\[][^】〕）)\]]{0,12}?(?=(?:19|20)\d\d)[^】〕）)\]]{8,24}[讯訊电電报報]")


@dataclass(frozen=True, slots=True)
class Times:
    published: Found[Moment] | None
    modified: Found[Moment] | None


@dataclass(frozen=True, slots=True)
class _Shown:
    """A date in a visible line, and what the words before it say it is."""

    dated: Dated
    evidence: str
    published: bool
    modified: bool
    issue: bool = False  # of the paper that this is from, or of the speech or the law that this is


def read_times(scene: Scene, language: str | None, timezone: str | None) -> Times:
    """Read the dates of a page written in `language`."""
    how = habits(language, scene.said.page_language.upper()[-2:], timezone)
    how = in_order_of(how, (block.text for group in scene.bylines for block in group), scene.document.url)
    day = _known_day(scene, how)
    shown: list[_Shown] = []
    near: list[_Shown] = []
    above, *others = scene.bylines
    if above and scene.headline and scene.headline.value not in above[0].text:
        above = above[::-1]  # no headline there: the nearest to the text is its own, the first may be today
    for group in (above, *map(own_lines, others)):
        dates = _best_first(_shown(scene.outline, group, how, day))
        if shown and all(one.modified and one.dated.timed for one in shown):
            # The byline says when the text was changed: times that nothing names are those of comments.
            dates = [one for one in dates if not one.dated.timed or one.published or one.modified]
        near = dates if group is above else near
        shown += dates
        if any(one.dated.timed and not one.modified for one in shown):
            break
    shown.sort(key=lambda one: one.issue)  # stable: of the paper's issue, and not of the page that copies it
    published = _published(scene, how, shown, near)
    return Times(_day_alone(published), _day_alone(_modified(scene, how, shown, published)))


def _day_alone(found: Found[Moment] | None) -> Found[Moment] | None:
    """Leave out the time where it is midnight to the second, or 12:00 am: a day that a database keeps as a time."""
    if found is None or found.value.iso[10:19] != _MIDNIGHT or _SECONDS.search(found.value.raw) is None:
        return found
    return found.giving(Moment(found.value.iso[:10], found.value.raw))


def _known_day(scene: Scene, how: Habits) -> str:
    """Give the day that the page states, or its address names."""
    found = next(stated_times(scene, how), None) or _from_url(scene)
    return found.value.iso[:10] if found else ""


def _with_year(text: str, day: str) -> str:
    """Give a line with the year before dates that have none, where they are of the day that is known."""

    def completed(found: re.Match[str]) -> str:
        fits = f"{int(found[2]):02}-{int(found[3]):02}" == day[5:] and found[1] in (None, day[2:4])
        return f"{day[:4]}-{found[2]}-{found[3]}" if fits else found[0]

    return _YEARLESS.sub(completed, text) if day else text


def _shown(outline: Outline, blocks: Iterable[Block], how: Habits, day: str = "") -> Iterator[_Shown]:
    """Give the dates of these lines, each with what the words before it say it is."""
    blocks = list(blocks)
    for number, block in enumerate(blocks):
        if len(block.text) > 250:
            continue
        text, found = _dates_in(outline, block, how, day)
        if found and (is_statistic(text) or is_in_caption(outline, block)):
            continue
        label = blocks[number - 1].text if number and len(blocks[number - 1].text) < _LONGEST_LABEL else ""
        if len(found) == 1 and not found[0].timed and (time := _time_behind(blocks, number)):
            text = f"{text} {time}"
            found = list(find_dates(text, how))
        if not found or not all(one.timed for one in found):
            found = _with_machine_times(text, found, list(machine_times(outline, block, how)))
        yield from _called(text, found, label)


def _with_machine_times(text: str, found: list[Dated], machines: list[Moment]) -> list[Dated]:
    """Give the dates of a line with the times of day that it has for machines; where it shows no date, the one for machines."""
    if not machines or any(one.timed for one in found):
        return _completed(found, machines)
    times = {machine.iso[:10]: machine for machine in reversed(machines)}
    return [with_machine_time(one, times) for one in found or [Dated(machines[0], 0, len(text), False)]]


def _called(text: str, found: list[Dated], label: str) -> list[_Shown]:
    """Give the dates of a line with what the words before each, or the `label` above the line, call it."""
    end, shown = 0, []
    for dated in found:
        before = text[max(end, dated.start - _BEFORE) : dated.start] or label
        later = end > 0  # of two dates in one line, the second
        said_behind = _PUBLISHED_BEHIND.match(text, dated.stop)
        end = said_behind.end() if said_behind else dated.stop
        if is_plausible(dated.moment) and not _TODAY.search(before):
            words = text[max(0, dated.start - 8) : dated.stop][:40]
            rest = _CHANGED.sub("", before)
            published = said_behind is not None or _PUBLISHED.search(rest) is not None
            changed = rest != before or (later and _CHANGED_BEHIND.match(text, dated.stop) is not None)
            modified = changed or _MODIFIED.search(rest) is not None
            issue = not dated.timed and (_ISSUE.search(before) is not None or is_of_event(text))
            shown.append(_Shown(dated, f"text {words}", published, modified and not published, issue))
    return shown


def _completed(found: list[Dated], machines: list[Moment]) -> list[Dated]:
    """Give the dates of a line, each of which has a time for machines, with that where only others show one."""
    if len(found) != len(machines):
        return found
    pairs = zip(found, machines, strict=True)
    return [one if one.timed else with_machine_time(one, {told.iso[:10]: told}) for one, told in pairs]


def _time_behind(blocks: list[Block], number: int) -> str | None:
    """Give the time of a day that is a line of its own below the line of the day."""
    found = _TIME_ALONE.fullmatch(blocks[number + 1].text) if number + 1 < len(blocks) else None
    return found[1] if found else None


def _dates_in(outline: Outline, block: Block, how: Habits, day: str) -> tuple[str, list[Dated]]:
    """Give the dates of a line, and the line as they were found in it: 2013-03-02<span>15:06 needs a border."""
    text = _with_year(set_apart(outline, block), day)
    if text.isdecimal() and NAMES_TIME.search(outline.labels[block.owner]) and (moment := read_date(text, how)):
        return text, [Dated(moment, 0, len(text), "T" in moment.iso)]
    if found := list(find_dates(text, how)):
        return text, found
    return block.text, list(find_dates(block.text, how)) if text != block.text else []


def _best_first(shown: Iterator[_Shown]) -> list[_Shown]:
    """Sort dates of one part of the page: those called publication, then those with a time of day, then the rest."""
    return sorted(shown, key=lambda one: (one.modified, not one.dated.timed, not one.published))


def _published(scene: Scene, how: Habits, shown: list[_Shown], near: list[_Shown]) -> Found[Moment] | None:
    every = list(stated_times(scene, how))
    stated = _agreeing(scene, how, every, shown) if len(every) > 1 else next(iter(every), None)
    if stated is None or _speaks_against(scene, how, every, near):
        changed = shown and all(one.modified for one in shown)
        opening = _from_opening(scene, how) if changed or not shown else None
        if opening and shown and shown[0].dated.moment.iso[:10] == opening.value.iso:
            opening = None  # changed on the same day: the line that says so has the time as well
        entry = None if near else published_in_entry(scene, how)
        shows = opening or entry or _from_lines(shown) or _from_url(scene) or _only_day(scene, how)
        return shows or signed_day(scene, how) or _from_title(scene, how) or from_scripts(scene, how)
    for one in shown:
        if moment := finer(stated.value, one.dated.moment):
            return Found(moment, f"{stated.evidence}, {one.evidence}", stated.basis)
    return stated


def _agreeing(scene: Scene, how: Habits, stated: list[Found[Moment]], shown: list[_Shown]) -> Found[Moment]:
    """Give the first time that is stated for a day that the page shows or its address names, else the first.

    A day of which the page states that it was changed then may be shown as its only one.
    """
    days = {one.dated.moment.iso[:10] for one in shown if not one.modified}
    days |= {named.value.iso} if (named := _from_url(scene)) else set()
    days -= {found.value.iso[:10] for found in stated_changes(scene, how)}
    return next((found for found in stated if found.value.iso[:10] in days), stated[0])


def _speaks_against(scene: Scene, how: Habits, stated: list[Found[Moment]], near: list[_Shown]) -> bool:
    """Say whether the date beside the headline is another than all that is stated."""
    best = next((one for one in near if not one.modified and not one.issue), None)
    if best is None or any(found.value.iso[:10] == best.dated.moment.iso[:10] for found in stated):
        return False
    moments, changed = ([found.value for found in each] for each in (stated, stated_changes(scene, how)))
    return is_contradicted(moments, changed, best.dated.moment, called_published=best.published)


def _from_lines(shown: list[_Shown]) -> Found[Moment] | None:
    best = next((one for one in shown if not one.modified), shown[0] if shown else None)
    if best is None:
        return None
    if best.dated.timed:
        return Found(best.dated.moment, best.evidence)
    day = best.dated.moment.iso
    timed = next(
        (one for one in shown if one.dated.timed and one.dated.moment.iso[:10] == day and not one.modified), best
    )
    return Found(timed.dated.moment, timed.evidence)


def _from_opening(scene: Scene, how: Habits) -> Found[Moment] | None:
    found = _OPENING.search(scene.lines[0].text) if scene.lines else None
    dated = next(find_dates(found[0], how), None) if found else None
    if found is None or dated is None or not is_plausible(dated.moment):
        return None
    return Found(Moment(dated.moment.iso[:10], dated.moment.raw), f"text {found[0]}")


def _from_url(scene: Scene) -> Found[Moment] | None:
    for found in _IN_URL.finditer(scene.document.url.partition("://")[2]):
        year, _, month, day, compact, *folders = found.groups()
        year, month, day = folders if folders[0] else (year, month, day)
        moment = read_date(compact or f"{year}-{month}-{day}", Habits())
        if moment and is_plausible(moment):
            return Found(Moment(moment.iso[:10], found[0]), "URL", Basis.URL)
    return None


def _only_day(scene: Scene, how: Habits) -> Found[Moment] | None:
    """Give the one day that the page names outside its text, as an issue of a paper names its own."""
    if not scene.lines:
        return None
    start, stop = scene.span
    outline = scene.outline.blocks
    before, behind = ([block for block in outline if block.start < start], [b for b in outline if b.start >= stop])
    outside = (*before, *own_lines(behind))
    blocks = [block for block in outside if len(block.text) < _LONGEST_DATED and not leads_away(block)]
    dates = {one.dated.moment.iso[:10]: one for one in _shown(scene.outline, blocks, how)}
    if len(dates) != 1:
        return None
    one = next(iter(dates.values()))
    return Found(one.dated.moment, one.evidence)


def _from_title(scene: Scene, how: Habits) -> Found[Moment] | None:
    """Give the day of a title such as that of a paper's issue: Заречная газета №44 от 03.11.2005."""
    dated = next(find_dates(scene.said.title, how), None)
    return Found(dated.moment, "title") if dated and is_plausible(dated.moment) else None


def _modified(
    scene: Scene, how: Habits, shown: list[_Shown], published: Found[Moment] | None
) -> Found[Moment] | None:
    if stated := next(stated_changes(scene, how), None) or changed_for_machines(scene, how):
        return None if published is not None and stated.value.iso == published.value.iso else stated
    for one in shown:
        if one.modified and (published is None or one.dated.moment.iso != published.value.iso):
            return Found(one.dated.moment, one.evidence)
    return None
