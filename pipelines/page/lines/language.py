"""The language of the text, Chinese scripts told apart: what is written goes before what the page claims."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pipelines.page.model import Found
from pipelines.page.tables import table
from pipelines.pattern import Pattern

_TABLE = table("language")
_SIMPLIFIED = Pattern(f"[{_TABLE['chinese']['simplified']}]")
_TRADITIONAL = Pattern(f"[{_TABLE['chinese']['traditional']}]")
_WORD = Pattern(r"[^\W\d_]+")
_TAG = Pattern(r"^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$", re.IGNORECASE)
# Ranges of letters by script, the most common scripts first; each Chinese or Korean one says as much as two Latin ones.
_LETTERS = {
    "zh": "\u3400-\u9fff\uf900-\ufaff",
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "ja": "\u3040-\u30ff",
    "ko": "\uac00-\ud7a3",
    "cyrillic": "\u0400-\u04ff",
    "arabic": "\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u0590-\u05ff",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "bo": "\u0f00-\u0fff",
    "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff",
    "am": "\u1200-\u137f",
    "km": "\u1780-\u17ff",
    "mn-Mong": "\u1800-\u18af",
    "hy": "\u0530-\u058f",
}
_SCRIPTS = {name: Pattern(f"[{letters}]+") for name, letters in _LETTERS.items()}
_ANY_SCRIPT = Pattern(f"[{''.join(_LETTERS.values())}]")
# Languages that the text itself tells: a page that claims another one is believed.
_TOLD = frozenset((*_LETTERS, *_TABLE["latin"], *_TABLE["cyrillic"], *_TABLE["arabic"]))
_DOUBLE = frozenset(("zh", "ja", "ko"))
_SOME_OTHERS = 0.1  # of the letters
_ENOUGH = 1000  # characters that settle the question


def find_language(text: str, claimed: str) -> Found[str] | None:
    """Give the language of `text` as BCP 47; `claimed` is the page's own lang attribute."""
    counts = _scripts(text[: _ENOUGH // 2])
    if not counts:
        return _claim(claimed)
    script = _leading(counts)
    if script == "zh":
        return _chinese(text, claimed)
    words = f"script of the text{' and lang ' + claimed if claimed else ''}"
    primary = claimed.lower().replace("_", "-").partition("-")[0]
    if script in ("cyrillic", "arabic", "latin"):
        known: dict[str, str] = _TABLE[script]
        best = _by_words(text, known)
        if best:
            return Found(best, "words of the text")
        if primary in known or (primary not in _TOLD and _TAG.match(claimed)):
            return Found(primary, f"lang {claimed}")
        if script == "latin":  # a text about programs may hold more of their letters than of its own
            others = counts.total() - counts["latin"] > _SOME_OTHERS * counts["latin"]
            return find_language(_SCRIPTS["latin"].sub("", text), claimed) if others else None
        return Found("ar" if script == "arabic" else "ru", words)
    return Found(script, words)


def _claim(claimed: str) -> Found[str] | None:
    return Found(claimed.replace("_", "-"), f"lang {claimed}") if _TAG.match(claimed) else None


def _scripts(text: str) -> Counter[str]:
    """Count letters by script, until all characters but signs and digits are accounted for."""
    counts: Counter[str] = Counter()
    rest = text
    for name, letters in _SCRIPTS.items():
        others = letters.sub("", rest)
        if number := len(rest) - len(others):
            counts[name] = number * (2 if name in _DOUBLE else 1)
        rest = others
        if not _ANY_SCRIPT.search(rest) or (name == "cyrillic" and len(rest) < len(text) / 2):
            break
    return counts


def _leading(counts: Counter[str]) -> str:
    """Give the script of most letters. Kana among Chinese characters make the text Japanese."""
    first = counts.most_common(1)[0][0]
    if first == "zh" and counts["ja"] > 0.08 * counts["zh"]:
        return "ja"
    if first == "zh" and counts["ko"] > 0.3 * counts["zh"]:
        return "ko"
    return first


def _chinese(text: str, claimed: str) -> Found[str]:
    simplified = len(_SIMPLIFIED.findall(text[:_ENOUGH]))
    traditional = len(_TRADITIONAL.findall(text[:_ENOUGH]))
    if simplified == traditional:
        told = re.search("hant|tw|hk|mo", claimed.lower())
        return Found("zh-Hant" if told else "zh-Hans", f"lang {claimed}" if claimed else "no character tells")
    name = "zh-Hant" if traditional > simplified else "zh-Hans"
    return Found(name, f"{simplified} simplified, {traditional} traditional characters")


@cache
def _telling(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _by_words(text: str, known: dict[str, str]) -> str | None:
    """Give the language whose small words fill most of the text, if that is clear."""
    words = Counter(_WORD.findall(text[: 2 * _ENOUGH].lower()))
    total = sum(words.values())
    scores = {name: sum(words[word] for word in _telling(small)) for name, small in known.items()}
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if total < 5 or not ranked or ranked[0][1] < max(2, total * 0.08):
        return None
    return ranked[0][0] if len(ranked) < 2 or ranked[0][1] > ranked[1][1] * 1.1 else None
