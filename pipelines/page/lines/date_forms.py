"""The forms in which dates and times of day are written, as patterns over the words of `data/dates.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import combining, normalize

from pipelines.page.tables import branching, expression, table
from pipelines.pattern import Pattern

_TABLE = table("dates")
_WRITTEN = {word: int(number) for number, names in _TABLE["months"].items() for word in names}
_ACCENTED = "\u0400"  # signs above letters are accents below, and letters themselves from here on


def _bare(word: str) -> str:
    """Give `word` without accents, as Greek capitals and hurried French have none: ΜΑΡΤΙΟΥ, fevrier."""
    return "".join(sign for sign in normalize("NFD", word) if not combining(sign)) if word < _ACCENTED else word


MONTHS = {_bare(word): number for word, number in _WRITTEN.items()} | _WRITTEN
MONTHS_OF: dict[str, dict[str, int]] = _TABLE["months_of"]
ERAS: dict[str, int] = _TABLE["eras"]
PERSIAN = {name: number for names in _TABLE["persian"].values() for number, name in enumerate(names, start=1)}
HALF: dict[str, int] = _TABLE["half"]
ZONES: dict[str, str] = {name.lower(): offset for name, offset in _TABLE["zones"].items()}


def _any(words: object) -> str:
    return "|".join(sorted((re.escape(str(word)) for word in words), key=len, reverse=True))  # type: ignore[attr-defined]


_ZONE = (
    rf"(?:(?:{_any(name for name in _TABLE['zones'] if not name.isupper())})"
    rf"|(?-i:{_any(name for name in _TABLE['zones'] if name.isupper())}))(?![a-zа-я])"
)
PERSIAN_LETTERS = str.maketrans("يك", "یک")  # Persian is written with the letters of Arabic too
_PERSIAN_MONTH = _any(PERSIAN).replace("ی", "[یي]").replace("ک", "[کك]")
_MONTH = branching(MONTHS)
_DAY_OF_HAN = "三十一?|卅一?|(?:二?十|廿)[一二三四五六七八九]?|[一二三四五六七八九]"
_BOTH = r"(?:[（(][^（()）\d]{0,2}\d{1,4}年?[)）]\s?)?"  # 2024年（令和6年）6月29日, 令和6年（2024年）6月29日
_DATES = (
    # 2024-06-29, 2024年6月29日, 2024. 6. 29., 2024년 6월 29일, 2024 оны 6 сарын 29, 2024 06/29; Uyghur, Tibetan
    r"(?<!\d)(?P<y1>(?:19|20)\d\d)(?:\s?[-/.]\s?|\sоны\s|-?\s?يىلى?\s|ལོའི་(?:སྤྱི་)?ཟླ་|\s?[年년]\s?"
    rf"{_BOTH}"
    r"|\s{1,3}(?=\d\d?\s?/))(?P<m1>1[0-2]|0?[1-9])"
    r"(?:\s?[-/.]\s?|\s?[月월]\s?|(?:-?р)?\sсарын\s|-?\s?ئاي(?:نىڭ)?\s|(?:[པབ]འི་)?ཚེས་)(?P<d1>3[01]|[12]\d|0?[1-9])(?:(?!\d)|(?=[0-2]\d[:：][0-5]\d))(?:\s?[日号號일]|-?\s?كۈنى?)?",
    # 民國113年6月29日, 令和6年6月29日, 令和六年六月二十九日
    rf"(?P<era>{_any(ERAS).lower()})\s?(?P<y2>\d{{1,4}}|元|[〇○零一二三四五六七八九十百]{{1,5}})\s?[年년./-]\s?{_BOTH}"
    r"(?P<m2>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?[月월./-]\s?"
    rf"(?P<d2>3[01]|[12]\d|0?[1-9]|{_DAY_OF_HAN})(?!\d)\s?[日일]?",
    # 二〇二四年六月二十九日, 二00九年十月廿一日
    r"(?P<y3>[一二][〇○零ｏo0一二三四五六七八九]{3})\s?年\s?(?P<m3>十[一二]?|[一二三四五六七八九])\s?月\s?"
    rf"(?P<d3>{_DAY_OF_HAN})\s?[日号號]",
    # 29 June 2024, 29. Juni 2024, 29 de junio de 2024
    rf"(?<!\d)(?P<d4>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|er|º|ª|লা|রা|ঠা|ই|শে)?(?:\.|,)?\s?(?:de\s|d['’]|of\s|ב-?|[-/.]|ខែ\s?|\s)?(?P<m4>{_MONTH})"
    # 28 آب/أغسطس 2013, 28 آب (أغسطس) 2013: the month as the east and as the west of the Arab world calls it
    r"(?:\s?[/(]\s?[\u0620-\u064a]{3,8}\)?)?"
    r"[.,،]?(?:\s(?:de|del|năm))?(?:\s?ឆ្នាំ\s?|[\s,،/-]{1,3}|(?<=[^\W\d_]\.))(?P<y4>(?:19|20)\d\d)(?!\d)",
    # June 29, 2024
    rf"(?<![^\W\d_])(?P<m5>{_MONTH})\.?\s(?P<d5>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?:[,၊]|\s)\s?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},?\s)?(?P<y5>(?:19|20)\d\d)(?!\d)",
    # Sep  7 11:57:33 2005, as ctime of C writes it (C11, 7.27.3.2), and forums after it
    rf"(?<![^\W\d_])(?P<m16>{_MONTH})\s{{1,2}}(?P<d16>3[01]|[12]\d|0?[1-9])(?=\s\d\d:\d\d:\d\d\s(?P<y16>(?:19|20)\d\d)(?!\d))",
    # 29.06.2024, 29/06/2024, 06/29/2024
    r"(?<![\d.])(?P<a6>\d{1,2})(?P<sep>\.\s|[./-])(?P<b6>\d{1,2})(?P=sep)(?P<y6>(?:19|20)\d\d)(?!\d|\.\d(?!\d))",
    # 2024. május 14., 2024 m. gegužės 14 d.; 2024. gada 14. maijs
    rf"(?<!\d)(?P<y11>(?:19|20)\d\d)\.?\s(?:gada|жылғы|ж\.|წლის)\s(?P<d11>3[01]|[12]\d|0?[1-9])\.?\s(?P<m11>{_MONTH})",
    rf"(?<!\d)(?P<y8>(?:19|20)\d\d)(?:[.,]|\sm\.|e?ko|\s?ခုနှစ်[၊,]?)?\s(?P<m8>{_MONTH})[.လ]?\s?(?P<d8>3[01]|[12]\d|0?[1-9])(?!\d)\.?",
    # 12 พ.ค. 2567, 12/05/2567: Thai years count from the death of the Buddha
    rf"(?<!\d)(?P<d7>3[01]|[12]\d|0?[1-9])\s?(?P<m7>{_MONTH})\s?(?:พ\.ศ\.\s?)?(?P<y7>25[3-9]\d)(?!\d)",
    r"(?<!\d)(?P<d17>3[01]|[12]\d|0?[1-9])/(?P<m17>1[0-2]|0?[1-9])/(?P<y17>25[3-9]\d)(?!\d)",
    # 18 ม.ค. 67, of the same years; ngày 18 tháng 1 năm 2024
    r"(?<!\d)(?P<d13>3[01]|[12]\d|0?[1-9])\s?(?P<m13>(?:[ก-ฮ]\.){2}|มี\.ค\.|เม\.ย\.|มิ\.ย\.)\s?(?P<y13>[67]\d)(?!\d)",
    r"(?<!\d)(?P<d12>3[01]|[12]\d|0?[1-9])\s?(?:tháng|thg)\.?\s?(?P<m12>1[0-2]|0?[1-9])(?:\s?năm\s?|,\s?|\s)(?P<y12>(?:19|20)\d\d)(?!\d)",
    # 20240118 07:30
    r"(?<!\d)(?P<y14>20\d\d)(?P<m14>1[0-2]|0[1-9])(?P<d14>3[01]|[12]\d|0[1-9])(?=\s\d{1,2}[:：][0-5]\d)",
    # 05-27 2020, 27 2020-05: day and year in elements of their own, one of them in large figures
    r"(?<![\d.:/-])(?P<m18>1[0-2]|0[1-9])[-/.](?P<d18>3[01]|[12]\d|0[1-9])\s{1,2}(?P<y18>20\d\d)(?![\d年.:/-])",
    r"(?<![\d.:/-])(?P<d19>3[01]|[12]\d|0[1-9])\s{1,2}(?P<y19>20\d\d)[-/.](?P<m19>1[0-2]|0[1-9])(?![\d.:/-])",
    # 14 مهر 1402, 1402/07/14: Iran; years of the moon, which others count, are never below 1410 on the web
    rf"(?<!\d)(?P<d9>3[01]|[12]\d|0?[1-9])\s?(?P<m9>{_PERSIAN_MONTH})[\s،]{{0,2}}(?:ماه\s)?(?P<y9>1[34]\d\d)(?!\d)",
    r"(?<!\d)(?P<y10>13[6-9]\d|140\d)[/-](?P<m10>1[0-2]|0?[1-9])[/-](?P<d10>3[01]|[12]\d|0?[1-9])(?!\d)",
    r"(?<!\d)(?P<d15>3[01]|[12]\d|0?[1-9])[/-](?P<m15>1[0-2]|0?[1-9])[/-](?P<y15>13[6-9]\d|140\d)(?!\d)",
)
# What none can begin with is passed over at one look: most of a text in Chinese.
_FIRST = re.escape("".join(sorted({word[0].lower() for word in (*MONTHS, *ERAS)})))


def _any_of(dates: Iterable[str]) -> Pattern:
    return Pattern(rf"(?=[\d一二{_FIRST}])(?:{'|'.join(dates)})")  # in small letters


_DATE = _any_of(_DATES)
_NUMERIC = _any_of(form for form in _DATES if _MONTH not in form)
_MONTH_NAME = Pattern(_MONTH)


def dates_in(text: str) -> Iterator[re.Match[str]]:
    """Give what is written as a date in `text`, which is in small letters; groups of other forms may be missing.

    Most pages name no month, and forms without one are compiled in a twentieth of the time.
    """
    return (_DATE if _MONTH_NAME.search(text) else _NUMERIC).finditer(text)


BIKRAM_MONTHS = {name: number for number, names in enumerate(_TABLE["bikram"]["months"], 1) for name in names}
_NEPALI = f"(?P<m>{_any(BIKRAM_MONTHS)})"
_NEPALI_DAY, _NEPALI_YEAR = r"(?<!\d)(?P<d>3[0-2]|[12]\d|0?[1-9])(?!\d)", r"(?<!\d)(?P<y>20[6-9]\d)(?!\d)"
# 2080 फागुन 3 गते; फागुन 3, 2080; 3 फागुन 2080
BIKRAM = tuple(
    Pattern(rf"{form}(?:\sगते)?,?")
    for form in (
        rf"{_NEPALI_YEAR}(?:\sसाल)?,?\s{_NEPALI}\s{_NEPALI_DAY}",
        rf"{_NEPALI}\s{_NEPALI_DAY}(?:\sगते)?,?\s{_NEPALI_YEAR}",
        rf"{_NEPALI_DAY}\s{_NEPALI},?\s{_NEPALI_YEAR}",
    )
)
REPUBLIC = Pattern(
    r"(?<![\d./-])(?P<y>9\d|1[0-3]\d)(?:(?P<sep>[-/.])|年)(?P<m>1[0-2]|0?[1-9])(?(sep)(?P=sep)|月)(?P<d>3[01]|[12]\d|0?[1-9])(?(sep)(?![\d./-])|日)"
)
# 14.05.24, 14/05/24, 14-May-24, 14/05/67 in Thailand
SHORT = Pattern(
    r"(?<![\d./:])(?P<a6>3[01]|[12]\d|0?[1-9])(?P<sep>[./])(?P<b6>3[01]|[12]\d|0?[1-9])(?P=sep)(?P<y6>[0-3]\d|[67]\d)(?![\d./])"
)
SHORT_NAMED = Pattern(
    rf"(?<![\w./-])(?P<d>3[01]|[12]\d|0?[1-9])(?P<sep>[/-])(?P<m>{_MONTH})(?P=sep)(?P<y>[0-3]\d)(?![\w./-])",
    re.IGNORECASE,
)
# 24.03.12, '24. 3. 12. in Korea and Japan
YEAR_FIRST = Pattern(
    r"(?<![\w./:-])['’‘]?(?P<y>[0-3]\d)(?P<sep>[./-]|\.\s)(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?![\d/-])"
)
# 05-06-14 03:25, where the time of day tells it from a number
YEAR_FIRST_TIMED = Pattern(
    r"(?<![\d./:-])(?P<y>[0-3]\d)(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?=[\s,，]{1,4}[0-2]?\d[:：][0-5]\d)"
)
# The day of the week between date and time: 18 Ocak 2024 Perşembe 07:30
_DAYS = expression("names", "stop", "days")
TIME = Pattern(
    rf"(?:\s?(?:года?|року|[rгрmd]|م)\b\.?)?[T.\s\u3000,，、،|·•\-–—@(（\[/]{{0,4}}(?:à|at|um|alle(?: ore)?|klo|kl\.?|klockan|kell|plkst\.?|во?|о|у|u|a las|a les|ob|dne|den|v|às|om|ore|ora|la ora|saat|pukul|lúc|στις|ώρα|o godz\.?|godz\.?|ساعت|الساعة|בשעה|เวลา|ម៉ោង|hkt|sgt|jst|kst|{_DAYS}|(?:星期|周|週)[一二三四五六日天]|[日月火水木金土일월화수목금토]|(?<=[（(])[一二三四五六天](?=[)）]))?"
    rf"[)）\]]?(?:[\s,，|]|:(?!\s?\d{{1,2}}\.)){{0,3}}(?P<before>{_any(word for word in HALF if not word.isascii())}|[ap]m(?=\s?\d))?\s?"
    rf"(?P<h>2[0-4]|[01]?\d)\s?(?:(?:[:：]\s?|\.)(?=[0-5]\d)|[时時点點시h]\s?)(?P<mi>[0-5]?\d)?(?!\d)\s?(?:[分분]|min\b)?"
    rf"(?:\s?(?:[:：]|(?<=[分분])|(?=[0-5]\d\s?[秒초]))\s?(?P<s>[0-5]\d)(?!\d)\s?[秒초]?(?:\.\d{{1,9}}|:\d{{3}})?)?\s?(?P<after>[ap](?:\.\s?)?m\b\.?|[πμ]\.?μ\b\.?|(?:ص(?:باح[اً]*)?|م(?:ساء[ًا]*)?|SA|CH)(?![^\W\d_])|[上下]午(?!\d)|(?:এ|পি)এম|অপরাহ্[ণন]|পূর্বাহ্[ণন]|(?:ए|पी)एम)?"
    rf"(?:(?:\s?(?:uhr|uur|hrs?)\b)?\s?(?P<zone>[+-]\d\d:?\d\d|\+(?:0\d|1[0-4])(?![\d:])|\(?(?:بتوقيت\s|توقيت\s)?{_ZONE}(?:[+-]\d{{1,2}})?))?",
    re.IGNORECASE,
)
TIME_BEFORE = Pattern(
    r"(?<!\d)(?<!\d:)(?P<h>2[0-3]|[01]?\d)[:：](?P<mi>[0-5]\d)(?:[:：](?P<s>[0-5]\d))?\s?(?P<after>[ap]\.?m\b\.?|[صم](?![^\W\d_])|(?:এ|পি)এম)?(?P<before>)"
    rf"\s?(?P<zone>{_ZONE})?(?:[\s,，|·•/–—-]|(?:on|ngày|le|den|dnia|am|del|il|em|op|от)\s|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\b|(?:{_DAYS})\b){{0,5}}$",
    re.IGNORECASE,
)
COMPACT = Pattern(
    r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)?)?(?!\d)"
)
HINT = Pattern(
    r"(?:19|20)\d\d|[/ .]25[3-9]\d|[元\d○〇零一二三四五六七八九十百１-９]\s?年|[１２][０-９]{3}|[٠-٩۰-۹०-९০-৯๐-๙០-៩၀-၉༠-༩໐-໙૦-૯୦-୯੦-੯౦-౯೦-೯]{4}|1[34]\d\d[/-]\d|[\u0600-\u06ff][\s،]{1,2}1[34]\d\d(?!\d)|[/-]1[34]\d\d|[RSH]\d|[ก-ฮ]\.\s?[67]\d|단기"
)  # no date without
