"""差错清单 as a workbook and a paper, read back by the libraries of others."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from docx import Document

from haishu_desk.desk.fault_list import COLUMNS, said_of, write_fault_list
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.findings import ASKED, GRANTED, HARD, HINT, QUERY, REFUSED, Finding

FINDINGS = (
    Finding(
        "share", HARD, "本期值 106.8 大于 100", "鄞江镇·2025年·145-22", "145-22", "value", "请改正", "比重的界", "330203105",
        "2025", "106.8", "100", "6.8", ("小数点错了位", "口径不同"), exemption=ASKED,
    ),
    Finding("R-1", QUERY, "=1+1 不是公式", explained=True),
)  # fmt: skip


def test_a_workbook_has_a_finding_a_row_with_both_sides_and_what_was_said(tmp_path: Path) -> None:
    write_fault_list(tmp_path / "list.xlsx", "鄞江镇2025年差错清单", "强制性 1 条", FINDINGS)
    page = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    assert page is not None
    rows = [[cell.value or "" for cell in row] for row in page.iter_rows()]
    assert (rows[0][0], rows[1][0], tuple(rows[2])) == (
        "鄞江镇2025年差错清单",
        "强制性 1 条　严禁录入涉密信息",
        COLUMNS,
    )
    assert rows[3] == [
        HARD, "share", "鄞江镇·2025年·145-22", "本期值 106.8 大于 100", "106.8", "100", "6.8", "小数点错了位；口径不同",
        "请改正", "已申请豁免",
    ]  # fmt: skip
    assert (rows[4][3], rows[4][9]) == ("=1+1 不是公式", "已说明")


def test_a_paper_says_the_same(tmp_path: Path) -> None:
    write_fault_list(tmp_path / "list.docx", "差错清单", "强制性 1 条", FINDINGS)
    (table,) = Document(str(tmp_path / "list.docx")).tables
    assert tuple(cell.text for cell in table.rows[0].cells) == COLUMNS
    assert [row.cells[4].text for row in table.rows[1:]] == ["106.8", ""]


@pytest.mark.parametrize("name", ["list.pdf", "list"])
def test_another_ending_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不会写"):
        write_fault_list(tmp_path / name, "差错清单", "", FINDINGS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (Finding("a", QUERY, ""), ""),
        (Finding("a", QUERY, "", explained=True), "已说明"),
        (Finding("a", HARD, "", exemption=ASKED), "已申请豁免"),
        (Finding("a", HARD, "", exemption=GRANTED), "同意豁免"),
        (Finding("a", HARD, "", exemption=REFUSED), "不同意豁免"),
        (Finding("a", HINT, ""), ""),
    ],
)
def test_what_was_said_of_a_finding_is_a_word(finding: Finding, said: str) -> None:
    assert said_of(finding) == said
