"""差错清单: what was found in a return as a workbook or a paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.findings import Finding
from haishu_desk.store.files import write_file

COLUMNS = ("级别", "编号", "位置", "问题", "左边", "右边", "差", "可能的原因", "怎么办", "说明")


def write_fault_list(file: Path, title: str, about: str, findings: Iterable[Finding]) -> None:
    """Write the findings to an .xlsx or a .docx, each in a row of its own; UsageError for another ending."""
    write = writer_for(file)
    write_file(file, write(title, about, COLUMNS, [_row(finding) for finding in findings]))


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


def writer_for(file: Path) -> Callable[..., bytes]:
    """What writes a table (`xlsx_table`, `docx_table`) in the form that the ending of the file asks for; UsageError for another."""
    if file.suffix.lower() == ".xlsx":
        from haishu_desk.report.xlsx_table import xlsx_table  # noqa: PLC0415

        return xlsx_table
    if file.suffix.lower() == ".docx":
        from haishu_desk.report.docx_table import docx_table  # noqa: PLC0415

        return docx_table
    raise UsageError(f"不会写 {file.suffix or '没有扩展名'} 的文件", "请用 .xlsx 或 .docx")
