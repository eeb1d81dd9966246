"""`shilu probe`: one page explained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from crawler.errors import ShiluError, UsageError
from pipelines.read import Fetched, Page, Rejected, read_page


@click.command()
@click.argument("url_or_file")
@click.option("--url", help="For a file: the URL that it came from, so that its links can be resolved.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def probe(url_or_file: str, url: str | None, *, as_json: bool) -> int:
    """Explain one page: encoding and evidence, kind of page, links by role, the article field by field."""
    fetched = _fetch(url_or_file) if "://" in url_or_file else _read(Path(url_or_file), url)
    page = read_page(fetched)
    if isinstance(page, Rejected):
        raise ShiluError(f"{page.url}: {page.reason}")
    if as_json:
        click.echo(json.dumps(explanation(page), ensure_ascii=False))
    else:
        from crawler.explain import explain

        click.echo(explain(page))
    return 0


def explanation(page: Page) -> dict[str, Any]:
    """Give the object that `--json` prints."""
    article = page.article.to_dict() if page.article else None
    text = {"encoding": page.text.encoding, "declared": page.text.declared, "evidence": page.text.evidence,
            "confidence": page.text.confidence}  # fmt: skip
    links = [
        {"url": link.url, "role": link.role, "text": link.text, "evidence": link.evidence}
        for link in page.navigation.links
    ]
    result = {"url": page.url, "encoding": text, "kind": page.kind.value, "kindEvidence": page.kind.evidence,
              "links": links, "article": article, "evidence": dict(page.evidence)}  # fmt: skip
    return {name: value for name, value in result.items() if value is not None}


def _read(path: Path, url: str | None) -> Fetched:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; give a URL with its scheme, or a file") from None
    return Fetched(url or path.resolve().as_uri(), body)


def _fetch(url: str) -> Fetched:
    from crawler.fetch import fetch_one

    return fetch_one(url)
