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
# With the marks of scripts that several languages write in: Python takes a vowel's sign for none of a word's letters.
_WORD = Pattern(
    r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7])+"
)
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
    "hebrew": "\u0590-\u05ff\ufb1d-\ufb4f",
    "devanagari": "\u0900-\u097f",
    "bengali": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "gu": "\u0a80-\u0aff",
    "pa": "\u0a00-\u0a7f",
    "or": "\u0b00-\u0b7f",
    "si": "\u0d80-\u0dff",
    "dv": "\u0780-\u07bf",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "bo": "\u0f00-\u0fff",
    "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff",
    "ethiopic": "\u1200-\u137f",
    "km": "\u1780-\u17ff",
    "mn-Mong": "\u1800-\u18af",
    "hy": "\u0530-\u058f",
}
_SCRIPTS = {name: Pattern(f"[{letters}]+") for name, letters in _LETTERS.items()}
_ANY_SCRIPT = Pattern(f"[{''.join(_LETTERS.values())}]")
# Languages that the text itself tells: a page that claims another one is believed.
# Scripts of several languages, with the one that most likely writes in it where nothing else tells.
_SHARED = {
    "latin": "", "cyrillic": "ru", "arabic": "ar", "devanagari": "hi", "hebrew": "he", "bengali": "bn", "ethiopic": "am",
}  # fmt: skip
_TOLD = frozenset(("und", "mul", "zxx", *_LETTERS, *(name for script in _SHARED for name in _TABLE[script])))
# Letters that all languages of a script share
_COMMON = {script: frozenset(_TABLE["common"][script]) for script in _TABLE["common"]}
_DOUBLE = frozenset(("zh", "ja", "ko"))
_SOME_OTHERS = 0.1  # of the letters
_ENOUGH = 1000  # characters that settle the question
_LEAST_WORDS, _LEAST_SCORE, _CLEARLY = 5, 0.08, 1.1
_BY_LETTERS, _FOREIGN = 0.1, 10.0  # what letters weigh against shares of words


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
    if script in _SHARED:
        known: dict[str, str] = _TABLE[script]
        best = _by_words(text, script, primary)
        if best:
            return Found(best, "words of the text")
        if primary in known or (primary not in _TOLD and _TAG.match(claimed)):
            return Found(primary, f"lang {claimed}")
        if script == "latin":  # a text about programs may hold more of their letters than of its own
            others = counts.total() - counts["latin"] > _SOME_OTHERS * counts["latin"]
            return find_language(_SCRIPTS["latin"].sub("", text), claimed) if others else None
        return Found(_SHARED[script], words)
    if script not in _DOUBLE and primary not in _TOLD and _TAG.match(claimed):  # dz is written as bo is
        return Found(primary, f"lang {claimed}")
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


def _by_words(text: str, script: str, claimed: str) -> str | None:
    """Give the language whose small words and own letters fill most of the text, if that is clear.

    Of two that are much alike it is the one that is claimed, else the one that most is written in.
    """
    text = text[: 2 * _ENOUGH].lower()
    words = Counter(_WORD.findall(text))
    total = sum(words.values())
    letters = Counter(text)
    known: dict[str, str] = _TABLE[script]
    scores = {
        name: sum(words[word] for word in _telling(small)) / max(total, 1) + _spelt(letters, script, name)
        for name, small in known.items()
    }
    first, second = sorted(known, key=lambda name: -scores[name])[:2]
    if total >= _LEAST_WORDS and scores[first] >= _LEAST_SCORE:
        if scores[first] > scores[second] * _CLEARLY:
            return first
        for family in _TABLE["families"]["alike"]:
            if first in family and second in family:
                return claimed if claimed in family else str(family[0])
    # In letters that Russian or Arabic has not got it is any other language sooner.
    most = _SHARED[script]
    elsewhere = most in _TABLE["letters"] and _spelt(letters, script, most) < 0 < scores[first]
    return first if elsewhere else None


def _spelt(letters: Counter[str], script: str, language: str) -> float:
    """Say how much the letters of a text are those of a language: much below nothing where it has not got them."""
    common, written = _COMMON.get(script), _SCRIPTS[script]
    if common is None:
        return 0.0
    own = frozenset(_TABLE["letters"].get(language, ""))
    special = {
        letter: count for letter, count in letters.items() if letter not in common and written.match(letter)
    }
    foreign = sum(count for letter, count in special.items() if letter not in own)
    seen = sum(1 for letter in own if letter in special)
    return (_BY_LETTERS * seen / len(own) if own else 0.0) - _FOREIGN * foreign / max(letters.total(), 1)
