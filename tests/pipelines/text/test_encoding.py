"""Bytes to text: charsets chosen on evidence, decoded as browsers do, and back to the bytes."""

from __future__ import annotations

import codecs
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.text.charset import codec, mixed
from pipelines.text.charset.declared import declarations
from pipelines.text.charset.labels import encoding_of
from pipelines.text.charset.spans import bytes_between
from pipelines.text.encoding import bytes_at, decode, decode_escaped, encode_back
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests/cases/encoding.json").read_text("utf-8"))
PAGES = [(case["language"], case["text"], charset) for case in CASES["languages"] for charset in case["charsets"]]
LIES = (
    "utf-8",
    "gb2312",
    "big5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    "iso-8859-1",
    "windows-1251",
    "koi8-r",
    "tis-620",
)
# Same text, or a superset by another name: iso-8859-7 and windows-1253 write the same Greek.
ALIKE = {"windows-1253": "iso-8859-7", "iso-8859-8-i": "windows-1255"}
SHIFTING = ("iso-2022-jp", "iso-2022-kr", "hz-gb-2312")
MODELS = (
    "utf-8",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    "johab",
    "windows-1252",
    "iso-8859-6",
    "utf-16le",
)


def encoded(text: str, charset: str) -> bytes:
    data = encode_back(text, charset)
    assert codec.decode_plain(data, charset) == text, "the case's text does not fit its charset"
    return data


@pytest.mark.parametrize(("language", "text", "charset"), PAGES)
def test_without_a_declaration(language: str, text: str, charset: str) -> None:
    assert decode(encoded(text, charset)).text == text


@pytest.mark.parametrize(("language", "text", "charset"), PAGES)
def test_with_lies(language: str, text: str, charset: str) -> None:
    data = encoded(text, charset)
    for lie in LIES:
        assert decode(data, f"text/html; charset={lie}").text == text, f"lie in the header: {lie}"
        page = b"<meta charset=%s>" % lie.encode() + data
        if not charset.startswith("utf-16"):
            assert decode(page).text.endswith(text), f"lie in meta: {lie}"


@pytest.mark.parametrize(("language", "text", "charset"), PAGES)
def test_with_the_truth(language: str, text: str, charset: str) -> None:
    read = decode(encoded(text, charset), f"text/html; charset={charset}")
    assert read.text == text
    assert ALIKE.get(read.encoding, read.encoding) == ALIKE.get(charset, charset)
    assert read.declared == charset
    assert read.confidence > 0.5


@pytest.mark.parametrize("case", CASES["short"], ids=lambda case: f"{case['text']} {case['encoding']}")
def test_short_text(case: dict[str, str]) -> None:
    assert decode(encoded(case["text"], case["encoding"])).text == case["text"]


@pytest.mark.parametrize("case", CASES["short"], ids=lambda case: f"{case['text']} {case['encoding']}")
def test_little_text_among_much_markup(case: dict[str, str]) -> None:
    tags = b'<div class="nav"><a href="/index.html" title="">' * 1000
    data = tags + encoded(case["text"], case["encoding"]) + tags
    assert case["text"] in decode(data, "text/html").text


@pytest.mark.parametrize("case", CASES["mixed"], ids=lambda case: str(case["name"]))
def test_page_that_changes_its_charset(case: dict[str, object]) -> None:
    parts = [(text * times, charset) for text, charset, times in case["parts"]]  # type: ignore[attr-defined]
    data = b"".join(encoded(text, charset) for text, charset in parts)
    read = decode(data)
    assert read.text == "".join(text for text, _ in parts)
    assert read.encoding == case["encoding"]
    assert "changes its charset" in read.evidence
    assert [part.encoding for part in read.segments] == [charset for _, charset in parts]
    assert (read.segments[0].start, read.segments[-1].end) == (0, len(data))


