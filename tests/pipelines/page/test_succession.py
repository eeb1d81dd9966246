"""Pages without an end: the next articles follow below, and are not the article's; parts of one article stay."""

from __future__ import annotations

import pytest

from pipelines.page.extract import extract
from pipelines.page.model import Reading
from pipelines.page.tree.document import parse

OWN = "Mühle am Bach mahlt wieder"
NEXT = "Schule bekommt einen neuen Brunnen"
TEXT = [
    "Nach drei Jahren Stillstand dreht sich das Rad der alten Mühle wieder, und der Müller verkauft jeden Samstag sein Mehl.",
    "Das Wehr wurde im Winter erneuert, die Kosten trug zur Hälfte ein Verein, der Rest kam aus Spenden.",
]
OTHER = [
    "Der Brunnen auf dem Schulhof soll im Herbst fertig werden, die Kinder haben die Steine dafür selbst bemalt.",
    "Gestiftet wurde er von einem Steinmetz, der dort vor vierzig Jahren selbst zur Schule ging.",
]
DAYS = ("12.03.2024, 08:15 Uhr", "11.03.2024, 17:40 Uhr")


def lines(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def unit(form: str, number: int, longer: int = 1) -> str:
    headline, texts = ((OWN, TEXT), (NEXT, OTHER * longer))[number]
    return form.format(headline=headline, day=DAYS[number], text=lines(texts))


FORMS = [
    "<article><h1>{headline}</h1><p class=date>{day}</p>{text}</article>",
    "<div class=single><header><h1>{headline}</h1><span class=date>{day}</span></header><div class=txt>{text}</div></div>",
    "<section><h1>{headline}</h1><p>{day}</p>{text}</section>",
    "<h1 class=title>{headline}</h1><div class=meta>{day}</div>{text}<hr>",
    "<div><h1>{headline}</h1><div>{day}</div><div>{text}</div></div>",
]


def read(body: str) -> Reading:
    page = f"<html lang=de><title>{OWN} | Bachbote</title><body><nav><a href=/a>Orte</a></nav><main>{body}</main></body></html>"
    return extract(parse(page, "https://bote.example/2024/muehle.html"))


def paragraphs(body: str) -> list[str]:
    found = read(body).body
    return list(found.value.paragraphs) if found else []


@pytest.mark.parametrize("longer", [1, 8])
@pytest.mark.parametrize("form", FORMS)
def test_the_next_article_is_not_read_as_part_of_this_one(form: str, longer: int) -> None:
    reading = read(unit(form, 0) + unit(form, 1, longer))
    assert reading.body and list(reading.body.value.paragraphs) == TEXT
    assert reading.headline and reading.headline.value == OWN
    assert reading.published and reading.published.value.iso == "2024-03-12T08:15:00"


@pytest.mark.parametrize(
    "behind",
    [
        f"<article class=next><h2><a href=/b>{NEXT}</a></h2>{lines(OTHER)}</article>",
        f"<article class=next><h2>{NEXT}</h2><time>{DAYS[1]}</time>{lines(OTHER)}</article>",
        f"<div class=follows><h2 class=title>{NEXT}</h2><div class=meta>{DAYS[1]}</div>{lines(OTHER * 2)}</div>",
    ],
)
def test_what_follows_may_have_a_smaller_heading(behind: str) -> None:
    own = f"<article><h1 class=title>{OWN}</h1><div class=meta>{DAYS[0]}</div>{lines(TEXT)}</article>"
    assert paragraphs(own + behind) == TEXT


PART = "Der Bach im Winter"


@pytest.mark.parametrize(
    "body",
    [
        "<article><h1>{0}</h1><p class=date>{1}</p>{2}<h1>{3}</h1>{4}</article>",
        "<article><section><h1>{0}</h1><p class=date>{1}</p>{2}</section><section><h1>{3}</h1>{4}</section></article>",
        "<article><h1>{0}</h1><p class=date>{1}</p>{2}</article><article><h2>{3}</h2>{4}</article>",
        "<div class=post-text><h1>{0}</h1><p class=date>{1}</p>{2}<div class=post-part><h2>{3}</h2>{4}</div></div>",
    ],
)
def test_parts_of_one_article_stay(body: str) -> None:
    assert paragraphs(body.format(OWN, DAYS[0], lines(TEXT), PART, lines(OTHER))) == [*TEXT, PART, *OTHER]


def test_the_days_of_a_chronicle_stay() -> None:
    days = "".join(f"<h2>{PART} {n}</h2><p>{n}. März 2023</p>{lines(OTHER)}" for n in (1, 2))
    got = paragraphs(f"<article><h1>{OWN}</h1><p class=date>{DAYS[0]}</p>{lines(TEXT)}{days}</article>")
    assert got.count(OTHER[0]) == 2


def test_the_entries_of_a_live_report_stay() -> None:
    entry = "<div class=update><h2 class=title>{0}</h2><span class=date>{1}</span><p>{2}</p></div>"
    entries = "".join(entry.format(f"{PART} {n}", DAYS[0], OTHER[n % 2]) for n in range(7))
    got = paragraphs(
        f"<article><h1 class=title>{OWN}</h1><span class=date>{DAYS[0]}</span>{lines(TEXT)}{entries}</article>"
    )
    assert got.count(OTHER[0]) == 4
