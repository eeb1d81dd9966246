"""Which URLs are of a site, once its start page has sent us to another name."""

from __future__ import annotations

from spiders.profiles.profiles import resolve
from spiders.sites import Sites

OLD, NEW, ELSEWHERE = "http://old-name.com/", "https://www.new-name.cn/", "https://login.example.org/"


def test_the_new_name_of_a_site_holds_before_the_next_run_is_sent_there() -> None:
    profile = resolve(OLD)
    first, second = Sites((profile,)), Sites((profile,))
    first.move(profile.name, NEW)
    second.recall(first.to_json())
    assert second.holds(f"{NEW}a/1.html", profile.name)
    second.move(profile.name, NEW)
    assert second.to_json() == first.to_json()


def test_the_last_new_name_is_kept() -> None:
    profile = resolve(OLD)
    sites, next_time = Sites((profile,)), Sites((profile,))
    sites.move(profile.name, ELSEWHERE)
    sites.move(profile.name, NEW)
    next_time.recall(sites.to_json())
    assert [next_time.holds(url, profile.name) for url in (OLD, NEW, ELSEWHERE)] == [True, True, False]


def test_names_of_sites_that_a_run_is_not_about_are_left_alone() -> None:
    sites = Sites((resolve(OLD),))
    sites.recall('{"another.com": "https://www.new-name.cn/"}')
    assert not sites.holds(NEW, resolve(OLD).name)
