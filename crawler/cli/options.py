"""Options that commands share. Each can be given on the command line, as SHILU_NAME, or in the site profile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

# Where profiles of the user are looked for, before the built-in ones.
PROFILE_FOLDERS = (Path("sites"),)

F = TypeVar("F", bound=Callable[..., Any])


def option(*names: str, **attributes: Any) -> Callable[[F], F]:
    """Give a click option that also reads SHILU_NAME."""
    name = next(name for name in names if name.startswith("--")).partition("/")[0]
    variable = "SHILU_" + name[2:].replace("-", "_").upper()
    return click.option(*names, envvar=variable, show_envvar=False, **attributes)


class Day(click.ParamType[str]):
    """An ISO day."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2024-06-29", param, ctx)


_POSITIVE = click.IntRange(min=1)
_SECONDS = click.FloatRange(min=0)

_RUN_OPTIONS = (
    option("--out", type=click.Path(file_okay=False, path_type=Path), help="The collection [collections/NAME]."),
    option("--limit", type=_POSITIVE, metavar="N", help="End in good order after N pages."),
    option("--time-limit", type=_SECONDS, metavar="SECONDS", help="End in good order after SECONDS."),
    option("--delay", type=_SECONDS, metavar="SECONDS", help="Between requests to one host [1; private hosts 0]."),
    option("--concurrency", type=_POSITIVE, metavar="N", help="Requests at a time to one host [8]."),
    option(
        "--recheck", type=_SECONDS, metavar="DAYS", help="Look again at every article first seen in the last DAYS."
    ),
    option(
        "--render",
        type=click.Choice(("never", "auto", "always")),
        help="Fetch pages through a browser: all, or those that are empty without one [auto].",
    ),
    option(
        "--warc-size", type=_POSITIVE, metavar="BYTES", help="Begin a new WARC file at this size [1000000000]."
    ),
    option("--user-agent", metavar="TEXT", help="Who is asking, with a contact URL."),
    option("--set", multiple=True, metavar="KEY=VALUE", help="Any Scrapy setting; may be repeated."),
    option("--quiet", is_flag=True, help="Warnings and errors only."),
    option("--progress/--no-progress", default=None, help="The live line [on a terminal]."),
    click.option("--json", "as_json", is_flag=True, help="The run report on standard output."),
    click.option("--dry-run", is_flag=True, help="Tell what would be fetched first, and why; fetch nothing."),
)


def run_options(command: F) -> F:
    """Add the options of `crawl` and `backfill`."""
    for add in reversed(_RUN_OPTIONS):
        command = add(command)
    return command
