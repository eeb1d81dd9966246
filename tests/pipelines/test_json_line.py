"""An article is one line, whatever reads the file."""

from __future__ import annotations

import json

from pipelines.article import line


def test_nothing_in_a_text_ends_the_line() -> None:
    article = {"articleBody": "".join(map(chr, range(0x2100))) + "城南老街"}
    assert len(line(article).splitlines()) == 1
    assert json.loads(line(article)) == article
    assert "城南老街" in line(article)
