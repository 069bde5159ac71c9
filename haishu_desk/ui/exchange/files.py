"""The files that were dropped: what each is, what it would change, who signed it, and its fate in one word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from haishu_desk.bundle.read_process import Workbook
from haishu_desk.desk.inspecting import ABSENT
from haishu_desk.desk.outcomes import Outcome
from haishu_desk.desk.peeking import Glance
from haishu_desk.desk.signatures import NOT_ENROLLED, VERIFIED
from haishu_desk.ui.signature import signature_status
from haishu_desk.ui.widgets.shapes import BAD, CLASH, IDLE, INFO, OK, WARN, Status
from haishu_desk.ui.wording import for_the_window

STATUS = Qt.ItemDataRole.UserRole + 1
_KB = 1024
Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns of the list."""

    FILE, WHAT, CHANGES, SIGNATURE, FATE, ADVICE = range(6)


TITLES = ("文件", "是什么", "会改什么", "签名", "结果", "怎么办")


@dataclass(eq=False)
class ReceivedFile:
    """One dropped file: unread while `outcome` is None; `taken` once it was really taken in.

    `again` is what taking in once more would do, of a file that was taken back.
    """

    path: Path
    facts: str
    workbook: Workbook | Exception | None = None
    outcome: Outcome | None = None
    glance: Glance | None = None
    taken: bool = False
    enrolled: bool = False
    again: Outcome | None = None

    @property
    def fate(self) -> Status:
        """What becomes of it, in one word."""
        if self.outcome is None:
            return Status(IDLE, "读取中")
        if self.is_enrolment:
            return Status(OK, "已登记") if self.enrolled else Status(WARN, "待登记")
        if self.outcome.status == "held":
            return Status(WARN, "搁置")
        if self.outcome.status == "duplicate":
            return Status(IDLE, "已接收过")
        if self.outcome.status == "refused":
            return Status(BAD, "未装入")
        return self._received(self.outcome)

    def _received(self, outcome: Outcome) -> Status:
        verb = "已装入" if self.taken else "可装入"
        if outcome.conflicts:
            return Status(CLASH, f"{verb}·{outcome.conflicts} 格待定")
        if outcome.signature == ABSENT and not self.taken:
            return Status(WARN, "按手工填报")
        return Status(OK if not self.taken else INFO, verb)

    @property
    def is_enrolment(self) -> bool:
        """Whether it asks to be admitted to the roster."""
        return self.glance is not None and self.glance.is_enrolment

    @property
    def is_by_hand(self) -> bool:
        """Whether it was filled in without the program."""
        return self.outcome is not None and self.outcome.signature == ABSENT

    @property
    def can_be_taken(self) -> bool:
        """Whether the button takes it in."""
        return self.outcome is not None and self.outcome.status == "received" and not self.taken

    @property
    def waits_for_choice(self) -> bool:
        """签后改动: it waits until somebody says which of two values counts."""
        return self._held_by("E41")

    @property
    def waits_for_upgrade(self) -> bool:
        """A newer program wrote it: its bytes are kept."""
        return self._held_by("E33")

    @property
    def waits_for_key(self) -> bool:
        """It waits until the computer that it comes from is admitted."""
        is_unknown = self.outcome is not None and self.outcome.signed == NOT_ENROLLED
        return (self._held_by("E42") and is_unknown) or (self.is_enrolment and not self.enrolled)

    @property
    def is_known(self) -> bool:
        """Whether it has nothing new."""
        return self.outcome is not None and self.outcome.status == "duplicate"

    @property
    def was_taken_back(self) -> bool:
        """It was taken in and taken back, and waits until somebody wants it again."""
        return self._held_by("E36")

    def _held_by(self, code: str) -> bool:
        outcome = self.outcome
        return outcome is not None and outcome.status == "held" and (outcome.error or {}).get("code") == code

    def text(self, column: Column) -> str:
        """One cell of the list; a second line after a line break."""
        if self.outcome is None and column is not Column.FILE:
            return ""
        return {
            Column.FILE: self._file,
            Column.WHAT: self._what,
            Column.CHANGES: self._changes,
            Column.SIGNATURE: self._signature,
            Column.FATE: self._fate,
            Column.ADVICE: self._advice,
        }[column]()

    def status(self, column: Column) -> Status | None:
        """The mark and word of a cell that shows one."""
        if column is Column.FATE:
            return self.fate
        if column is not Column.SIGNATURE or self.outcome is None:
            return None
        if self.is_enrolment:
            return signature_status(VERIFIED) if self.enrolled else Status(IDLE, "待核对")
        return signature_status(self.outcome.signed)

    def _file(self) -> str:
        if self.is_by_hand:
            return f"{self.path.name}\n{self.facts} · 手工填"
        who = f" · {self.glance.person} {self.glance.at[5:16].replace('T', ' ')}" if self.glance else ""
        return f"{self.path.name}\n{self.facts}{who}"

    def _what(self) -> str:
        if self.glance is None:
            code = (self.outcome.error or {}).get("code") if self.outcome else None
            return "普通工作簿\n不是数据包" if code == "E30" else "认不出\n文件读不全或已损坏"
        kind = "手工填表" if self.is_by_hand else self.glance.kind
        return f"{self.glance.unit_name} · {kind}\n{self.glance.period or '第一次使用前登记'}"

    def _changes(self) -> str:
        outcome = self.outcome
        if outcome is None or outcome.status in ("held", "refused"):
            return "不改数\n登记后才能收它的包" if self.is_enrolment else "不会改动"
        if outcome.status == "duplicate":
            return "无变化"
        done = "改了" if self.taken else "改动"
        first = f"{done} {outcome.changes} 格" if outcome.changes else "不改数，带来任务或意见"
        return f"{first}\n{outcome.conflicts} 格数据不一致" if outcome.conflicts else first

    def _signature(self) -> str:
        status = self.status(Column.SIGNATURE)
        return status.word if status else ""

    def _fate(self) -> str:
        return self.fate.word

    def _advice(self) -> str:
        outcome, waits = self.outcome, self._waits_for()
        if outcome is None or waits:
            return waits
        if outcome.error:
            message = outcome.error["message"].removeprefix(f"{outcome.file}：")
            return "\n".join(map(for_the_window, filter(None, (message, outcome.error["advice"]))))
        if self.taken and outcome.conflicts:
            return f"已装入，{outcome.conflicts} 格数据不一致\n请到审核页处理"
        if outcome.findings:
            found = outcome.findings[0]
            more = f"（共 {len(outcome.findings)} 条）" if len(outcome.findings) > 1 else ""
            return f"{for_the_window(found.message)}{more}\n{for_the_window(found.advice)}".rstrip()
        if self.taken:
            return "已装入，原件已留存"
        return "装入后处理数据不一致" if outcome.conflicts else "随“装入”一起装"

    def _waits_for(self) -> str:
        """What a person has to do about it under the list, if anything."""
        if self.is_enrolment:
            return "登记申请\n" + ("它的上报包可以装入了" if self.enrolled else "请在下面核对校验码后登记")
        if self.waits_for_choice:
            return f"签名以后又改过 {len(self.glance.changed) if self.glance else 0} 格\n请在下面选用哪一个"
        return "传出它的电脑没有登记\n请在下面核对校验码后登记" if self.waits_for_key else ""


