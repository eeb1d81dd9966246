"""Figures and brackets that went with half a character: what stands around them tells them, or their mark stays."""

from __future__ import annotations

import pytest

from pipelines.text.decoders.figures import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预选赛将在25和?6日两天进行", "2"),
        ("展览从12日至?8日开放", ""),  # the 18th, or the 28th
        ("展览从19日至?8日开放", "2"),
        ("评比在9日、?0日举行", "1"),
        ("会议28日至?日召开", ""),
        ("?8日开幕", ""),
        ("下午?7时30分开始", "1"),
        ("每天营业?4小时", "2"),
        ("今年?—5月完成投资", "1"),
        ("前?1个月的产量", "1"),
        ("?024年的计划", "2"),
        ("《产业报告?025》发布", "2"),
        ("送旅客?015万人次", ""),
        ("要点如下：?2)控制用量", "("),
        ("共有(甲、?2)两类", ""),
        ("B2?2)的数值", ""),
        ("总长350米的大桥，主塔高90米，总长?50米", "3"),
        ("同比增长25.6%，其中同比增长?5.6%", ""),
        ("甲组完成350件，乙组完成450件，丙组完成?50件", ""),
        ("售价?5元", ""),
    ],
)
def test_what_stands_around_tells_a_figure(text: str, expected: str) -> None:
    assert told(text, text.index("?")) == expected
