"""Links that no reader sees, laid out for programs: they lead into pages that are made for those, without end."""

from __future__ import annotations

from pipelines.page.links.anchors import Page
from pipelines.page.tree.styles import style_hides

_FEW = 2  # links in what is hidden: a pane of a slide show, or of a menu that opens, holds more
_MOST = 3  # such links of a page: more are the entries of a menu, hidden one by one
UNSEEN = "hidden from readers"


def unseen(page: Page) -> frozenset[str]:
    """Give the keys of links that stand hidden by themselves and have an address like no link that is seen."""
    hidden: set[int] = set()
    for node in page.document.tree.css("[style]"):
        if style_hides(node.attributes.get("style") or ""):
            links = [node] if node.tag == "a" else node.css("a")
            hidden.update(link.mem_id for link in links if len(links) <= _FEW)
    if not 0 < len(hidden) <= _MOST:
        return frozenset()
    seen = {anchor.to.family for anchor in page.anchors if anchor.node.mem_id not in hidden}
    alone = (anchor.to for anchor in page.anchors if anchor.node.mem_id in hidden)
    return frozenset(to.key for to in alone if to.family not in seen)