@pytest.mark.parametrize("case", CASES["bytes"], ids=lambda case: f"{case['encoding']} {case['hex']}")
def test_decodes_as_browsers_do(case: dict[str, str]) -> None:
    data = bytes.fromhex(case["hex"])
    assert codec.decode_plain(data, case["encoding"]) == case["text"], case["note"]
    if case["encoding"] not in SHIFTING:
        assert codec.plain(decode_escaped(data, case["encoding"]), case["encoding"]) == case["text"]


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("GB2312", "gb18030"),
        (" gbk\n", "gb18030"),
        ("x-gbk", "gb18030"),
        ("Big5-HKSCS", "big5"),
        ("latin1", "windows-1252"),
        ("ISO_8859-1", "windows-1252"),
        ("us-ascii", "windows-1252"),
        ("ks_c_5601-1987", "euc-kr"),
        ("x-sjis", "shift_jis"),
        ("TIS-620", "windows-874"),
        ("iso-8859-9", "windows-1254"),
        ("unicode", "utf-16le"),
        ("'utf8'", "utf-8"),
        ("utf-9", None),
        ("", None),
        (None, None),
    ],
)
def test_labels(label: str | None, encoding: str | None) -> None:
    assert encoding_of(label) == encoding


@pytest.mark.parametrize(
    ("page", "metas"),
    [
        (b"<meta charset=gbk>", ("gbk",)),
        (b'<META CONTENT="text/html; charset=Big5" http-equiv=Content-Type>', ("Big5",)),
        (b"<meta name=x content=y>" * 200 + b"<meta charset='utf-8'>", ("utf-8",)),
        (b"<meta charset=gbk><meta charset=utf-8><meta charset=GBK>", ("gbk", "utf-8")),
        (b'\n<?xml version="1.0" encoding="EUC-JP"?><rss>', ("EUC-JP",)),
        (b"<!-- <meta charset=gbk> --><meta charset=utf-8>", ("utf-8",)),
        (b"<p>charset=gbk</p>", ()),
        (b"<body><meta charset=gbk>", ()),
        (b"<meta charset=>", ()),
        ("<meta charset=utf-16>".encode("utf-16-le"), ("utf-16",)),
    ],
)
def test_declarations_in_the_page(page: bytes, metas: tuple[str, ...]) -> None:
    assert declarations(page, None).metas == metas


@pytest.mark.parametrize(
    ("header", "label"),
    [
        ("text/html; charset=GBK", "GBK"),
        ('text/html;Charset = "utf-8"', "utf-8"),
        ("text/html;charset='big5'; x=y", "big5"),
        ("text/html", None),
        ("", None),
        (None, None),
    ],
)
def test_declaration_in_the_header(header: str | None, label: str | None) -> None:
    assert declarations(b"", header).header == label


def test_plain_text_declares_nothing() -> None:
    assert declarations(b"<meta charset=gbk>", None, is_html=False).metas == ()


def test_evidence_names_who_lied() -> None:
    page = b"<meta charset=utf-8>" + "县里的图书馆昨天下午重新开放。".encode("gbk") * 3
    evidence = decode(page, "text/html; charset=nonsense", habit="gb2312").evidence
    assert "header says nonsense (no charset has that name)" in evidence
    assert "meta says utf-8 (the bytes contradict)" in evidence
    assert "gb18030: declared, and the bytes read well so" in evidence


def test_byte_order_mark_wins_and_is_taken_off() -> None:
    for codec_name, charset in (("utf-8-sig", "utf-8"), ("utf-16", "utf-16le"), ("utf-32", "utf-32le")):
        read = decode("图书馆 Library".encode(codec_name), "text/html; charset=big5")
        assert (read.text, read.encoding) == ("图书馆 Library", charset)


@pytest.mark.parametrize("data", [b"a\0b\n", b"\0lb1c3dlfaj", b"name\0", b"1lacf3\0ia 0", b"a\0b\0gj3f jck"])
def test_a_zero_byte_in_ascii_makes_no_utf16(data: bytes) -> None:
    assert decode(data).text == data.decode()


