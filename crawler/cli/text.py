"""`shilu decode` and `shilu repair`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from crawler.cli.options import PROCESSES, option
from crawler.cli.telling import tell
from crawler.errors import UsageError
from crawler.exits import Exit
from crawler.offline.corpus import Wishes, answers, treat, treat_bytes
from pipelines.json_line import in_one_line
from pipelines.text.budget import CUT_SHORT
from pipelines.text.convert import Script, Width
from pipelines.text.encoding import decode as decode_bytes

_files = click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE...]")
_jobs = option("--jobs", type=PROCESSES, default=1, show_default=True, help="Processes, with --jsonl.")
_json = option("--json", "as_json", is_flag=True, help="One JSON object a file: text, encoding, every edit.")
_jsonl = option("--jsonl", is_flag=True, help="One JSON object a line in, one out, in order.")
_raw = option("--raw", is_flag=True, help="With JSON: the text as decoded, before repair, too.")
_NEXT = "give files, or nothing to read standard input"


@click.command()
@_files
@_json
@_jsonl
@_raw
@_jobs
def decode(files: tuple[Path, ...], *, as_json: bool, jsonl: bool, raw: bool, jobs: int) -> int:
    """Bytes in, text out. Which charset, on what evidence, and what was repaired is told on standard error."""
    wishes = Wishes(raw=raw)
    if jsonl:
        return _stream(files, wishes, jobs)
    for name, data in _contents(files):
        decoded = decode_bytes(data)
        result = treat_bytes(data, decoded, wishes)
        told = {"declared": decoded.declared, "evidence": decoded.evidence, "confidence": decoded.confidence}
        if as_json:
            _print_line(json.dumps({"file": name, **told, **result}, ensure_ascii=False))
            continue
        _print(result["text"])
        tell(f"{name}: {decoded.encoding} ({decoded.confidence:.2f}): {decoded.evidence}")
        _tell_if_cut_short(name, result)
        for edit in result["edits"]:
            tell(f"  {edit['kind']} at {edit['start']}: {edit['before']!r} -> {edit['after']!r}")
    return Exit.OK


@click.command()
@_files
@_json
@option("--explain", is_flag=True, help="Show a person each edit, before and after, with the bytes.")
@_jsonl
@_raw
@option(
    "--width",
    type=click.Choice([each.value for each in Width]),
    default="keep",
    show_default=True,
    help="Of punctuation.",
)
@option(
    "--script",
    type=click.Choice([each.value for each in Script]),
    default="keep",
    show_default=True,
    help="Simplified or not.",
)
@_jobs
def repair(files: tuple[Path, ...], **options: Any) -> int:
    """Text in (UTF-8), repaired text out. Good text comes out as it went in."""
    wishes = Wishes(Width(options["width"]), Script(options["script"]), options["raw"])
    if options["jsonl"]:
        return _stream(files, wishes, options["jobs"])
    for name, data in _contents(files):
        text = data.decode("utf-8", "surrogateescape")
        result = treat(text, wishes)
        _tell_if_cut_short(name, result)
        if options["as_json"]:
            _print_line(json.dumps({"file": name, **result}, ensure_ascii=False))
        elif options["explain"]:
            from crawler.terminal.edits import explain

            _print(explain(text, result["edits"], color=sys.stdout.isatty() and not os.environ.get("NO_COLOR")))
        else:
            _print(result["text"])
    return Exit.OK


def _tell_if_cut_short(name: str, result: dict[str, Any]) -> None:
    if not result.get("complete", True):
        tell(f"{name}: {CUT_SHORT}")


def _stream(files: tuple[Path, ...], wishes: Wishes, jobs: int) -> int:
    failed = False
    for answer in answers(_lines(files), wishes, jobs):
        failed = failed or answer.failed
        _print_line(answer.line)
    return Exit.ERRORS if failed else Exit.OK


def _contents(files: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    for name, file in _opened(files):
        yield name, file.read()


def _lines(files: tuple[Path, ...]) -> Iterable[bytes]:
    for _, file in _opened(files):
        yield from (line for line in file if line.strip())


def _opened(files: tuple[Path, ...]) -> Iterator[tuple[str, BinaryIO]]:
    """Open one after the other, none before each is known to be there."""
    for path in files:
        if str(path) != "-" and not path.exists():
            raise UsageError(f"{path}: No such file or directory; {_NEXT}")
    for path in files or (Path("-"),):
        if str(path) == "-":
            yield "-", sys.stdin.buffer
            continue
        try:
            with path.open("rb") as file:
                yield str(path), file
        except OSError as error:
            raise UsageError(f"{path}: {error.strerror}; {_NEXT}") from None


def _print(text: str) -> None:
    """Write text to standard output; bytes that were no UTF-8 come out as they came in."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))


def _print_line(line: str) -> None:
    """Write a line of JSON, in which half a surrogate pair stays what it was."""
    sys.stdout.buffer.write(f"{in_one_line(line)}\n".encode("utf-8", "backslashreplace"))
