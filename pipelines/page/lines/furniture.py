"""What a single line is, where it is no text: a button, a byline, a notice, the heading of something else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache, partial

from pipelines.page.lines.counters import LONGEST, is_counter
from pipelines.page.lines.credits import credits_agencies, explains_source
from pipelines.page.lines.dates import dated
from pipelines.page.lines.names import join_spaced, stands_alone
from pipelines.page.lines.reporters import reporters
from pipelines.page.lines.stretched import put_together
from pipelines.page.tables import alternatives, expression, phrases, table, words
from pipelines.page.tree.density import prose, weight
from pipelines.page.tree.outline import Block, Outline
from pipelines.pattern import Pattern

_line = partial(expression, "body", "lines")
_EDITORS = Pattern("^" + _line("editors"), re.IGNORECASE)
_CREDIT = Pattern(_line("credit"), re.IGNORECASE)
_ROLES = Pattern(_line("roles"))
_GAP = r"[\s\W_]*+"
_BUTTON_WORDS = "|".join(map(re.escape, sorted(words("body", "lines", "buttons"), key=len, reverse=True)))
_BUTTONS = Pattern(rf"^{_GAP}(?>(?:{_BUTTON_WORDS}){_GAP})+$", re.IGNORECASE)
_UNFOLD = Pattern(rf"{_GAP}(?:{_line('unfold')}){_GAP}$", re.IGNORECASE)
_LONGEST_BUTTON = 30  # characters
_ATTACHED = Pattern(_line("attached"), re.IGNORECASE)
_FILE = Pattern(_line("file"), re.IGNORECASE)
_NAMES_FILE = Pattern(
    rf"{_line('attached')}|\w\.(?:pdf|docx?|xlsx?|pptx?|wps|ofd|zip|rar|od[ts]|hwpx?)(?![a-z\d])", re.IGNORECASE
)
_PRINTED = Pattern(_line("printed"), re.IGNORECASE)
_ASKED = "|".join(
    alternatives("body", "phrases", key) for key in ("letters", "comments", "subscribers", "notices", "cookies")
)
_LETTERS = Pattern(
    rf"[\W_]{{0,4}}(?:{alternatives('body', 'phrases', 'letters')}|{alternatives('body', 'phrases', 'cookies')})",
    re.IGNORECASE,
)
_DATE_WORDS = (
    rf"(?:{phrases('dates', 'words', 'published').pattern}|{phrases('dates', 'words', 'modified').pattern})"
)
_STAMPED = Pattern(rf"\W*{_DATE_WORDS}", re.IGNORECASE)
# 投稿截止日期 and Stand der Dinge begin as stamps do: beside a stamp's day stand no words but its own and small ones
_OF_STAMPS = Pattern(
    rf"{_DATE_WORDS}[a-zà-ÿа-яё]{{0,6}}|日期|[时時][间間]|日時|일시|\b(?:{expression('names', 'stop', 'days')})\b|{alternatives('dates', 'words', 'minutes')}",
    re.IGNORECASE,
)
_WORD_OF_TEXT = Pattern(r"[\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]{2}|[^\W\d_]{5}")
# 12.03.2024, 07:45 Lesezeit: 4 Min.; Publié le …, mis à jour le …: the words of dates, and how long a text takes
_SAID_OF_DATES = Pattern(
    rf",?\s?{_DATE_WORDS}|\d{{1,3}}\s?{alternatives('dates', 'words', 'minutes')}",
    re.IGNORECASE,
)
_AGO = Pattern(
    rf"(?:[^.!?。]{{0,24}}?[^\w.!?。]|[^\d.!?。]{{0,24}})?{alternatives('dates', 'words', 'ago')}", re.IGNORECASE
)
_DIGIT = Pattern(r"\d")
_TWICE = Pattern(r"(?:19|20)\d\d\D.{4,60}(?:19|20)\d\d")  # of publication and of change
_CLOCK = Pattern(r"(?<!\d)(?:[01]?\d|2[0-3])[:.h]\s?[0-5]\d(?!\d)")
_MISTAKE = rf"{alternatives('body', 'phrases', 'mistakes')}[^.!]{{0,60}}[?？؟;]"
_PICTURE = alternatives("body", "phrases", "pictures")
# (PAP), (rts/dwn), /ТАСС/: an agency or writers' letters, in any script but Han, in which （此件公开发布） is text
_WORD = r"[^\s\d()（）.,!?。、，\u4e00-\u9fff]{2,14}"
_AGENCY = rf"[（(](?:共同|時事|ロイター|(?:mit |with |con |com |avec |theo |с )?{_WORD}(?:[\s/+-]{_WORD})?)[)）]$|/[^\s\d/.,!?]{{2,16}}/$"
_ENDING = (
    rf"{_line('tail')}|^[\W_]{{0,4}}(?:{_ASKED}|{_MISTAKE})|^(?:{_AGENCY})"
    rf"|^[（(]?(?:{_PICTURE}\s?[:：=/©・]|(?:photos?|fot[oó]?s?\.?)\s[^.!?]{{2,40}}/\s?\w{{2,12}}$|(?:fot|phot|valok|nuotr)\.\s[^.!?]{{2,40}}$)"
)
_TAIL = Pattern(_ENDING, re.IGNORECASE)
# Where a notice says what it is: further on the words may be the article's own.
_OPENS_TAIL = Pattern(rf".{{0,29}}?(?:{_ENDING})", re.IGNORECASE)
_NAMES = table("names")["agencies"]["names"]
# Con información de EFE, Credit: Gianni Alto/Ansa: the agency that a text or a picture is from, and no full stop behind
_FROM_AGENCY = Pattern(
    rf"(?:^|[\s/:：(（+–—])(?:{'|'.join(map(re.escape, sorted({*_NAMES, *(name.capitalize() for name in _NAMES)})))})(?:/\w+)?[)）]?$"
)
_MORE_BEHIND = Pattern(_line("more_behind"), re.IGNORECASE)
_NEVER = Pattern(_line("never"), re.IGNORECASE)
_REPORTER = Pattern(_line("reporter"))
_WROTE = Pattern(_line("wrote"))
_POSTED = Pattern(_line("posted"), re.IGNORECASE)
_ORIGINAL_TITLE = Pattern(_line("original_title"), re.IGNORECASE)
# By Ann Price, in the languages that write it so; behind it a capital, no sentence
_BY = Pattern(
    r"[(（]?(?:(?:[Ww]ritten |[Ww]ords |[Ss]tory )?[Bb]y|BY|Un (?:texte|reportage|dossier|article) de|Propos recueillis par|(?:Die )?Fragen stellten?|(?:Das )?(?:Interview|Gespräch) führten?|Authors?\s?:|Von(?:\s+unsere[rmn]\s+\w+)?|VON|Par|PAR|Por|POR|Di|Door|Av|Af|Przez)\s+[^\W\d_a-z][^.!?。]{2,70}(?:\.\w+)?[)）]?$"
)
# （2024年6月29日第三次会议通过）: laws open with it
_ADOPTED = Pattern(r"[（(].*(?:通过|通過|公布|施行|修[订訂正]|批准|批復|批复)[）)]")
_ROLE = Pattern("[记記]者|通[讯訊][员員]|[实實][习習]生")
# What is left of a line of reporters without their names
_BESIDE_NAMES = Pattern(
    r"(?:(?-i:[\u4e00-\u9fff]){2,4}\s?[／/]\s?(?:[图圖片]|[摄攝]影?)(?!\w)|(?-i:[\u4e00-\u9fff]){0,10}[+＋]?(?:[记記]者|通[讯訊][员員]|[实實][习習]生)|文字?|[图圖]?片|[图圖]|[摄攝]影?|[综綜]合|[报報][导導道]|(?-i:[\u4e00-\u9fff]){2,8}[报報网網社台臺]|\d{1,4}[年月日时時分]?|[\s\W_])+"
)
_ADDRESS = Pattern(r"https?://\S+")  # print versions of a page give it beside the date
_PORTRAIT = alternatives("body", "phrases", "portraits")
_OTHERS = rf"{alternatives('body', 'phrases', 'others')}|(?:{alternatives('body', 'phrases', 'headings')}|{_PORTRAIT})[\s:：….?？]*$"
_CUT = Pattern(rf"{_line('cut')}|[\W_]*+(?:{_OTHERS})", re.IGNORECASE)
_OWN = Pattern(rf"{_line('own')}|[\W_]*{_PORTRAIT}[\s:：…]*$", re.IGNORECASE)
_SENTENCE = Pattern(r"[，。！？；」”]|, [a-zа-я]{2,}|[^\W\d_]{3,}[.?!][”»\"']?$")
# Läs mer högt för barnen, säger bibliotekarien. 関連記事を書いた記者は町を去った。 A sentence heads nothing, but in Chinese notices
_SAID = Pattern(
    r"^[^:：]*(?::\s[a-zà-ÿа-яё][^:：]*)?[a-zà-ÿа-яё\u0370-\u06ff\u0900-\u0dff\u3041-\u30ff가-힣]\)?[.。।!][”»\"')」』]*$"
)
_LOOSE = 25.0
_LONGEST_EDITOR = 30.0
_LONGEST_END = 180  # characters, which weigh 60 at least
_SHEET = Pattern("第\\s?[〇零一二三四五六七八九十百\\d]{1,5}\\s?[期版]")  # 县报　第231期　2017年12月5日　第三版
_LONGEST_WHEN = 50.0  # weight of a date and its words; one of publication and one of change have more
_MOST_BESIDE = 24.0  # beside the dates of a byline


def is_furniture(block: Block) -> bool:
    """Say whether a line is a button, a pager, a place in the site: never text, wherever it stands."""
    if len(block.text) > 120:
        return False
    told = is_button(block.text) or opens_rest(block.text) or _NEVER.match(block.text) is not None
    return told or (not block.text[LONGEST:] and is_counter(block.text))


@lru_cache(maxsize=4096)
def is_button(text: str) -> bool:
    return len(text) < 60 and _BUTTONS.match(text) is not None


def is_sign(text: str) -> bool:
    """Say whether a line is a bullet, a rule, or whatever else has neither letters nor digits."""
    return not any(map(str.isalnum, text))


def opens_rest(text: str) -> bool:
    """Say whether a line is the button that shows the rest of a text."""
    return len(text) < _LONGEST_BUTTON and _UNFOLD.match(text) is not None


def names_editor(block: Block) -> bool:
    """Say whether a line is a label of editors with a name: 责编|王小山."""
    return weight(block.text) < _LONGEST_EDITOR and _EDITORS.match(put_together(block.text)) is not None


def names_board(text: str, shown: Iterable[Block]) -> bool:
    """Say whether a line is a headline that is shown without it too and the board that it is posted on, as Gnuboard writes."""
    headline, sign, _ = text.partition(" > ")
    return sign != "" and any(block.text == headline for block in shown)


def is_splinter(block: Block) -> bool:
    """Say whether a line above the text is one character of words that run downwards, or counts what is not there."""
    return len(block.text) == 1 and (block.text.isalpha() or block.text == "0")


def is_byline(block: Block) -> bool:
    """Say whether a line gives date, source, author or counters rather than text."""
    text = _ADDRESS.sub("", block.text) if "://" in block.text else block.text
    size = weight(text)
    text = put_together(text) if size < 90 else text
    if size > 90 or _ADOPTED.fullmatch(text):
        return False
    if is_button(text) or _EDITORS.match(text) or is_sign(text):
        return True
    if size < 40 and (_REPORTER.match(text) or _WROTE.match(text) or _ROLES.match(text)):
        return True
    if size < 80 and _ROLE.search(text) and _names_reporters(text):
        return True
    if size < 40 and not block.linked and stands_alone(text):
        return True
    if (size < 80 and (_CREDIT.search(text) or _POSTED.search(text))) or (size < 30 and _BY.match(text)):
        return True
    if size < _LONGEST_WHEN and _DIGIT.search(text) and _is_passing(text):
        return True
    sheeted = _SHEET.search(text) is not None and not _SENTENCE.search(text)
    day = dated(text) if size < _LONGEST_WHEN or sheeted or _TWICE.search(text) else None
    if day is None or sheeted:
        return day is not None
    rest = text.replace(day, "")
    if weight(rest) >= _MOST_BESIDE and (again := dated(rest)):  # of publication, and of change
        rest = rest.replace(again, "")
    rest = _SAID_OF_DATES.sub("", rest)
    return not _SENTENCE.search(rest) and weight(rest) < _MOST_BESIDE


def _is_passing(text: str) -> bool:
    """Say whether a line with figures says how long ago it was, or at what time of a day without a year."""
    return _AGO.fullmatch(text) is not None or (
        bool(_CLOCK.search(text) and _STAMPED.match(text)) and not _SENTENCE.search(text)
    )


def is_ago(text: str) -> bool:
    """Say whether a line tells how long ago it was, with little before it: Local · 10 minutes ago."""
    return len(text) < _LONGEST_WHEN and _AGO.fullmatch(text) is not None


def _names_reporters(text: str) -> bool:
    """Say whether a line is reporters' names, what they are, and the papers that they are of: 江边头条记者 林晓 通讯员 温青."""
    text = join_spaced(text)
    found = None if _SENTENCE.search(text) else reporters((text,))
    for person in found[0] if found else ():
        text = text.replace(person.raw, "", 1)
    return found is not None and _BESIDE_NAMES.fullmatch(text) is not None


