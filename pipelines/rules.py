"""What a site profile says about reading pages: selectors and dated layouts. Empty by default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Layout:
    """CSS selectors by field name of the article (`headline`, `articleBody`, `datePublished`, …).

    `remove` names the elements that are taken out of the body, `remove_lines` lines, each given whole. `until` (ISO day, inclusive) is the last day of this layout.
    `match`: by field, a regular expression for the part of the element's text that is the field: its first group,
    or all that it matches.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    remove: tuple[str, ...] = ()
    until: str | None = None
    match: Mapping[str, str] = field(default_factory=dict)
    remove_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """Corrections of what would be found without them.

    `hosts`: what belongs to the site; empty: the host of the page and its subdomains. Patterns are regular
    expressions searched in the URL. `charset`: the site's habit, one more piece of evidence and not an order.
    `timezone`: offset of times that a page shows without one, as in `+08:00`.
    """

    hosts: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    charset: str | None = None
    timezone: str | None = None
    layouts: tuple[Layout, ...] = ()

    @property
    def has_patterns(self) -> bool:
        return bool(self.article or self.category or self.ignore)
