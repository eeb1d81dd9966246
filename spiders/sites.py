"""The sites of a run: which URLs belong to them, and by what rules their pages are read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from pipelines.page.address import urls
from pipelines.rules import Rules
from spiders.profiles.profiles import Profile

NEW_NAMES = "new names of sites"  # as which the frontier keeps what `to_json` gives


class Sites:
    """Profiles by the name of their site, with the hosts that their start pages led to."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._profiles = {profile.name: profile for profile in profiles}
        self._moved: dict[str, str] = {}  # by site: where its start page sent us

    def __getitem__(self, site: str) -> Profile:
        return self._profiles[site]

    def rules(self, site: str) -> Rules:
        return self._profiles[site].rules

    def holds(self, url: str, site: str) -> bool:
        return urls.same_site(url, self.rules(site).hosts)

    def recall(self, kept: str | None) -> None:
        """Take what `to_json` gave: pages of the new name may come in before the old one has sent us there again."""
        for site, url in json.loads(kept or "{}").items():
            if site in self._profiles:
                self.move(site, url)

    def to_json(self) -> str:
        return json.dumps(self._moved)

    def move(self, site: str, url: str) -> None:
        """A start page may send us to the site's new name; where it points is then the site's too."""
        if not self.holds(url, site):
            self._moved[site] = url
            profile = self._profiles[site]
            hosts = (*profile.rules.hosts, *urls.site_of(url))
            self._profiles[site] = replace(profile, rules=replace(profile.rules, hosts=hosts))
