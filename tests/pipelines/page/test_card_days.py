"""Days of the entries of a list, read from their cards."""

from __future__ import annotations

import pytest

from pipelines.page.links.navigation import navigate
from pipelines.page.tree.document import parse

ROOT = "http://www.paper.example"
NAMES = (
    "Harbour bridge closes for a week of repairs",
    "Council votes to keep the old market hall open",
    "Ferry timetable changes as the winter season begins",
)
LEAD = "The works had been planned for years, and nobody in town was surprised by the notice."


def days(cards: list[str], around: str = "<div>{}</div>", language: str = "en") -> list[str | None]:
    """Give the days of entries that `{url}` and `{name}` stand for."""
    filled = [card.format(url=f"/news/{100 + n}.html", name=NAMES[n]) for n, card in enumerate(cards)]
    html = f"<html lang={language}><body><p>2026-11-30</p>{around.format(''.join(filled))}</body></html>"
    found = {link.url: link.date for link in navigate(parse(html, f"{ROOT}/news/")).links}
    return [found[f"{ROOT}/news/{100 + n}.html"] for n in range(len(cards))]


HEAD = "<a href='/culture/'>Culture</a><h3><a href='{url}'>{name}</a></h3>"


@pytest.mark.parametrize(
    "card",
    [
        f"<li><a href='{{url}}'><h3>{{name}}</h3><p>{LEAD}</p><span class=date>2026-10-0%</span></a></li>",
        f"<article>{HEAD}<time datetime='2026-10-0%T10:00:00Z'>2 weeks ago</time></article>",
        f"<article><meta itemprop=datePublished content='2026-10-0%T07:00:00+01:00'>{HEAD}</article>",
        f"<li><div>0% / 2026-10</div>{HEAD}</li>",
        f"<li><div><em>0%</em><i>2026-10</i></div>{HEAD}</li>",
        f"<li><div><p>2026.10</p><b>0%</b></div>{HEAD}</li>",
        f"<li><div><b>%</b><span>Oct</span><span>2026</span></div>{HEAD}</li>",
        f"<div class=item data-time='2026-10-0% 08:15:00'>{HEAD}</div>",
        f"<div class=item>{HEAD}<span title='October %, 2026 10:11'>3 days ago</span></div>",
        f"<div class=item>{HEAD}<abbr class=published title='2026-10-0%T09:30:00+02:00'>09:30</abbr></div>",
        f"<div class=row><div>%. October 2026</div><div>{HEAD}<a href='/tag/sea/'>sea</a></div></div>",
        f"<div class=row>{HEAD}<p>Built on 3 May 1998.</p><p class=meta>Posted by Ann on % October 2026</p></div>",
        f"<li>{HEAD}<p>{LEAD}</p><p>日期：2026-10-0% 浏览：30</p></li>",
        f"<li><a href='{{url}}'>{{name}}</a> <br> {LEAD} (2026-10-0%)</li>",
        f"<div class=row>{HEAD}<i class=published>% Oct 2026</i><i class=updated>20 Nov 2026</i></div>",
    ],
)
def test_a_card_shows_its_day(card: str) -> None:
    assert days([card.replace("%", str(day)) for day in (7, 6, 5)]) == ["2026-10-07", "2026-10-06", "2026-10-05"]


def test_days_of_iran_are_read() -> None:
    cards = [f"<li>{HEAD}<span>{day} مهر ۱۴۰۵</span></li>" for day in ("۱۵", "۱۴", "۱۳")]
    assert days(cards, language="fa") == ["2026-10-07", "2026-10-06", "2026-10-05"]


def test_the_order_of_day_and_month_is_that_of_the_page() -> None:
    cards = [f"<li>{HEAD}<span>[10/{day}/2026]</span></li>" for day in ("13", "10", "07")]
    assert days(cards, language="zh") == ["2026-10-13", "2026-10-10", "2026-10-07"]


def test_a_term_before_or_behind_an_entry_belongs_to_it() -> None:
    entry = "<a href='{url}'>{name}</a>"
    before = [f"<dt>2026-10-0{day}</dt><dd>{entry}</dd>" for day in (7, 6)]
    behind = [f"<dt>{entry}</dt><dd>2026-10-0{day}</dd>" for day in (7, 6)]
    for cards in (before, behind):
        assert days(cards, "<dl>{}</dl>") == ["2026-10-07", "2026-10-06"]


@pytest.mark.parametrize(
    "card",
    [
        "<a href='{url}'>{name}</a><span>2026-10-05</span>",  # before the next entry, or behind the last
        f"<div class=item>{HEAD}<em>10</em><i>2026</i></div>",
        f"<div class=item>{HEAD}<span>12.10.2026.44</span></div>",
        f"<div class=item>{HEAD}<p>{LEAD} It was opened on 3 May 1998.</p></div>",
        f"<div class=item>{HEAD}<p>From 3 March 2026 to 5 May 2026</p></div>",
        f"<div class=item>{HEAD}<i>5 Oct 2026</i><i>6 Oct 2026</i></div>",
        f"<div class=item>{HEAD}<time class=updated datetime=2026-10-05>5 Oct</time></div>",
        f"<div class=item>{HEAD}<span class=date>Updated 5 Oct 2026</span></div>",
        "<li><a href='{url}'>{name}</a><span>05/10/2026</span></li>",  # of May, or of October
        f"<li><a href='{{url}}'>{{name}}</a><p>{LEAD} It was opened on 3 May 1998.</p></li>",
    ],
)
def test_a_day_in_doubt_is_none(card: str) -> None:
    assert days([card, card, card]) == [None, None, None]


def test_the_day_of_a_column_is_not_that_of_the_one_entry_in_it() -> None:
    cards = [f"<div class=main><p>2026-10-05</p>{HEAD}</div>", f"<div class=side>{HEAD}</div>"]
    assert days(cards) == [None, None]
