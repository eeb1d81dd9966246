"""Letters of alphabets in the order of their frequency, and which single-byte charsets write them."""

from __future__ import annotations

# By hand, from what is generally known of the languages' letter frequencies; the order matters, not the figures.
ALPHABETS = {
    "cyrillic": "оеаинтсрвлкмдпуяызьбгчйхжшюцщэфъёіїєґўјљњћђџѓќѕ",
    "kazakh": "оеаинтсрвлкмдпуяызьбгчйхжшюцщэфъёіәғқңөұүһ",
    "greek": "αοιετσνηυρπκμλςίόάέήθγδύώχωφβξζψϊΰΐϋ",
    "hebrew": "יוהלאתרבשמנםקדפחעטגסזכצןךףץ־ִַָֹּׁ",
    "arabic": "اليمنورتبدهعسةكفقحجشصطأضخذىثغزءظئإؤآ،؟؛پچگژکیًّـٌٍَُِْ",
    "thai": "านรอกเ่งมลยัว้ทีดสตปิคบะหพชจุขใแไ์ืถธผ็ูศณซึภฉำญโฟษฐฝฤฎฏฆฑฒฌๆฯ๐๑๒๓๔๕๖๗๘๙",
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
    "central": ("łóążęśćńź", "íáéěřýčžšůúťďňó", "áíéýčžšúľťňôóäďĺŕ", "áéóöőíüúű", "ăîâşţșț", "čšžćđ", "äüößé", "ëç"),
    "turkish": ("ıişğüçöİâî", "ëç", "äüößé"),
    "esperanto": ("ĉĝĥĵŝŭ", "ħżġċàèìòù"),
    "baltic": ("āīēšūļžņģķčō", "ėžšųįąūčę", "äõüöšž", "äåöéšž", "łóążęśćńź"),
    "saami": ("áčđŋšŧžäö", "āīēšūļžņģķčō", "äõüöšž", "ðáíóþúæýéö"),
    "celtic": ("âŵŷêîôûáéíóúàèìòù", "ḃċḋḟġṁṗṡṫáéíóú"),
    "vietnamese": ("đươăâêôàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụ\u0300\u0301\u0303\u0309\u0323₫",),
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

# Tried where nothing is declared: an alphabet of its own tells itself by its letters' frequency. Latin letters
# with marks are too few in a text for that.
GUESSED = (
    "windows-1251",
    "koi8-r",
    "iso-8859-5",
    "ibm866",
    "ibm855",
    "x-mac-cyrillic",
    "iso-8859-7",
    "windows-1253",
    "windows-1255",
    "windows-1256",
    "iso-8859-6",
    "windows-874",
    "ibm869",
    "kz-1048",
    "ptcp154",
)

SCRIPT_OF = {charset: script for script, charsets in CHARSETS.items() for charset in charsets}
LATIN = frozenset(charset for script in LANGUAGES for charset in CHARSETS[script])

# Latin charsets in use on the web, weighed against one another.
LATIN_RIVALS = (
    "windows-1252",
    "windows-1250",
    "iso-8859-2",
    "windows-1254",
    "windows-1257",
    "windows-1258",
    "macintosh",
    "ibm850",
    "ibm852",
)
