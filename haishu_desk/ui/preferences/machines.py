"""备份、换人、换电脑: the second place, the 移交单, restoring, and in the district everything of a unit for its new computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from haishu_desk.ui.icons import icon
from haishu_desk.ui.marks import MarkedLabel, text_token
from haishu_desk.ui.preferences.rehearsing import rehearse
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section

if TYPE_CHECKING:
    from haishu_desk.ui.preferences.handover import HandoverWindow
    from haishu_desk.ui.preferences.health import HealthWindow
    from haishu_desk.ui.preferences.restoring import RestoreWindow

_LONGEST = 48
_WORDS = "开着窗口时每天自动备份一次，写完读回核对，旧的自动减少。备份里有本机的钥匙，请像公章一样保管。"


class MachinesSection(Section):
    """One line for how the second place stands, and what can be done; `handed_out` says that files for a unit were written."""

    handed_out = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "备份、换人、换电脑", parent)
        self._session = session
        self._unit: tuple[str, str] | None = None
        self.handover_window: HandoverWindow | None = None
        self.restore_window: RestoreWindow | None = None
        self.health_window: HealthWindow | None = None
        self.standing = MarkedLabel(theme)
        self.now, self.place, self.drill, self.restore, self.handover, self.health, self.all = (
            QPushButton(icon(theme, name, "text2"), word)
            for name, word in (
                ("hard-drive", "现在备份"), ("download-simple", "选第二处…"), ("checks", "恢复演练"),
                ("arrow-counter-clockwise", "从备份恢复…"), ("user", "移交…"),
                ("shield-check", "体检…"), ("paper-plane-tilt", "补发给新电脑…"),
            )
        )  # fmt: skip
        self.column.addLayout(self._standing_line())
        self.words(_WORDS)
        self.column.addLayout(self._buttons())
        self.said = Said(session, theme)
        self.column.addWidget(self.said)
        session.second_place.changed.connect(self.refresh)

    def _standing_line(self) -> QHBoxLayout:
        """How things stand, and trying it beside it."""
        self.drill.clicked.connect(self.rehearse)
        line = QHBoxLayout()
        line.addWidget(self.standing, 1)
        line.addWidget(self.drill)
        return line

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        slots = (
            self.back_up,
            self._ask_place,
            self._ask_backup,
            self.show_handover,
            self.show_health,
            self._ask_folder,
        )
        buttons = (self.now, self.place, self.restore, self.handover, self.health, self.all)
        for button, slot in zip(buttons, slots, strict=True):
            button.clicked.connect(slot)
            line.addWidget(button)
            button.setEnabled(button is self.health or self._session.desk.workspace.database.writable)
        line.addStretch(1)
        if not self._session.desk.is_district:
            self.all.hide()
        return line

    def refresh(self) -> None:
        """Read anew how the second place stands."""
        desk, second = self._session.desk, self._session.second_place
        standing = second.standing()
        if second.is_at_work:
            mark, words = "idle", "正在备份…"
        elif second.failed is not None:
            mark, words = "bad", second.notice
        else:
            mark, words = "warn" if standing.is_wanting or standing.is_beside else "ok", standing.words
        folder = f"　第二处：{_short(standing.folder)}" if standing.folder else "　还没有选第二处"
        self.standing.setToolTip(standing.folder or "")
        self.standing.show_mark(mark, words + folder, token=text_token(mark), use="chip")
        self.now.setEnabled(desk.workspace.database.writable and standing.folder is not None and not second.is_at_work)
        self.drill.setEnabled(standing.last is not None)
        self.drill.setToolTip("" if standing.last else "先备份到第二处，才有可演练的")
        self.show_unit(self._unit)

    def show_unit(self, unit: tuple[str, str] | None) -> None:
        """The unit (code and name) whose computer is chosen in the roster; everything of it can be handed out."""
        self._unit = unit
        self.all.setText(f"补发{unit[1]}的全部报表…" if unit else "补发给新电脑…")
        self.all.setEnabled(unit is not None and self._session.desk.workspace.database.writable)
        self.all.setToolTip("" if unit else "先在登记表里选那个单位")

    def back_up(self) -> None:
        """Make a copy in the second place."""
        self.said.forget()
        self._session.second_place.back_up()

    def rehearse(self) -> None:
        """Try the newest copy in the second place: restore it into a file that is thrown away."""
        last = self._session.desk.backups.standing().last
        if last is not None and not Path(last.file).is_file():
            name = Path(last.file).name
            self.said.say(f"{name} 现在不在。请插上U盘再演练，或按“从备份恢复…”另选一份。", "warn")
        elif last is not None:
            self.drill.setEnabled(False)
            rehearse(self._session, Path(last.file), self.said, lambda: self.drill.setEnabled(True))

    def choose(self, folder: Path) -> None:
        """Take that folder as the second place, and make the first copy there."""
        if self.said.read(lambda: self._session.second_place.choose(folder)):
            if self._session.desk.backups.lies_beside(folder):
                self.said.say("这个文件夹和数据文件在同一个磁盘上：磁盘坏了两份都没有。最好选U盘或移动硬盘。", "warn")
            self.refresh()

    def _ask_place(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "第二处：U盘、移动硬盘或另一台电脑上的文件夹")
        if folder:
            self.choose(Path(folder))

    def show_handover(self) -> None:
        """Bring up 移交."""
        if self.handover_window is None:
            from haishu_desk.ui.preferences.handover import HandoverWindow  # noqa: PLC0415  few look at it

            self.handover_window = HandoverWindow(self._session, self._theme, self)
        self.handover_window.show_open()

    def show_health(self) -> None:
        """Bring up 体检."""
        if self.health_window is None:
            from haishu_desk.ui.preferences.health import HealthWindow  # noqa: PLC0415  as above

            self.health_window = HealthWindow(self._session, self._theme, self)
            self.health_window.asked_to_restore.connect(self.find_backup)
        self.health_window.show_checks()

    def find_backup(self) -> None:
        """Bring up the newest good backup if there is one, else ask for a file."""
        from haishu_desk.desk.good_backups import newest_good  # noqa: PLC0415  as above

        good = self.said.read(lambda: newest_good(self._session.desk.workspace.path))
        if good is not None:
            self.show_backup(good.file)
        else:
            self._ask_backup()

    def _ask_backup(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "从备份恢复", str(Path.home()), "备份 (*.db *.old)")
        if chosen:
            self.show_backup(Path(chosen))

    def show_backup(self, file: Path) -> None:
        """Bring up what that backup has and lacks, and what can be done with it."""
        if self.restore_window is None:
            from haishu_desk.ui.preferences.restoring import RestoreWindow  # noqa: PLC0415  as above

            self.restore_window = RestoreWindow(self._session, self._theme, self)
        self.restore_window.show_for(file)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "补发到哪个文件夹")
        if folder:
            self.hand_out(Path(folder))

    def hand_out(self, folder: Path) -> None:
        """Write everything of the chosen unit into that folder."""
        if self._unit is None:
            return
        code, name = self._unit
        rows: list[dict[str, Any]] | None = self.said.write(
            (), lambda: self._session.desk.exchange.reply_all(code, folder)
        )
        if rows is not None:
            self.said.say(
                f"{name}的 {len(rows)} 期报表已写到 {folder.name}，并已核对。在新电脑的收发页全部装入；旧电脑上没有上报的数不在里面。"
            )
            self.handed_out.emit()


def _short(path: str) -> str:
    """The end of a long path."""
    return path if len(path) <= _LONGEST else f"…{path[-_LONGEST:]}"
