"""差错清单: what was found in a return as a workbook or a paper."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from haishu_desk.desk.table_file import write_table
from haishu_desk.domain.findings import Finding

COLUMNS = ("级别", "编号", "位置", "问题", "左边", "右边", "差", "可能的原因", "怎么办", "说明")


def write_fault_list(file: Path, title: str, about: str, findings: Iterable[Finding]) -> None:
    """Write the findings to an .xlsx or a .docx, each in a row of its own; UsageError for another ending."""
    write_table(file, title, about, COLUMNS, [_row(finding) for finding in findings])


def said_of(finding: Finding) -> str:
    """What somebody said of it, in a word: 已说明, 豁免申请 and how it was decided; empty for nothing."""
    if finding.exemption:
        return "已申请豁免" if finding.exemption == "申请" else f"{finding.exemption}豁免"
    return "已说明" if finding.explained else ""


def _row(finding: Finding) -> tuple[str, ...]:
    return (
        finding.severity, finding.rule, finding.place or "", finding.message, finding.left or "", finding.right or "",
        finding.difference or "", "；".join(finding.causes), finding.advice, said_of(finding),
    )  # fmt: skip
