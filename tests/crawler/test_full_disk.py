"""A disk that fills up in the middle of a run: what counts is whole, and the next run loses nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from crawler.demo.server import DemoServer
from tests.conftest import ROOT, Shilu
from tests.warm import SECONDS

# Files may grow no further than this: the state, the archive or the lines come to it first.
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from crawler.cli import main
main()
"""
TRANSACTION = """
import resource, signal, sys
from pathlib import Path
from crawler.collection.database import connect
from crawler.errors import StorageError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
connection = connect(Path(sys.argv[1]))
connection.execute("CREATE TABLE t (x)")
connection.execute("PRAGMA cache_size = 1")
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
connection.execute("BEGIN")
try:
    for _ in range(10_000):
        connection.execute("INSERT INTO t VALUES (?)", ("x" * 1000,))
except StorageError:
    connection.execute("INSERT INTO t VALUES ('later')")
connection.close()
print(connect(Path(sys.argv[1])).execute("SELECT count(*) FROM t").fetchone()[0])
"""


def test_nothing_is_committed_after_the_state_was_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TRANSACTION, str(tmp_path / "state.sqlite")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS)
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("limit", [120_000, 250_000, 330_000])
def test_every_article_comes_once(tmp_path: Path, shilu: Shilu, limit: int) -> None:
    folder = tmp_path / "collection"
    with DemoServer() as server:
        command = [sys.executable, "-c", LIMITED, str(limit), "backfill", server.url, "--out", str(folder)]
        full = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
        assert full.returncode == 6, full.stderr
        assert "Traceback" not in full.stderr
        assert "[Errno" not in full.stderr  # each says which file, and what to do
        again = shilu("backfill", server.url, "--out", folder)
        assert again.returncode == 0, again.stderr
        expected = len(server.site.articles())
    files = (folder / "articles").glob("*.jsonl")
    lines = (json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines())
    counts = Counter(line["articleId"] for line in lines)
    assert set(counts.values()) == {1}
    assert len(counts) == expected
    checked = shilu("check", folder)
    assert checked.returncode == 0, checked.stdout