def is_stamp(block: Block) -> bool:
    """Say whether a line says when the article was published or changed; a bare date may sign a notice."""
    day = dated(block.text) if _STAMPED.match(block.text) and is_byline(block) else None
    return day is not None and not _WORD_OF_TEXT.search(_OF_STAMPS.sub("", block.text.replace(day, "")))


def ends_text(block: Block) -> bool:
    """Say whether a line is a heading such as 相关阅读, or says who posted what comes next."""
    if len(block.text) > _LONGEST_END:
        return False
    size = weight(block.text)
    heads = size < 40 and names_others(block.text) and not (_SAID.search(block.text) and not block.linked)
    return heads or (size < 60 and _POSTED.search(block.text) is not None)


def names_others(text: str) -> bool:
    """Say whether a line begins with the words of such a heading."""
    return _begins_others(text[:_LONGEST_END])


@lru_cache(maxsize=512)  # the lines of a page: each is asked several times
def _begins_others(beginning: str) -> bool:
    return _CUT.match(beginning) is not None


def opens_others(text: str) -> bool:
    """Say whether a line is the heading of other articles or of comments: below it, names and dates are theirs."""
    return names_others(text) and _OWN.match(text) is None


def asks_readers(text: str) -> bool:
    """Say whether a line asks readers to follow a channel, to take a letter or to bear with cookies."""
    return _LETTERS.match(text) is not None


