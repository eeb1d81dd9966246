"""Edits shown to a person: before and after in colour, with the bytes."""

from __future__ import annotations

from typing import Any

import click

AROUND = 16
GUESS = 0.9  # confidence below which a reader should look for himself


def explain(text: str, edits: list[dict[str, Any]], *, color: bool) -> str:
    """Give one paragraph for each edit of `text`, or say that there is none."""
    if not edits:
        return "nothing to repair\n"
    return "\n".join(_paragraph(text, edit, color=color) for edit in edits)


def _paragraph(text: str, edit: dict[str, Any], *, color: bool) -> str:
    left = text[max(0, edit["start"] - AROUND) : edit["start"]]
    right = text[edit["end"] : edit["end"] + AROUND]
    before, after = edit["before"], edit["after"]
    if color:
        before, after = click.style(before, fg="red"), click.style(after, fg="green")
    lines = (
        f"{edit['kind']} at {edit['start']}, {_sureness(edit['confidence'])}",
        f"  before  {left}[{before}]{right}   {_bytes(edit['before'])}",
        f"  after   {left}[{after}]{right}   {_bytes(edit['after'])}",
        "",
    )
    return "\n".join(lines)


def _sureness(confidence: float) -> str:
    return f"confidence {confidence:.2f}" + (", a guess" if confidence < GUESS else "")


def _bytes(text: str) -> str:
    """The bytes in gb18030: where shifted bytes meet, this shows it."""
    return text.encode("gb18030", "replace").hex(" ").upper()
