"""The path from the front page to this one, as the page shows it."""

from __future__ import annotations

from pipelines.page.anchors import Page, Region
from pipelines.page.model import Crumb, Found


def find_breadcrumbs(page: Page) -> Found[tuple[Crumb, ...]] | None:
    """Give the breadcrumbs, outermost first, without the words around them."""
    crumbs = [
        Crumb(anchor.text, anchor.url)
        for anchor in page.anchors
        if anchor.box.region == Region.CRUMBS and anchor.text
    ]
    return Found(tuple(crumbs), "an element named as breadcrumbs") if crumbs else None
