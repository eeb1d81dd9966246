"""A page opened for drawing a profile: decoded and repaired once, then read and looked at again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from pipelines.mending import mend
from pipelines.page.extract import extract
from pipelines.page.model import Reading
from pipelines.page.tree.document import Document, parse
from pipelines.page.tree.outline import Outline
from pipelines.page.tree.walk import outline
from pipelines.read import Fetched
from pipelines.text.encoding import decode


@dataclass(frozen=True, slots=True)
class Opened:
    """`whole` is the page as mended UTF-8; `reading` is the article by evidence alone."""

    whole: Fetched
    document: Document
    outline: Outline
    reading: Reading

    @classmethod
    def of(cls, fetched: Fetched, charset: str | None = None) -> Self:
        """Open a page. `charset` is the site's habit, as in `Rules`."""
        decoded = decode(fetched.body, fetched.content_type, charset)
        text = mend(fetched.body, decoded).text
        document = parse(text, fetched.url)
        whole = Fetched(fetched.url, text.encode("utf-8", "replace"), "text/html; charset=utf-8")
        return cls(whole, document, outline(document), extract(document))
