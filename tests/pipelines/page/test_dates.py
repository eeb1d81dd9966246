"""Dates as people write them, in the scripts, calendars and orders that news use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.page.extract import extract
from pipelines.page.lines.dates import find_dates, read_date
from pipelines.page.lines.habits import Habits, habits
from pipelines.page.tree.document import parse

CHINESE = Habits("+08:00")

CASES = [
    ("2024年06月29日", "2024-06-29"),
    ("2005-5-7 21:23:57", "2005-05-07T21:23:57+08:00"),
    ("2024/6/29 下午3:05", "2024-06-29T15:05:00+08:00"),
    ("2024.06.29 08:30来源：山里报", "2024-06-29T08:30:00+08:00"),
    ("2024年6月29日 星期六 08时30分", "2024-06-29T08:30:00+08:00"),
    ("2024年6月29日08:30 | 来源", "2024-06-29T08:30:00+08:00"),
    ("2023 11/17 15:44:58", "2023-11-17T15:44:58+08:00"),
    ("2024-06-29 HKT 15:30", "2024-06-29T15:30:00+08:00"),
    ("2024-06-2915:30", "2024-06-29T15:30:00+08:00"),
    ("二〇二四年六月二十九日", "2024-06-29"),
    ("२०८० फागुन ३ गते", "2024-02-15"),
    ("३० बैशाख २०८१, आइतबार १०:२०", "2024-05-12T10:20:00+08:00"),
    ("༢༠༢༤-༠༥-༡༢ ༡༠:༢༠", "2024-05-12T10:20:00+08:00"),
    ("༢༠༢༤ལོའི་ཟླ་༥པའི་ཚེས་༡༢", "2024-05-12"),
    ("2024-يىلى 5-ئاينىڭ 12-كۈنى", "2024-05-12"),
    ("૧૨ મે ૨૦૨૪", "2024-05-12"),
    ("၂၀၂၄ ခုနှစ် မေလ ၁၂ ရက်", "2024-05-12"),
    ("2024 ж. 12 мамыр", "2024-05-12"),
    ("ថ្ងៃទី១២ ខែឧសភា ឆ្នាំ២០២៤ ម៉ោង១០:២០", "2024-05-12T10:20:00+08:00"),
    ("شائع 12 مئ 2024", "2024-05-12"),
    ("প্রকাশ: ১২ মে, ২০২৪, ৮:২০ পিএম", "2024-05-12T20:20:00+08:00"),
    ("১২ মে ২০২৪ ১০:২০ পূর্বাহ্ণ", "2024-05-12T10:20:00+08:00"),
    ("23 اردیبهشت 1403 - 10:20", "2024-05-12T10:20:00+08:00"),
    ("बिहीबार, चैत्र ३०, २०८०", "2024-04-12"),
    ("३१ बैशाख २०८१", "2024-05-13"),
    ("2012. április 17., kedd, 16:21", "2012-04-17T16:21:00+08:00"),
    ("二○一○年十二月三十一日", "2010-12-31"),
    ("二OO四年六月一日", "2004-06-01"),
    ("二oo四年六月一日", "2004-06-01"),
    ("二ｏＯ四年六月一日", "2004-06-01"),
    ("29 AĞUSTOS 2024", "2024-08-29"),
    ("民國113年6月29日", "2024-06-29"),
    ("中華民國一一三年六月二十九日", "2024-06-29"),
    ("民國一百一十三年六月廿九日", "2024-06-29"),
    ("民國一〇三年六月一日", "2014-06-01"),
    ("民國一百年六月卅日", "2011-06-30"),
    ("民國九十九年六月九日", "2010-06-09"),
    ("二○二三年十月廿一日", "2023-10-21"),
    ("二00九年十月廿日", "2009-10-20"),
    ("二〇二一 年 五 月 三十 日", "2021-05-30"),
    ("１９９８年１月２日", "1998-01-02"),
    ("令和6年6月29日 午後3時05分", "2024-06-29T15:05:00+08:00"),
    ("平成元年1月8日", "1989-01-08"),
    ("2024年6月29日（土） 15時30分", "2024-06-29T15:30:00+08:00"),
    ("입력 2024. 6. 29. 오후 3:05", "2024-06-29T15:05:00+08:00"),
    ("2024년 6월 29일 15:30", "2024-06-29T15:30:00+08:00"),
    ("2024年6月29日晚8时", "2024-06-29T20:00:00+08:00"),
    ("2024年6月29日傍晚6点30分", "2024-06-29T18:30:00+08:00"),
    ("2024年6月29日（星期六）早8:00", "2024-06-29T08:00:00+08:00"),
    ("2024년 6월 29일 밤 9시", "2024-06-29T21:00:00+08:00"),
    ("2024年6月29日夜8時05分", "2024-06-29T20:05:00+08:00"),
    ("2024年6月29日 朝刊", "2024-06-29"),
    ("Sat, 29 Jun 2024 10:45:00 +03", "2024-06-29T10:45:00+03:00"),
    ("25শে জানুয়ারী 2024", "2024-01-25"),
    ("2024 წლის 29 ივნისი", "2024-06-29"),
    ("June 29, 2024 3:05 p.m. EDT", "2024-06-29T15:05:00-04:00"),
    ("2024-11-02 02:27 ET", "2024-11-02T02:27:00-04:00"),
    ("2024-11-03 02:27 ET", "2024-11-03T02:27:00-05:00"),
    ("29 juin 2024 à 15h30 et après", "2024-06-29T15:30:00+08:00"),
    ("Updated 3:15 PM EST, Thu January 11, 2024", "2024-01-11T15:15:00-05:00"),
    ("Sat, 29 Jun 2024 15:30:00 GMT", "2024-06-29T15:30:00+00:00"),
    ("29. Juni 2024, 15:30 Uhr", "2024-06-29T15:30:00+08:00"),
    ("29 juin 2024 à 15h30", "2024-06-29T15:30:00+08:00"),
    ("الأربعاء، 29 حزيران/يونيو 2024، 15:30", "2024-06-29T15:30:00+08:00"),
    ("29 حزيران (يونيو) 2024", "2024-06-29"),
    ("29 de junio de 2024 a las 15:30", "2024-06-29T15:30:00+08:00"),
    ("29 июня 2024, 15:30", "2024-06-29T15:30:00+08:00"),
    ("29 يونيو 2024", "2024-06-29"),
    ("٢٩/٠٦/٢٠٢٤", "2024-06-29"),
    ("29.06.2024 15:30", "2024-06-29T15:30:00+08:00"),
    ("15:44 29/06/2024", "2024-06-29T15:44:00+08:00"),
    ("2024-06-29T15:30:00.000Z", "2024-06-29T15:30:00+00:00"),
    ("2024-06-29T15:30:00+0900", "2024-06-29T15:30:00+09:00"),
    ("2024 06 / 29 15:30:00", "2024-06-29T15:30:00+08:00"),
    ("29 czerwca 2024 r., godz. 15:30", "2024-06-29T15:30:00+08:00"),
    ("29 июня 2024 г. в 15:30", "2024-06-29T15:30:00+08:00"),
    ("(29 يونيو 2024م) 03:30 م", "2024-06-29T15:30:00+08:00"),
    ("29 Ιουνίου 2024, 03:30 μ.μ.", "2024-06-29T15:30:00+08:00"),
    ("29/06/2024 03:30 CH", "2024-06-29T15:30:00+08:00"),
    ("২৯ জুন ২০২৪, ১৫: ৩০", "2024-06-29T15:30:00+08:00"),
    ("२९ जून २०२४, 15:30", "2024-06-29T15:30:00+08:00"),
    ("Jun 29 Sat 2024 15:30", "2024-06-29T15:30:00+08:00"),
    ("۹ تیر ۱۴۰۳ - ۱۵:۳۰", "2024-06-29T15:30:00+08:00"),
    ("۹ تير ۱۴۰۳، ۱۵:۳۰", "2024-06-29T15:30:00+08:00"),
    ("18 شتنبر 2023 - 09:30", "2023-09-18T09:30:00+08:00"),
    ("5 جويلية 2022", "2022-07-05"),
    ("5. rujna 2023. 10:20", "2023-09-05T10:20:00+08:00"),
    ("11:20, 5 сеп 2023", "2023-09-05T11:20:00+08:00"),
    ("2023. gada 5. septembris, 11:20", "2023-09-05T11:20:00+08:00"),
    ("2023 m. rugsėjo 5 d. 11:20", "2023-09-05T11:20:00+08:00"),
    ("20240118 07:30", "2024-01-18T07:30:00+08:00"),
    ("Thứ Năm, ngày 18 tháng 1 năm 2024 07:30", "2024-01-18T07:30:00+08:00"),
    ("18 ม.ค. 67 07:30", "2024-01-18T07:30:00+08:00"),
    ("18 Ocak 2024 Perşembe 07:30", "2024-01-18T07:30:00+08:00"),
    ("18 בינואר 2024, 07:30", "2024-01-18T07:30:00+08:00"),
    ("2024 жылғы 18 қаңтар, 07:30", "2024-01-18T07:30:00+08:00"),
    ("發佈時間：07:10 2022-11-09", "2022-11-09T07:10:00+08:00"),
    ("2023年（令和5年）11月21日", "2023-11-21"),
    ("令和5年（2023年）11月21日", "2023-11-21"),
    ("Machi 04, 2024", "2024-03-04"),
    ("5 செப்டம்பர் 2023, 11:20 am", "2023-09-05T11:20:00+08:00"),
    ("14 Σεπ 2023, 08:30", "2023-09-14T08:30:00+08:00"),
    ("۱۴۰۳/۰۴/۰۹", "2024-06-29"),
    ("۳۰ اسفند ۱۴۰۳", "2025-03-20"),
    ("۲۲ بهمن ۱۳۷۹", "2001-02-10"),
    ("۲۲/۱۲/۱۴۰۲ ۰۸:۱۵", "2024-03-12T08:15:00+08:00"),
    ("۲۲ حوت ۱۴۰۲", "2024-03-12"),
    ("12 دسامبر 2023", "2023-12-12"),
    ("Selasa, 12 Maret 2024 | 08:15 WITA", "2024-03-12T08:15:00+08:00"),
    ("12 Agustus 2024 08:15 WIT", "2024-08-12T08:15:00+09:00"),
    ("12 thg 3, 2024", "2024-03-12"),
    ("Ngày 12 tháng Ba năm 2024", "2024-03-12"),
    ("Tháng Ba 12, 2024", "2024-03-12"),
    ("08:15, ngày 12-03-2024", "2024-03-12T08:15:00+08:00"),
    ("12 مارس، 2024 | 8:15 مساءً", "2024-03-12T20:15:00+08:00"),
    ("الثلاثاء 12/مارس/2024 - 08:15 م", "2024-03-12T20:15:00+08:00"),
    ("2024/03/12 الساعة 08:15 (بتوقيت غرينتش)", "2024-03-12T08:15:00+00:00"),
    ("Mar 12, 2024, 08:15 IST", "2024-03-12T08:15:00+05:30"),
    ("8:15 AM AEDT Tue 12 March 2024", "2024-03-12T08:15:00+11:00"),
    ("12.03.2024 - 08:15 Uhr MEZ", "2024-03-12T08:15:00+01:00"),
    ("12.03.2024, 08:15 ist es hell", "2024-03-12T08:15:00+08:00"),
    ("Marzo 12, 2024 8:15 p. m.", "2024-03-12T20:15:00+08:00"),
    ("12/Mar/2024 08:15", "2024-03-12T08:15:00+08:00"),
    ("11 d’abril de 2024", "2024-04-11"),
    ("12 березня 2024 року о 8:15", "2024-03-12T08:15:00+08:00"),
    ("ΤΡΙΤΗ 12 ΜΑΡΤΙΟΥ 2024", "2024-03-12"),
    ("12 Μάρτιος 2024", "2024-03-12"),
    ("12 fevrier 2024", "2024-02-12"),
    ("12 במרס 2024", "2024-03-12"),
    ("令和六年三月十二日", "2024-03-12"),
    ("2024 оны 3 сарын 12", "2024-03-12"),
    ("ማርች 12, 2024", "2024-03-12"),
]


@pytest.mark.parametrize(("text", "iso"), CASES)
def test_date_in_text(text: str, iso: str) -> None:
    assert [dated.moment.iso for dated in find_dates(text, CHINESE)] == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "3小时前",
        "昨天",
        "yesterday",
        "2024年",
        "6月29日",
        "2016-02-31",
        "2024-13-01",
        "电话 0871-64166935",
        "1.2.3",
        "12:30",
        "第2024-6期",
        "2024 ver6.6.29",
        "version 12.3.2024.1",
        "1445/09/02",
    ],
)
def test_no_date(text: str) -> None:
    assert list(find_dates(text, CHINESE)) == []


def test_compact_forms_are_dates_in_fields_alone() -> None:
    assert list(find_dates("编号20240629", CHINESE)) == []
    moment = read_date("202406291530", CHINESE)
    assert moment and moment.iso == "2024-06-29T15:30:00+08:00"


def test_the_language_gives_the_zone_and_the_profile_goes_before_it() -> None:
    assert habits("ja", "", None).zone == "+09:00"
    assert habits("en", "US", None).zone is None
    assert habits("zh-Hans", "", "-05:00").zone == "-05:00"


def test_the_order_of_day_and_month_is_that_of_the_region() -> None:
    assert [each.moment.iso for each in find_dates("6/7/2024", habits("en", "US", None))] == ["2024-06-07"]
    assert [each.moment.iso for each in find_dates("6/7/2024", habits("en", "GB", None))] == ["2024-07-06"]
    assert list(find_dates("6/7/2024", habits("en", "", None))) == []
    assert [each.moment.iso for each in find_dates("6/27/2024", habits("en", "", None))] == ["2024-06-27"]
    assert list(find_dates("6-7-2024", habits("en", "US", None))) == []


@given(st.text(max_size=200))
def test_never_raises_and_tells_where(text: str) -> None:
    for dated in find_dates(text, CHINESE):
        assert 0 <= dated.start < dated.stop <= len(text)


TEXT = "<p>山里的桥修好了，孩子们上学不用再绕十里路，老人们赶集也方便多了。</p>" * 4


def published(head: str, above: str, below: str = "", url: str = "http://example.com/a.html") -> str | None:
    page = f"<html lang=zh><head><title>桥通了</title>{head}</head><body><h1>桥通了</h1>{above}<div>{TEXT}</div>{below}"
    found = extract(parse(page, url)).published
    return found.value.iso if found else None


def test_the_date_by_the_headline_goes_before_that_of_the_footer() -> None:
    assert published("", "<p>2024-05-06</p>", "<p>更新于 2025-01-01</p>") == "2024-05-06"


def test_the_time_shown_completes_a_day_stated() -> None:
    assert (
        published('<meta name=PubDate content="2024-05-06">', "<p>2024-05-06 10:20</p>")
        == "2024-05-06T10:20:00+08:00"
    )


def test_the_time_shown_gives_the_zone_of_a_universal_time() -> None:
    head = '<meta property="article:published_time" content="2024-05-06T02:20:31+00:00">'
    assert published(head, "<p>2024-05-06 10:20</p>") == "2024-05-06T10:20:31+08:00"


def test_publication_goes_before_change() -> None:
    assert published("", "<p>更新：2024-05-08 09:00　发布：2024-05-06 10:20</p>") == "2024-05-06T10:20:00+08:00"


def test_the_day_of_the_url_where_the_page_shows_none() -> None:
    assert published("", "", url="http://example.com/2024-05/06/content_1.htm") == "2024-05-06"
    assert published("", "", url="http://example.com/202405/t20240506_11.html") == "2024-05-06"


def test_no_date_is_no_guess() -> None:
    assert published("", "<p>3小时前</p>") is None
    assert published("", "", "<p>版权所有 2001-2024</p>") is None


def test_pieces_without_a_blank_between_are_apart() -> None:
    assert published("", "<span>2024-06-29</span><span>15:30</span>") == "2024-06-29T15:30:00+08:00"


def test_of_two_times_the_one_called_change_is_not_the_publication() -> None:
    above = "更新时间：2024-07-01 09:00　发布时间：2024-06-29 15:30"
    assert published("", above) == "2024-06-29T15:30:00+08:00"
    assert published("", "更新时间：2024-07-01 09:00") == "2024-07-01T09:00:00+08:00"


def test_local_time_stated_as_universal_is_local() -> None:
    stated = '<meta property="article:published_time" content="2024-06-29T15:30:20Z">'
    assert published(stated, "2024-06-29 15:30") == "2024-06-29T15:30:20+08:00"


def test_a_zone_that_is_stated_stands_as_it_is() -> None:
    stated = '<meta property="article:published_time" content="2024-06-29T15:30:00+08:00">'
    page = f"<html lang=en>{stated}<title>Bridge</title><h1>Bridge</h1><p>29 June 2024, 15:30</p><div>{TEXT}</div>"
    found = extract(parse(page, "http://example.com/a.html")).published
    assert found is not None
    assert found.value.raw == "2024-06-29T15:30:00+08:00"


def test_the_day_with_which_a_text_opens_goes_before_that_of_a_change() -> None:
    page = "<title>桥通了</title><h1>桥通了</h1><div>更新时间：2024-07-01 09:00</div><div><p>【本台 2024 年 6 月 29 日讯】{0}</p><p>{0}</p></div>"
    text = "山里的桥修好了，孩子们上学不用再绕十里路，老人们赶集也方便多了。"
    found = extract(parse(page.format(text), "http://example.com/a.html")).published
    assert found is not None
    assert found.value.iso == "2024-06-29"


def test_seconds_since_1970_in_a_field_are_a_date() -> None:
    moment = read_date("1719646200", CHINESE)
    assert moment is not None
    assert moment.iso == "2024-06-29T15:30:00+08:00"
    assert read_date("1719646200000", Habits()) == read_date("1719646200000", Habits("+00:00"))


def test_the_time_of_an_event_is_not_that_of_its_notice() -> None:
    above = "<p>2024-06-29 10:20</p><p>主讲人：陈禾</p><p>时间：2024年7月3日（周三）下午2:30</p>"
    assert published("", above) == "2024-06-29T10:20:00+08:00"


def test_another_date_of_the_page_tells_which_is_the_month() -> None:
    page = "<html lang=en><title>Bridge reopens</title><h1>Bridge reopens</h1><p>Posted: {} 10:20 AM | Updated: {}</p><p>{}</p>"
    text = (
        "The old bridge reopened on Saturday after nine months of repairs, officials said, and traffic was light."
    )
    for posted, updated, iso in (
        ("03/12/2021", "03/13/2021", "2021-03-12"),
        ("12/03/2021", "13/03/2021", "2021-03-12"),
    ):
        found = extract(parse(page.format(posted, updated, text), "http://example.com/a.html")).published
        assert found is not None
        assert found.value.iso == f"{iso}T10:20:00"


@pytest.mark.parametrize(
    ("host", "others", "iso"),
    [
        ("paper.example", "", "2024-06-07"),
        ("paper.co.in", "", None),
        ("paper.co.in", "25/05/2024", "2024-07-06"),
        ("paper.example", "25/05/2024", "2024-07-06"),
        ("paper.tv", "", "2024-06-07"),
    ],
)
def test_american_english_abroad_says_nothing_of_the_order(host: str, others: str, iso: str | None) -> None:
    text = (
        "The old bridge reopened on Saturday after nine months of repairs, officials said, and traffic was light."
    )
    page = f"<html lang=en-US><title>Bridge</title><h1>Bridge</h1><p>6/7/2024</p><p>{others}</p><p>{text}</p>"
    found = extract(parse(page, f"http://{host}/a.html")).published
    assert (found and found.value.iso) == iso


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("14.05.24, 08:20", "he", "2024-05-14T08:20:00"),
        ("14/05/24", "fr", "2024-05-14"),
        ("29.2.23", "de", None),
        ("24.05.14", "zh-Hans", None),
        ("发布时间：24-05-14 08:20", "zh-Hans", "2024-05-14T08:20:00+08:00"),
        ("24-05-14 08:20", "zh-Hant", "2024-05-14T08:20:00+08:00"),
        ("1.24-05-14 08:20", "zh-Hans", None),
        ("发信站：水木 (Wed Sep  7 11:57:33 2005)", "zh-Hans", "2005-09-07T11:57:33+08:00"),
        ("24.05.14 20:15", "ko", "2024-05-14T20:15:00+09:00"),
        ("'24. 5. 14.", "ko", "2024-05-14"),
        ("14-May-24", "en", "2024-05-14"),
        ("14 May 20:15", "en", None),
        ("14/05/67", "th", "2024-05-14"),
        ("14/05/67", "fr", None),
        ("14. listopada 2024.", "hr", "2024-10-14"),
        ("14 listopada 2024", "pl", "2024-11-14"),
        ("發布日期：113-06-17", "zh-Hant", "2024-06-17"),
        ("113-06-17", "zh-Hans", None),
        ("113年6月17日 14:05", "zh-Hant", "2024-06-17T14:05:00+08:00"),
        ("113年6月17日", "zh-Hans", None),
        ("5.4.12.7", "de", None),
    ],
)
def test_short_years_are_read_where_people_write_them(text: str, language: str, iso: str | None) -> None:
    found = next(find_dates(text, habits(language, "", None)), None)
    assert (found and found.moment.iso) == iso


def test_a_date_without_a_year_has_that_of_the_address_where_it_is_of_that_day() -> None:
    url = "http://example.com/v/20140311/88.html"
    assert published("", "<p>03-11 15:04</p>", "<p>2014-03-11 21:15</p>", url) == "2014-03-11T15:04:00+08:00"
    assert published("", "<p>3月12日 15:04</p>", url=url) == "2014-03-11"


def test_of_two_dates_in_a_line_the_one_before_the_word_is_of_the_change() -> None:
    page = f"<html lang=zh><h1>桥通了</h1><p>2024年5月6日 05:00 (5月6日 09:30更新)</p><div>{TEXT}</div>"
    reading = extract(parse(page, "http://example.com/2024/05/06/1.html"))
    assert reading.published is not None
    assert reading.modified is not None
    assert (reading.published.value.iso[11:16], reading.modified.value.iso[11:16]) == ("05:00", "09:30")
    assert published("", "<p>2024-05-06 05:00更新</p>") == "2024-05-06T05:00:00+08:00"


def test_founders_note_names_title_date_and_author() -> None:
    note = "<!--enpproperty <date>2021-04-16 00:00:00:0</date><author>佟立群;贺小满</author><title>桥通了</title>/enpproperty-->"
    page = f"<title>某报数字报</title><p>山里人家</p><p>桥通了</p><p>——某地来信</p><div>{TEXT}</div>{note}"
    reading = extract(parse(page, "http://example.com/a.html"))
    assert reading.headline is not None
    assert reading.published is not None
    assert reading.authors is not None
    assert reading.headline.value == "桥通了"
    assert reading.published.value.iso == "2021-04-16"
    assert [person.name for person in reading.authors.value] == ["佟立群", "贺小满"]


def test_the_time_in_the_line_below_belongs_to_the_day() -> None:
    assert published("", "<p>2024年5月6日（星期一）</p><p>香港時間18時30分</p>") == "2024-05-06T18:30:00+08:00"
    assert published("", "<p>2024-05-06</p><p>上午9:05</p>") == "2024-05-06T09:05:00+08:00"
    assert published("", "<p>2024-05-06</p><p>12:30开会</p>") == "2024-05-06"


def test_the_time_for_machines_goes_for_one_that_says_but_how_long_ago() -> None:
    iso = "2024-05-06T10:20:00+08:00"
    assert published("", f"<p><time datetime='{iso}'>3小时前</time></p>") == iso
    assert published("", f"<p><time datetime='{iso}'>2024年5月6日</time></p>") == iso
    assert published("", "<p><time datetime='2024-05-08T10:20'>2024年5月6日</time></p>") == "2024-05-06"
    assert published("", f"<p>於 <abbr class=published title='{iso}'>上午10:20</abbr></p>") == iso


@pytest.mark.parametrize(
    ("changed", "iso"), [("2024-03-12T10:00:00Z", None), ("2024-03-13T08:15:00Z", "2024-03-13")]
)
def test_a_time_of_change_that_is_the_publications_is_none(changed: str, iso: str | None) -> None:
    times = f"<time class=posted datetime='2024-03-12T10:00:00Z'>March 12, 2024</time><p><time class=updated datetime='{changed}'>Tuesday</time></p>"
    text = "<p>The bridge is open again, and the children need not walk ten miles to school any more.</p>" * 3
    page = f"<html lang=en><h1>The bridge is open</h1><p>{times}</p><div>{text}</div>"
    found = extract(parse(page, "http://example.com/a.html")).modified
    assert (found.value.iso[:10] if found else None) == iso


def test_the_dates_of_other_articles_are_theirs() -> None:
    other = "<li><a href=/2.html>关于山里的桥修缮期间公交临时改道的公告</a> 2020-07-02</li>"
    assert published("", "", f"<ul>{other}</ul>") is None
    assert published("", "", "<p><a href=/2024/>2024年5月6日的报纸，共八版，点此看全部</a></p>") == "2024-05-06"


@pytest.mark.parametrize(
    ("html", "iso"),
    [
        ("<title>江边周报 第44期 2005-11-03</title><h1>新桥通车</h1>{}", "2005-11-03"),
        (
            "<title>新桥通车</title><h1>新桥通车</h1>{}<script>var createTime = '2024-06-29 15:30';</script>",
            "2024-06-29T15:30:00+08:00",
        ),
        (
            '<title>新桥通车</title><h1>新桥通车</h1>{}<script>var a = {{"publish_time":"2024-06-29 15:30:07"}}</script>',
            "2024-06-29T15:30:07+08:00",
        ),
        (
            '<title>新桥通车</title><h1>新桥通车</h1><em id=publish_time>昨天</em>{}<script>var ct = "1719646200";</script>',
            "2024-06-29T15:30:00+08:00",
        ),
        (
            "<title>新桥通车</title><h1>新桥通车</h1>{}<script>var createTime = '2024'; var size = '2024-06-29';</script>",
            None,
        ),
    ],
)
def test_a_page_that_shows_no_date_may_name_one_elsewhere(html: str, iso: str | None) -> None:
    text = "<p>昨日清晨，江边的新桥正式通车，两岸居民扶老携幼前来观看，桥上挤满了人。</p>" * 3
    published = extract(parse(html.format(text), "http://a.example/x")).published
    assert (published.value.iso if published else None) == iso


def test_the_day_of_the_paper_that_a_page_copies_is_not_its_own() -> None:
    over = "<p><a href='/'>山里网</a>&gt;&gt;<a href='/e/'>教育</a> 2004年3月17日08:59</p>"
    page = f"{over}<h1>桥通了</h1><div>{TEXT}<p>来源：《山里日报》 2004年3月16日</p></div>"
    found = extract(parse(page, "http://example.com/a.html")).published
    assert found and found.value.iso == "2004-03-17T08:59:00+08:00"


@pytest.mark.parametrize(
    "below",
    [
        "<ul><li><a href='/1'>社区食堂开业</a> 2024-01-03</li><li><a href='/2'>小区装上充电桩</a> 2024-01-02</li></ul>",
        "<h3>热门评论</h3><p><span>股海小李</span> <span>2023-12-20 08:00</span></p><p>涨了也没用。</p>",
    ],
)
def test_dates_of_lists_and_comments_below_the_text_are_theirs(below: str) -> None:
    page = f"<h1>桥通了</h1><div>{TEXT}</div><div>{below}</div>"
    assert extract(parse(page, "http://example.com/a.html")).published is None


def test_the_line_of_who_posted_is_the_articles_though_it_is_made_of_links() -> None:
    posted = (
        "Posted by <a href='/p/9'>Ann Price</a> at <meta itemprop=url content='/2011/03/old.html'>"
        "<a href='/2011/03/old.html'><abbr class=published title='2011-03-30T21:05:00-07:00'>9:05 PM</abbr></a>"
        " <a href='#comment-form'>No comments:</a>"
    )
    page = (
        f"<h2>Wednesday, March 30, 2011</h2><h1>桥通了</h1><div>{TEXT}</div><div class=footer-line>{posted}</div>"
    )
    found = extract(parse(page, "http://example.com/2011/03/old.html")).published
    assert found and found.value.iso == "2011-03-30T21:05:00-07:00"


@pytest.mark.parametrize(
    "words",
    [
        "Ultimo aggiornamento",
        "Última actualización",
        "Última atualização",
        "Dernière mise à jour",
        "Letzte Aktualisierung",
        "Überarbeitet",
        "Laatste wijziging",
        "Senaste uppdatering",
        "Обновление",
        "Последние изменения",
        "Последна актуализация",
        "Pembaruan",
        "Dikemas kini",
        "Muokattu",
        "Sist endret",
        "Senest ændret",
        "Módosítva",
        "Frissítve",
        "Atnaujinta",
        "Atjaunots",
        "Uuendatud",
        "Ažurirano",
        "Posodobljeno",
        "Aktualizované",
        "Upraveno",
        "Përditësuar",
        "Yeniləndi",
        "Жаңартылды",
        "Yangilangan",
        "Шинэчлэгдсэн",
        "განახლდა",
        "Թարմացվել է",
        "अद्यावधिक",
    ],
)
def test_the_last_change_is_told_in_words_of_many_languages(words: str) -> None:
    said = "<p>A new bridge opened on the river yesterday, and people of both banks came to see it early.</p>"
    page = (
        f"<h1>A new bridge opens</h1><div>2024-05-06 10:00 · {words}: 2024-05-07 09:30</div><div>{said * 4}</div>"
    )
    reading = extract(parse(page, "http://example.com/a.html"))
    assert reading.published and reading.published.value.iso == "2024-05-06T10:00:00"
    assert reading.modified and reading.modified.value.iso == "2024-05-07T09:30:00"


@pytest.mark.parametrize(
    ("marked", "told"),
    [
        ("<abbr class='published' title='2024-06-29T09:30:00+02:00'>09:30</abbr>", True),
        ("<time class='dt-published' datetime='2024-06-29T09:30:00+02:00'></time>", True),
        ("<abbr class='unpublished' title='2024-06-29T09:30:00+02:00'>09:30</abbr>", False),
        (
            "<abbr class='published' title='2024-06-29'>1</abbr><abbr class='published' title='2024-06-30'>2</abbr>",
            False,
        ),
    ],
)
def test_an_entry_names_its_publication_below_the_text_before_its_comments_do(marked: str, told: bool) -> None:
    text = "".join(
        f"<p>Neighbours walk along the river again, and the path is as long as before, {n}.</p>" for n in "abcdef"
    )
    buttons = "<a href='#comments'>2 comments</a> <a href='/e'>Email This</a> <a href='/s'>Share to X</a>"
    html = (
        "<html lang=en><title>The path along the river</title><body><div class='post hentry'><h3 class=entry-title>"
        f"The path along the river</h3><div class=entry-content>{text}</div><div class=post-footer>{buttons}"
        f"<span>Posted by Ann at <a href='/river.html'>{marked}</a></span></div></div>"
        "<div class=comments><p>Ann said: well.</p><a href='#c1'>2 July 2024 at 11:00</a></div></body></html>"
    )
    found = extract(parse(html, "http://example.com/river.html")).published
    assert (found is not None and found.value.iso == "2024-06-29T09:30:00+02:00") is told
