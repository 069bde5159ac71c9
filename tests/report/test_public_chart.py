"""The picture of an indicator: the line breaks where there is nothing to join, and what is drawn is said in words too."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.report.public_chart import chart, described, segments
from haishu_desk.report.public_facts import ALL_ALONG, AT_THE_END, PublicItem, PublicPoint, PublicTarget
from tests.report.public_made import EMPTY, GDP, point

SPAN = (2020, 2025)


def drawn(item: PublicItem) -> ET.Element:
    return ET.fromstring(chart(item, SPAN))  # noqa: S314  our own picture


def years(item: PublicItem) -> list[list[int]]:
    return [[each.year for each in run] for run in segments(item)]


def test_no_line_goes_across_a_year_without_a_figure() -> None:
    assert years(GDP) == [[2020, 2021], [2023, 2024]]
    assert len(drawn(GDP).findall("polyline")) == 2
    assert [text.text for text in drawn(GDP).findall("text[@class='none']")] == ["尚未公布"]


def test_no_line_goes_across_a_changed_definition_and_the_place_is_marked() -> None:
    item = replace(GDP, breaks=(2024,))
    assert years(item) == [[2020, 2021], [2023], [2024]]
    assert len(drawn(item).findall("line[@class='break']")) == 1
    assert "2024年起口径变化，前后不连线" in described(item)


def test_an_estimate_is_a_hollow_point() -> None:
    item = replace(GDP, points=(*GDP.points[:-1], point(2024, "1700", "预计")))
    assert [circle.get("class") for circle in drawn(item).findall("circle")] == ["point"] * 3 + ["estimate"]


def test_the_description_says_every_year_and_the_target() -> None:
    assert described(GDP) == (
        "2020年1201，2021年1362.5（最终核实），2022年尚未公布，2023年1622.4（普查修订），2024年1713.5（初步核算）；"
        "目标：2000；年均增长 7%。"
    )
    assert drawn(GDP).findtext("desc") == described(GDP)


def test_a_bound_is_a_line_and_a_level_is_a_mark_at_the_last_year() -> None:
    assert len(drawn(GDP).findall("path[@class='target-mark']")) == 1
    bound = replace(GDP, target=PublicTarget(">93", "", ALL_ALONG, Decimal(93)))
    assert len(drawn(bound).findall("line[@class='target']")) == 1
    words = replace(GDP, target=PublicTarget("", "市下达目标"))
    assert not drawn(words).findall("path")


def test_nothing_is_drawn_without_a_number() -> None:
    assert chart(EMPTY, SPAN) == ""


@pytest.mark.parametrize(
    "values",
    [("5", "5", "5"), ("0", "0", "0"), ("-21.7", "3.4", "0"), ("0.0019", "0.003", "0.002"), ("999999999", "1", "2")],
)
def test_every_mark_lies_inside_the_picture(values: tuple[str, ...]) -> None:
    item = replace(GDP, points=tuple(point(2021 + place, value) for place, value in enumerate(values)))
    for circle in drawn(item).findall("circle"):
        assert 48 <= float(circle.get("cx", "")) <= 342
        assert 26 <= float(circle.get("cy", "")) <= 172


@given(st.lists(st.decimals(-(10**9), 10**9, places=4), min_size=1, max_size=5), st.decimals(-(10**9), 10**9, places=4))
def test_whatever_the_figures_are_the_picture_holds_them(values: list[Decimal], target: Decimal) -> None:
    points = tuple(PublicPoint(2020 + place, str(value), value) for place, value in enumerate(values))
    item = replace(GDP, points=points, target=PublicTarget(str(target), "", AT_THE_END, target))
    picture = chart(item, SPAN)
    assert "nan" not in picture
    assert "inf" not in picture
    heights = [float(y) for y in re.findall(r'cy="([^"]+)"', picture)]
    assert all(26 <= y <= 172.05 for y in heights)
    marks = drawn(item).findall("text[@text-anchor='end'][@class='axis']")
    ticks = [float(text.text or "") for text in marks]
    assert len(ticks) == len(set(ticks))
    assert len(ticks) <= 9
