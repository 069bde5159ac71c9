"""What stands at the end of a report: revisions, differences, and what is said of them."""

from __future__ import annotations

from haishu_desk.report import annexes
from haishu_desk.report.draft import Draft
from haishu_desk.report.material import Differs, Revised
from tests.report.gathered import fact, line, material
from tests.report.test_overall import text_of


def test_revisions_and_differences_are_said_in_the_text_or_that_there_are_none() -> None:
    draft = Draft(material(line("甲")))
    annexes.said_of_revisions(draft)
    assert "本期没有修订已经审核通过的数据。" in text_of(draft)
    draft = Draft(
        material(line("甲"), earlier="2025-03-01，快照AB写", differences=(Differs("甲", "2024年", "1", "2"),))
    )
    annexes.said_of_revisions(draft)
    assert "本报告有前一版（2025-03-01，快照AB写），数据或结论不同的1处，见差异表。" in text_of(draft)


def test_a_revised_figure_keeps_both_values_with_their_marks() -> None:
    draft = Draft(material(revised=(Revised("甲·2023年", fact("甲", "1"), fact("甲", "2"), "普查"),)))
    (row,) = annexes.revised_table(draft).rows
    assert [(cell.text, cell.fact) for cell in row] == [("甲·2023年", None), ("1", 1), ("2", 2), ("普查", None)]


def test_the_table_of_differences_names_the_edition_before() -> None:
    table = annexes.differences_table(
        Draft(material(earlier="2025-03-01", differences=(Differs("甲", "2024年", "", "2", "暂不评价", "滞后"),)))
    )
    assert [cell.text for cell in table.rows[0]] == ["甲", "2024年", "—", "2", "暂不评价", "滞后"]
    assert table.notes == ("前一版：2025-03-01。",)
