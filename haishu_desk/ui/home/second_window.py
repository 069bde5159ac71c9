"""第二人审核: a copy for another laptop, and what comes back from it; in a copy, handing back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from haishu_desk.desk.second_review import TakenBack
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

SIZE = (720, 420)
_HOW = (
    "交出审核副本：把本数据文件复制一份，拿到另一台电脑上打开。副本里可以看、可以逐格认可或退回、可以写核定数，不能审核通过、退回、下发和装入。\n\n"
    "收下意见：副本交回的文件（.json）。意见成为本人在审核页的意见，核定数并入；两个人写了不同的核定数就是数据不一致，"
    "意见不同的以本人的为准，两边都列在这里，也都留痕。已经审核通过的报表不再收。"
)
_IN_COPY = (
    "这是审核副本。在审核页逐格认可或退回、写核定数，然后交回意见，把文件拿回原来的电脑收下。\n\n"
    "交回以后还可以接着审，再交回一份就是了，重复的不会收两次。原来的数据文件有了新的上报，请重新交出一份副本。"
)


class SecondReviewWindow(OfficeWindow):
    """What can be done here, and what became of it. `merged` says that opinions beside the workspace are others now."""

    merged = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "第二人审核", parent)
        is_copy = session.desk.is_copy
        self.bar.addWidget(self.label("审核副本" if is_copy else "第二人审核", name="", use="panel", bold=True), 1)
        self.out = self.button("交出审核副本…", "download-simple")
        self.take = self.button("收下意见…", "tray", primary=True)
        self.back = self.button("交回意见…", "paper-plane-tilt", primary=True)
        for button, shown, slot in (
            (self.out, not is_copy, self._ask_copy), (self.take, not is_copy, self._ask_files), (self.back, is_copy, self._ask_back)
        ):  # fmt: skip
            button.setVisible(shown)
            button.setEnabled(session.desk.workspace.database.writable)
            button.clicked.connect(slot)
        self.text = QPlainTextEdit(_IN_COPY if is_copy else _HOW)
        self.text.setAccessibleName("说明和结果")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.column.addWidget(self.text, 1)
        self.column.setContentsMargins(16, 0, 16, 12)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def show_again(self) -> None:
        """Come up, with nothing said yet."""
        self.said.forget()
        self.show()
        self.activateWindow()
        (self.back if self.session.desk.is_copy else self.take).setFocus()

    def _ask_copy(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "交出审核副本", str(Path.home() / "审核副本.db"), "数据文件 (*.db)"
        )
        if chosen:
            self.hand_out(Path(chosen))

    def hand_out(self, path: Path) -> None:
        """Write the copy."""
        made = self.said.write((), lambda: self.session.desk.second_review.hand_out(path))
        if made is not None:
            self.said.say(f"已交出 {made['file']}。拿到另一台电脑的硬盘上打开。")

    def _ask_back(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "交回意见", str(Path.home() / "审核意见.json"), "审核意见 (*.json)"
        )
        if chosen:
            self.hand_back(Path(chosen))

    def hand_back(self, path: Path) -> None:
        """Write what was said and typed on this copy."""
        made = self.said.read(lambda: self.session.desk.second_review.hand_back(path))
        if made is not None:
            self.said.say(f"已写出 {made['file']}：意见 {made['opinions']} 条，核定等 {made['edits']} 次。")

    def _ask_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "收下意见", str(Path.home()), "审核意见 (*.json)")
        if chosen:
            self.take_back(Path(name) for name in chosen)

    def take_back(self, files: Iterable[Path]) -> None:
        """Take in what came back, file by file; one that is refused stops no other."""
        lines, keys = [], self.session.desk.workspace.cells.returns()
        for file in files:
            taken = self.said.write(keys, lambda file=file: self.session.desk.second_review.take_back(file))  # type: ignore[misc]
            lines += _told(taken) if taken is not None else [f"{file.name}：没有收下。{self.said.text()}"]
            if taken is not None:
                self.merged.emit()
        self.text.setPlainText("\n".join(lines))


def _told(taken: TakenBack) -> list[str]:
    """What became of a file, and each cell on which two reviewers differ."""
    if taken.status == "duplicate":
        return [f"{taken.file}：已收过，没有新内容。"]
    said = [f"{taken.file}（{taken.reviewer}）：意见 {taken.opinions} 条，核定等 {taken.edits} 次。"]
    if taken.conflicts:
        said.append(f"　数据不一致 {taken.conflicts} 格，请到审核页定下一个数。")
    said += [f"　没有收：{name} 已经审核通过。" for name in taken.left]
    for clash in taken.clashes:
        own, theirs = (_words(clash[name]) for name in ("own", "theirs"))
        said.append(
            f"　{clash['where']} {clash['item']}：本人{own}，{taken.reviewer}{theirs}。以本人的为准，可到审核页改。"
        )
    return said


def _words(opinion: dict[str, str]) -> str:
    return f"{opinion['verdict']}（{opinion['remark']}）" if opinion["remark"] else opinion["verdict"]
