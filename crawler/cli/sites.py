"""`shilu sites` and `shilu schema`."""

from __future__ import annotations

import json

import click

from crawler.cli.options import PROFILE_FOLDERS, option


@click.command()
@option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def sites(*, as_json: bool) -> None:
    """List the site profiles: the built-in ones and those in ./sites."""
    from spiders.profiles.profiles import available, load

    for name, path in available(PROFILE_FOLDERS).items():
        profile = load(path)
        row = {"name": name, "start": list(profile.start), "file": str(path)}
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else f"{name:<20} {profile.start[0]}")


@click.command()
def schema() -> None:
    """Print the JSON Schema of an article."""
    from pipelines.article import schema as article_schema

    click.echo(json.dumps(article_schema(), ensure_ascii=False, indent=2))
