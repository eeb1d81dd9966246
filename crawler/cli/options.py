"""Options that commands share. Each can be given on the command line, as SHILU_NAME, or in the site profile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any, TypeVar

import click

# Where profiles of the user are looked for, before the built-in ones.
PROFILE_FOLDERS = (Path("sites"),)

F = TypeVar("F", bound=Callable[..., Any])


def option(*names: str, **attributes: Any) -> Callable[[F], F]:
    """Give a click option that also reads SHILU_NAME. What environment or profile switch on, `--no-NAME` switches off."""
    name = next(name for name in names if name.startswith("--")).partition("/")[0]
    variable = "SHILU_" + name[2:].replace("-", "_").upper()
    if attributes.get("is_flag") and "flag_value" not in attributes:
        names = tuple(f"{each}/--no-{each[2:]}" if each == name else each for each in names)
    return click.option(*names, envvar=variable, show_envvar=False, **attributes)


class Day(click.ParamType[str]):
    """An ISO day."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2024-06-29", param, ctx)


class Amount(click.FloatRange):
    """A number of seconds or days: not `nan` or `inf`, and small enough for dates."""

    def __init__(self, most: float, *, some: bool = False) -> None:
        super().__init__(min=0, max=most, min_open=some)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"{value!r} is no number", param, ctx)
        return number


class Line(click.ParamType[str]):
    """A line of text, as a field of a header can hold it: not empty, no end of line, no bytes of an unknown charset."""

    name = "TEXT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip() or not str(value).isprintable():
            self.fail(f"{value!r} holds what a line of text cannot", param, ctx)
        return str(value)


class Folder(click.Path):
    """A folder with a name: an empty one (`--out "$UNSET"`) is a mistake, and would mean the current folder."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("an empty name; write . for this folder", param, ctx)
        return super().convert(value, param, ctx)


_POSITIVE = click.IntRange(min=1)
PROCESSES = click.IntRange(1, 512)
_SECONDS, _SOME_SECONDS, _DAYS = Amount(1_000_000), Amount(1_000_000, some=True), Amount(36_500)

USER_AGENT = option("--user-agent", type=Line(), help="Who is asking, with a contact URL.")

_RUN_OPTIONS = (
    option("--out", type=Folder(), help="The collection [collections/NAME]."),
    option("--limit", type=_POSITIVE, metavar="N", help="End in good order after N pages."),
    option("--time-limit", type=_SOME_SECONDS, metavar="SECONDS", help="End in good order after SECONDS."),
    option("--delay", type=_SECONDS, metavar="SECONDS", help="Between requests to one host [1; private hosts 0]."),
    option("--concurrency", type=_POSITIVE, metavar="N", help="Requests at a time to one host [8]."),
    option(
        "--recheck", type=_DAYS, metavar="DAYS", help="Look again at every article first seen in the last DAYS."
    ),
    option(
        "--render",
        type=click.Choice(("never", "auto", "always")),
        help="Fetch pages through a browser: all, or those that are empty without one [auto].",
    ),
    option(
        "--warc-size", type=_POSITIVE, metavar="BYTES", help="Begin a new WARC file at this size [1000000000]."
    ),
    USER_AGENT,
    option("--operator", type=Line(), help="Who answers for the archive: a name or address [account@host]."),
    option("--set", multiple=True, metavar="KEY=VALUE", help="Any Scrapy setting; may be repeated."),
    option("--quiet", is_flag=True, help="Warnings and errors only."),
    option("--progress/--no-progress", default=None, help="The live line [on a terminal]."),
    option("--json", "as_json", is_flag=True, help="The run report on standard output."),
    option("--dry-run", is_flag=True, help="Tell what would be fetched first, and why; fetch nothing."),
)


def run_options(command: F) -> F:
    """Add the options of `crawl` and `backfill`."""
    for add in reversed(_RUN_OPTIONS):
        command = add(command)
    return command


def of_profile(ctx: click.Context, key: str, value: Any) -> tuple[str, Any]:
    """Give (parameter, value) for a key of a profile's `[options]`, read as the command line would be.

    Raises click.UsageError where there is no such option or the value is none for it.
    """
    name = "--" + key.replace("_", "-")
    param = next((each for each in ctx.command.params if name in each.opts), None)
    if param is None or param.name is None:
        raise click.UsageError(f'there is no option "{key}"; see `shilu {ctx.info_name} --help`')
    if isinstance(value, dict):
        value = [f"{each}={setting}" for each, setting in value.items()]
    plain = list(map(str, value)) if isinstance(value, list) else str(value)
    if param.multiple:
        plain = [plain] if isinstance(plain, str) else plain
    elif not isinstance(plain, str):
        raise click.UsageError(f'option "{key}" takes one value')
    return param.name, param.type_cast_value(ctx, plain)
