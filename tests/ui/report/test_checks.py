"""写出前核对: a figure without a source is red, what differs is named, what is in order is green."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from haishu_desk.desk.report_gathered import Gathered
from haishu_desk.desk.report_records import Written
from haishu_desk.desk.reporting import Wanted
from haishu_desk.report.document import Heading, Paragraph, Run
from haishu_desk.report.facts import PRINTED, RECKONED, REPORTED
from haishu_desk.report.material import Frame
from haishu_desk.report.personal_places import personal_of_document
from haishu_desk.report.three_reports import drafted
from haishu_desk.ui.report.checks import checks_of, few, has_source
from haishu_desk.ui.widgets.lines import Line
from tests.report.gathered import MISSING, fact, line, material

RECORD = Written(
    "annual", "145", 2024, "2024-12-31", "", "published", False, 1, "2025-03-20", "ab" * 32, "", "", "", 0, 0
)


def gathered(*, differing: tuple[str, ...] = (), by_hand: tuple[str, ...] = (), **more: Any) -> Gathered:
    made = material(line("甲"), line("乙", "暂不评价", reason="未审核"), missing=(MISSING,), **more)
    done = drafted(made)
    return Gathered(
        Wanted("annual", 2024), done.document, made, RECORD, done.facts, done.chapters, differing, by_hand, ()
    )


def found(lines: list[Line], title: str) -> Line:
    return next(line for line in lines if title in line.title)


def test_a_figure_without_a_source_is_red_and_named() -> None:
    lines = checks_of(gathered())
    # The helper's figures are reported ones without a version.
    source = found(lines, "追到来源")
    assert source.mark == "bad"
    assert "12.5" in source.tip


def test_what_a_source_is_depends_on_the_kind_of_figure() -> None:
    assert has_source(replace(fact("甲", "1", REPORTED), revision="AB12-CD34", unit="dept", period="2024"))
    assert not has_source(replace(fact("甲", "1", REPORTED), unit="dept", period="2024"))
    assert has_source(fact("甲", "1", PRINTED, source="规划表第1项"))
    assert has_source(fact("甲", "1", RECKONED, how="实绩-应达"))
    assert not has_source(fact("甲", "1", RECKONED))


def test_what_looks_like_a_number_of_a_person_is_named_before_the_report_is_written() -> None:
    made = gathered()
    assert not any("个人" in each.title for each in checks_of(made))
    said = (*made.document.parts, Heading(1, "四、问题"), Paragraph((Run("请找张某 13800138000"),)))
    personal = tuple(personal_of_document(replace(made.document, parts=said)))
    line = found(checks_of(replace(made, personal=personal)), "像有个人的号码")
    assert (line.mark, line.detail) == ("warn", "四、问题：手机号（138…00）")


def test_what_differs_from_today_and_what_was_overruled_is_named() -> None:
    lines = checks_of(gathered(differing=("甲",), by_hand=("乙",)))
    assert (found(lines, "不同").mark, found(lines, "不同").detail) == ("warn", "2 项，1 处不同：甲")
    assert found(lines, "人工改判").detail == "乙"
    assert found(checks_of(gathered()), "一致").mark == "ok"


def test_open_missing_and_unsigned_are_told_with_their_reasons() -> None:
    lines = checks_of(gathered(is_sample=True))
    assert found(lines, "1 项暂不评价").detail == "未审核"
    assert found(lines, "没有数或没有报").mark == "warn"
    assert found(lines, "没有文号").mark == "idle"
    assert found(lines, "示例数据").mark == "bad"
    assert found(checks_of(gathered(frame=Frame(number="海发改〔2026〕1号"))), "文号已写").mark == "ok"


def test_three_names_are_told_and_then_how_many_there_are() -> None:
    assert few(["甲", "乙", "丙"]) == "甲、乙、丙"
    assert few(["甲", "乙", "丙", "丁"]) == "甲、乙、丙等 4 项"
