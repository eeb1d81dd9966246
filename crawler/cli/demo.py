"""`shilu demo`: the sample site on loopback, and the main job on it, twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from crawler.cli.options import Folder, option
from crawler.cli.telling import tell
from crawler.collection.articles import articles_in
from crawler.errors import UsageError
from crawler.exits import Exit
from pipelines.article import Json


@click.command()
@option(
    "--out",
    type=Folder(),
    default=Path("collections/demo"),
    show_default=True,
    help="The collection; must not be there yet.",
)
def demo(out: Path) -> int:
    """Start the built-in sample news site on loopback and run the main job on it.

    First a backfill of the whole site; then the site brings out its next edition, and a daily crawl fetches
    what is new.
    """
    from crawler.demo.server import DemoServer

    if (out / "state.sqlite").exists():
        raise UsageError(f"{out}: holds a collection already; remove it or give another folder with --out")
    with DemoServer() as server:
        tell(f"The sample site is at {server.url}. A backfill walks its lists and the previous/next chain:")
        code = _run("backfill", server.url, out)
        if code == Exit.OK:
            server.site.advance()
            tell(
                "\nThe site brings out its next edition. A daily crawl fetches what is new, and looks again at the rest:"
            )
            code = _run("crawl", server.url, out, "--recheck", "1")
    if code == Exit.OK:
        from crawler.demo.summary import demo_summary

        tell("\n" + demo_summary(out, _articles(out)))
    return code


def _run(command: str, url: str, out: Path, *options: str) -> int:
    """Run a command as a user would; a process can run Scrapy's reactor only once."""
    program = [sys.executable, "-m", "crawler.cli", command, url, "--out", str(out), *options]
    return subprocess.run(program, check=False).returncode


def _articles(out: Path) -> list[Json]:
    files = sorted((out / "articles").glob("*.jsonl"))
    return [article for file in files for _, article in articles_in(file)]
