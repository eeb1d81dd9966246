"""Values that scripts hold as JavaScript writes them: names without quotes, single quotes, the arguments of a function.

`window.__NUXT__=(function(a,b){return {title:a,hot:b}}("…",!0))` · `var news = [{id: 7, title: '…'}];`
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipelines.pattern import Pattern

_LONGEST = 400_000  # letters that are read token by token; JSON may be longer
_MOST = 8  # values of one script
_ASSIGNED = Pattern(
    r"(?:\b(?:var|let|const)\s{1,3}[\w$]{1,40}|\b(?:window|self|this|[A-Z]\w{1,30})\.[\w$.]{1,60})\s{0,3}=\s{0,3}(?=[\[{(]|JSON\.parse)"
    r"|\w\((?:[\w.]{1,30},\s?){1,3}(?=\{)"  # kit.start(app, element, {…})
)
_FUNCTION = Pattern(r"\(\s?function\s?\(([\w$,\s]{0,9000})\)\s?\{\s?return\s?")
_TOKEN = Pattern(
    r"\s*(?:(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`\\$]*`)|(?P<number>-?\d[\d.eE+-]*)"
    r"|(?P<word>!0|!1|void 0|[A-Za-z_$][\w$]*)|(?P<sign>[\[\]{}:,)]))",
    re.S,
)
_ESCAPED = Pattern(r"\\(?:x([0-9a-fA-F]{2})|(.))|\"|[\x00-\x1f]", re.S)
_KNOWN = {"true": "true", "false": "false", "null": "null", "undefined": "null", "!0": "true", "!1": "false",
          "void 0": "null", "NaN": "null"}  # fmt: skip
_KEPT = frozenset('"\\/bfnrtu')  # what JSON escapes too


def values_in(script: str) -> Iterator[Any]:
    """Give the lists and objects that a script holds, whole or assigned to names; what is no plain value is left out."""
    text = script.strip()
    whole = read_literal(text) if text[:1] in ("{", "[") else None
    if isinstance(whole, dict | list):
        yield whole
        return
    for start in [found.end() for found in _ASSIGNED.finditer(text)][:_MOST]:
        value = _WAYS.get(text[start], read_literal)(text, start)
        if isinstance(value, dict | list):
            yield value


def read_literal(text: str, start: int = 0, names: Mapping[str, str] = _KNOWN) -> Any:
    """Give the value that begins at `start`, None where that is none. `names`: what words stand for, as JSON."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        pass
    found = _as_json(text, start, names)
    try:
        return json.loads(found[0], strict=False) if found else None
    except (ValueError, RecursionError):
        return None


def _called(text: str, start: int) -> Any:
    """Read what a function gives back, its arguments put in."""
    function = _FUNCTION.match(text, start)
    at = text.rfind("}(")
    if function is None or at < function.end():
        return None
    names = [name.strip() for name in function[1].split(",")]
    arguments = _as_json(f"[{text[at + 2 :]}", 0, _KNOWN)
    try:
        given = json.loads(arguments[0], strict=False) if arguments else []
    except (ValueError, RecursionError):
        return None
    known = {name: json.dumps(value) for name, value in zip(names, given, strict=False)}
    return read_literal(text, function.end(), {**_KNOWN, **known})


def _parsed(text: str, start: int) -> Any:
    """Read the JSON that a string holds: the one given to `JSON.parse`."""
    token = _TOKEN.match(text, text.find("(", start) + 1)
    inner = read_literal(f"[{token['string']}]") if token and token["string"] else [""]
    return read_literal(inner[0]) if isinstance(inner, list) and inner[0] else None


_WAYS: Mapping[str, Callable[[str, int], Any]] = {"(": _called, "J": _parsed}


def _as_json(text: str, start: int, names: Mapping[str, str]) -> tuple[str, int] | None:
    """Give the value at `start` as JSON, and where it ends; a word that stands for nothing known is null."""
    pieces: list[str] = []
    open_: list[str] = []
    at, end = start, min(len(text), start + _LONGEST)
    while token := _TOKEN.match(text, at, end):
        at = token.end()
        kind, piece = token.lastgroup, token[token.lastgroup or 0]
        if kind == "sign":
            _sign(piece, pieces, open_)
            if not open_:
                return "".join(pieces), at
        elif text[at : at + 3].lstrip()[:1] == ":" and open_[-1:] == ["{"] and pieces[-1] in "{,":
            pieces.append(_string(piece) if kind == "string" else json.dumps(piece))
        else:
            pieces.append(
                _string(piece) if kind == "string" else names.get(piece, "null") if kind == "word" else piece
            )
    return None


def _sign(sign: str, pieces: list[str], open_: list[str]) -> None:
    if sign in "[{":
        open_.append(sign)
    elif sign in "]})":
        began = open_.pop() if open_ else ""
        sign = "]" if began == "[" else "}"  # the arguments of a call end in a bracket of their own
        if pieces and pieces[-1] == ",":
            pieces.pop()
    pieces.append(sign)


def _string(token: str) -> str:
    return f'"{_ESCAPED.sub(_unescaped, token[1:-1])}"'


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\u00{found[1]}"
    if found[2]:
        return found[0] if found[2] in _KEPT else found[2]
    return '\\"' if found[0] == '"' else " "
