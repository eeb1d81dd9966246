"""One page told to a person."""

from __future__ import annotations

from collections import Counter

from pipelines.article import Article
from pipelines.page.model import Role
from pipelines.read import Page

SHOWN_LINKS, SHOWN_TEXT = 6, 300


def explain(page: Page) -> str:
    """Give what was read from `page`, and on what evidence."""
    text = page.text
    lines = [
        page.url,
        f"encoding  {text.encoding} ({text.confidence:.2f}): {text.evidence}",
        f"kind      {page.kind.value}: {page.kind.evidence}",
        *_links(page),
        *(_article(page.article, dict(page.evidence)) if page.article else ()),
    ]
    return "\n".join(lines)


def _links(page: Page) -> list[str]:
    counts = Counter(link.role for link in page.navigation.links)
    lines = ["links     " + ", ".join(f"{count} {role}" for role, count in counts.most_common())]
    for role in Role:
        if role in (Role.OTHER, Role.EXTERNAL):
            continue
        links = [link for link in page.navigation.links if link.role is role]
        lines += [
            f"  {role:<10} {link.text or '-'}  {link.url}  [{link.evidence}]" for link in links[:SHOWN_LINKS]
        ]
        if len(links) > SHOWN_LINKS:
            lines.append(f"  {role:<10} … and {len(links) - SHOWN_LINKS} more")
    return lines


def _article(article: Article, evidence: dict[str, str]) -> list[str]:
    lines = ["article"]
    for name, value in article.to_dict().items():
        if name in ("text", "schemaVersion", "url", "articleBodyHtml"):
            continue
        shown = value if isinstance(value, str) else str(value)
        shown = shown if len(shown) <= SHOWN_TEXT else f"{shown[:SHOWN_TEXT]}… ({len(shown)} characters)"
        because = f"  [{evidence[name]}]" if name in evidence else ""
        lines.append(f"  {name:<19} {shown}{because}")
    lines += [
        f"  repaired {edit.kind} in {edit.field}: {edit.before!r} -> {edit.after!r} ({edit.confidence:.2f})"
        for edit in article.text.edits
    ]
    return lines
