"""Who works with this file: the names, whose turn it is, and one's own PIN."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.pin_rules import LEAST, RULE
from haishu_desk.ui.session import Session
from haishu_desk.ui.settings import LOCK_CHOICES, LOCK_OFF, lock_minutes, save_lock_minutes
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import ROW, Line, LineModel, LineView
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section

_SHOWN = 4
_WORDS = (
    "每一次改动都记在姓名下。几个人合用一台电脑的，可以各设口令：没有口令，别人不能用您的姓名操作。"
    "忘了口令，由设了口令的另一人去掉；错五次要等半小时。"
)


class PeopleSection(Section):
    """The list, the change of person, and the PIN; `changed` says that a PIN is another one."""

    changed = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "使用人和口令", parent)
        self._session, self._theme = session, theme
        self.words(_WORDS)
        self.lines = LineModel(self)
        self.view = LineView(self.lines, theme, "使用人")
        self.column.addWidget(self.view)
        self.switch, self.remove = QPushButton("换人操作…"), QPushButton("去掉口令")
        self.first, self.second, self.set = QLineEdit(), QLineEdit(), QPushButton("设口令")
        self.lock = QComboBox()
        self._lay_out(theme)
        self._lay_out_lock(theme)
        self.said = Said(session, theme)
        self.column.addWidget(self.said)
        self.column.addStretch(1)
        self._connect()
        for widget in (self.first, self.second, self.set, self.remove):
            widget.setEnabled(session.desk.workspace.database.writable)

    def _lay_out(self, theme: Theme) -> None:
        buttons, fields = QHBoxLayout(), QHBoxLayout()
        for line in (buttons, fields):
            line.setSpacing(8)
        buttons.addWidget(self.switch)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        for field, hint in ((self.first, f"新口令，至少 {LEAST} 个字符"), (self.second, "再写一次")):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setPlaceholderText(hint)
            field.setAccessibleName(hint)
            field.setToolTip(f"{RULE}；不要写姓名和单位代码")
            field.setFont(theme.font("body"))
            fields.addWidget(field, 1)
        fields.addWidget(self.set)
        self.column.addLayout(buttons)
        self.column.addLayout(fields)

    def _lay_out_lock(self, theme: Theme) -> None:
        line, words = QHBoxLayout(), QLabel("没有动多久就锁屏")
        line.setSpacing(8)
        self.lock.setAccessibleName(words.text())
        self.lock.setToolTip("随时锁屏：Ctrl+L")
        for widget in (words, self.lock):
            widget.setFont(theme.font("body"))
            line.addWidget(widget)
        line.addStretch(1)
        self.column.addLayout(line)

    def _show_lock(self) -> None:
        """The times to choose from; never to lock is offered only where there is no PIN to come back with."""
        desk = self._session.desk
        has_pin = desk.people.has_pin(desk.person)
        self.lock.clear()
        for minutes in LOCK_CHOICES:
            self.lock.addItem(f"{minutes} 分钟", minutes)
        if not has_pin:
            self.lock.addItem("不自动锁", LOCK_OFF)
        self.lock.setCurrentIndex(self.lock.findData(lock_minutes(self._session.settings, has_pin=has_pin)))
        self.lock.setEnabled(self._session.settings is not None)

    def _choose_lock(self) -> None:
        if self._session.settings is not None:
            save_lock_minutes(self._session.settings, int(self.lock.currentData()))
            self._session.lock_timed.emit()

    def _connect(self) -> None:
        self.lock.activated.connect(self._choose_lock)
        self.changed.connect(self._session.lock_timed)
        self.switch.clicked.connect(self._ask_for_another)
        self.remove.clicked.connect(self.remove_pin)
        self.set.clicked.connect(self.set_pin)
        self.second.returnPressed.connect(self.set_pin)
        self.view.selectionModel().currentChanged.connect(self._show_ready)

    def refresh(self) -> None:
        """Read anew who works here."""
        desk = self._session.desk
        acting = desk.person
        rows = desk.people.rows()
        if acting not in [row["person"] for row in rows]:
            rows.append({"person": acting, "pin": False})
        chosen = self.chosen
        self.lines.show_lines([
            Line("ok" if row["pin"] else "idle", row["person"], "设了口令" if row["pin"] else "没有口令",
                 "正在操作" if row["person"] == acting else "", payload=row["person"])
            for row in rows
        ])  # fmt: skip
        self.view.setFixedHeight(self._theme.tall(ROW) * min(len(rows), _SHOWN) + 2)
        self.view.setCurrentIndex(self.lines.index(max(self.lines.row_of(chosen or acting), 0)))
        self._show_lock()
        self.set.setText("改口令" if desk.people.has_pin(acting) else "设口令")
        self._show_ready()

    @property
    def chosen(self) -> str:
        """The person of the current line."""
        row = self.view.currentIndex().row()
        return str(self.lines.lines[row].payload) if 0 <= row < len(self.lines.lines) else ""

    def _show_ready(self) -> None:
        desk, chosen = self._session.desk, self.chosen
        self.remove.setEnabled(desk.workspace.database.writable and bool(chosen) and desk.people.has_pin(chosen))
        self.remove.setText("去掉口令" if chosen in ("", desk.person) else f"去掉{chosen}的口令")

    def _ask_for_another(self) -> None:
        self._session.person_asked.emit()

    def set_pin(self) -> None:
        """Set or change the PIN of the person who works now."""
        pin, again = self.first.text(), self.second.text()
        done = self.said.write((), lambda: self._set(pin, again))
        if done:
            self.first.clear()
            self.second.clear()
            self.said.say(f"{self._session.desk.person}的口令设好了，下次打开要写口令。请记牢，别人查不到它。")
            self.changed.emit()

    def _set(self, pin: str, again: str) -> bool:
        if pin != again:
            raise DeskError("两次写的口令不一样，没有改动", "请再写一次", code="pin-twice")
        self._session.desk.people.set_pin(pin)
        return True

    def remove_pin(self) -> None:
        """Take the PIN of the chosen person away."""
        whose, people = self.chosen, self._session.desk.people

        def removed() -> bool:
            people.remove_pin(whose)
            return True

        if self.said.write((), removed):
            self.said.say(f"{whose}的口令去掉了。")
            self.changed.emit()
