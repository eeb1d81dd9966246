"""Names of runs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

_FORM = "%Y%m%dT%H%M%SZ"


def run_id(taken: Iterable[str], now: datetime) -> str:
    """Give the id of a run that starts now: later than every id in `taken`, even where the clock has jumped back.

    Ids sort by time as texts, in file names too, so a run that would collide takes the next second.
    """
    newest = max(filter(None, map(_moment, taken)), default=None)
    moment = now.astimezone(UTC).replace(microsecond=0)
    if newest is not None and newest >= moment:
        moment = newest + timedelta(seconds=1)
    return moment.strftime(_FORM)


def names_in(folder: Path) -> set[str]:
    """Give the ids of the runs that have left a file in `folder`."""
    return {path.name.partition(".")[0] for name in ("runs", "articles") for path in (folder / name).glob("*")}


def _moment(name: str) -> datetime | None:
    try:
        return datetime.strptime(name.partition("-")[0], _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
