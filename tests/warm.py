"""Commands forked from a process that has imported them and compiled their patterns: both take most of a short run.

What a command does is the same as from a shell. How it starts is for the tests that start it by themselves, and for
all that give it an environment or a folder.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = "crawler.cli"
SECONDS = 300
LONGEST = 1 << 17
MODULES = (
    "scrapy.core.downloader.contextfactory",  # first, as in a run
    "scrapy.crawler",
    "spiders.news",
    "crawler.crawling.session",
    "crawler.capture.handler",
    "crawler.reporting.summary",
    *(f"crawler.cli.{name}" for name in ("archive", "crawl", "extract", "probe", "sites", "text")),
)


class Warm:
    """The process to fork from. It ends with the one that made it."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            program = [sys.executable, "-m", "tests.warm", str(theirs.fileno())]
            self._process = subprocess.Popen(
                program, cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
            )  # a pipe, because Python looks only once at what its output is

    def run(self, module: str, args: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run `main(args)` of a module to its end; some may be run side by side."""
        pipes = [os.pipe() for _ in range(3)]  # output, messages, exit code
        request = json.dumps([module, args, dict(os.environ)]).encode()
        socket.send_fds(self._ours, [request], [writing for _, writing in pipes])
        for _, writing in pipes:
            os.close(writing)
        with ThreadPoolExecutor(len(pipes)) as readers:
            out, err, code = readers.map(_read, (reading for reading, _ in pipes))
        return subprocess.CompletedProcess([module, *args], int(code), out, err)


@cache
def warm() -> Warm:
    return Warm()


def _read(descriptor: int) -> str:
    with open(descriptor, encoding="utf-8") as pipe:
        return pipe.read()


def load() -> None:
    for name in MODULES:
        import_module(name)
    from crawler.demo.site import DemoSite
    from pipelines.read import Fetched, read_page

    site = DemoSite()
    for article in site.articles()[::12]:
        page = site.get(article.path)
        assert page is not None
        read_page(Fetched(f"http://127.0.0.1{article.path}", page.body, "text/html"))
    assert "twisted.internet.reactor" not in sys.modules, "each command makes its own"


def serve(asked: socket.socket) -> None:
    """Start what is asked for until nobody asks any more. Returns in the children too, whose work is then done."""
    while True:
        request, descriptors, _, _ = socket.recv_fds(asked, LONGEST, 3)
        if not request:
            return
        if os.fork() == 0:
            asked.close()
            _stand_by(request, *descriptors)
            return
        for descriptor in descriptors:
            os.close(descriptor)
        while _reaped():
            pass


def _reaped() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] > 0
    except ChildProcessError:
        return False


def _stand_by(request: bytes, out: int, err: int, code: int) -> None:
    """Start the command and tell how it ended, whatever it died of."""
    child = os.fork()
    if child == 0:
        os.close(code)
        for number, descriptor in ((1, out), (2, err)):
            os.dup2(descriptor, number)
            os.close(descriptor)
        module, args, environment = json.loads(request)
        os.environ.clear()
        os.environ.update(environment)
        signal.alarm(SECONDS)
        import_module(module).main(args)
        return
    os.closerange(0, 3)
    os.close(out)
    os.close(err)
    os.write(code, str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
    os._exit(0)


if __name__ == "__main__":
    load()
    serve(socket.socket(fileno=int(sys.argv[1])))
