"""What 全审 found, as the sheet shows it: a mark in the cell with the sentence behind it, and a word in the last column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from haishu_desk.domain.findings import ASKED, GRANTED, HARD, HINT, PERSONAL, QUERY, Finding
from haishu_desk.ui.entry.columns import STATE, Column
from haishu_desk.ui.findings.wording import tip_of

if TYPE_CHECKING:
    from haishu_desk.ui.entry.looks import Look

Found = Mapping[str, Sequence[Finding]]
# What the last column says already and what comes first.
_FIRST = ("bad", "clash")
_TYPING = "正在录入"


def by_item(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings that a sheet marks, by item; what is worth a look only stands in the list, but for numbers of persons."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.item and (finding.severity != HINT or finding.rule == PERSONAL):
            found.setdefault(finding.item, []).append(finding)
    return found


def dressed(look: Look, column: Column, findings: Sequence[Finding]) -> Look:
    """The look of a cell of a row with those findings."""
    if not findings:
        return look
    if column.name == STATE:
        return _state(look, findings)
    here = [finding for finding in findings if finding.field == column.name]
    if not here:
        return look
    tip = "\n".join(filter(None, (look.tip if look.mark else "", tip_of(here))))
    mark = next((mark for severity, mark in ((HARD, "bad"), (QUERY, "warn")) if _is_open(here, severity)), "")
    if not mark and not look.mark and any(finding.severity == HINT for finding in here):
        return replace(look, mark="info", tip=tip)
    if not mark or look.mark:
        return replace(look, tip=tip)
    return replace(look, mark=mark, tone=mark, tip=tip)


def _state(look: Look, findings: Sequence[Finding]) -> Look:
    if look.mark in _FIRST or look.text == _TYPING:
        return look
    tip = tip_of(findings)
    findings = [finding for finding in findings if finding.severity != HINT]
    if not findings:
        return look
    for severity, mark in ((HARD, "bad"), (QUERY, "warn")):
        count = sum(finding.severity == severity and finding.is_open for finding in findings)
        if count:
            return replace(look, text=f"{severity} {count}", mark=mark, tip=tip)
    words = {finding.exemption for finding in findings}
    if ASKED in words:
        return replace(look, text="申请豁免", mark="info", tip=tip)
    return replace(look, text="已豁免" if GRANTED in words else "已说明", mark="ok", tip=tip)


def _is_open(findings: Iterable[Finding], severity: str) -> bool:
    return any(finding.severity == severity and finding.is_open for finding in findings)
