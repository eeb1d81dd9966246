"""What the names of charsets mean (WHATWG Encoding Standard, 4.2, and the few that it leaves out)."""

from __future__ import annotations

from functools import cache

# One encoding a line: the name we give, then its other labels. Departures from the standard, as an archive
# wants the text and not a browser's safety: the five labels of its "replacement" encoding decode as what they
# name; gbk and gb2312 are gb18030 throughout (the standard tells them apart for encoding only); and charsets that
# no browser reads but old pages name follow below the empty line.
_TABLE = """
utf-8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf8 x-unicode20utf8
ibm866 866 cp866 csibm866
iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2
iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3
iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4
iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988
iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987
iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek
iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual
iso-8859-8-i csiso88598i logical
iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6
iso-8859-13 iso8859-13 iso885913
iso-8859-14 iso8859-14 iso885914
iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9
iso-8859-16 iso8859-16 iso885916
koi8-r cskoi8r koi koi8 koi8_r
koi8-u koi8-ru
macintosh csmacintosh mac x-mac-roman
windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620
windows-1250 cp1250 x-cp1250
windows-1251 cp1251 x-cp1251
windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252
windows-1253 cp1253 x-cp1253
windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 x-cp1254
windows-1255 cp1255 x-cp1255
windows-1256 cp1256 x-cp1256
windows-1257 cp1257 x-cp1257
windows-1258 cp1258 x-cp1258
x-mac-cyrillic x-mac-ukrainian maccyrillic mac-cyrillic
gb18030 chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030-2000 gb-18030 gb-2312 cp936 ms936 windows-936 euc-cn x-euc-cn hz-gbk
big5 big5-hkscs cn-big5 csbig5 x-x-big5 big5hkscs big-5 cp950 windows-950 x-big5 big5-eten
euc-jp cseucpkdfmtjapanese x-euc-jp eucjp euc_jp x-euc
iso-2022-jp csiso2022jp iso2022jp iso2022-jp
shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932 cswindows31j shiftjis
euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 uhc ms949 euckr x-windows-949
utf-16be unicodefffe utf-16-be
utf-16le utf-16-le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16
x-user-defined
iso-2022-kr csiso2022kr iso2022kr iso2022-kr
hz-gb-2312 hz hzgb2312

utf-32be utf-32 utf-32-be
utf-32le utf-32-le
johab cp1361 ms1361
ibm437 cp437 437 cspc8codepage437
ibm775 cp775
ibm850 cp850 850 cspc850multilingual
ibm852 cp852 852 cspcp852
ibm855 cp855 855 csibm855
ibm857 cp857 857
ibm858 cp858
ibm860 cp860
ibm861 cp861
ibm862 cp862 dos-862
ibm863 cp863
ibm864 cp864
ibm865 cp865
ibm869 cp869 869
ibm037 cp037
ibm1140 cp1140
ibm424 cp424
ibm500 cp500
ibm1026 cp1026
kz-1048 kz1048 strk1048-2002
ptcp154 cp154 csptcp154 pt154
koi8-t koi8_t
mac-latin2 maclatin2 x-mac-ce
mac-greek macgreek x-mac-greek
mac-turkish macturkish x-mac-turkish
mac-iceland maciceland
euc-jis-2004 euc_jis_2004 euc_jisx0213
shift-jis-2004 shift_jis_2004 shift_jisx0213
cp1125
"""


@cache
def _names() -> dict[str, str]:
    return {label: line.split()[0] for line in _TABLE.splitlines() for label in line.split()}


def encoding_of(label: str | None) -> str | None:
    """Give the encoding that `label` names, or None: `GB2312` is `gb18030`, `latin1` is `windows-1252`."""
    if not label:
        return None
    key = label.strip("\t\n\f\r \"'").lower()
    names = _names()
    return names.get(key) or names.get(key.replace("_", "-")) or names.get(key.replace("-", "_"))
