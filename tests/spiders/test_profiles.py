"""Targets and profiles: what is understood, and what is said where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from spiders.errors import ProfileError
from spiders.profiles.profiles import available, from_table, from_url, load, resolve

START = 'start = ["https://www.example.com/"]\n'


@pytest.mark.parametrize(
    ("url", "name", "hosts"),
    [
        ("https://www.example.com/news/", "example.com", ("example.com",)),
        ("http://127.0.0.1:8000", "127.0.0.1-8000", ("127.0.0.1:8000",)),
        ("http://news.example.com.cn", "news.example.com.cn", ("news.example.com.cn",)),
        ("http://[::1]:8000/", "-1-8000", ("[::1]:8000",)),
    ],
)
def test_a_url_is_enough(url: str, name: str, hosts: tuple[str, ...]) -> None:
    profile = from_url(url)
    assert profile.rules.hosts == hosts
    assert profile.name.endswith(name.lstrip("-"))
    assert profile.start[0].startswith(url)


def test_a_host_beyond_ascii_is_kept_as_it_is_asked_for() -> None:
    """Links, robots.txt and records have it so; the folder of the collection keeps the name that a person reads."""
    profile = from_url("http://www.例子.测试:81")
    assert (profile.name, profile.start) == ("例子.测试-81", ("http://www.xn--fsqu00a.xn--0zwm56d:81/",))
    assert "www.xn--fsqu00a.xn--0zwm56d:81" in profile.private_hosts
    table = {"start": ["http://例子.测试/"], "hosts": ["例子.测试", "www.example.com:80"]}
    assert from_table(table, "x", "x").rules.hosts == ("xn--fsqu00a.xn--0zwm56d", "www.example.com:80")
    with pytest.raises(ProfileError, match="no http or https URL"):
        from_url(f"http://{'例' * 70}.测试/")


def test_a_query_behind_the_host_stays_one() -> None:
    assert from_url("http://www.example.com?day=1").start == ("http://www.example.com/?day=1",)


def test_blanks_around_a_url_are_none_of_it() -> None:
    assert from_url(" http://www.example.com/a \n").start == ("http://www.example.com/a",)


def test_a_host_without_scheme_is_a_url() -> None:
    assert resolve("www.example.com").start == ("http://www.example.com/",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", 'key "start" is missing'),
        (START + 'hsts = ["a"]', 'unknown key "hsts"; did you mean "hosts"?'),
        (START + "list_pages = 'three'", 'key "list_pages" takes a whole number'),
        (START + "list_pages = true", 'key "list_pages" takes a whole number'),
        (START + "article = ['(']", "key \"article\": '(' is no regular expression"),
        ('start = ["ftp://example.com/"]', "is no http or https URL"),
        ('start = ["http://"]', "is no http or https URL"),
        ('start = ["http://example.com/\\nhttp://example.org/"]', "is no http or https URL"),
        ("start = [", "site.toml"),
        (START + '[[layout]]\nfelds = {a = "b"}', 'unknown key "felds"; did you mean "fields"?'),
        (START + '[[layout]]\nfields = {headlin = "h1"}', 'unknown key "headlin"; did you mean "headline"?'),
        (START + '[[layout]]\nfields = {headline = "h1["}', "'h1[' is no CSS selector"),
        (START + '[[layout]]\nfields = {authors = "i"}\nmatch = {authors = "("}', "'(' is no regular expression"),
        (START + '[[layout]]\nmatch = {authors = "x"}', '"authors" has no selector in fields'),
        ("start = [1]", 'key "start" takes a list, each a string, not 1'),
        ('start = ["http://desk:secret@example.com/"]', '"http://…@example.com/": a name and password'),
        (START + 'lists = ["news"]', 'key "lists": "news" is no http or https URL'),
        (START + 'hosts = ["https://example.com/"]', 'key "hosts" takes hosts as in "www.example.com"'),
        (START + "recheck = [1, -3]", 'key "recheck" goes from 0 to 36500, not -3'),
        (START + 'recheck = ["1"]', "key \"recheck\" takes a list, each a whole number, not '1'"),
        (START + "list_pages = 0", 'key "list_pages" goes from 1'),
        (START + 'timezone = "Asia/Shanghai"', 'key "timezone" takes an offset as in "+08:00"'),
        (START + 'timezone = "+25:99"', 'key "timezone" takes an offset as in "+08:00"'),
        (START + 'charset = "chinesisch"', 'key "charset" takes a charset, as "gb18030", not \'chinesisch\''),
        (START + 'name = "../elsewhere"', 'key "name" takes a name that can be that of a folder'),
        (START + "layout = [1]", 'key "layout" takes a list, each a table, not 1'),
        (START + "[[layout]]\nremove = [3]", "3 is no CSS selector"),
        (START + '[[layout]]\nuntil = "2015-6-30"', 'key "until" takes a day'),
    ],
)
def test_a_wrong_profile_says_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "site.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as error:
        load(path)
    assert says in str(error.value)
    assert "site.toml" in str(error.value)


@pytest.mark.parametrize(
    "target", ["no-such-site", "missing.toml", "ftp://example.com/", "http://[::1", "http://"]
)
def test_an_unknown_target_says_so(target: str) -> None:
    with pytest.raises(ProfileError):
        resolve(target)


def test_a_folder_wins_over_the_built_in_profiles(tmp_path: Path) -> None:
    (tmp_path / "example-paper.toml").write_text(START, encoding="utf-8")
    assert resolve("example-paper", (tmp_path,)).start == ("https://www.example.com/",)


def test_built_in_profiles_load() -> None:
    names = available()
    assert len(names) >= 2
    for path in names.values():
        assert load(path).start


def test_private_hosts_are_those_named() -> None:
    assert from_url("http://127.0.0.1:8000/x").private_hosts == {"127.0.0.1:8000"}
    assert from_url("http://192.168.1.5/").private_hosts == {"192.168.1.5"}


def test_the_last_day_of_a_layout_may_be_a_date_of_toml(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    for written in ("2015-06-30", '"2015-06-30"'):
        path.write_text(f'{START}[[layout]]\nuntil = {written}\nfields = {{headline = "h1"}}\n', encoding="utf-8")
        assert load(path).rules.layouts[0].until == "2015-06-30"


def test_a_profile_may_begin_with_the_mark_that_windows_puts_there(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_bytes(b'\xef\xbb\xbfstart = ["http://www.example.com/"]\r\n')
    assert load(path).start == ("http://www.example.com/",)
