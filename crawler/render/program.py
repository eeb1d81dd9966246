"""Which browser there is, and how it is started. Nothing here starts one."""

from __future__ import annotations

import os
import shutil
import subprocess
from enum import StrEnum
from pathlib import Path

from crawler.errors import UsageError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Where `playwright install chromium` puts its own, newest last by name.
OWN = ("chromium-*/chrome-linux*/chrome", "chromium_headless_shell-*/chrome-*/*headless*shell")
TO_INSTALL = "install Debian's `chromium` or run `playwright install chromium`, or name one with SHILU_BROWSER"
# No traffic but the page's: updates, sync, reports, and guesses at what comes next stay off. Frames of other
# sites stay in the page's process, where its DevTools session sees their requests; nothing goes round the gate.
FLAGS = (
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-quic",
    "--disable-site-isolation-trials",
    "--disable-sync",
    "--block-new-web-contents",
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--no-service-autorun",
)


class Render(StrEnum):
    NEVER = "never"
    AUTO = "auto"
    ALWAYS = "always"


def find_browser(named: str | None = None) -> str | None:
    """Give the path of a browser: the one that `named` or SHILU_BROWSER says, the system's, or Playwright's own."""
    named = named or os.environ.get("SHILU_BROWSER")
    if named:
        return shutil.which(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or _own()


def _own() -> str | None:
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    found = [path for pattern in OWN for path in sorted(folder.glob(pattern)) if os.access(path, os.X_OK)]
    return str(found[-1]) if found else None


def problem(named: str | None = None) -> str | None:
    """Say why no browser can be started, and what to do; None where one can."""
    named = named or os.environ.get("SHILU_BROWSER")
    program = find_browser(named)
    if program is None:
        what = f'SHILU_BROWSER names "{named}", which is no program here' if named else "no browser was found"
        return f"{what}; {TO_INSTALL}"
    try:
        subprocess.run([program, "--version"], capture_output=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        return f"{program} cannot be started ({error}); {TO_INSTALL}"
    return None


def check(mode: str | None, browser: str | None = None) -> None:
    """Raise UsageError where every page is to be rendered, and no browser is there to do it."""
    if mode == Render.ALWAYS and (why := problem(browser)):
        raise UsageError(f"--render always: {why}")
