"""The body: its paragraphs and its HTML."""

from __future__ import annotations

import re
from html import escape

from pipelines.page.article.markup import write
from pipelines.page.article.scene import Scene
from pipelines.page.model import Basis, Body, Found, Media
from pipelines.page.tree.data_tables import Cell, cells_in
from pipelines.page.tree.embedded import opened
from pipelines.page.tree.outline import Block, Outline
from pipelines.page.tree.structured import text_of
from pipelines.pattern import Pattern

_BREAK = Pattern(r"[\r\n]+|</p>|<br\s*/?>", re.IGNORECASE)
# 附件【名单.doc】已下载33次, 計畫.pdf (120 KB / 下載 12 次): how often a file was fetched, which the next reader changes
_FETCHED = Pattern(
    r"\s*(?:已?下[载載]\s?\d*\s?次|[（(][^（）()]{0,24}下[载載](?:次[数數])?\s?[：:]?\s?\d+\s?次?\s?[）)])$"
)
# …即可办理。[详细]: what leads to the rest of a piece of a digest
_MORE = Pattern(
    r"\s*[\[【（(<〈]\s?(?:点击|點擊|查?看|阅读|閱讀)?(?:详细|詳細|详情|詳情|全文|更多)(?:内容|內容)?\s?[>»]*\s?[\]】）)>〉]$"
)
_LEAST_STATED = 80  # characters
_LEAST_WHOLE = 400  # characters of a text that a script will show in place of a little that is shown now
_TIMES_SHOWN = 3
_NO_CELL = Cell(-1, -1)


def read_body(scene: Scene, pictures: dict[int, Media]) -> Found[Body] | None:
    """Give the body of the article, from the page's text or else from what the page states for machines."""
    if not scene.lines:
        return _stated_body(scene, _LEAST_STATED)
    shown = sum([len(block.text) for block in scene.lines])
    if not scene.chosen and (whole := _stated_body(scene, max(_LEAST_WHOLE, shown * _TIMES_SHOWN))):
        return whole
    lines = (*scene.lines, *scene.files)
    html = write(scene.document, scene.outline, scene.span[0], lines, pictures)
    label = scene.outline.labels[scene.span[0]].split(" ")[0]
    where = f"{scene.outline.tags[scene.span[0]]}{'.' + label if label else ''}"
    paragraphs = tuple(_paragraphs(scene.outline, scene.span[0], lines))
    body = Body(paragraphs, html, scene.outline.nodes[scene.span[0]])
    selector = scene.layout.fields.get("articleBody")
    if selector and scene.chosen:
        return Found(body, f"profile: {selector}", Basis.PROFILE)
    return Found(body, f"most prose in {where}")


def _stated_body(scene: Scene, least: int) -> Found[Body] | None:
    """Give what the page states, where it is longer than `least` characters."""
    stated = scene.said.article.get("articleBody")
    pieces = _BREAK.split(opened(stated)) if isinstance(stated, str) else [stated]
    paragraphs = tuple(text for piece in pieces if (text := text_of(piece)))
    if sum(map(len, paragraphs)) <= least:
        return None
    return Found(Body(paragraphs, "".join(f"<p>{escape(text)}</p>" for text in paragraphs)), "JSON-LD articleBody")


def _paragraphs(outline: Outline, top: int, lines: tuple[Block, ...]) -> list[str]:
    """Give the lines; the cells of one row of a data table are one line, set apart by tabs."""
    cells = cells_in(outline, top)
    found: list[str] = []
    last = _NO_CELL
    for block in lines:
        cell = cells.get(block.owner, _NO_CELL)
        text = _MORE.sub("", _FETCHED.sub("", block.text)) if block.linked else block.text
        if cell.row >= 0 and cell.row == last.row:
            found[-1] += "\t" * (cell.column - last.column) + (" " if cell == last else "") + text
        else:
            found.append(text)
        last = cell
    return found
