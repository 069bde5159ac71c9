"""改判 of a task's or project's verdict, and 认可 of the reason for a light: by the district, with a reason on record."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from haishu_desk.desk.project_judging import TAKEN_BACK
from haishu_desk.desk.project_standing import Standing
from haishu_desk.monitor.task_verdict import TASK_VERDICTS
from haishu_desk.monitor.verdict import GREEN, GREY
from haishu_desk.ui.monitor.projects.asked import Choice
from haishu_desk.ui.monitor.projects.wording import LIGHT_WORDS, verdict_words
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said

_WIDTH = 460
_WITHDRAWN = "撤回认可"


class DecisionWindow(QDialog):
    """Asks for what is decided and why; writes it, or says why not. Without `sides` it is the verdict that is decided."""

    def __init__(
        self, session: Session, theme: Theme, standing: Standing, choice: Choice, parent: QWidget, *, of_lights: bool
    ) -> None:
        super().__init__(parent)
        self._session, self._standing, self._choice, self._of_lights = session, standing, choice, of_lights
        self.setWindowTitle("认可亮灯的理由" if of_lights else "人工改判")
        self.setMinimumWidth(theme.wide(_WIDTH))
        self.what, self.reason = QComboBox(self), QLineEdit(self)
        for word, data in self._offered():
            self.what.addItem(word, data)
        self.what.setAccessibleName("哪一侧" if of_lights else "改判为")
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("单位的正当理由" if of_lights else "为什么与按算法的不同")
        self.said = Said(session, theme, self)
        about = QLabel(f"{standing.item.name}　{choice.title}\n现在：{verdict_words(standing)}", self)
        about.setWordWrap(True)
        form = QFormLayout(self)
        form.addRow(about)
        form.addRow("这一侧降一档" if of_lights else "改判为", self.what)
        form.addRow("理由", self.reason)
        form.addRow(self.said)
        self.done_button = QPushButton("认可" if of_lights else "改判", self)
        self.done_button.setObjectName("primary")
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.done_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.decide)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.reason.setFocus()

    def _offered(self) -> list[tuple[str, str]]:
        if not self._of_lights:
            words = [word for word in TASK_VERDICTS if word != self._standing.verdict]
            back = [("撤回改判，按算法", TAKEN_BACK)] if self._standing.overruled_by else []
            return [*back, *((word, word) for word in words)]
        lit = self._standing.lights.items()
        return [
            (f"{side}　{LIGHT_WORDS[light.color]}{f'（{_WITHDRAWN}）' if light.accepted else ''}", side)
            for side, light in lit
            if light.color not in (GREEN, GREY) or light.accepted
        ]

    def decide(self) -> None:
        """Write it and close; what was typed stays where it was refused."""
        if self._session.desk.is_copy or self.what.currentData() is None:
            self.said.say("这里没有可以决定的", "warn")
            return
        if self.said.write((), self._write) is not None:
            self.accept()

    def _write(self) -> bool:
        projects, choice, what = self._session.desk.projects, self._choice, str(self.what.currentData())
        place = (choice.plan, choice.period, self._standing.item.code)
        if self._of_lights:
            is_back = bool(self._standing.lights[what].accepted)
            projects.accept(*place, what, self.reason.text(), is_taken_back=is_back)
        else:
            projects.overrule(*place, what, self.reason.text())
        return True