def test_ascii_in_utf16_is_told_by_its_zero_bytes() -> None:
    for text in ("Hi", "x=1\r\n", "hello world"):
        for charset in ("utf-16le", "utf-16be", "utf-32le"):
            assert decode(text.encode(charset)).text == text


def test_habit_settles_what_could_be_either() -> None:
    data = "姚".encode("gbk")
    assert decode(data).text == "Ҧ"
    read = decode(data, habit="gbk")
    assert read.text == "姚"
    assert read.evidence.startswith("habit says gbk; gb18030: ")


def test_ascii_takes_the_declared_name() -> None:
    assert decode(b"plain", "text/html; charset=gb2312").encoding == "gb18030"
    assert decode(b"plain").encoding == "utf-8"
    for label in ("utf-16", "utf-32be", "ibm037"):
        assert decode(b"plain", f"text/html; charset={label}").text == "plain"
    assert decode(b"").text == ""


def test_binary_data_is_no_text() -> None:
    read = decode(b"GIF89a" + bytes(range(256)) * 4)
    assert read.confidence == 0
    assert "not text" in read.evidence


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "big5", "euc-kr", "shift_jis"])
def test_lost_bytes_do_not_change_the_charset(charset: str) -> None:
    text = {
        "big5": "鎮上的圖書館重新開放",
        "euc-kr": "도서관이다시문을열었다",
        "shift_jis": "町の図書館が再び開館",
    }.get(charset, "县里的图书馆重新开放")
    for place in range(20):
        data = bytearray(encoded(text * 20, charset))
        del data[place], data[place + 100]
        assert decode(bytes(data)).encoding == charset
        assert decode(bytes(data), "text/html; charset=utf-8").encoding == charset


