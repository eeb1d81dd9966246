"""Programs of others that judge what we write."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(sys.executable).parent
OTHERS = HERE.parent / "others" / "bin"  # where `make test` installs them


def program(name: str, variable: str | None = None) -> Path:
    """Find a program: where an environment variable names it, in our environment, in the one of the others.

    Without it the test is skipped, but not in CI, where it must be there.
    """
    named = os.environ.get(variable) if variable else None
    for path in (Path(named) if named else HERE / name, HERE / name, OTHERS / name):
        if path.is_file():
            return path
    message = f"no {name} here: `make test` installs it"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300)


@contextmanager
def pywb(folder: Path) -> Iterator[str]:
    """Start pywb over the folder above `collections/`; gives its URL."""
    wayback = program("wayback", "PYWB")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [str(wayback), "--port", str(port), "--bind", "127.0.0.1"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(900):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("pywb did not start")


def fetched(url: str) -> tuple[int, bytes, str | None]:
    """Fetch without following redirects; gives status, body as it came, Content-Encoding."""
    opener = urllib.request.build_opener(_NoRedirect)
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip, deflate"})  # else pywb decodes
    try:
        answer = opener.open(request, timeout=120)
    except urllib.error.HTTPError as error:
        answer = error  # type: ignore[assignment]
    with answer:
        return answer.status, answer.read(), answer.headers.get("Content-Encoding")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def replayweb() -> Path:
    """Find the scripts of replayweb.page; without them the test is skipped."""
    package = OTHERS.parent / "package"
    if not (package / "ui.js").is_file():
        pytest.skip("no replayweb.page here: `make test` installs it where npm is")
    return package
