"""Letters of alphabets by language, in the order of their frequency, and the charsets that write them."""

from __future__ import annotations

# By hand, from what is generally known of the languages; the order matters, not the figures.
ALPHABETS = {
    "cyrillic": (
        "оеаинтсрвлкмдпуяызьбгчйхжшюцщэфъё",
        "оаиніетрвсклдумпзябьгчйхцїжюєшфщґў",
        "аніерстлыкдўпвумзьягбйчцжхшюэёф",
        "аоиетнсрјвкмдлупгзбцчљшњжхћђџќѓѕ",
    ),
    "kazakh": ("аеыінтрлдқсомкйбғұузіүпәшөңгяижвхюцчфһэьщъ", "оеаинтсрвлкмдпуяызьбгчйхжшюцщэфъё"),
    "greek": ("αοιετσνηυρπκμλςίόάέήθγδύώχωφβξζψϊΰΐϋ",),
    "hebrew": ("יוהלאתרבשמנםקדפחעטגסזכצןךףץ־ִַָֹּׁ",),
    "arabic": ("اليمنورتبدهعسةكفقحجشصطأضخذىثغزءظئإؤآ،؟؛پچگژکیًّـٌٍَُِْ",),
    "thai": ("านรอกเ่งมลยัว้ทีดสตปิคบะหพชจุขใแไ์ืถธผ็ูศณซึภฉำญโฟษฐฝฤฎฏฆฑฒฌๆฯ๐๑๒๓๔๕๖๗๘๙",),
}

# Latin letters with marks tell by the language that they belong to.
LANGUAGES = {
    "western": (
        "éàèêçôîûùâïëœ",
        "äüößé",
        "óíáéñúü¿¡ªº",
        "ãçáéóêíõâúàôü",
        "àèùìòé",
        "åøæéöä",
        "äåöé",
        "ðáíóþúæýéö",
        "àóéèíçòïúü",
        "ëéïèüö",
    ),
    "central": (
        "łóążęśćńź",
        "íáéěřýčžšůúťďňó",
        "áíéýčžšúľťňôóäďĺŕ",
        "áéóöőíüúű",
        "ăîâşţșț",
        "čšžćđ",
        "äüößé",
        "ëç",
    ),
    "turkish": ("ıişğüçöİâî", "ëç", "äüößé"),
    "esperanto": ("ĉĝĥĵŝŭ", "ħżġċàèìòù"),
    "baltic": ("āīēšūļžņģķčō", "ėžšųįąūčę", "äõüöšž", "äåöéšž", "łóążęśćńź"),
    "saami": ("áčđŋšŧžäö", "ėžšųįąūčę", "āīēšūļžņģķčō", "äõüöšž", "ðáíóþúæýéö"),
    "celtic": ("âŵŷêîôûáéíóúàèìòù", "ḃċḋḟġṁṗṡṫáéíóú"),
    "vietnamese": ("đ\u0301\u0300ôâ\u0323êươă\u0309áà\u0303íóúùéèýòìã₫",),
}

# By script: codes of the languages that its charsets serve, as in `data/letter_pairs.txt`.
CODES = {
    "cyrillic": ["ru", "uk", "be", "bg", "sr", "mk"],
    "kazakh": ["kk", "ru"],
    "greek": ["el"],
    "hebrew": ["he"],
    "arabic": ["ar", "fa", "ur"],
    "thai": ["th"],
    "western": ["en", "fr", "de", "es", "pt", "it", "nl", "ca", "eu", "ga", "is", "sv", "da", "nb", "fi", "sq"],
    "celtic": ["cy", "ga", "en"],
    "central": ["pl", "cs", "sk", "hu", "sl", "hr", "ro", "sq", "de"],
    "turkish": ["tr", "sq", "de"],
    "esperanto": ["eo", "mt"],
    "baltic": ["et", "lv", "lt", "pl", "sv"],
    "saami": ["et", "lv", "lt", "is"],
    "vietnamese": ["vi"],
}

