"""Last lines that speak of the paper: told by its name and how they are set, or by what the page states of its text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipelines.page.extract import extract
from pipelines.page.model import Reading
from pipelines.page.tree.document import parse

TEXT = [
    "Ponad stu mieszkańców odbudowało w trzy miesiące kładkę, którą wiosną zerwała powódź.",
    "Sołtys mówi, że materiały kosztowały tysiąc złotych, a całą kwotę zebrali sąsiedzi.",
    "Gmina obiecuje dołożyć drugie tyle na barierki i oświetlenie nad rzeką.",
]
CALL = "Bądź z nami i czytaj list Kuriera, aby wiedzieć, co mówi się nad rzeką"


def read(end: str, name: str = "Kurier Nadrzeczny", text: list[str] = TEXT, **stated: Any) -> Reading:
    said = f"<script type=application/ld+json>{json.dumps({'@type': 'NewsArticle', **stated})}</script>"
    head = f'<title>Kładka</title><meta property="og:site_name" content="{name}">{said if stated else ""}'
    lines = "".join(f"<p>{line}</p>" for line in text)
    page = f"<head>{head}</head><body><h1>Kładka</h1><p>1.07.2024</p><div class=content>{lines}{end}</div></body>"
    return extract(parse(page, "https://www.kurierek.example/news/kladka-znow-stoi"))


def lines(reading: Reading) -> list[str]:
    return list(reading.body.value.paragraphs) if reading.body else []


@pytest.mark.parametrize(
    "end",
    [
        f"<p><strong>{CALL}</strong></p>",
        f"<p><em>{CALL}</em></p><p><b>Kurier Nadrzeczny też w kiosku.</b></p>",
        f"<span><i>{CALL}.</i></span>",
        f"<p><b>(an/red)</b></p><p><strong>{CALL}</strong></p>",
        f"<p><strong>{CALL}</strong></p><p>Red. nocna</p>",
        "<p>Co dzień więcej na kanale @kurierek_nad</p>",
        "<p>Redakcja: a.n</p>",
    ],
)
def test_a_last_line_that_names_the_paper_and_is_set_apart_is_no_text(end: str) -> None:
    assert lines(read(end)) == TEXT


@pytest.mark.parametrize(
    "end",
    [
        f"<p>{CALL}</p>",
        "<p><strong>A rzeka płynie dalej, jak płynęła przed powodzią.</strong></p>",
        "<p>Sołtys odpowiedział na pytania Kuriera jako @soltys_znad_rzeki.</p>",
        f"<p><b>Kładka stoi, choć nikt w nią nie wierzył.</b></p><p><b>{CALL}</b></p>",
    ],
)
def test_last_lines_like_those_stay(end: str) -> None:
    assert len(lines(read(end))) == len(TEXT) + end.count("<p>")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Волжский вестник", "Читайте новости «Волжского вестника» каждое утро"),
        ("ข่าวแม่น้ำ", "ติดตามข่าวแม่น้ำได้ทุกวันทางแอปพลิเคชันของเรา"),
        ("Báo Bến Sông", "Mời độc giả chia sẻ câu chuyện của mình với tòa soạn Bến Sông"),
        ("صدى الميناء", "صدى الميناء معكم كل صباح أينما كنتم في المدينة"),
        ("Küsten-Kurier", "Dieser Text erschien zuerst in der Ausgabe des Küsten-Kuriers vom Montag"),
    ],
)
def test_the_name_is_known_in_every_script_and_case(name: str, line: str) -> None:
    assert lines(read(f"<p><strong>{line}</strong></p>", name)) == TEXT
    assert lines(read(f"<p><strong>{line}</strong></p>", "Gull Point Post")) == [*TEXT, line]


def test_the_author_above_such_a_line_is_found() -> None:
    signed = '<p style="text-align:right"><strong>Minh Hằng</strong></p>'
    reading = read(f"{signed}<p><em>{CALL}</em></p>")
    assert lines(reading) == TEXT
    assert reading.authors is not None
    assert [person.name for person in reading.authors.value] == ["Minh Hằng"]


def test_what_the_page_does_not_state_of_its_text_ends_it() -> None:
    end = "<p>Więcej takich wiadomości codziennie rano.</p>"
    assert lines(read(end, articleBody=" ".join(TEXT))) == TEXT


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (TEXT, TEXT[:1]),
        (TEXT[:2], TEXT[:1]),
        (TEXT, [*TEXT[:2], TEXT[2][:20]]),
        ([TEXT[0] + TEXT[1], TEXT[2]], [TEXT[0] + TEXT[1]]),
    ],
)
def test_a_statement_that_was_cut_ends_nothing(text: list[str], stated: list[str]) -> None:
    assert lines(read("", text=text, articleBody=" ".join(stated))) == text


@pytest.mark.parametrize(
    ("inside", "gone"),
    [
        ("<div class=nl><p>Kurier rano</p><p>List dla wczesnych.</p><button>Zapisz się</button></div>", True),
        ("<div class=q><p>Kładka rano</p><p>Widok dla wczesnych.</p></div>", False),
        ('<ul class="l"><li><a href="/news/stary-mlyn-znow-dziala">Stary młyn znów działa</a></li></ul>', True),
        ('<ul class="l"><li><a href="https://mlyn.example/">Stary młyn nad rzeką</a></li></ul>', False),
    ],
)
def test_a_box_with_a_button_and_a_lone_entry_of_another_article_are_no_text(inside: str, gone: bool) -> None:
    rest = "".join(f"<p>{line}</p>" for line in TEXT)
    assert (lines(read(inside + rest)) == TEXT * 2) is gone


def test_a_linked_line_in_another_element_than_all_sentences_is_no_text() -> None:
    first, *others = [f"<div class=t>{line}</div>" for line in TEXT]
    inside = '<div class=a><a href="/news/7">Stary młyn znów działa</a><span>Wczoraj, 14:05</span></div>'
    assert lines(read(f"{first}{inside}{''.join(others)}", text=[])) == TEXT
