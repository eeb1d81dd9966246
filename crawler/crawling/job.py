"""What a run is asked for, and what that is in Scrapy's settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.crawling.given import give
from spiders.frontier import Mode
from spiders.profiles.profiles import Profile

if TYPE_CHECKING:
    from scrapy.settings import Settings

# Option -> Scrapy setting. The rest of the options are the spider's or the command line's.
SETTINGS = {
    "out": "SHILU_OUT",
    "limit": "SHILU_LIMIT",
    "time_limit": "SHILU_TIME_LIMIT",
    "recheck": "SHILU_RECHECK",
    "warc_size": "SHILU_WARC_SIZE",
    "operator": "SHILU_OPERATOR",
    "user_agent": "USER_AGENT",
    "progress": "SHILU_PROGRESS",
    "render": "SHILU_RENDER",
}
# Imported where it is asked for only: it brings an HTTP client of its own along.
_COOKIES = {"scrapy.downloadermiddlewares.cookies.CookiesMiddleware": 700}


@dataclass(frozen=True, slots=True)
class Job:
    """One collection's part of a run: the sites that share it, and its options by name (`None`: not given)."""

    profiles: tuple[Profile, ...]
    mode: Mode
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return folder_of(self.profiles, self.options.get("out"))


def folder_of(profiles: Sequence[Profile], out: str | Path | None) -> Path:
    """Give the folder of the collection that these sites share: `out`, where it was given."""
    return Path(out or Path("collections") / profiles[0].name)


def settings_of(job: Job) -> Settings:
    """Give the settings of a job."""
    from scrapy.settings import Settings

    settings = Settings()
    settings.setmodule("crawler.settings", "project")
    given = {name: value for name, value in job.options.items() if value is not None}
    for name, setting in SETTINGS.items():
        if name in given:
            settings.set(setting, given[name], "cmdline")
    if "delay" in given:
        settings.set("DOWNLOAD_DELAY", given["delay"], "cmdline")
        settings.set("SHILU_DELAY", given["delay"], "cmdline")
    if "concurrency" in given:
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", given["concurrency"], "cmdline")
        settings.set("CONCURRENT_REQUESTS", max(64, given["concurrency"]), "cmdline")
    for pair in given.get("set", ()):
        give(settings, pair)
    if settings.getbool("COOKIES_ENABLED"):
        settings.set("DOWNLOADER_MIDDLEWARES", _COOKIES, "cmdline")
    return settings
