"""Who wrote, edited and first published an article, read off its byline."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.page.model import Person
from pipelines.page.outline import Block, Outline
from pipelines.page.tables import table

_TABLE = table("names")
_LABELS: dict[str, str] = _TABLE["labels"]
_CHINESE: dict[str, list[str]] = _TABLE["chinese"]
_SINGLE = "".join(_CHINESE["single"])
_DOUBLE = frozenset(_CHINESE["double"])
_NEVER = frozenset(_CHINESE["never"])
_ORGANIZATION = re.compile(str(_CHINESE["organization"]), re.IGNORECASE)

_HAN = "\u3400-\u9fff\U00020000-\U0002ffff"
_SPACED = re.compile(f"(?<![{_HAN}])([{_HAN}])[ \u3000]+([{_HAN}])(?![{_HAN}])")
_BETWEEN = re.compile(
    r"\s*[、，,;；/／|｜]\s*|\s+[&＆]\s+|\s+(?:and|und|et|y|e|и|és|och|og|en|with)\s+|\s{1,}和\s{1,}|[ \u3000]{1,}"
)
_BETWEEN_STATED = re.compile(r"\s*[、，,;；|/]\s*|\s+(?:and|und|et|y|и)\s+")
_BETWEEN_LETTERS = re.compile(r"\s*[、，,;；/／|｜&＆•·]\s*|\s+(?:and|und|et|y|e|и|och|og|with)\s+")
_OPENING = "【\\[（(〔「『<＜◎◆●■▲□○☆★※"
_AUTHOR = re.compile(
    rf"(?:^|[\s{_OPENING}|｜丨]){_LABELS['author']}\s*[：:︰︱|｜/／丨]\s*(?P<names>[^：:\n]{{1,60}})",
    re.IGNORECASE,
)
_REPORTER = re.compile(rf"{_LABELS['reporter']}(?:\s*[：:]\s*|\s*)(?P<names>[^\n。，！？”」]{{2,60}})")
_EDITOR = re.compile(rf"{_LABELS['editor']}\s*[：:︰︱|｜/／丨]\s*(?P<names>[^\n]{{1,50}})", re.IGNORECASE)
_REPORTING = re.compile(
    rf"^\D{{0,4}}(?:[\d\s/:.年月日-]{{8,22}})?\s*(?P<names>(?:[{_HAN}]{{2,4}}[ 、]{{1,2}}){{0,4}}[{_HAN}]{{2,4}})\s*[／/╱ ]?\s*(?:综合|綜合)?[报報][导導道]"
)
_PHOTOGRAPHER = re.compile(f"{_LABELS['photographer']}$")
_WROTE = re.compile(r"[／/╱|｜丨\s]文|报道|報導")
_SIGNED = re.compile(rf"[（(]\s*(?P<names>[{_HAN}]{{2,4}}(?:[ 、\u3000]+[{_HAN}]{{2,4}}){{0,5}})\s*[）)]$")
_POSTED = re.compile(_LABELS["posted"])
_CLASS = re.compile(_LABELS["class_author"])
_BY = re.compile(
    r"^(?:by|von|par|por|di|da|door|av|af|od|текст|text|story by|written by|posted by)\s*:?\s+(?P<names>[^\W\d_a-z][^\n|•·0-9]{2,80})",
    re.IGNORECASE,
)
_KOREAN = re.compile("(?P<names>[\uac00-\ud7a3]{2,4})\\s?(?:기자|특파원|논설위원|선임기자|인턴기자)")
_WRITER = re.compile(
    rf"(?:^|[{_OPENING}])\s*(?:图[\s/、]?)?文[\s]?[/／|｜︱丨:：＝=]\s*(?:[本][报報网網][记記]者)?\s*(?P<names>[^\n：:]{{2,40}})"
)
_STOP = re.compile(
    r"\s{3,}|[】\]）)〕」』>＞\n]|\d{2,}|(?:19|20)\d\d|\s(?:编辑|編輯|责编|責編|责任编辑|責任編輯|来源|來源|发布|發布|时间|時間|日期|点击|浏览|字体|字号|阅读|评论|分享|打印|作者|通讯员|通訊員|图|圖|摄|编|审核|校对|关键词|标签|更新|编译|我要|出处|文章|联系|收藏)"
    r"|(?:编辑|編輯|责编|责任编辑|来源|來源|发布时间|时间|日期|点击|浏览|作者|出处)\s*[：:]"
)


def is_person(name: str) -> bool:
    """Say whether `name` reads as the name of a person: no organisation, no word for nobody."""
    if not 1 < len(name) < 50 or name.lower() in _NEVER or _ORGANIZATION.search(name):
        return False
    if re.search(r"[\d@#%*=+_?!。！？《》<>{}\[\]]|https?", name):
        return False
    return len(name.split()) < 6 and any(char.isalpha() for char in name)


def split_names(text: str, strict: bool = False) -> tuple[Person, ...]:
    """Give the persons that a list of names holds; `strict` wants known family names of Chinese ones."""
    text = _SPACED.sub(r"\1\2", _cut(text)).strip(" \u3000:：,，、;；-—–|/.。")
    pattern = _BETWEEN_LETTERS if text[:1].isascii() or not _has_han(text) else _BETWEEN
    found: list[Person] = []
    for part in pattern.split(text):
        name = part.strip(" \u3000:：,，、;；-—–|/.。()（）【】[]")
        if is_person(name) and (not strict or is_named(name)) and name not in (person.name for person in found):
            found.append(Person(name, part.strip()))
        elif found:
            break
    return tuple(found[:12])


def _cut(text: str) -> str:
    stop = _STOP.search(text)
    return text[: stop.start()] if stop else text


def _has_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def is_named(name: str) -> bool:
    """Say whether a name without a label is one: a Chinese family name and one or two characters more."""
    if not _has_han(name):
        return True
    if "·" in name or "•" in name:
        return len(name) < 16
    if name[:2] in _DOUBLE:
        return len(name) in (3, 4)
    return name[0] in _SINGLE and len(name) in (2, 3)


def labelled_authors(lines: Iterable[str]) -> tuple[tuple[Person, ...], str] | None:
    """Read 作者：, By …, 文/… in the lines around the text. Gives persons and the words that told them."""
    for line in lines:
        for pattern in (_AUTHOR, _WRITER, _BY):
            found = pattern.search(line)
            if found and (persons := split_names(_without_reporter(found["names"]))):
                return persons, f"text {line[:24]}"
        if (found := _POSTED.search(line)) and is_person(found["names"]):
            return (Person(found["names"], found["names"]),), f"text {line[:24]}"
        if found := _KOREAN.search(line):
            return (Person(found["names"], found[0]),), f"text {line[:24]}"
    return None


def _without_reporter(text: str) -> str:
    return re.sub(rf"^\s*{_LABELS['reporter']}\s*", "", text)


def reporters(lines: Iterable[str]) -> tuple[tuple[Person, ...], str] | None:
    """Read 记者, 通讯员 and the names behind them in bylines, and in the brackets that open or close the text."""
    persons: dict[str, Person] = {}
    evidence = ""
    for line in lines:
        for found in _REPORTER.finditer(line):
            for person in _reporter_names(line[found.start("names") :][:60]):
                persons.setdefault(person.name, person)
                evidence = evidence or f"text {line[found.start() : found.start() + 24]}"
        if not persons and (named := _reporting(line)):
            return named, f"text {line[:24]}"
    return (tuple(persons.values()), evidence) if persons else None


def _reporting(line: str) -> tuple[Person, ...]:
    """Read 2014/03/19 彭佳芸 黃翊真 報導: names without a label, told by the date before and the word behind."""
    found = _REPORTING.match(line) if any(sign in line for sign in "0123／/╱") else None
    return split_names(found["names"], strict=True) if found else ()


def signed(lines: Iterable[str]) -> tuple[tuple[Person, ...], str] | None:
    """Read the bracket at the end of a text that holds nothing but names: （常青 马文）."""
    for line in lines:
        if (found := _SIGNED.search(line)) and not _PHOTOGRAPHER.search(found["names"]):
            persons = split_names(found["names"], strict=True)
            if len(persons) == len(found["names"].split()) or "、" in found["names"]:
                return (persons, f"text {found[0]}") if persons else None
    return None


def marked(outline: Outline, blocks: Iterable[Block]) -> tuple[tuple[Person, ...], str] | None:
    """Read short lines beside the headline whose element is called author or byline."""
    for block in blocks:
        label = outline.labels[block.owner]
        if label and _CLASS.search(label) and len(block.text) < 60:
            persons = split_names(block.text, strict=_has_han(block.text))
            if persons:
                return persons, f".{label.split()[0]}"
    return None


def stated(value: str) -> tuple[Person, ...]:
    """Read the author that meta elements or JSON-LD state: names, at times with the byline around them."""
    if "://" in value or value.startswith("@"):
        return ()
    if found := reporters([value]):
        return found[0]
    found_names = (_SPACED.sub(r"\1\2", part.strip()) for part in _BETWEEN_STATED.split(value))
    return tuple(Person(name, name) for name in dict.fromkeys(found_names) if _is_stated_person(name))


def _is_stated_person(name: str) -> bool:
    """Say whether a stated author is a person: names there may hold signs that visible ones never do."""
    return 1 < len(name) < 50 and name.lower() not in _NEVER and not _ORGANIZATION.search(name)


def _reporter_names(text: str) -> tuple[Person, ...]:
    """Names behind 记者: apart by blanks or commas, or run into a place and 电, 报道."""
    head = re.split(r"[）)】\]〕」。，！？”；：:]", text, maxsplit=1)[0]
    if _PHOTOGRAPHER.search(head[-5:]) and not _WROTE.search(head):
        return ()
    for way in (_before_place, _before_slash):
        if persons := way(head):
            return persons
    if len(head) > 40:
        return ()
    closed = len(head) < len(text) and text[len(head)] in "）)】]〕"
    whole = len(head) == len(text)
    return (
        split_names(head, strict=not closed)
        if closed or whole
        else split_names(head.partition(" ")[0], strict=True)
    )


_WIRE = re.compile(
    rf"^\s*([{_HAN}]{{4,9}}?)(?:\d{{1,2}}日)?(?:\d{{1,2}}日[电電]|專電|专电|傳真|特稿|綜合外電|外電|[电電])"
)
_SLASH = re.compile(rf"^\s*(?P<names>[{_HAN}、 ·]{{2,24}}?)\s*[／/╱∕|｜-]\s*[{_HAN}、]{{2,12}}")


def _before_place(text: str) -> tuple[Person, ...]:
    """姜遠珍仁川29日電: the place has two characters or three, the name the rest."""
    found = _WIRE.match(text)
    if not found:
        return ()
    run = found[1]
    size = {4: 2, 5: 3, 6: 3}.get(len(run), 3)
    name = run[:size]
    return (Person(name, name),) if is_named(name) else ()


def _before_slash(text: str) -> tuple[Person, ...]:
    found = _SLASH.match(text)
    return split_names(found["names"], strict=True) if found else ()


def editors(lines: Iterable[str]) -> tuple[tuple[Person, ...], str] | None:
    """Read 责任编辑：, 编辑：, 責編 and the like."""
    for line in lines:
        if (found := _EDITOR.search(line)) and (persons := split_names(found["names"])):
            return persons, f"text {line[found.start() : found.start() + 24]}"
    return None
