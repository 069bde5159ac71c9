"""The words of a line: figures with commas, short names, and a word wherever a share means nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.desk import documents_without_workspace
from haishu_desk.monitor.commitment import ASSIGNED, BOUND, GROWTH, HOLD, LEVEL, REFERENCE
from haishu_desk.monitor.judgement import Judgement
from haishu_desk.monitor.verdict import BEHIND, EARLY, GREEN, GREY, ON_COURSE, RED, YELLOW, Graded
from haishu_desk.ui.monitor.overview.lines import Line, grouped, percent, short_name, target_words, word_of
from haishu_desk.ui.monitor.overview.spark import Spark


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1571.3", "1,571.3"), ("-21.7", "\u221221.7"), (">49.83", ">49.83"), ("[2200]", "[2200]"), ("0.0019", "0.0019"),
     ("1234567", "1,234,567"), ("市下达目标", "市下达目标"), ("—", "—"), ("约1200", "约1,200"), ("7.5%", "7.5%")],
)  # fmt: skip
def test_a_figure_gets_commas_and_a_true_minus_and_words_stay(typed: str, shown: str) -> None:
    assert grouped(typed) == shown


def test_a_share_is_a_whole_number_of_per_cent() -> None:
    assert (percent(Decimal("0.616")), percent(Decimal("-0.031"))) == ("62%", "\u22123%")
    assert (percent(Decimal("0.625")), percent(Decimal("-0.004"))) == ("63%", "0%")  # half up, and no sign on 0


def test_long_names_are_shortened_so_that_no_two_of_a_plan_become_one() -> None:
    assert short_name("研究与试验发展经费支出占地区生产总值比重") == "研发经费支出占比"
    assert short_name("全部工业增加值占地区生产总值比重") == "全部工业占比"
    assert short_name("单位地区生产总值能源消耗降低") == "单位GDP能源消耗降低"
    assert short_name("地区生产总值") == "地区生产总值"
    for plan in ("145", "135"):
        items = [
            item for item in documents_without_workspace().catalogue if item.plan == plan and item.kind == "indicator"
        ]
        assert len({short_name(item.name) for item in items}) == len({item.name for item in items})


@pytest.mark.parametrize(
    ("code", "words"),
    [("145-01", "2,000"), ("145-13", "年均 4"), ("145-16", "市下达目标"), ("145-20", ">93"), ("145-25", "[8]")],
)
def test_the_target_is_said_as_it_is_printed(code: str, words: str) -> None:
    assert target_words(documents_without_workspace().catalogue.get(code)) == words


@pytest.mark.parametrize(
    ("kind", "verdict", "light", "word"),
    [(BOUND, ON_COURSE, GREEN, "未越界"), (BOUND, BEHIND, YELLOW, "越界"), (HOLD, BEHIND, RED, "没守住"),
     (REFERENCE, ON_COURSE, GREEN, "同步"), (GROWTH, BEHIND, YELLOW, "看年均增速"), (LEVEL, EARLY, GREEN, "达标"),
     (LEVEL, BEHIND, YELLOW, "应达的90.4%")],
)  # fmt: skip
def test_where_a_share_means_nothing_a_word_stands(kind: str, verdict: str, light: str, word: str) -> None:
    assert word_of(kind, Judgement(Graded(verdict, light), ratio=Decimal("0.904")), "", light) == word


def test_what_is_not_judged_says_why() -> None:
    assert word_of(ASSIGNED, None, "目标未下达", GREY) == "目标未下达"
    assert word_of(ASSIGNED, None, "", GREY) == "按市下达"


def _line(code: str, light: str, order: int, progress: str | None = None) -> Line:
    item = documents_without_workspace().catalogue.get(code)
    share = Decimal(progress) if progress else None
    return Line(item, order, "1", True, "—", "—", Spark(2020, 2025), light, progress=share)


def test_the_worst_stand_first_and_of_one_light_what_was_promised() -> None:
    lines = [_line("145-01", GREEN, 0), _line("145-03", RED, 1), _line("145-20", YELLOW, 2), _line("145-04", YELLOW, 3),
             _line("145-23", GREEN, 4), _line("145-15", GREY, 5)]  # fmt: skip
    ordered = sorted(lines, key=lambda line: line.worst_first)
    assert [line.item.number for line in ordered] == ["3", "20", "4", "23", "1", "15"]


def test_a_light_is_a_sign_and_a_word_and_many_times_the_way_is_no_share() -> None:
    assert (_line("145-01", RED, 0).light_words, _line("145-01", GREY, 0).light_words) == ("红·滞后", "暂不评价")
    assert (_line("145-19", GREEN, 0, "10").progress_words, _line("145-03", GREEN, 0, "1.86").progress_words) == (
        "达标", "186%",
    )  # fmt: skip
    assert (
        _line("145-20", YELLOW, 0).spoken == "20 空气质量优良天数比率，约束性，1 %，应达 —，目标 —，进度 —，黄·略滞后"
    )
