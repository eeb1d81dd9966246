"""When an article was published, where nothing but a script or an attribute says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.page.article.scene import Scene
from pipelines.page.lines.dates import find_dates, is_plausible, read_date
from pipelines.page.lines.habits import Habits
from pipelines.page.model import Found, Moment
from pipelines.pattern import Pattern

# the variables in which scripts keep the time of an article, and its forms: a date, seconds or milliseconds since
# 1970, and /Date(1700550012000)/ of ASP.NET; ct is that of 公众号, whose pages say 昨天
_VARIABLE = Pattern(
    r"""\b((?:publish|pub|post|create|release|news|issue)_?(?:ed|d)?_?(?:date|time|at)|(?<=var )ct)["']?\s*[:=]\s*"""
    r"""(?:["'](?P<date>[\d\s:./T+-]{10,30})["']|["']?(?:\\?/Date\()?(?P<epoch>1\d{9}(?:\d{3})?)(?!\d))""",
    re.IGNORECASE,
)
_WRITES = Pattern(r"document\.write|innerHTML|innerText|textContent|\.(?:html|text)\(")
NAMES_TIME = Pattern("time|date")
_MACHINE = Pattern(r"20\d\d-\d\d-\d\dT")
_NO_VALUES = frozenset(("class", "id", "style", "href", "src"))
_LONGEST = 600  # characters of a script that writes a date


def from_scripts(scene: Scene, how: Habits) -> Found[Moment] | None:
    """Give the time that a script will show: beside the headline, or var createTime = '2024-03-28 18:40'."""
    for found in (*_written(scene, how), *_kept(scene, how)):
        if is_plausible(found.value):
            return found
    return None


def _written(scene: Scene, how: Habits) -> Iterator[Found[Moment]]:
    """Read between headline and text what a script writes: formatDate("2023-11-21 15:00"), <i data-time="1700550012">."""
    above = scene.bylines.above_text
    start, stop = above[0].start if above else 0, scene.lines[0].start if scene.lines else len(scene.outline.tags)
    for index in range(start, stop):
        if scene.outline.tags[index] == "script":
            text = scene.outline.nodes[index].text(deep=True)
            dates = list(find_dates(text, how)) if len(text) < _LONGEST and _WRITES.search(text) else []
            if len(dates) == 1:
                yield Found(dates[0].moment, "a script that writes it beside the headline")
        elif scene.outline.tags[index] != "-text":
            yield from _attributes(scene, index, how)


def _attributes(scene: Scene, index: int, how: Habits) -> Iterator[Found[Moment]]:
    """Read <i class="time" data-v="…">, <p data-timestamp="…"> and <span title="2024-01-18T07:30:00Z">."""
    named = NAMES_TIME.search(scene.outline.labels[index])
    for name, value in scene.outline.nodes[index].attributes.items():
        fits = NAMES_TIME.search(name) or (name == "title" and _MACHINE.match(value or ""))
        if value and name not in _NO_VALUES and (named or fits) and (moment := read_date(value, how)):
            yield Found(moment, f"attribute {name}")


def _kept(scene: Scene, how: Habits) -> Iterator[Found[Moment]]:
    for script in scene.document.scripts:
        for found in _VARIABLE.finditer(script):
            if moment := read_date(found["date"] or found["epoch"], how):
                yield Found(moment, f"script {found[1]}")
