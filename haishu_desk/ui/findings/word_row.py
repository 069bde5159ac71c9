"""Under the list: the current finding in full, and the row where a 审核说明 or 豁免申请 is typed, or one is decided."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from haishu_desk.checks.explain import CLASSES, LONGEST, Explanation, refuse_explanation
from haishu_desk.desk.explaining import EXEMPTION
from haishu_desk.domain.findings import ASKED, HARD, HINT, Finding
from haishu_desk.ui.findings.wording import told
from haishu_desk.ui.marks import text_token
from haishu_desk.ui.theme import Theme

_ASK_FACT = "一件事实：变动多少、什么时候、因为什么"
_ASK_RIGHT = "这个数为什么是对的，依据是什么"
_ASK_REASON = "为什么同意或不同意（必填）"
WhyNot = Callable[[Finding, str, str], str | None]


class WordRow(QFrame):
    """`said` carries a finding, the reason class and the text; `decided` a finding, whether it is granted, and the reason.

    `why_not` says why a text is no 审核说明 of a finding. What is being typed stays with its finding until it is stored.
    """

    said = Signal(object, str, str)
    decided = Signal(object, bool, str)

    def __init__(self, theme: Theme, why_not: WhyNot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._why_not = theme, why_not
        self._finding: Finding | None = None
        self._typed: dict[tuple[str | None, ...], tuple[int, str]] = {}
        self.setObjectName("drawer")
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setFont(theme.font("chip"))
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self._connect()
        self.show_finding(None)

    def _lay_out(self) -> None:
        self._title = QLabel(self)
        self._title.setFont(self._theme.font("chip", bold=True))
        self.reason = QComboBox(self)
        self.reason.addItems(CLASSES)
        self.reason.setAccessibleName("原因类")
        self.text = QLineEdit(self)
        self.text.setMaxLength(LONGEST)
        self.hint = QLabel(self)
        self.hint.setWordWrap(True)
        self.hint.setFont(self._theme.font("small"))
        self.store = QPushButton("记下", self)
        self.grant, self.refuse = QPushButton("同意豁免", self), QPushButton("不同意", self)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._title)
        line.addWidget(self.reason)
        line.addWidget(self.text, 1)
        for button in (self.store, self.grant, self.refuse):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 12, 6)
        column.setSpacing(4)
        column.addWidget(self.told)
        column.addLayout(line)
        column.addWidget(self.hint)

    def _connect(self) -> None:
        self.text.textEdited.connect(self._on_typed)
        self.text.returnPressed.connect(self.say)
        self.reason.activated.connect(self._on_typed)
        self.store.clicked.connect(self.say)
        self.grant.clicked.connect(self._grant)
        self.refuse.clicked.connect(self._refuse)

    def show_finding(
        self,
        finding: Finding | None,
        *,
        word: Explanation | None = None,
        may_say: bool = False,
        may_decide: bool = False,
    ) -> None:
        """Show a finding with what was said of it; `may_say` lets a word be typed, `may_decide` an exemption be answered."""
        self._keep()
        self._finding = finding
        self.told.setText(told(finding) if finding else "选中的级别里没有问题。")
        is_asked = finding is not None and finding.exemption == ASKED
        decides = may_decide and is_asked
        says = may_say and finding is not None and finding.severity != HINT and not decides
        is_hard = finding is not None and finding.severity == HARD
        for widget, shown in (
            (self._title, says or decides), (self.reason, says and not is_hard), (self.text, says or decides),
            (self.store, says), (self.grant, decides), (self.refuse, decides),
        ):  # fmt: skip
            widget.setVisible(shown)
        self._title.setText("豁免申请" if is_hard else "审核说明")
        self.store.setText("申请豁免" if is_hard and not is_asked else "记下")
        self.text.setPlaceholderText(_ASK_REASON if decides else _ASK_RIGHT if is_hard else _ASK_FACT)
        self.text.setAccessibleName(self._title.text())
        self._fill(word, decides=decides)

    def _fill(self, word: Explanation | None, *, decides: bool) -> None:
        finding = self._finding
        said = word.text if word and not decides else ""
        reason = CLASSES.index(word.klass) if word and word.klass in CLASSES else 0
        kept = self._typed.get(_name(finding), (reason, said)) if finding else (0, "")
        self.reason.setCurrentIndex(kept[0])
        self.text.setText(kept[1])
        if finding is None or word is None:
            self._tell("", "")
        elif decides:
            self._tell("", f"单位说：{word.text}")
        elif not word.covers(finding):
            self._tell("warn", f"数已改过，原来的说明（{word.text}）不再算数，请核对后再记一次")
        else:
            self._tell("", f"已记下：{word.klass}，{word.text}" if self.text.isHidden() else "")

    def _keep(self) -> None:
        """What was typed for the finding that is left, unless it was stored."""
        if self._finding is not None and self.text.isModified():
            self._typed[_name(self._finding)] = (self.reason.currentIndex(), self.text.text())

    def forget(self, finding: Finding) -> None:
        """What was typed for that finding is stored."""
        self.text.setModified(False)
        self._typed.pop(_name(finding), None)

    # What is typed.

    def say(self) -> None:
        """Hand over what is typed, or say under the field why it is none."""
        finding, text = self._finding, self.text.text().strip()
        if finding is None or self.store.isHidden():
            return
        klass = EXEMPTION if finding.severity == HARD else self.reason.currentText()
        why = self._wrong(finding, klass, text)
        if why is not None:
            self._tell("bad", why)
            self.text.setFocus()
            return
        self.said.emit(finding, klass, text)

    def _wrong(self, finding: Finding, klass: str, text: str) -> str | None:
        if klass == EXEMPTION:
            return refuse_explanation(text, CLASSES[-1])
        return self._why_not(finding, klass, text)

    def _grant(self) -> None:
        self._decide(granted=True)

    def _refuse(self) -> None:
        self._decide(granted=False)

    def _decide(self, *, granted: bool) -> None:
        reason = self.text.text().strip()
        if self._finding is None or not reason:
            self._tell("bad", "没有写理由。请写明为什么同意或不同意")
            self.text.setFocus()
            return
        self.decided.emit(self._finding, granted, reason)

    def _on_typed(self) -> None:
        """Say while it is typed whether it would be taken; in quiet ink, nobody is wrong yet."""
        finding, text = self._finding, self.text.text().strip()
        self.text.setModified(True)
        if finding is None or not text or self.store.isHidden():
            self._tell("", "")
            return
        is_hard = finding.severity == HARD
        why = self._wrong(finding, EXEMPTION if is_hard else self.reason.currentText(), text)
        then = "写明了理由，按 Enter 申请豁免" if is_hard else "写明了事实，按 Enter 记下"
        self._tell(*(("", why) if why else ("ok", then)))

    def refuse_with(self, sentence: str) -> None:
        """It was not taken: say why under the field, which keeps its text."""
        self._tell("bad", sentence)

    def _tell(self, mark: str, text: str) -> None:
        palette = self.hint.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._theme.color(text_token(mark) if mark else "text3"))
        self.hint.setPalette(palette)
        self.hint.setText(text)
        self.hint.setVisible(bool(text))


def _name(finding: Finding) -> tuple[str | None, ...]:
    return (finding.rule, finding.unit, finding.period, finding.item, finding.field)
