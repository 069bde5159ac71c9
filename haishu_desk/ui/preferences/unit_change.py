"""单位变动: 更名, 撤并, 拆分, 改设, 撤销, with what would happen before it is done; and the changes so far."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.succession import Succession, UnitChanges, told_lines
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.unit_changes import CLOSED, MERGED, RENAMED, REPLACED, SPLIT, NewUnit, UnitChange
from haishu_desk.ui.icons import icon
from haishu_desk.ui.preferences.heirs import MOST, Heirs
from haishu_desk.ui.preferences.unit_picker import UnitPicker
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section

_SAID = {
    RENAMED: "代码不变，只换名称；以前各期仍用原来的名称。",
    MERGED: "可以选几个。它们到前一天为止，由下面写的单位承接：新设的写名称和代码，并入已有单位的写它的名称。",
    SPLIT: "由下面几个单位承接，第一个接手没有办完的报表；原单位留下来的，也写一行它的名称。",
    REPLACED: "如撤镇设街道：一个换一个，已录的数一并转去。",
    CLOSED: "没有单位承接，没有办完的以后各期作废。有承接的请用改设或撤并。",
}
_HEIRS = {RENAMED: 1, MERGED: 1, SPLIT: MOST, REPLACED: 1, CLOSED: 0}
_PICK = 248
_STAYS = "变动以前各期的报表仍挂原单位的名，没有办完的由承接单位补齐；已经审核通过的不动。"


class ChangeSection(Section):
    """The form; `changed` says that the units are others now, `left` that the person goes back."""

    changed = Signal()
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "办理单位变动", parent)
        self._session = session
        self._looked_at: tuple[UnitChange, tuple[NewUnit, ...]] | None = None
        self.kinds = QButtonGroup(self)
        self.picker, self.heirs = UnitPicker(theme), Heirs(theme)
        self.day, self.document = QLineEdit(), QLineEdit()
        self.look = QPushButton(icon(theme, "eye", "text2"), "先看会怎样")
        self.do, self.back = QPushButton(icon(theme, "check", "on_accent"), "照此办理"), QPushButton("返回")
        self.outcome, self.said = QPlainTextEdit(), Said(session, theme)
        self._lay_out(theme)
        self._connect()
        self._show_kind()

    def _lay_out(self, theme: Theme) -> None:
        kinds, whole, right = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        kinds.setSpacing(20)
        for what in _SAID:
            button = QRadioButton(what)
            button.setFont(theme.font("body"))
            button.setProperty("what", what)
            button.setChecked(what == REPLACED)
            self.kinds.addButton(button)
            kinds.addWidget(button)
        kinds.addStretch(1)
        self.column.addLayout(kinds)
        self.explained = self.words()
        self.picker.setFixedWidth(theme.wide(_PICK))
        whole.setSpacing(16)
        right.setSpacing(8)
        whole.addWidget(self.picker)
        whole.addLayout(right, 1)
        self.column.addLayout(whole, 1)
        self.chosen, self.follows = self._label(theme, bold=True), self._label(theme)
        for part in (self.chosen, self.follows, self.heirs):
            right.addWidget(part)
        right.addLayout(self._when(theme))
        right.addLayout(self._buttons())
        right.addWidget(self.said)
        right.addWidget(self.outcome, 1)
        self.outcome.setReadOnly(True)
        self.outcome.setTabChangesFocus(True)
        self.outcome.setAccessibleName("会怎样")

    def _label(self, theme: Theme, *, bold: bool = False) -> QLabel:
        label = QLabel()
        label.setFont(theme.font("body" if bold else "chip", bold=bold))
        label.setWordWrap(True)
        return label

    def _when(self, theme: Theme) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for word, field, hint in (("从哪天起", self.day, "如 2026-07-01"), ("文号", self.document, "批准的文号")):
            label = QLabel(word)
            label.setFont(theme.font("chip"))
            label.setBuddy(field)
            field.setAccessibleName(word)
            field.setPlaceholderText(hint)
            line.addWidget(label)
            line.addWidget(field, 1)
        return line

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.do.setObjectName("primary")
        for button in (self.look, self.do, self.back):
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        self.kinds.buttonClicked.connect(self._show_kind)
        for signal in (self.picker.picked, self.heirs.edited, self.day.textChanged, self.document.textChanged):
            signal.connect(self._forget_look)
        self.day.returnPressed.connect(self.preview)
        self.document.returnPressed.connect(self.preview)
        self.look.clicked.connect(self.preview)
        self.do.clicked.connect(self.carry_out)
        self.back.clicked.connect(self.left)

    def refresh(self) -> None:
        """The units that are there today."""
        today = date.today().isoformat()  # noqa: DTZ011  the office's own day
        units = [unit for unit in self._session.desk.documents.units
                 if unit.kind != "district" and unit.is_valid_on(today)]  # fmt: skip
        self.picker.show_units(units)
        self.heirs.know(units)
        if not self.day.text():
            self.day.setText(today)

    @property
    def what(self) -> str:
        """The kind of change that is chosen."""
        return str(self.kinds.checkedButton().property("what"))

    def choose(self, what: str) -> None:
        """Choose a kind, as a click does."""
        next(button for button in self.kinds.buttons() if button.property("what") == what).click()

    def _show_kind(self) -> None:
        what = self.what
        self.explained.setText(_SAID[what])
        self.picker.allow_several(several=what == MERGED)
        self.heirs.setVisible(_HEIRS[what] > 0)
        self.heirs.show_lines(_HEIRS[what], only_name=what == RENAMED)
        self.follows.setText("新名称" if what == RENAMED else "由谁承接" if _HEIRS[what] else "没有单位承接")
        self._forget_look()

    def _forget_look(self) -> None:
        """Something was changed: what was looked at holds no more."""
        self._looked_at = None
        self.do.setEnabled(False)
        self.outcome.clear()
        self.said.forget()
        self.chosen.setText(self.picker.named or "请在左边选单位")
        self.look.setEnabled(bool(self.picker.chosen) and self._session.desk.workspace.database.writable)

    def _asked(self) -> tuple[UnitChange, list[NewUnit]]:
        """What is filled in; UsageError says what is missing."""
        what, old, new = self.what, tuple(self.picker.chosen), self.heirs.units if _HEIRS[self.what] else []
        if what == RENAMED:
            name = self.heirs.lines[0].name.text().strip()
            new = [NewUnit(old[0], name)]
        elif what != CLOSED and not new:
            raise UsageError("没有写由谁承接", "请写承接单位的名称；新设的还要写代码")
        lacking = next((unit for unit in new if not unit.code), None)
        if lacking is not None:
            raise UsageError(f"{lacking.name}没有写代码", "新设的单位要写批准的代码")
        day, document = self.day.text().strip(), self.document.text().strip() or None
        return UnitChange(what, old, tuple(unit.code for unit in new), day, document), new

    def preview(self) -> None:
        """Say what would happen; only then it can be done."""
        if not self.look.isEnabled():
            return
        changes = UnitChanges(self._session.desk)
        asked: list[tuple[UnitChange, list[NewUnit]]] = []

        def looked() -> Succession:
            asked.append(self._asked())
            return changes.preview(*asked[0])

        found = self.said.read(looked)
        if found is not None:
            self.outcome.setPlainText("\n".join(self._lines(found)))
            self._looked_at = (asked[0][0], tuple(asked[0][1]))
            self.do.setEnabled(True)

    def _lines(self, found: Succession) -> list[str]:
        lines = [f"{found.told}。", *told_lines(self._session.desk, found)]
        if not found.moved and self.what != RENAMED:
            lines.append("没有要转的报表。")
        return [*lines, *([_STAYS] if self.what != RENAMED else [])]

    def carry_out(self) -> None:
        """Do what was looked at."""
        if self._looked_at is None:
            return
        change, new = self._looked_at
        done = self.said.write((), lambda: UnitChanges(self._session.desk).carry_out(change, list(new)))
        if done is None:
            return
        lines = self._lines(done)
        self.picker.forget()
        self.heirs.forget()
        self.refresh()
        self.outcome.setPlainText("\n".join(lines))
        paper = f"（{change.document}）" if change.document else ""
        self.said.say(f"办好了：{done.told}{paper}。随下一份下发的数据包告诉各单位。")
        self.changed.emit()


class PastSection(Section):
    """The changes so far; `open` is the way to another one, for the page to place, and `asked` says that it was pressed."""

    asked = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "办过的单位变动", parent)
        self._session, self._changes = session, UnitChanges(session.desk)
        self.lines = LineModel(self)
        self.view = LineView(self.lines, theme, "办过的单位变动")
        self.view.setFixedHeight(theme.tall(102))
        self.none = self.words("还没有办过。")
        self.column.addWidget(self.view)
        self.open = QPushButton(icon(theme, "buildings", "text2"), "单位变动…", self)
        self.open.clicked.connect(self.asked)
        self.open.setEnabled(session.desk.workspace.database.writable)

    def refresh(self) -> None:
        """Read anew what was changed."""
        past = self._session.read(self._changes.so_far) or []
        self.lines.show_lines(
            [Line("ok", each.told, each.document or "没有写文号", f"{each.at[:10]} {each.person}") for each in past]
        )
        self.view.setVisible(bool(past))
        self.none.setVisible(not past)
        self.count(f"{len(past)} 次" if past else "")
        self.open.setText(f"单位变动（办过 {len(past)} 次）…" if past else "单位变动…")
