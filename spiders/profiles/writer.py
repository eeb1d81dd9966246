"""A drawn profile as TOML that a person can read and correct: every line says where it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from pipelines.pattern import Pattern
from spiders.profiles.draft import STATED, Draft

_CONTROL = Pattern(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_SHOWN = 12  # categories named in a comment
_LONGEST = 100  # characters of a comment's evidence


def to_toml(draft: Draft) -> str:
    """Give the file's text. It loads as the profile that `draft` describes."""
    parts = (_head(draft), _addresses(draft), _text(draft), _layout(draft))
    return "\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _head(draft: Draft) -> Iterator[str]:
    yield f"# Drawn from {_comment(draft.url)}, read as {draft.kind}."
    yield "# Every line may be corrected or left out: what is not here is found by evidence."
    yield ""
    yield "# Where the site begins: the front page of that host."
    yield f"start = [{_string(draft.start)}]"
    yield "# What belongs to the site; a name stands for its subdomains too."
    yield f"hosts = {_list(draft.rules.hosts)}"


def _addresses(draft: Draft) -> Iterator[str]:
    if draft.lists:
        yield "\n# Lists that the page's breadcrumbs name, or that the page is. The menus lead to others by themselves."
        yield f"lists = {_list(draft.lists)}"
    if draft.categories:
        yield "# Categories linked here, found without being named:"
        yield from (f"#   {_comment(url)}" for url in draft.categories[:_SHOWN])
        if len(draft.categories) > _SHOWN:
            yield f"#   and {len(draft.categories) - _SHOWN} more"
    yield "\n# Addresses of articles: regular expressions searched in URLs, which win over the evidence."
    if draft.rules.article:
        yield f"# Drawn from this page and its {draft.articles} links to articles; no link to anything else fits them."
        yield f"article = {_list(draft.rules.article, _pattern)}"
    else:
        yield f"# None: no pattern fits several of the {draft.articles} links to articles and nothing else."
        yield r"# article = ['/t\d{8}_\d+\.html$']"
    yield "# category = []"
    yield "# ignore = []"


def _text(draft: Draft) -> Iterator[str]:
    yield f"\n# Charset: {_comment(draft.charset)}"
    if draft.rules.charset:
        yield "# The page does not declare it rightly, so the site's habit helps where a page has little text."
        yield f"charset = {_string(draft.rules.charset)}"
    else:
        yield '# charset = "gb18030"'
    if draft.zone:
        yield "# Offset of times that a page shows without one, as this page's time was read."
        yield f"timezone = {_string(draft.zone)}"


_BYLINE = ("datePublished", "authors", "sourceOrganization")


def _layout(draft: Draft) -> Iterator[str]:
    choices = draft.choices
    if not choices:
        yield "\n# No layout: the page is no article. `shilu probe` an article with --save to get its selectors."
        return
    yield "\n# CSS selectors by field. Each was tried: the page reads the same by it as by evidence."
    if draft.rules.layouts:
        yield "[[layout]]"
        yield '# until = "2015-06-30"  # the last day of this layout, for the site\'s old pages'
        yield from _removed(draft)
        yield "[layout.fields]"
    for each in choices:
        yield f"# {_comment(each.sample)}  (evidence: {_comment(each.evidence)})"
        if each.selector:
            yield f"{each.field} = {_string(each.selector)}"
        elif each.evidence.startswith(STATED):
            yield f"# {each.field}: left to the evidence; what a page states for machines outlasts its layouts"
        else:
            yield f"# {each.field}: left to the evidence; no short selector gives exactly this"
    yield from _missing(draft)


def _removed(draft: Draft) -> Iterator[str]:
    (layout,) = draft.rules.layouts
    if layout.remove or layout.remove_lines:
        yield f"# Taken out of the body: {draft.compared} articles were compared, and these recur in them."
    elif draft.compared > 1:
        yield f"# {draft.compared} articles were compared (three at least tell something): nothing recurs in their texts."
    if layout.remove:
        yield f"remove = {_list(layout.remove)}"
    else:
        yield '# remove = ["div.related"]  # elements that are to be taken out of the body'
    if layout.remove_lines:
        yield f"remove_lines = {_list(layout.remove_lines)}"
    else:
        yield '# remove_lines = ["Share this"]  # lines in elements without a name, each given whole'


def _missing(draft: Draft) -> Iterator[str]:
    """Offer what stands beside the headline for the fields of a byline that were not found."""
    found = {each.field for each in draft.choices}
    missing = [name for name in _BYLINE if name not in found]
    if not missing or not draft.beside:
        return
    yield f"# Not found: {', '.join(missing)}. If it stands beside the headline, take the line that holds it:"
    for selector, text in draft.beside:
        yield f"# {missing[0]} = {_string(selector)}  # {_comment(text)}"
    yield "# Where a line holds more than the field, say which part: a regular expression, its group counts."
    yield "# [layout.match]"
    yield f"# {missing[0]} = '作者：(\\S+)'"


def _comment(text: str) -> str:
    text = _CONTROL.sub(" ", text).strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _string(text: str) -> str:
    """Write a string: literal where it can be (TOML 1.0, String), else with JSON's escapes, which TOML has too."""
    if '"' in text and "'" not in text and not _CONTROL.search(text):
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=bool(_CONTROL.search(text)))


def _pattern(text: str) -> str:
    """Write a pattern as a literal string, in which a backslash is one."""
    return _string(text) if "'" in text or _CONTROL.search(text) else f"'{text}'"


def _list(values: Iterable[str], write: Callable[[str], str] = _string) -> str:
    shown = [write(value) for value in values]
    return f"[{', '.join(shown)}]" if len(shown) < 2 else "[\n" + "".join(f"  {each},\n" for each in shown) + "]"
