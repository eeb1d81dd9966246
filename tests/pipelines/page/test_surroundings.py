"""Boxes and lines of other articles inside a text, told by links and layout: what looks like them and is prose stays."""

from __future__ import annotations

import pytest

from pipelines.page.extract import extract
from pipelines.page.tree.document import parse

TEXT = [
    "The ferry between Gull Point and Tarra will run again from August, the operator said on Monday.",
    "It was cut when passenger numbers fell below forty a day, and nobody had been asked beforehand.",
    "The state will review the trial after twelve months and may then keep the boat for good.",
]
LEADS = "Bus drivers vote to strike over new rosters"


def paragraphs(inside: str) -> list[str]:
    page = (
        "<html><head><title>Ferry returns</title></head><body><h1>Ferry returns</h1><p>1 July 2024</p>"
        f"<div class=content><p>{TEXT[0]}</p><p>{TEXT[1]}</p>{inside}<p>{TEXT[2]}</p></div></body></html>"
    )
    body = extract(parse(page, "https://www.gull.example/news/1.html")).body
    return list(body.value.paragraphs) if body else []


@pytest.mark.parametrize(
    "inside",
    [
        f'<p><a href="/2"><strong>İlginizi Çekebilir: {LEADS}</strong></a></p>',
        f'<p><b>Pozrite si:</b> <a href="https://www.gull.example/2">{LEADS}</a></p>',
        f'<p>Shiko: <a href="/2">{LEADS}</a></p><p>Shiko: <a href="/3">{LEADS} again</a></p>',
        '<p>Get more of it on <a href="https://news.google.com/publications/x">Google News</a></p>',
        "<div><h3>Mornings</h3><p>What happened on the coast.</p><form><button>Send</button></form></div>",
        f'<div type="RelatedOneNews" class="Sortable"><a href="/2">{LEADS}</a><p>The union wants ten hours.</p></div>',
        '<section class="KeyPoints"><h2>Key points:</h2><ul><li>The ferry returns</li></ul></section>',
        "<p>REKLAM</p>",
    ],
)
def test_what_leads_elsewhere_is_no_text(inside: str) -> None:
    assert paragraphs(inside) == TEXT


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Related: the two storms shared a name, a track and a cost.</p>",
        '<p>The report says: <a href="/2">the river rose by two metres within one night.</a></p>',
        '<p>The mayor wrote: <a href="/2">“We never stopped asking for the boat”</a></p>',
        f'<p>Study: <a href="https://university.example/2">{LEADS}</a></p>',
        '<p>18:05: <a href="/2">The first boat leaves Gull Point with forty on board</a></p>',
        '<p>Best film: <a href="/2">The Long Way Home by the Northern Shore</a></p>'
        "<p>It was filmed on the last boat of the winter, in one take.</p>"
        '<p>Best song: <a href="/3">A Lantern for the Last of the Ferrymen</a></p>',
        '<p>Whoever asks, the <a href="https://news.google.com/x">search</a> found nine of them.</p>',
        "<p>Reklam: the word was painted on the hull.</p>",
        "<div><p>Key points of the plan were read aloud in the hall.</p></div>",
    ],
)
def test_prose_that_looks_like_it_stays(inside: str) -> None:
    assert len(paragraphs(inside)) == len(TEXT) + inside.count("<p>")


def test_tags_below_a_text_are_none_of_it() -> None:
    assert (
        paragraphs(f'<p>{TEXT[2]}</p><p>Etiketler: <a href="/t">ferry</a>, <a href="/u">coast</a></p></div><div>')
        == TEXT
    )


def test_a_text_goes_on_behind_a_list_of_others_where_each_paragraph_has_a_box_of_its_own() -> None:
    links = '<ul><li><a href="/2">Bus drivers vote</a></li><li><a href="/3">Sand</a></li></ul>'
    first, second, third = (f'<div class="block text"><p>{text}</p></div>' for text in TEXT)
    others = f'<div class="block text"><p><b>Leia também:</b></p>{links}</div>'
    page = f"<body><h1>Ferry returns</h1><div class=body>{first}{second}{others}{third}</div></body>"
    body = extract(parse(page, "https://www.gull.example/news/1.html")).body
    assert body is not None and list(body.value.paragraphs) == TEXT


@pytest.mark.parametrize(
    ("head", "foot", "name"),
    [
        ("<title>Ferry returns | Gull and Tarra</title>", "© 2024 Gull and Tarra Ltd.", "Gull and Tarra"),
        ("<title>Ferry returns | Sport</title>", "© 2024 Gull and Tarra Ltd.", None),
        ("<title>Ferry returns | Gull</title>", "© 2024 Gullworth Holdings", None),
        ("<title>渡轮回来了_青石县航运局</title>", "版权所有：青石县航运局", None),
        (
            '<meta property="og:site_name" content="GULL AND TARRA"><title>Ferry returns - Gull and Tarra</title>',
            "",
            "Gull and Tarra",
        ),
        ('<meta property="og:site_name" content="GULL TV"><title>Ferry returns</title>', "", "GULL TV"),
    ],
)
def test_a_source_is_what_title_and_foot_agree_on(head: str, foot: str, name: str | None) -> None:
    text = "".join(f"<p>{text}</p>" for text in TEXT)
    page = f"<head>{head}</head><body><h1>Ferry returns</h1><div class=content>{text}</div><footer>{foot}</footer></body>"
    source = extract(parse(page, "https://www.north.example/news/1.html")).source
    assert (source.value.name if source else None) == name
