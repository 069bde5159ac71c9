"""Where a report or a public edition may hold a number of a person, said before it goes out."""

from __future__ import annotations

from dataclasses import replace

from haishu_desk.report.document import Document, Heading, Paragraph, Run, Table, heads_of, row_of
from haishu_desk.report.personal_places import personal_of_document, personal_of_edition, warning_of
from tests.report.public_made import GDP, edition

PHONE, IDENTITY = "13800138000", "11010519491231002X"


def test_each_place_of_a_report_is_named_once_by_its_heading_or_table() -> None:
    table = Table(
        "表1 任务", heads_of("项目", "进展"), (row_of(("甲路", f"找王工{PHONE}")),), (1.0, 1.0), ("left", "left"),
        notes=(f"户主{IDENTITY}",), name="任务",
    )  # fmt: skip
    said = Paragraph((Run(f"联系{PHONE}，总投资{PHONE}元"),))
    made = Document("报告", (said, Heading(1, "一、总体"), said, said, table))
    assert personal_of_document(made) == [
        "报告：手机号（138…00）", "一、总体：手机号（138…00）", "任务：手机号（138…00）", "任务：身份证号（110…2X）",
    ]  # fmt: skip


def test_a_public_edition_by_its_indicators() -> None:
    assert personal_of_edition(edition()) == []
    named = replace(GDP, notes=(f"数由{PHONE}提供。",))
    assert personal_of_edition(edition(named)) == ["地区生产总值：手机号（138…00）"]


def test_the_sentence_names_three_and_counts_the_rest() -> None:
    assert warning_of([]) == ""
    assert warning_of(["甲：手机号（138…00）"]).startswith("注意：像有个人的号码，甲：手机号（138…00）。")
    assert "等 5 处" in warning_of(["甲", "乙", "丙", "丁", "戊"])
