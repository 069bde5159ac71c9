"""Findings as a table: groups, and in each the findings, what is surely wrong first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from haishu_desk.checks.builtin import BY_ID
from haishu_desk.checks.run import by_cell, by_rule, by_unit
from haishu_desk.desk import Desk
from haishu_desk.domain.findings import HARD, HINT, QUERY, SEVERITIES, Finding
from haishu_desk.ui.findings.wording import cell_title, mark_of, still_to_do, told, unit_title
from haishu_desk.ui.widgets.shapes import Status

STATUS = Qt.ItemDataRole.UserRole + 1
TITLES = ("级别", "位置", "问题", "左边", "右边", "差", "处理")
BY_SEVERITY, BY_CELL, BY_RULE, BY_UNIT = "按级别", "按格", "按规则", "按单位"
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns of the list."""

    LEVEL, PLACE, PROBLEM, LEFT, RIGHT, DIFFERENCE, DO = range(7)


FIGURES = (Column.LEFT, Column.RIGHT, Column.DIFFERENCE)


class FindingsModel(QAbstractTableModel):
    """Rows are headings of groups (a str) and findings; `with_unit` where findings of several units stand together."""

    def __init__(self, desk: Desk, *, with_unit: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._with_unit = desk, with_unit
        self.findings: tuple[Finding, ...] = ()
        self.lines: list[str | Finding] = []
        self.grouping = BY_UNIT if with_unit else BY_SEVERITY
        self.severities: Collection[str] = (HARD, QUERY)

    def show_findings(
        self,
        findings: Iterable[Finding] | None = None,
        *,
        grouping: str | None = None,
        severities: Collection[str] | None = None,
    ) -> None:
        """Show these findings, grouped otherwise or of other levels; what is not given stays."""
        self.findings = tuple(findings) if findings is not None else self.findings
        self.grouping = grouping or self.grouping
        self.severities = severities if severities is not None else self.severities
        lines = self._lines([each for each in self.findings if each.severity in self.severities])
        if lines == self.lines:
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def _lines(self, shown: Sequence[Finding]) -> list[str | Finding]:
        if self.grouping == BY_SEVERITY:
            return [*sorted(shown, key=lambda finding: (not finding.is_open, SEVERITIES.index(finding.severity)))]
        lines: list[str | Finding] = []
        for found in self._groups(shown).values():
            lines += [f"{self._title(found[0])}\n{len(found)} 条", *found]
        return lines

    def _groups(self, shown: Sequence[Finding]) -> Mapping[Any, list[Finding]]:
        if self.grouping == BY_CELL:
            return by_cell(shown)
        return by_rule(shown) if self.grouping == BY_RULE else by_unit(shown)

    def _title(self, finding: Finding) -> str:
        if self.grouping == BY_RULE:
            return finding.title if finding.rule in BY_ID else f"{finding.rule}　{finding.title}"
        if self.grouping == BY_UNIT:
            return unit_title(self._desk, finding)
        return self._place(finding)

    def _place(self, finding: Finding) -> str:
        unit = f"{unit_title(self._desk, finding)} · " if self._with_unit and self.grouping != BY_UNIT else ""
        return f"{unit}{cell_title(self._desk, finding)}"

    def count(self, severity: str) -> int:
        """How many of that level still want something; of hints, how many there are."""
        return sum(each.severity == severity and (each.is_open or severity == HINT) for each in self.findings)

    def count_all(self, severity: str) -> int:
        """How many of that level there are, explained and exempted ones too."""
        return sum(each.severity == severity for each in self.findings)

    def finding(self, row: int) -> Finding | None:
        """The finding in that line; None for a heading."""
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Finding) else None

    def row_of(self, wanted: Finding | None) -> int:
        """The line of a finding, be its values and words others by now; -1 if it is not there."""
        if wanted is None:
            return -1
        for row, line in enumerate(self.lines):
            if isinstance(line, Finding) and identity(line) == identity(wanted):
                return row
        return -1

    # Qt's side.

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.finding(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], Column(index.column())
        if isinstance(line, str):
            return line if role == Qt.ItemDataRole.DisplayRole and column is Column.LEVEL else None
        if role == STATUS and column in (Column.LEVEL, Column.DO):
            return Status(mark_of(line), self._text(line, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(column)
        return {
            int(Qt.ItemDataRole.DisplayRole): self._text(line, column),
            int(Qt.ItemDataRole.ToolTipRole): told(line),
        }.get(int(role))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(Column(section))
        return None

    def _text(self, finding: Finding, column: Column) -> str:
        return {
            Column.LEVEL: finding.severity,
            Column.PLACE: self._place(finding),
            Column.PROBLEM: finding.message,
            Column.LEFT: (finding.left or "").replace("-", "−"),
            Column.RIGHT: (finding.right or "").replace("-", "−"),
            Column.DIFFERENCE: (finding.difference or "").replace("-", "−"),
            Column.DO: still_to_do(finding),
        }[column]


def identity(finding: Finding) -> tuple[str | None, ...]:
    """What stays the same of a finding while its cell is typed into: rule and cell."""
    return (finding.rule, finding.unit, finding.period, finding.item, finding.field)


def _align(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
