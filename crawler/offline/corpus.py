"""Corpora line by line: one JSON object in, one out, in the same order, whatever a line holds."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from math import isfinite
from typing import Any, NoReturn

from crawler.offline.parallel import in_order
from pipelines.mending import repair_any
from pipelines.text.convert import Script, Width, convert
from pipelines.text.encoding import Decoded, decode
from pipelines.text.repair import Repaired, repair

# Bytes handed to a process at a time: work enough that the hand-over costs nothing beside it, lines short or long.
BATCH = 1 << 18


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to do beside the repair. `raw`: give the text as decoded, too."""

    width: Width = Width.KEEP
    script: Script = Script.KEEP
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One line out. `failed` lines hold an error instead of a text."""

    line: str
    failed: bool = False


def answers(lines: Iterable[bytes], wishes: Wishes, jobs: int) -> Iterator[Answer]:
    """Answer every line. A bad one is answered with an error, and nothing else stops the stream."""
    return in_order(partial(_answer_all, wishes=wishes), lines, jobs, BATCH, len)


def _answer_all(lines: list[bytes], wishes: Wishes) -> list[Answer]:
    return [answer(line, wishes) for line in lines]


def answer(line: bytes, wishes: Wishes) -> Answer:
    """Answer one line."""
    ident: object = None
    try:
        given = _object(line)
        ident = given.get("id")
        return Answer(_OUT.encode({"id": ident, **_treated(given, wishes)}))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return Answer(_OUT.encode({"id": ident, "error": _words(error)}), failed=True)


def treat(text: str, wishes: Wishes) -> dict[str, Any]:
    """Repair and convert a text; give text, encoding and edits, as the contract of `--jsonl` has them."""
    return _told(repair(text), text, None, wishes)


def treat_bytes(data: bytes, decoded: Decoded, wishes: Wishes) -> dict[str, Any]:
    """The same for what was decoded, with the bytes at hand."""
    return _told(repair_any(data, decoded), decoded.text, decoded.encoding, wishes)


def _told(repaired: Repaired, text: str, encoding: str | None, wishes: Wishes) -> dict[str, Any]:
    done = convert(repaired, text, wishes.width, wishes.script)
    result: dict[str, Any] = {
        "text": done.text,
        "encoding": encoding,
        "edits": [asdict(edit) for edit in done.edits],
    }
    if not done.complete:
        result["complete"] = False
    if wishes.raw:
        result["raw"] = text
    return result


def _object(line: bytes) -> dict[str, Any]:
    given = _IN.decode(line.decode("utf-8-sig", "surrogatepass"))
    if not isinstance(given, dict):
        raise TypeError("not a JSON object")
    return given


def _number(digits: str) -> float:
    """What is too large for a float would come out as Infinity, which is no JSON."""
    number = float(digits)
    return number if isfinite(number) else _no_number(digits)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"no JSON: {name} is no number that can be given back")


# Made once: for a short line, to make them takes as long as to use them.
_IN = json.JSONDecoder(parse_constant=_no_number, parse_float=_number)
_OUT = json.JSONEncoder(ensure_ascii=False)


def _treated(given: dict[str, Any], wishes: Wishes) -> dict[str, Any]:
    if "bytes" not in given:
        return treat(_string(given, "text"), wishes)
    lines = _string(given, "bytes").splitlines()  # of 76 letters, as MIME and `base64` have it
    data = base64.b64decode("".join(lines), validate=True)
    content_type = given.get("content_type")
    return treat_bytes(data, decode(data, content_type if isinstance(content_type, str) else None), wishes)


def _string(given: dict[str, Any], key: str) -> str:
    value = given[key]
    if not isinstance(value, str):
        raise TypeError(f'"{key}" is no string')
    return value


def _words(error: Exception) -> str:
    if isinstance(error, KeyError):
        return 'neither "text" nor "bytes"'
    if isinstance(error, binascii.Error):
        return '"bytes" is no Base64'
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return f"no JSON: {error}"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error)
