"""What stands in the window when there is no workspace yet, or none that can be opened. No dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.founding import found
from haishu_desk.desk.sample import DISTRICT, HENGJIE
from haishu_desk.desk.shipped import shipped_editions
from haishu_desk.domain.errors import DeskError, said_of
from haishu_desk.domain.units import KIND_TITLES, TOWNSHIP_KINDS, UnitTree
from haishu_desk.ui.diagnosis import ask_diagnosis
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import for_the_window

_Index = QModelIndex | QPersistentModelIndex
_CODE = Qt.ItemDataRole.UserRole
_FOUND_BY = Qt.ItemDataRole.UserRole + 1


class FrontPage(QWidget):
    """A card in the middle of the window."""

    def __init__(self, theme: Theme, title: str, text: str, width: int = 520) -> None:
        super().__init__()
        self._theme = theme
        self.card = QFrame()
        self.card.setObjectName("card")
        self.card.setFixedWidth(width)
        self.column = QVBoxLayout(self.card)
        self.column.setContentsMargins(32, 28, 32, 28)
        self.column.setSpacing(8)
        head = self.label(title, "figure", bold=True)
        said = self.label(text, "body", name="secondary")
        for label in (head, said):
            label.setWordWrap(True)
        self.column.addWidget(head)
        self.column.addWidget(said)
        self.column.addSpacing(12)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(self.card, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch(1)

    def label(self, text: str, use: str, *, bold: bool = False, name: str = "") -> QLabel:
        """A line of text on the card."""
        label = QLabel(text)
        label.setFont(self._theme.font(use, bold=bold))
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def primary(self, word: str) -> QPushButton:
        """The one filled button."""
        button = QPushButton(word)
        button.setObjectName("primary")
        button.setAutoDefault(True)
        return button


class FirstRunPage(FrontPage):
    """Asks three things (role, unit, name); `founded` carries the file to open.

    The other choice is the sample data: `asked_for_sample` carries the place in it that fits the chosen role.
    """

    founded = Signal(object)
    failed = Signal(object)
    asked_for_sample = Signal(str)

    def __init__(self, file: Path, theme: Theme) -> None:
        super().__init__(theme, "先说清是谁在用", "只问这一次。数据都存在这台电脑上，不联网。")
        self._file = file
        self.district, self.unit = QRadioButton("区级（审核）"), QRadioButton("单位（填报）")
        self.unit.setChecked(True)
        self.search, self.units = QLineEdit(), UnitList(theme)
        self.person = QLineEdit()
        self.begin = self.primary("建立")
        self.sample = QPushButton("打开示例数据")
        self._fill()
        self.unit.toggled.connect(self._show_ready)
        self.search.textChanged.connect(self.units.narrow)
        self.units.picked.connect(self._show_ready)
        self.person.textChanged.connect(self._show_ready)
        self.person.returnPressed.connect(self.begin.click)
        self.begin.clicked.connect(self.found)
        self.sample.clicked.connect(self.ask_for_sample)
        self._show_ready()
        self.setFocusProxy(self.search)

    def _fill(self) -> None:
        roles = QHBoxLayout()
        roles.setSpacing(24)
        roles.addWidget(self.unit)
        roles.addWidget(self.district)
        roles.addStretch(1)
        self.search.setPlaceholderText("单位名称的几个字，或代码")
        self.search.setClearButtonEnabled(True)
        self.units.setMinimumHeight(84)
        self.units.setMaximumHeight(184)
        self.person.setPlaceholderText("您的姓名，会写进每一次改动")
        self.person.setMaxLength(40)
        self._unit_label = self.label("单位", "body", bold=True)
        for part in (
            self.label("角色", "body", bold=True), roles, 8, self._unit_label, self.search, self.units, 8,
            self.label("姓名", "body", bold=True), self.person,
        ):  # fmt: skip
            if isinstance(part, int):
                self.column.addSpacing(part)
            elif isinstance(part, QHBoxLayout):
                self.column.addLayout(part)
            else:
                self.column.addWidget(part)
        self.column.addSpacing(12)
        where = self.label(f"数据文件：{self._file}", "small", name="tertiary")
        where.setWordWrap(True)
        begin = QHBoxLayout()
        begin.setSpacing(16)
        begin.addWidget(self.begin)
        begin.addWidget(where, 1)
        self.column.addLayout(begin)
        self._offer_sample()

    def _offer_sample(self) -> None:
        """The other choice, with what it is."""
        rule = QFrame()
        rule.setObjectName("rule")
        rule.setFixedHeight(1)
        what = self.label("区级和两个单位，五年的数，可以随便改；不动自己的数据", "small", name="secondary")
        what.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.label("或者先试一试", "body", bold=True))
        words.addWidget(what)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.sample)
        self.column.addSpacing(12)
        self.column.addWidget(rule)
        self.column.addSpacing(4)
        self.column.addLayout(row)

    def found(self) -> None:
        """Make the workspace and open it, or say why not."""
        role = "unit" if self.unit.isChecked() else "district"
        code = self.units.code if role == "unit" else None
        try:
            found(self._file, role, code, self.person.text().strip(), None)
        except DeskError as error:
            self.failed.emit(error)
            return
        except OSError as error:
            why = DeskError(f"没有建成 {self._file}：{said_of(error)}", "请检查文件夹的写入权限，或换一个地方")
            self.failed.emit(why)
            return
        self.founded.emit(self._file)

    def ask_for_sample(self) -> None:
        """Show the program with sample data; nothing is asked for that."""
        self.asked_for_sample.emit(DISTRICT if self.district.isChecked() else HENGJIE)

    def _show_ready(self) -> None:
        is_unit = self.unit.isChecked()
        for widget in (self._unit_label, self.search, self.units):
            widget.setVisible(is_unit)
        self.begin.setEnabled(bool(self.person.text().strip()) and (not is_unit or bool(self.units.code)))


class UnitList(QListView):
    """The units, grouped by kind, to be narrowed by a few signs of the name."""

    picked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("boxed")
        self.setAccessibleName("单位")
        self._rows = QStandardItemModel(self)
        self._fill(theme)
        self._narrowed = QSortFilterProxyModel(self)
        self._narrowed.setSourceModel(self._rows)
        self._narrowed.setFilterRole(_FOUND_BY)
        self._narrowed.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self._narrowed)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().selectionChanged.connect(self.picked)

    def _fill(self, theme: Theme) -> None:
        units = [unit for unit in UnitTree(shipped_editions()["units"].content) if unit.kind != "district"]
        groups = (("镇乡街道", TOWNSHIP_KINDS), ("区级部门", ("department",)))
        for title, kinds in groups:
            members = [unit for unit in units if unit.kind in kinds]
            head = QStandardItem(title)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(theme.font("small", bold=True))
            # A group stays while one of its units fits.
            head.setData(" ".join(f"{unit.name} {unit.code}" for unit in members), _FOUND_BY)
            self._rows.appendRow(head)
            for unit in members:
                row = QStandardItem(unit.name)
                row.setData(unit.code, _CODE)
                row.setData(f"{unit.name} {unit.code} {KIND_TITLES[unit.kind]}", _FOUND_BY)
                self._rows.appendRow(row)

    @property
    def code(self) -> str:
        """The code of the unit that is chosen; empty for none."""
        chosen = self.selectedIndexes()
        return str(chosen[0].data(_CODE) or "") if chosen else ""

    def narrow(self, text: str) -> None:
        """Show only what has `text` in its name; a single one left is chosen."""
        self._narrowed.setFilterFixedString(text.strip())
        left = [self._narrowed.index(row, 0) for row in range(self._narrowed.rowCount())]
        units = [index for index in left if index.data(_CODE)]
        if len(units) == 1:
            self.setCurrentIndex(units[0])
        self.picked.emit()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.scrollTo(current)


class WhoPage(FrontPage):
    """Several people work with this file: which one is it now. `chosen` carries the name."""

    chosen = Signal(str)

    def __init__(self, known: list[str], theme: Theme) -> None:
        super().__init__(theme, "现在是谁在操作", "这个数据文件有几个人用过。选一个姓名；改动会记在这个姓名下。", 420)
        for name in known:
            button = QPushButton(name)
            button.setProperty("person", name)
            button.clicked.connect(self._choose)
            self.column.addWidget(button)
        self.column.addSpacing(8)
        self.other = QLineEdit()
        self.other.setPlaceholderText("不在上面的，请写姓名后按 Enter")
        self.other.returnPressed.connect(self._choose_other)
        self.column.addWidget(self.other)

    def _choose(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(str(button.property("person")))

    def _choose_other(self) -> None:
        if self.other.text().strip():
            self.chosen.emit(self.other.text().strip())


class PinPage(FrontPage):
    """The person who is meant has a PIN: `given` carries what was typed, `another` says that somebody else is here."""

    given = Signal(str)
    another = Signal()

    def __init__(self, person: str, said: str, theme: Theme) -> None:
        super().__init__(theme, f"{person}，请写口令", "这个姓名设了口令；没有口令，不能用它操作。", 420)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName("口令")
        self.pin.returnPressed.connect(self._give)
        self.said = self.label(said, "body")
        self.said.setWordWrap(True)
        palette = self.said.palette()
        palette.setColor(self.said.foregroundRole(), theme.color("bad_text"))
        self.said.setPalette(palette)
        self.enter, self.other = self.primary("进入"), QPushButton("换一个人")
        self.enter.clicked.connect(self._give)
        self.other.clicked.connect(self.another)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.enter)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        self.column.addWidget(self.pin)
        if said:
            self.column.addWidget(self.said)
        self.column.addSpacing(4)
        self.column.addLayout(buttons)
        self.setFocusProxy(self.pin)

    def _give(self) -> None:
        if self.pin.text():
            self.given.emit(self.pin.text())


class RefusedPage(FrontPage):
    """The file cannot be opened: why, and what to do; `restored` carries the backup that is to take its place."""

    again = Signal()
    restored = Signal(object)

    def __init__(self, error: DeskError, theme: Theme, workspace: Path | None = None) -> None:
        super().__init__(theme, for_the_window(error.message), for_the_window(error.advice), 560)
        self._workspace = workspace
        self.help_code = error.code  # F1 explains it
        self.again_button = self.primary("再试一次")
        self.again_button.clicked.connect(self.again)
        self.restore_button = QPushButton("从备份恢复…")
        if error.code not in ("damaged", "no-workspace"):
            self.restore_button.hide()
        self.restore_button.clicked.connect(self._ask_backup)
        line = QHBoxLayout()
        line.addWidget(self.again_button)
        line.addWidget(self.restore_button)
        self.diagnosis_button = QPushButton("存诊断包…")
        self.diagnosis_button.clicked.connect(self._ask_diagnosis)
        line.addWidget(self.diagnosis_button)
        line.addStretch(1)
        self.column.addLayout(line)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.hide()
        self.column.addWidget(self.told)

    def _ask_diagnosis(self) -> None:
        message = ask_diagnosis(self, self._workspace)
        if message is not None:
            self.told.setText(f"{message.title}。{message.text}")
            self.told.show()

    def _ask_backup(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "从备份恢复", str(Path.home()), "备份 (*.db *.old)")
        if chosen:
            self.restored.emit(Path(chosen))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.again_button.setFocus()
