"""`shilu serve`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from crawler.cli.options import option
from crawler.cli.telling import tell
from crawler.errors import UsageError
from crawler.exits import Exit


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0 takes a free one.")
def serve(folder: Path, port: int) -> int:
    """Browse and search the collection in DIR, see edits and versions, and replay its pages, in a local web page.

    The page is for this machine alone, and the collection is only read. Ctrl-C ends it.
    """
    if not any((folder / name).is_dir() for name in ("articles", "archive")):
        raise UsageError(f"{folder}: is no collection; give the folder that a crawl wrote with --out")
    from crawler.serve.server import Server
    from crawler.serve.web import Site

    site = Site(folder)
    server = Server(site, port)
    tell(f"{server.url} ({site.shelf.refresh()} articles; Ctrl-C ends)")
    if sys.stdout and not sys.stdout.isatty():  # a program that started it reads the address there
        click.echo(server.url)
    server.run()
    return Exit.OK
