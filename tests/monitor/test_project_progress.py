"""形象进度 as a share: one number, lots weighted by their investment, and what is never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.monitor.project_progress import SEVERAL, TOO_MUCH, UNWEIGHTED, read_progress


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("68%", "68"),
        ("主体施工，已完成 45.5%", "45.5"),
        ("主体结顶，总体 70%，外立面 20%", "70"),
        ("整体进度：100％", "100"),
    ],
)
def test_one_number_or_the_one_called_the_whole_is_read(text: str, percent: str) -> None:
    assert read_progress(text).percent == Decimal(percent)


def test_lots_with_their_investment_make_the_whole() -> None:
    # (3200×100 + 8000×17.61 + 800×4.7) ÷ 12000 = (320000 + 140880 + 3760) ÷ 12000 = 464640 ÷ 12000 = 38.72
    read = read_progress("1标（3200万元）100%；4标（0.8亿元）17.61%；6标段（800万元）4.7%")
    assert read.percent == Decimal("38.72")
    assert [(lot.name, lot.percent, lot.weight) for lot in read.lots] == [
        ("1标", Decimal(100), Decimal(3200)),
        ("4标", Decimal("17.61"), Decimal(8000)),
        ("6标段", Decimal("4.7"), Decimal(800)),
    ]
    assert read.formula == "按标段投资加权 (3200×100%+8000×17.61%+800×4.7%)÷12000=38.72%"


def test_lots_of_which_one_has_no_investment_are_not_added_up() -> None:
    read = read_progress("4标 17.61%、6标（800万元） 4.7%")
    assert (read.percent, read.why, len(read.lots)) == (None, UNWEIGHTED, 2)


def test_a_typed_whole_counts_before_the_lots() -> None:
    read = read_progress("4标 17.61%，6标 4.7%，总体 12%")
    assert (read.percent, read.formula, len(read.lots)) == (Decimal(12), "填报的总进度 12%", 2)


@pytest.mark.parametrize(
    ("text", "why"), [("外立面 30%，绿化 20%", SEVERAL), ("120%", TOO_MUCH), ("1标（5万元）101%", TOO_MUCH)]
)
def test_what_cannot_be_read_says_why(text: str, why: str) -> None:
    read = read_progress(text)
    assert (read.percent, read.why) == (None, why)


@pytest.mark.parametrize("text", [None, "", "装饰装修", "市政附属"])
def test_words_without_a_share_are_no_share(text: str | None) -> None:
    read = read_progress(text)
    assert (read.percent, read.why, read.is_done) == (None, None, False)


def test_all_done_in_words_or_at_a_hundred_per_cent() -> None:
    assert [read_progress(text).is_done for text in ("已完成。", "100%", "已完成一半", "99%")] == [
        True,
        True,
        False,
        False,
    ]


_LOT = st.tuples(st.integers(1, 9999), st.integers(0, 100))


@given(st.lists(_LOT, min_size=1, max_size=6))
def test_the_whole_lies_between_the_least_and_the_most_of_its_lots(lots: list[tuple[int, int]]) -> None:
    percent = read_progress("；".join(f"{n}标（{w}万元）{p}%" for n, (w, p) in enumerate(lots, 1))).percent
    assert percent is not None
    assert min(p for _, p in lots) <= percent <= max(p for _, p in lots)
