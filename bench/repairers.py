"""Shilu and other tools that mend text, over the classes of `bench.damage` and over text that is whole.

    python -m bench.repairers PROSE.jsonl.xz|PROSE.txt … [--classes NAME,…] [--passages N] [--seed N]

Of each tool: passages restored whole and characters undone, in hundreds, as `bench.damage` counts them; of whole text,
passages left as they are. Tools that are not installed are left out: pip install ftfy encfix scrubkit.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path

from bench.damage import apart, asked, make, passages
from bench.damages import Class, classes
from pipelines.text.repair import repair

Repairer = Callable[[str], str]

PEERS: tuple[tuple[str, str, Callable[..., Repairer]], ...] = (
    ("ftfy", "ftfy", lambda m: m.fix_text),
    ("ftfy, encoding", "ftfy", lambda m: m.fix_encoding),
    ("encfix", "encfix", lambda m: m.fix_encoding),
    ("scrubkit", "scrubkit", lambda m: lambda text: m.clean([{"text": text}]).data[0]["text"]),
)


def repairers() -> dict[str, Repairer]:
    found: dict[str, Repairer] = {"shilu": lambda text: repair(text).text}
    for name, module, build in PEERS:
        try:
            found[name] = build(import_module(module))
        except ImportError:
            print(f"{name} is not installed, left out")
    return found


def damaged(kind: Class, texts: list[str]) -> Iterator[tuple[str, str]]:
    """Give passages damaged, with their truth, where the damage did something."""
    made = (make(kind, text, number) for number, text in enumerate(texts))
    return (pair for pair in made if pair[0] != pair[1])


def score(mend: Repairer, pairs: list[tuple[str, str]]) -> str:
    mended = [(mend(text), truth) for text, truth in pairs]
    exact = sum(text == truth for text, truth in mended) / len(pairs)
    left = sum(apart(text, truth) for text, truth in mended)
    undone = 1 - left / sum(apart(text, truth) for text, truth in pairs)
    return f"{100 * exact:.0f} / {100 * undone:.1f}"


def left_alone(mend: Repairer, texts: list[str]) -> str:
    return f"{100 * sum(mend(text) == text for text in texts) / len(texts):.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--classes", default="")
    parser.add_argument("--passages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tools, texts = repairers(), passages(options.paths, options.seed)
    print(f"{'whole / undone':28}" + "".join(f"{name:>16}" for name in tools))
    for kind, prose in asked(classes(), options.classes, texts):
        pairs = list(islice(damaged(kind, prose), options.passages))
        print(f"{kind.name:28}" + "".join(f"{score(mend, pairs):>16}" for mend in tools.values()), flush=True)
    for language, prose in texts.items():
        told = (left_alone(mend, prose[: options.passages]) for mend in tools.values())
        print(f"{f'{language}, left alone':28}" + "".join(f"{share:>16}" for share in told))


if __name__ == "__main__":
    main()
