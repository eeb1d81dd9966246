"""What text that is not damaged costs: a corpus through `shilu repair --jsonl`, a page without a sign, and starting.

    python -m bench.clean TEXTS.jsonl [--rounds N]

TEXTS has a text a line, as `{"text": …}`. Seconds are of CPU, the least of the rounds, start-up included.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from timeit import repeat

from bench.measured import run
from pipelines.text.repair import looks_damaged

PAGE = 6000  # characters
PAGES = 60


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    path = options.path.resolve()
    megabytes = path.stat().st_size / 1e6
    for jobs in ("1", "2"):
        cpu, wall = _seconds(["repair", "--jsonl", "--jobs", jobs, str(path)], options.rounds)
        print(f"--jobs {jobs}: {cpu:.2f} s of CPU, {wall:.2f} s in all, {megabytes / cpu:.1f} MB a second of CPU")
    texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
    print(f"texts with a sign: {sum(map(looks_damaged, texts))} of {len(texts)}")
    costs = [min(repeat(partial(looks_damaged, page), number=1, repeat=50)) for page in _pages(texts)]
    print(f"a page of {PAGE} characters without a sign: {1e6 * median(costs):.1f} us (median of {len(costs)})")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as line:
        line.write(json.dumps({"text": texts[0][:100]}) + "\n")
        line.flush()
        for command in (["--version"], ["repair", "--jsonl", line.name], ["schema"], ["sites"]):
            print(f"shilu {command[0]}: {1000 * _seconds(command, 4 * options.rounds)[0]:.0f} ms of CPU")


def _seconds(command: Sequence[str], rounds: int) -> tuple[float, float]:
    """CPU of the process and its children, and time on the clock."""
    with tempfile.TemporaryDirectory(prefix="shilu-bench-") as folder:
        costs = [run([sys.executable, "-m", "crawler.cli", *command], Path(folder)) for _ in range(rounds)]
    return min(cost.cpu for cost in costs), min(cost.wall for cost in costs)


def _pages(texts: Sequence[str]) -> Iterator[str]:
    pages = (text[start : start + PAGE] for text in texts for start in range(0, len(text) - PAGE + 1, PAGE))
    return islice((page for page in pages if not looks_damaged(page)), PAGES)


if __name__ == "__main__":
    main()
