"""One command run to its end, and what it cost by the kernel's account."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

LOG = "output.txt"
ROOT = Path(__file__).parents[1]
# Peak resident size comes in KiB from Linux and in bytes from macOS (getrusage(2) of each).
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu` and `wall` in seconds, start-up included; `peak` is the largest resident size in bytes of one process."""

    cpu: float
    wall: float
    peak: int
    code: int


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run `command` in `folder`, away from scrapy.cfg: bare Scrapy must not find this project's settings.

    What it says goes to a log in the folder, and to standard error where it fails.
    """
    started = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        (folder / LOG).open("wb") as log,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log) as process,
    ):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    cost = Cost(
        usage.ru_utime + usage.ru_stime,
        time.perf_counter() - started,
        usage.ru_maxrss * _RSS_UNIT,
        process.returncode,
    )
    if cost.code:
        output = (folder / LOG).read_text(errors="replace")
        print(f"{' '.join(command)}: exit code {cost.code}\n{output[-2000:]}", file=sys.stderr)
    return cost


def spread(values: Iterable[float]) -> str:
    values = list(values)
    return f"{min(values):.2f} to {max(values):.2f}"