class FileModel(QAbstractTableModel):
    """The list of dropped files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: list[ReceivedFile] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.files)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        file, column = self.files[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return file.text(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return file.text(column) or None
        if role == STATUS:
            return file.status(column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def append(self, file: ReceivedFile) -> None:
        """A file at the end of the list."""
        self.beginInsertRows(QModelIndex(), len(self.files), len(self.files))
        self.files.append(file)
        self.endInsertRows()

    def remove(self, file: ReceivedFile) -> None:
        """Take a file off the list; what it brought stays where it is."""
        row = self.files.index(file)
        self.beginRemoveRows(QModelIndex(), row, row)
        self.files.pop(row)
        self.endRemoveRows()

    def clear(self) -> None:
        """An empty list."""
        self.beginResetModel()
        self.files.clear()
        self.endResetModel()

    def touch(self, file: ReceivedFile) -> None:
        """That file's line says something else now; one that was taken off the list meanwhile has none."""
        if file not in self.files:
            return
        row = self.files.index(file)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(TITLES) - 1))


def facts_of(path: Path) -> str:
    """Size and time of a file, for its second line."""
    try:
        known = path.stat()
    except OSError:
        return "读不到"
    if known.st_size < _KB:
        return f"{known.st_size} 字节"
    return f"{round(known.st_size / _KB)} KB"
