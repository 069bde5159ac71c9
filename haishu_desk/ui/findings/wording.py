"""Findings in words: where, how bad, and what is to be done with one."""

from __future__ import annotations

from collections.abc import Iterable

from haishu_desk.checks.language import title_in
from haishu_desk.desk import Desk
from haishu_desk.domain.cells import VALUE, ReturnKey
from haishu_desk.domain.findings import ASKED, GRANTED, HARD, HINT, QUERY, REFUSED, Finding
from haishu_desk.ui.widgets.shapes import BAD, INFO, OK, WARN

MARKS = {HARD: BAD, QUERY: WARN, HINT: INFO}
_EXEMPTIONS = {ASKED: "已申请豁免", GRANTED: "已同意豁免", REFUSED: "没有同意豁免"}


def mark_of(finding: Finding) -> str:
    """The mark of a finding; one that nothing more is asked of is calm."""
    if finding.exemption == ASKED:
        return INFO
    return MARKS[finding.severity] if finding.is_open or finding.severity == HINT else OK


def still_to_do(finding: Finding) -> str:
    """What is to be done with it, in a word or two."""
    if finding.exemption is not None:
        return _EXEMPTIONS[finding.exemption]
    if finding.severity == QUERY:
        return "已说明" if finding.explained else "要说明"
    return "要改正" if finding.severity == HARD else "看一眼"


def cell_title(desk: Desk, finding: Finding) -> str:
    """`22 城镇生活垃圾回收利用率 · 本期值`."""
    item, field = desk.documents.catalogue.get(finding.item or ""), finding.field or VALUE
    return f"{item.number} {item.name} · {title_in(item, field)}"


def unit_title(desk: Desk, finding: Finding) -> str:
    """The unit of a finding, as people call it."""
    return str(desk.documents.called(finding.unit or "", finding.period or ""))


def key_of(desk: Desk, finding: Finding) -> ReturnKey:
    """The return that a finding is of."""
    item = desk.documents.catalogue.get(finding.item or "")
    return ReturnKey(desk.documents.form_of(item), finding.unit or "", finding.period or "")


def told(finding: Finding) -> str:
    """The whole of it: the sentence, what may be the cause, and what to do."""
    causes = f"可能的原因：{'；'.join(finding.causes)}" if finding.causes else ""
    return "。".join(part.rstrip("。") for part in (finding.message, causes, finding.advice) if part) + "。"


def tip_of(findings: Iterable[Finding]) -> str:
    """The findings of one cell as a tool tip, a line each."""
    return "\n".join(f"{finding.severity}：{finding.message}" for finding in findings)
