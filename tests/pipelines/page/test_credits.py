"""Last lines that credit agencies, and last lines that begin like them and say where figures are from."""

from __future__ import annotations

import pytest

from pipelines.page.extract import extract
from pipelines.page.lines.credits import credits_agencies
from pipelines.page.model import Reading
from pipelines.page.tree.document import parse

TEXT = ("Der Deich hat gehalten, sagte die Bürgermeisterin am Abend.", "In der Nacht soll der Regen nachlassen, und morgen werden die Keller leer gepumpt.")  # fmt: skip


def reading(line: str) -> Reading:
    lines = "".join(f"<p>{each}</p>" for each in (*TEXT, line))
    return extract(parse(f"<h1>Der Deich hielt</h1><p>12.03.2024</p><div>{lines}</div>", "http://deich.example/1"))


def last(line: str) -> str:
    body = reading(line).body
    assert body is not None
    return body.value.paragraphs[-1]


@pytest.mark.parametrize(
    "line",
    [
        "Quellen: APA; SDA, eigene Recherche",
        "Mit Material der Nachrichtenagenturen dpa und AFP.",
        "With files from The Associated Press and Reuters.",
        "Avec l’AFP",
        "Sources : ATS et Belga.",
        "Con datos de Europa Press y EFE.",
        "Com informações da Lusa e da Reuters.",
        "Fonti: Reuters e agenzia ANSA.",
        "Źródła: PAP / AFP.",
        "Zdroje: ČTK a AFP, Reuters.",
        "Источники: ТАСС, «Интерфакс».",
        "Források: MTI és Reuters.",
        "Kaynaklar: AA, Reuters.",
        "المصادر: رويترز، فرانس برس.",
        "（综合新华社、江边日报、央视新闻客户端报道）",
        "综合路透社、法新社等消息",
        "資料來源：中央社、路透社。",
        "（ロイター、共同）",
        "출처 = 연합뉴스, 로이터",
    ],
)
def test_agencies_that_a_last_line_credits_are_no_text(line: str) -> None:
    assert last(line) == TEXT[-1]


@pytest.mark.parametrize(
    "line",
    [
        "Quelle: Für die Jahre vor 1990 gibt es nur Schätzungen der Gemeinde, die wir weggelassen haben.",
        "Fonte: i dati sono stati raccolti dalle scuole in tre anni e possono contenere errori.",
        "Fuente: cálculos propios con los datos que el concejo publica cada mes desde el año 2015.",
        "Источник: расчёты редакции по ежемесячным отчётам, которые управа публикует с 2015 года.",
        "المصدر: جمع المتطوعون هذه الأرقام كل شهر منذ عام 1995 على ضفتي النهر مع بعض الانقطاع.",
        "출처: 아홉 곳의 값을 견주었고 그사이 자리를 옮긴 곳은 모두 빼고 다시 셈했다.",
        "资料来源：根据水文站2010年以来的记录整理，缺测年份以邻站数据代替。",
        "出典：本表は各年の町報から作成し、欠けた年は前年の値で補った。",
    ],
)
def test_a_sentence_behind_the_label_of_a_source_is_text_and_no_source(line: str) -> None:
    assert last(line) == line
    assert reading(line).source is None


@pytest.mark.parametrize(
    "line",
    [
        "Transparenzhinweis: Der Autor saß bis 2018 im Gemeinderat.",
        "Mit der dpa sprach am Abend auch der Landrat.",
        "Das sagte sie AFP.",
        "Sources close to the mayor told Reuters, AFP and dpa.",
        "Fuentes del concejo lo confirmaron a EFE y Reuters.",
        "Com Lusa e Reuters presentes, o ministro recusou responder.",
        "По материалам дела, ТАСС и Reuters узнали обо всём последними.",
        "综合新华社、央视等媒体的现场观察，堤坝没有出现险情。",
        "（综合考虑水位和天气，泄洪延长到周五）",
        "(Anna Holm, Reuters)",
        "",
    ],
)
def test_a_sentence_that_names_agencies_is_no_credit(line: str) -> None:
    assert not credits_agencies(line)
