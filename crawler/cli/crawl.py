"""`shilu crawl` and `shilu backfill`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import click

from crawler.cli.options import PROFILE_FOLDERS, Day, of_profile, option, run_options
from crawler.cli.telling import tell
from crawler.crawling.job import Job
from crawler.crawling.run import Outcome, run
from crawler.errors import UsageError
from crawler.exits import Exit
from crawler.logs import set_up_logging
from crawler.render.program import check
from spiders.frontier import Mode
from spiders.profiles.profiles import Profile, resolve

_PLANNED = 20  # pages that a dry run tells


@click.command()
@click.argument("targets", nargs=-1, required=True, metavar="TARGET...")
@run_options
@click.pass_context
def crawl(ctx: click.Context, /, targets: tuple[str, ...], **options: Any) -> int:
    """Fetch what is new or due on each TARGET: a URL, a profile's name, or its path.

    Safe to start from cron as it is. On an empty collection it reads the first pages of each list and leaves
    history to `shilu backfill`.
    """
    return _start(ctx, targets, Mode.CRAWL, options)


@click.command()
@click.argument("target")
@option("--since", type=Day(), help="Nothing before this day.")
@option("--until", type=Day(), help="Nothing after this day.")
@run_options
@click.pass_context
def backfill(ctx: click.Context, /, target: str, **options: Any) -> int:
    """Walk the lists of TARGET to their end, and the previous/next chain to both ends, newest first."""
    return _start(ctx, (target,), Mode.BACKFILL, options)


def _start(ctx: click.Context, targets: tuple[str, ...], mode: Mode, options: dict[str, Any]) -> int:
    jobs = _jobs(ctx, [resolve(target, PROFILE_FOLDERS) for target in targets], mode, options)
    quiet, as_json = (any(job.options[name] for job in jobs) for name in ("quiet", "as_json"))
    set_up_logging(quiet=quiet or as_json)
    if any(job.options["dry_run"] for job in jobs):
        for job in jobs:
            _tell_plan(job)
        return Exit.OK
    for job in jobs:
        check(job.options.get("render"))
    code, outcomes = run(jobs)
    for outcome in outcomes:
        _tell(outcome, as_json=as_json, quiet=quiet)
    return code


def _jobs(ctx: click.Context, profiles: list[Profile], mode: Mode, options: dict[str, Any]) -> list[Job]:
    """One collection a target, or one for all where --out names it."""
    profiles = _sites(profiles)
    if options["out"] is not None:
        return [Job(tuple(profiles), mode, _merged(ctx, profiles[0], options))]
    return [Job((profile,), mode, _merged(ctx, profile, options)) for profile in profiles]


def _sites(profiles: list[Profile]) -> list[Profile]:
    """Make one site of targets that differ in nothing but where they begin: two sections of a paper."""
    sites: dict[str, Profile] = {}
    for profile in profiles:
        known = sites.get(profile.name, profile)
        if replace(known, start=profile.start) != profile:
            raise UsageError(f'two targets have the name "{profile.name}"; give each profile a name of its own')
        start = tuple(dict.fromkeys((*known.start, *profile.start)))
        sites[profile.name] = replace(profile, start=start)
    return list(sites.values())


# Options of `backfill` alone; the profile that names them serves `crawl` too.
_BACKFILL_ONLY = ("since", "until")


def _merged(ctx: click.Context, profile: Profile, options: dict[str, Any]) -> dict[str, Any]:
    """Take from the profile what neither command line nor environment gives."""
    merged = dict(options)
    for key, value in profile.options.items():
        if key in _BACKFILL_ONLY and key not in options:
            continue
        try:
            name, converted = of_profile(ctx, key, value)
        except click.UsageError as error:
            raise UsageError(f"{profile.source}: [options] {key}: {error.message}") from None
        if ctx.get_parameter_source(name) is click.core.ParameterSource.DEFAULT:
            merged[name] = converted
    since, until = merged.get("since"), merged.get("until")
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}; nothing lies between them")
    return merged


def _tell(outcome: Outcome, *, as_json: bool, quiet: bool) -> None:
    if outcome.error is not None:
        tell(f"shilu: {outcome.error}")
    if outcome.report is None:
        return
    if as_json:
        click.echo(outcome.report.to_json())
    elif not quiet:
        from crawler.reporting.summary import summary

        tell(summary(outcome.report, outcome.folder))


def _tell_plan(job: Job) -> None:
    """Print what the run would fetch first."""
    from crawler.crawling.dry_run import plan

    for lead, fetched in plan(job, _PLANNED):
        why = "again" if fetched else "pending"
        click.echo(
            json.dumps({"url": lead.url, "role": lead.role, "via": lead.via, "why": why}, ensure_ascii=False)
        )
