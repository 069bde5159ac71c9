"""The register of facts: one number a figure, and the annex that says where each stands."""

from __future__ import annotations

from haishu_desk.report.facts import PRINTED, RECKONED, REPORTED, Fact, Register, sources_table

REPORTED_FIGURE = Fact(
    REPORTED, "145-04", "有效发明专利拥有量", "3100", "2025", "2025年", "dept-scjgj", "区市场监管局",
    vintage="快报", basis="已批", revision="AB12-CD34", source="台账", day="2026-01-20",
)  # fmt: skip


def test_the_same_fact_has_one_number_however_often_it_is_stated() -> None:
    register = Register()
    first = register.note(REPORTED_FIGURE)
    second = register.note(Fact(PRINTED, "145-04", "有效发明专利拥有量", "4000"))
    assert (first.number, second.number, register.note(REPORTED_FIGURE).number) == (1, 2, 1)
    assert register.get(2) is second
    assert len(register) == 2


def test_a_fact_stands_in_a_sentence_and_in_a_table_with_its_mark() -> None:
    fact = Register().note(REPORTED_FIGURE)
    assert (fact.run.text, fact.run.fact) == ("3100", 1)
    assert (fact.cell.text, fact.cell.fact) == ("3100", 1)


def test_the_annex_says_of_each_figure_which_cell_it_is_and_of_which_version_and_day() -> None:
    register = Register()
    register.note(REPORTED_FIGURE)
    register.note(
        Fact(RECKONED, "145-04", "有效发明专利拥有量", "3200", "2025", "2025年", field="expected", how="基期值 2400")
    )
    table = sources_table(register, "快照 1 号")
    assert [[cell.text for cell in row] for row in table.rows] == [
        [
            "1",
            "有效发明专利拥有量·2025年·区市场监管局",
            "3100",
            "快报",
            "填报数；已批；台账",
            "AB12-CD34",
            "2026-01-20",
        ],
        ["2", "有效发明专利拥有量·2025年", "3200", "—", "推算数；基期值 2400", "—", "—"],
    ]
    assert table.notes == ("快照 1 号",)
