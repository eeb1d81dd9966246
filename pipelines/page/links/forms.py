"""Forms that turn pages and open entries: buttons of forms without a field to fill in, and functions that set fields and
submit, `document.pageForm.pageNo.value = n; document.pageForm.submit()`.

What a form would send by POST is asked for by GET: most servers of such forms read parameters either way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from selectolax.lexbor import LexborNode

from pipelines.page.links.openers import FUNCTION, Cut, Opener
from pipelines.page.tree.document import Document
from pipelines.pattern import Pattern

_SUBMITS = Pattern(r"\.submit\(|\btrigger\([\"']submit")
# pageForm.pageNo.value = n · forms[0]["pageNo"].value = n · $("#pageNo").val(n)
_SETS = Pattern(r"(\w{1,40})[\"'\])]{0,3}\.(?:value\s?=\s?|val\(\s?)(\w{1,30})")
# frm.act.value = 'view' · $("[name=act]").val("view")
_STATES = Pattern(r"(\w{1,40})[\"'\])]{0,3}\.(?:value\s?=\s?|val\(\s?)(?:\"([^\"]{0,60})\"|'([^']{0,60})')")
_ACTION = Pattern(r"\baction[\"']?\s?[=,]\s?[\"']([^\"'\s]{1,200})[\"']")
_TO_FILL_IN = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image]), textarea, select"
_POSTS = ("post", "POST", "Post")
_CHOOSING = "select[onchange]"
_LEAST = 2  # pages
_CHOSEN = Pattern(
    r"location(?:\.href)?\s?=\s?(?:\"([^\"]{1,200})\"|'([^']{1,200})')\s?\+\s?(?:this\.|[\w.]{0,30}\[this\.selectedIndex\]\.)?[\w.\[\]]{0,60}"
    r"value(?:\s?\+\s?(?:\"([^\"]{1,200})\"|'([^']{1,200})'))?"
)
BUTTONS = "button, input[type=submit]"
_SENDING = "a[onclick*='submit('], a[href*='submit(']"
_LEAST_ENTRIES = 3  # of a list
Fields = dict[str, str]


def buttons(document: Document) -> Iterator[tuple[LexborNode, str]]:
    """Give the buttons of forms, and the links that send them, which ask for a page as a link does, and for which.

    Of forms that post, those that are the entries of a list: others do something.
    """
    forms = document.elements["form"]
    alike = Counter(form.attributes.get("action") for form in forms)
    for form in forms:
        posts = form.attributes.get("method") in _POSTS and alike[form.attributes.get("action")] < _LEAST_ENTRIES
        if posts or form.css_first(_TO_FILL_IN) is not None:
            continue
        pressed, fields = form.css(f"{BUTTONS}, {_SENDING}"), _fields(form)
        if len(pressed) == 1 and fields:
            yield pressed[0], _address(form, fields)


def is_search(node: LexborNode) -> bool:
    """Tell the button of a form that readers fill in."""
    form = _form_of(node) if node.tag in ("button", "input") else None
    return form is not None and form.css_first(_TO_FILL_IN) is not None


def _form_of(node: LexborNode) -> LexborNode | None:
    form = node.parent
    while form is not None and form.tag != "form":
        form = form.parent
    return form


def choices(document: Document) -> Iterator[tuple[LexborNode, str]]:
    """Give the entries of select boxes that name pages by number alone, and the address that choosing one opens."""
    for select in document.tree.css(_CHOOSING):
        options = [(option, (option.attributes.get("value") or "").strip()) for option in select.css("option")]
        numbers = [int(value) for _, value in options if value.isdecimal()]
        if (
            len(numbers) < _LEAST
            or numbers != list(range(numbers[0], numbers[0] + len(options)))
            or numbers[0] > 1
        ):
            continue
        before, behind = _around(select)
        if before or behind:
            yield from ((option, f"{before}{value}{behind}") for option, value in options)


def _around(select: LexborNode) -> tuple[str, str]:
    """Give what stands before and behind the number that is chosen, nothing where that is not known."""
    acts = select.attributes.get("onchange") or ""
    if opened := _CHOSEN.search(acts):
        return opened[1] or opened[2] or "", opened[3] or opened[4] or ""
    form, name = _form_of(select), select.attributes.get("name") or ""
    if form is None or not name or "submit" not in acts or len(form.css(_TO_FILL_IN)) > 1:
        return "", ""
    return _address(form, {**_fields(form), name: ""}), ""


def find_submitters(document: Document) -> Mapping[str, Opener]:
    """Give the functions of the page's scripts that put their arguments into a form and submit it."""
    forms = document.elements["form"]
    found: dict[str, Opener] = {}
    for script in document.scripts if forms else ():
        for function in FUNCTION.finditer(script) if "submit" in script else ():
            names = [name.strip() for name in function[2].split(",")]
            opener = _submitter(forms, names, function[3]) if _SUBMITS.search(function[3]) else None
            if opener:
                found[function[1]] = opener
    return found


def _submitter(forms: Sequence[LexborNode], names: list[str], body: str) -> Opener | None:
    set_ = {field: names.index(value) for field, value in _SETS.findall(body) if value in names}
    form = next((each for each in forms if set_.keys() & _fields(each, empty=True).keys()), None)
    if form is None:
        return None
    named = _fields(form, empty=True)
    stated = {field: double or single for field, double, single in _STATES.findall(body) if field in named}
    given = {**named, **stated}
    kept = {name: value for name, value in given.items() if value and name not in set_}
    action = _ACTION.search(body)
    pieces: list[str | Cut] = [_address(form, kept, action[1] if action else None)]
    for field, place in set_.items():
        if field in named:
            mark = "&" if len(pieces) > 1 or "?" in str(pieces[0]) else "?"
            pieces += [f"{mark}{field}=", Cut(place)]
    return Opener(tuple(pieces))


def _fields(form: LexborNode, *, empty: bool = False) -> Fields:
    """Give what a form sends unseen."""
    hidden = (node.attributes for node in form.css("input[type=hidden]"))
    pairs = ((each.get("name") or each.get("id") or "", each.get("value") or "") for each in hidden)
    return {name: value for name, value in pairs if name and (value or empty)}


def _address(form: LexborNode, fields: Fields, action: str | None = None) -> str:
    action = action or form.attributes.get("action") or ""
    mark = "&" if "?" in action else "?"
    return action + (mark + urlencode(fields) if fields else "") or "?"