def names_original(text: str) -> bool:
    """Say whether a line is 原标题：, with which reprints open."""
    return _ORIGINAL_TITLE.match(text) is not None


def is_tail(block: Block) -> bool:
    size = weight(block.text)
    text = put_together(block.text) if size < 80 else block.text
    if is_linked(block) or is_button(text) or (size < 80 and _EDITORS.match(text)):
        return True
    if block.linked and _MORE_BEHIND.search(text, max(0, len(text) - _LONGEST_BUTTON)):
        return True
    if is_sign(text) or (size < 40 and (_REPORTER.match(text) or _ROLES.match(text) or _BY.match(text))):
        return True
    if size < 80 and (_POSTED.search(text) or (size < 60 and _is_credit(text))):
        return True
    if not block.linked and ((size < 30 and _FROM_AGENCY.search(text)) or credits_agencies(text)):
        return True
    if size < 60:
        return _TAIL.search(text) is not None
    return size < 260 and prose(block) < 150 and _OPENS_TAIL.match(text) is not None


def _is_credit(text: str) -> bool:
    """Say whether a line is a label with a name, and no sentence that a signature in brackets ends or a label opens."""
    found = _CREDIT.search(text)
    return found is not None and "。" not in text[: found.start()] and not explains_source(text)


def is_loose(block: Block) -> bool:
    """Say whether a line may belong to the furniture above it: short, and no sentence."""
    return weight(block.text) < _LOOSE and not _SENTENCE.search(block.text)


def is_linked(block: Block) -> bool:
    """Say whether a line is links but for the signs between them: [打印] [关闭]."""
    share = block.linked / len(block.text)
    if not 0.3 < share <= 0.6:
        return share > 0.6
    return block.linked > sum(map(str.isalnum, block.text)) * 0.8


def names_file(block: Block) -> bool:
    """Say whether a line leads to a file and says so: 附件1：…, …预算表.xlsx."""
    return block.linked > 0 and _NAMES_FILE.search(block.text) is not None


def is_attachment(outline: Outline, block: Block) -> bool:
    """Say whether a line of links gives what a notice comes with: 附件：1. 名单, or links to files."""
    if _ATTACHED.match(block.text):
        return True
    if _PRINTED.fullmatch(block.text):
        return False
    inside = {outline.parents[node] for node in range(block.start, block.stop)}
    around = inside | {outline.parents[index] for index in inside}
    return any(outline.tags[index] == "a" and _FILE.search(outline.attribute(index, "href")) for index in around)
