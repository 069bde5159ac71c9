"""标题、文号、发文机关、主送、前后段落和版式文件: what the office wants of one kind of report, from now on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from haishu_desk.desk.report_frames import CONGRESS
from haishu_desk.report.material import KIND_TITLES
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

SIZE = (640, 560)
_TEXTS = {
    "title": ("标题", "不写就按种类和年度定"),
    "number": ("文号", "例如 海发改〔2026〕12号"),
    "office": ("发文机关", "不写就用区发展和改革局"),
    "addressee": ("主送机关", "例如 区人民政府"),
}
_PARAGRAPHS = {"before": ("正文前", "一行一段"), "after": ("正文后", "一行一段")}
_WORDS = "设置随规划走，下一次排版起就用。写过的报告不变。版式文件是本单位自己的 Word 文件，用它的样式和页面写 Word。"


class SettingsWindow(OfficeWindow):
    """One form for one kind of report; `settled` says that it is otherwise now."""

    settled = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "报告设置", parent)
        self._kind = ""
        self._style: Path | None = None
        self.head = self.label("", name="", use="panel", bold=True)
        self.bar.addWidget(self.head, 1)
        self.save = self.button("记下", "check", primary=True)
        self.texts = {name: QLineEdit() for name in _TEXTS}
        self.paragraphs = {name: QPlainTextEdit() for name in _PARAGRAPHS}
        self.style_name = self.label()
        form = QFormLayout()
        form.setContentsMargins(16, 0, 16, 0)
        for name, (title, hint) in {**_TEXTS, **_PARAGRAPHS}.items():
            field: QLineEdit | QPlainTextEdit = self.texts[name] if name in self.texts else self.paragraphs[name]
            field.setPlaceholderText(hint)
            field.setAccessibleName(title)
            form.addRow(title, field)
        form.addRow("版式文件", self.style_name)
        self.column.addLayout(form, 1)
        self.choose = self.button("选版式文件…", "paperclip")
        self.bar.removeWidget(self.choose)
        self.bar.insertWidget(1, self.choose)
        quiet = self.label(_WORDS, name="tertiary")
        quiet.setWordWrap(True)
        quiet.setContentsMargins(16, 0, 16, 0)
        self.column.addWidget(quiet)
        self.save.clicked.connect(self.store)
        self.choose.clicked.connect(self._ask_style)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def show_kind(self, kind: str) -> None:
        """Come up with what is settled for that kind."""
        self._kind, self._style = kind, None
        self.said.forget()
        title = "报区人大常委会的一版" if kind == CONGRESS else KIND_TITLES[kind]
        self.head.setText(f"{title}的设置")
        told = self.session.read(lambda: self.session.desk.reporting.frames.told(kind)) or {}
        self._show(told)
        self.save.setEnabled(self.session.desk.workspace.database.writable)
        self.show()
        self.activateWindow()
        self.texts["title"].setFocus()

    def _show(self, told: dict[str, Any]) -> None:
        for name, field in self.texts.items():
            field.setText(str(told.get(name) or ""))
        for name, area in self.paragraphs.items():
            area.setPlainText("\n".join(told.get(name) or ()))
        self.style_name.setText(str(told.get("style_name") or "没有，用公文格式"))

    def _ask_style(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "选版式文件", str(Path.home()), "Word 文档 (*.docx)")
        if path:
            self.take_style(Path(path))

    def take_style(self, file: Path) -> None:
        """Let that file's styles be used once the form is stored."""
        self._style = file
        self.style_name.setText(f"{file.name}（记下以后用）")

    def store(self) -> None:
        """Let what stands in the form be so from now on."""
        texts: dict[str, Any] = {name: field.text().strip() for name, field in self.texts.items()}
        for name, area in self.paragraphs.items():
            texts[name] = [line.strip() for line in area.toPlainText().splitlines() if line.strip()]
        frames = self.session.desk.reporting.frames
        told = self.said.write([], lambda: frames.settle(self._kind, texts, self._style))
        if told is not None:
            self._style = None
            self._show(told)
            self.said.say("已记下，正在重新排版。")
            self.settled.emit()