# Wider charsets first where one holds the other; of two that read alike, the first is taken.
CHARSETS = {
    "cyrillic": (
        "windows-1251",
        "koi8-r",
        "koi8-u",
        "iso-8859-5",
        "ibm866",
        "ibm855",
        "x-mac-cyrillic",
        "koi8-t",
    ),
    "kazakh": ("kz-1048", "ptcp154"),
    "greek": ("iso-8859-7", "windows-1253", "ibm869", "mac-greek"),
    "hebrew": ("windows-1255", "iso-8859-8", "iso-8859-8-i", "ibm862"),
    "arabic": ("windows-1256", "iso-8859-6", "ibm864"),
    "thai": ("windows-874",),
    "western": ("windows-1252", "iso-8859-15", "macintosh", "ibm850", "ibm858", "ibm437"),
    "celtic": ("iso-8859-14",),
    "central": ("windows-1250", "iso-8859-2", "ibm852", "iso-8859-16", "mac-latin2"),
    "turkish": ("windows-1254", "ibm857", "mac-turkish"),
    "esperanto": ("iso-8859-3",),
    "baltic": ("windows-1257", "iso-8859-13", "ibm775"),
    "saami": ("iso-8859-4", "iso-8859-10"),
    "vietnamese": ("windows-1258",),
}

SCRIPT_OF = {charset: script for script, charsets in CHARSETS.items() for charset in charsets}
LATIN = frozenset(charset for script in LANGUAGES for charset in CHARSETS[script])

# Languages of which no pairs are known: letters by frequency, by hand.
ALPHABETS_ALONE = {
    "th": "านรกอเ่งมลยัว้ทีดสตปิคบะหพชจุขใแไ์ืถธผ็ูศณซึภฉำญโฟษฐฝฤฎฏฆฑฒฌๆฯ๐๑๒๓๔๕๖๗๘๙",
    "mt": "aitlnjirsumeokbdħgżfpġċvwxqzàèìòù",
}


def languages_of(encoding: str) -> list[str]:
    return CODES[SCRIPT_OF[encoding]]


# What is tried where no declaration is borne out, with bits that each must overcome: how seldom it is met on the
# web. Of two that read alike the first wins.
RARITY = {
    "gb18030": 0.0,
    "windows-1252": 0.0,
    "big5": 1.0,
    "shift_jis": 1.0,
    "euc-kr": 1.0,
    "windows-1251": 1.0,
    "euc-jp": 2.0,
    "windows-1250": 3.0,
    "windows-1254": 3.0,
    "iso-8859-7": 3.0,
    "windows-1253": 3.5,
    "windows-1255": 3.0,
    "windows-1256": 3.0,
    "windows-874": 3.0,
    "iso-8859-2": 4.0,
    "koi8-r": 4.0,
    "koi8-u": 4.5,
    "windows-1257": 5.0,
    "iso-8859-6": 6.0,
    "ibm866": 6.0,
    "iso-8859-5": 8.0,
    "windows-1258": 8.0,
    "kz-1048": 8.0,
    "ibm850": 8.0,
    "iso-8859-15": 8.0,
    "macintosh": 8.0,
    "ibm852": 10.0,
    "ibm855": 12.0,
    "x-mac-cyrillic": 8.0,
    "ptcp154": 12.0,
    "iso-8859-13": 9.0,
    "iso-8859-4": 12.0,
    "iso-8859-3": 12.0,
    "iso-8859-16": 14.0,
    "iso-8859-8": 10.0,
    "iso-8859-14": 16.0,
    "iso-8859-10": 16.0,
    "ibm857": 14.0,
    "ibm775": 14.0,
    "ibm862": 14.0,
    "mac-latin2": 14.0,
    "mac-turkish": 14.0,
    "mac-greek": 14.0,
    "ibm437": 14.0,
    "johab": 14.0,
    "ibm869": 16.0,
}
