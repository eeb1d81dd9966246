"""What style sheets of a page set out of its readers' sight, and what they only fold away."""

from __future__ import annotations

import pytest

from pipelines.page.tree.document import parse
from pipelines.page.tree.walk import outline

SEEN, OTHER = "石板全部编号，明年砌进公园的步道。", "免费注册送彩金，三分钟到账。"


@pytest.mark.parametrize(
    ("sheet", "element", "hides"),
    [
        (".zx{position:absolute;left:-9999px}", "div class=zx", True),
        ("/* a */ p.Zx, #ab { text-indent: -5000px }", "p class='b ZX'", True),
        ("p.zx, #ab { text-indent: -5000px }", "p id=ab", True),
        ("#ab{font-size:0}", "p id=ab", True),
        ("@media print{.zx{left:-9999px}} .a{left:0}", "p class=zx", False),
        (".box .zx{left:-9999px}", "p class=zx", False),  # where it stands in another, nobody looks
        (".zx{display:none}", "p class=zx", False),  # an answer that a click opens
        (".zx{margin-left:-100px}", "p class=zx", False),
        (".zx{left:-9999px", "p class=zx", False),
    ],
)
def test_a_sheet_hides_what_it_sets_out_of_sight(sheet: str, element: str, hides: bool) -> None:
    page = f"<head><style>{sheet}</style></head><body><p>{SEEN}</p><{element}>{OTHER}</{element.split(maxsplit=1)[0]}></body>"
    shown = [block.text for block in outline(parse(page, "http://news.example/1.html")).blocks if not block.hidden]
    assert shown == ([SEEN] if hides else [SEEN, OTHER])