@pytest.mark.parametrize(
    "unit", [b"\xd6", b"\xe4\xb8", b"\x810", b"<meta ", b"<!--", b"~{", b"\x1b$B", b"\xd0\xb2 \xb5\xc4 "]
)
def test_a_long_line_of_nothing(unit: bytes) -> None:
    data = unit * (200_000 // len(unit))
    read = decode(data)
    assert bytes_at(data, read, 0, len(read.text)) == data or read.encoding.startswith(("iso-2022", "hz"))


def test_page_cut_inside_a_character() -> None:
    data = ("县里的图书馆昨天下午重新开放。" * 3).encode()
    read = decode(data[:-1])
    assert (read.encoding, read.text[-2:]) == ("utf-8", "放\ufffd")


def test_characters_beyond_the_browsers_set_are_not_lost() -> None:
    text = "図書館が再び開館しました。子どもたちは夜まで本を読むことができます。" * 3 + "𠮟る"
    assert decode(text.encode("euc_jis_2004")).text == text


@pytest.mark.parametrize("charset", [charset for charset in MODELS if charset != "utf-16le"])
@given(data=st.binary(max_size=80))
@settings(max_examples=60)
def test_escaped_text_gives_its_bytes_back(charset: str, data: bytes) -> None:
    escaped = decode_escaped(data, charset)
    if encode_back(escaped, charset) != data:  # a character with two codes: the usual one comes back
        assert decode_escaped(encode_back(escaped, charset), charset) == escaped


@pytest.mark.parametrize("charset", MODELS)
@given(data=st.binary(max_size=60), cuts=st.tuples(st.integers(0, 60), st.integers(0, 60)))
@settings(max_examples=60)
def test_bytes_of_adjacent_places_add_up(charset: str, data: bytes, cuts: tuple[int, int]) -> None:
    whole = [mixed.Segment(0, len(data), charset)]
    length = len(codec.decode_plain(data, charset))
    first, second = sorted(min(cut, length) for cut in cuts)
    pieces = [bytes_between(data, whole, *span) for span in ((0, first), (first, second), (second, length))]
    assert b"".join(pieces) == data


def test_bytes_at_a_damaged_place() -> None:
    data = "<p>县里的".encode("gbk") + b"\xcd</p>" + "书馆重新开放".encode("gbk")
    read = decode(data, "text/html; charset=gbk")
    place = read.text.index("\ufffd")
    assert bytes_at(data, read, place, place + 1) == b"\xcd"
    assert bytes_at(data, read, place - 1, place + 5) == "的".encode("gbk") + b"\xcd</p>"
    assert bytes_at(data, read, place + 5, len(read.text)) == "书馆重新开放".encode("gbk")


def test_bytes_at_a_place_of_a_mixed_page() -> None:
    data = b"\xef\xbb\xbf" + "<p>图书馆重新开放</p>".encode() * 5 + "<p>版权所有</p>".encode("gbk")
    read = decode(data)
    place = read.text.index("版权")
    assert read.segments[0].start == 3
    assert bytes_at(data, read, place, place + 2) == "版权".encode("gbk")
    assert bytes_at(data, read, place - 9, place) == "开放</p><p>".encode()


@given(
    st.binary(max_size=300), st.sampled_from([None, *LIES, "utf-16", "utf-32be", "hz", "ibm037", "x-user-defined"])
)
@settings(max_examples=300)
def test_never_raises(data: bytes, label: str | None) -> None:
    read = decode(data, f"text/html; charset={label}", habit=label)
    assert not any("\ud800" <= char <= "\udfff" for char in read.text)
    read.text.encode()


@given(
    st.lists(
        st.sampled_from(["图书馆".encode(), "图书馆".encode("gbk"), "圖".encode("big5"), b"<p>", b"\xe4", b"\0"])
    )
)
@settings(max_examples=200)
def test_never_raises_on_mixtures(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    read = decode(data)
    assert bytes_at(data, read, 0, len(read.text)) == data or b"\xef\xbb\xbf" in data


@given(st.text(st.characters(codec="utf-8", min_codepoint=0x20), min_size=1))
@settings(max_examples=200)
def test_declared_utf8_comes_back(text: str) -> None:
    data = text.encode()
    if text.startswith("\ufeff") or decode(data).confidence == 0:
        return
    assert decode(data, "text/html; charset=utf-8").text == text


@pytest.mark.parametrize("case", CASES["odd"], ids=lambda case: str(case["name"]))
def test_odd_bytes(case: dict[str, str]) -> None:
    data = bytes.fromhex(case["before"]) + case["text"].encode(case["charset"]) + bytes.fromhex(case["after"])
    assert case["text"] in decode(data, case["header"] or None).text, case["note"]


def test_confidence_grows_with_the_text() -> None:
    """A few letters may be many things; a paragraph is one."""
    paragraph = next(text for language, text, charset in PAGES if language == "ru" and charset == "koi8-r")
    few, many = (decode(encoded(text, "koi8-r")).confidence for text in ("село", paragraph))
    assert few < 0.9 < many


@pytest.mark.parametrize("charset", ["gb18030", "big5"])
def test_a_lost_byte_does_not_change_the_charset(charset: str) -> None:
    text = next(text for language, text, known in PAGES if known == charset)
    data = encoded(text, charset)
    for place in range(4, 40):
        assert decode(data[:place] + data[place + 1 :]).encoding == charset


def test_a_program_with_zero_bytes_is_no_utf_16() -> None:
    program = (
        b"\x7fELF\x02\x01\x01" + b"".join(bytes((byte, 0, 0, 3, 0x88 + byte % 7, 0)) for byte in range(1, 200)) * 3
    )
    assert decode(program).confidence == 0


def test_what_a_charset_lacks_is_given_back_a_run_at_a_time() -> None:
    """CPython looks for the end of a run at each error: one character at a time takes the square of its length."""
    give_back = codecs.lookup_error("shilu.back")
    error = UnicodeEncodeError("charmap", "да老街了", 2, 5, "not in the charset")
    assert give_back(error) == (b"???", 5)
    assert encode_back("да老街了", "ibm866") == "да???".encode("cp866")
