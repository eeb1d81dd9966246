"""A lead as a row of the state's pages."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter

from pipelines.page.model import Role
from spiders.frontier import Lead, Via

COLUMNS = tuple(each.name for each in fields(Lead) if each.name != "deferred")
values_of = attrgetter(*COLUMNS)


def lead_of(row: tuple[object, ...]) -> Lead:
    """Raises ValueError or TypeError where the row holds what no run has written."""
    values = dict(zip(COLUMNS, row, strict=True))
    if any(isinstance(value, bytes) for value in row):
        raise TypeError(f"bytes for text in the row of {values['url']!r}")
    values["role"], values["via"] = Role(str(values["role"])), Via(str(values["via"]))
    return Lead(**values)  # type: ignore[arg-type]
