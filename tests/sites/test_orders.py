"""What a backfill finds does not depend on the order in which a site answers, nor on what answers only when asked again."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from tests.sites.board import Board, Months, Returning
from tests.sites.drawn import Forms
from tests.sites.id import Numbers
from tests.sites.served import Served
from tests.sites.test_crawler import ALL, MOST_IN_VAIN
from tests.sites.walk import Walk

QUICK = (Board, Forms, Months, Numbers, Returning)
SEEDS = (8, 9)  # any will do; in these, articles were lost once


@pytest.mark.parametrize("troubles", [0.0, 0.15])
@pytest.mark.parametrize(
    "site", [*QUICK, *(pytest.param(site, marks=pytest.mark.slow) for site in ALL if site not in QUICK)]
)
def test_every_article_is_found_once_whatever_comes_first(site: type[Served], troubles: float) -> None:
    for seed in SEEDS:
        served = site()
        walk = Walk(served, Random(seed), troubles).run()
        assert sorted(map(served.plain, walk.found)) == sorted(served.wanted), seed
        if not troubles:
            fetched = Counter(map(served.plain, walk.asked))
            again = [path for path, times in fetched.items() if times > 1]
            vain = fetched.keys() - served.wanted - served.useful
            assert len(vain) + len(again) < MOST_IN_VAIN * len(fetched), (seed, vain, again)
