"""Hosts in trouble: how long they rest, when they are given up, and what a failure says of the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.hosts.health import LONGEST_REST, STRIKES, STRIKES_OF_A_STRANGER, Health
from pipelines.page.model import Role
from spiders.answers.failures import TIMEOUT
from spiders.frontier import Lead, Result, Via, Visit

LEAD = Lead("http://example.com/1.html", Role.ARTICLE, "example.com", Via.LIST)
HOST = "example.com"
FAILED = Visit(LEAD, Result.FAILED, "connection refused")
READ = Visit(LEAD, Result.READ, status=200)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def after_strikes(health: Health, clock: Clock, visit: Visit = FAILED) -> list[float]:
    """Let every request fail until the host is given up; give the rests in between."""
    rests = []
    while HOST not in health.given_up:
        health.note(visit)
        began = clock.now
        while health.is_resting(HOST):
            clock.now += 0.05
        rests.append(clock.now - began)
    return rests


def test_rests_grow_and_a_known_host_is_given_up_after_two_minutes() -> None:
    clock = Clock()
    rests = after_strikes(Health(lambda _: True, clock), clock)[:-1]
    assert len(rests) == STRIKES - 1
    assert rests == sorted(rests)
    assert max(rests) <= LONGEST_REST * 1.25
    assert 60 < sum(rests) < 180, "a name server that is gone for a minute is waited for"


def test_a_stranger_is_given_up_soon() -> None:
    clock = Clock()
    rests = after_strikes(Health(lambda _: False, clock), clock)
    assert len(rests) == STRIKES_OF_A_STRANGER


def test_time_outs_count_twice() -> None:
    clock = Clock()
    timed_out = replace(FAILED, reason=TIMEOUT)
    assert len(after_strikes(Health(lambda _: True, clock), clock, timed_out)) == STRIKES / 2


def test_what_fails_while_the_host_rests_is_of_the_same_wave() -> None:
    health = Health(lambda _: False, Clock())
    for _ in range(50):
        health.note(FAILED)
    assert not health.given_up


@pytest.mark.parametrize("answer", [READ, replace(READ, result=Result.GONE, status=404)])
def test_an_answer_ends_the_trouble(answer: Visit) -> None:
    clock = Clock()
    health = Health(lambda _: True, clock)
    health.note(FAILED)
    health.note(answer)
    assert health.is_in_trouble(HOST), "it was under way before"
    clock.now += 10
    health.note(answer)
    assert not health.is_in_trouble(HOST)
    assert not health.is_resting(HOST)


def test_a_list_that_comes_tears_no_wall_down() -> None:
    clock = Clock()
    health = Health(lambda _: True, clock)
    health.note(replace(FAILED, status=200, reason="blocked: captcha"))
    clock.now += 10
    health.note(replace(READ, lead=replace(LEAD, role=Role.PAGINATION)))
    assert health.is_in_trouble(HOST)
    health.note(READ)
    assert not health.is_in_trouble(HOST)


def test_retry_after_is_a_rest_or_a_farewell() -> None:
    clock = Clock()
    health = Health(lambda _: True, clock)
    health.note(replace(FAILED, status=503, retry_after=100.0))
    clock.now += 99
    assert health.is_resting(HOST)
    clock.now += 2
    assert not health.is_resting(HOST)
    health.note(replace(FAILED, status=503, retry_after=3600.0))
    assert "3600 s" in health.given_up[HOST]


@pytest.mark.parametrize(
    ("visit", "ails"),
    [
        (FAILED, True),
        (replace(FAILED, status=503, reason="HTTP 503"), True),
        (replace(FAILED, status=200, reason="blocked: 安全验证"), True),
        (replace(FAILED, status=500, reason="HTTP 500"), False),
        (READ, False),
    ],
)
def test_a_page_is_not_to_blame_for_its_host(visit: Visit, ails: bool) -> None:
    clock = Clock()
    health = Health(lambda _: True, clock)
    health.note(FAILED)
    assert not health.ails(visit), "one failure may be the page's"
    clock.now += 10
    health.note(FAILED)
    assert health.ails(visit) is ails
