"""The panel under the sheet: how many findings, the list of them, and where a word is said of one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from haishu_desk.desk import Desk
from haishu_desk.domain.findings import Finding
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.findings.chips import Chips
from haishu_desk.ui.findings.model import BY_CELL, BY_RULE, BY_SEVERITY, FindingsModel
from haishu_desk.ui.findings.view import ROW, FindingsView
from haishu_desk.ui.findings.word_row import WhyNot, WordRow
from haishu_desk.ui.findings.wording import cell_title
from haishu_desk.ui.icons import icon

HEAD, LEAST, MOST, SHARE = 38, 196, 420, 0.36


class FindingsPanel(QFrame):
    """Folded it is one line with the counts and the current finding; `unfolded` says whether it is open now."""

    unfolded = Signal(bool)

    def __init__(self, brush: Brush, desk: Desk, why_not: WhyNot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brush, self._desk = brush, desk
        self.setObjectName("drawer")
        self.model = FindingsModel(desk, parent=self)
        self.view = FindingsView(self.model, brush.theme, self)
        self.word = WordRow(brush.theme, why_not, self)
        self.chips = Chips(brush.theme, self)
        self.grouping = QComboBox(self)
        self.grouping.addItems([BY_SEVERITY, BY_CELL, BY_RULE])
        self.grouping.setAccessibleName("怎样排列")
        self.whole = QPushButton("本期全部报表", self)
        self.whole.setObjectName("chip")
        self.whole.setCheckable(True)
        self.whole.setToolTip("一起审核这一期的其他报表")
        self.current, self.edition = QLabel(self), QLabel(self)
        self.edition.setObjectName("tertiary")
        self.save = self._button("download-simple", "存差错清单（Excel 或 Word）")
        self.audit = QPushButton(icon(brush.theme, "checks"), "全审 F9", self)
        self.fold = self._button("caret-up", "展开审核结果")
        self._body = QWidget(self)
        self._lay_out()
        self._connect()
        self._show_folded(folded=True)

    def _lay_out(self) -> None:
        title = QLabel("审核结果", self)
        title.setFont(self._brush.font("chip", bold=True))
        self.current.setFont(self._brush.font("chip"))
        self.current.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.edition.setFont(self._brush.font("small"))
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 8, 4)
        head.setSpacing(8)
        head.addWidget(title)
        head.addWidget(self.chips)
        head.addWidget(self.current, 1)
        for widget in (self.edition, self.grouping, self.whole, self.save, self.audit, self.fold):
            head.addWidget(widget)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.view, 1)
        body.addWidget(self.word)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        self.fold.clicked.connect(self._turn)
        self.chips.chosen.connect(self._on_chosen)
        self.grouping.currentTextChanged.connect(self._on_grouped)
        self.view.stood.connect(self._show_current)

    def _button(self, name: str, tip: str) -> QPushButton:
        button = QPushButton(icon(self._brush.theme, name), "", self)
        button.setObjectName("bare")
        button.setFixedSize(28, 28)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    # What is shown.

    @property
    def is_folded(self) -> bool:
        """Whether only the line with the counts is shown."""
        return self._body.isHidden()

    def unfold(self) -> None:
        """Show the list."""
        if self.is_folded:
            self._turn()

    def fit(self, room: int) -> None:
        """Take what the list needs of the page's height, up to its share."""
        tall = self._brush.theme.tall
        lines = sum(self.view.rowHeight(row) for row in range(len(self.model.lines)))
        wanted = tall(ROW) + lines + self.word.sizeHint().height()
        most = min(max(int(room * SHARE), tall(LEAST)), tall(MOST))
        body = 0 if self.is_folded else min(max(wanted, tall(LEAST)), most)
        self.setFixedHeight(tall(HEAD) + body)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what was found; by which edition of the rules is said in `edition`."""
        self.model.show_findings(findings)
        self.chips.show_counts(self.model)
        self._show_current(self.view.current)

    def say(self, text: str) -> None:
        """Say how far the check is, in place of the current finding."""
        self.current.setText(text)

    def _show_current(self, finding: Finding | None) -> None:
        """The current finding in a line while the list is folded."""
        shown = (
            f"{cell_title(self._desk, finding)}：{finding.message}" if finding is not None and self.is_folded else ""
        )
        room = max(self.current.width(), 80)
        self.current.setText(self.current.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, room))
        self.current.setToolTip(shown)
        palette = self.current.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._brush.theme.color("text2"))
        self.current.setPalette(palette)

    def _on_chosen(self, severities: object) -> None:
        if isinstance(severities, tuple):
            self.model.show_findings(severities=severities)

    def _on_grouped(self, grouping: str) -> None:
        self.model.show_findings(grouping=grouping)

    def _turn(self) -> None:
        self._show_folded(folded=not self.is_folded)
        self.unfolded.emit(not self.is_folded)

    def _show_folded(self, *, folded: bool) -> None:
        self._body.setHidden(folded)
        self.grouping.setHidden(folded)
        self.whole.setHidden(folded)
        self.save.setHidden(folded)
        self.fold.setIcon(icon(self._brush.theme, "caret-up" if folded else "caret-down"))
        tip = "展开审核结果" if folded else "收起审核结果"
        self.fold.setToolTip(tip)
        self.fold.setAccessibleName(tip)
        self._show_current(self.view.current)

    def sizeHint(self) -> QSize:
        return QSize(600, self.minimumHeight())
