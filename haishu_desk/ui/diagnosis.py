"""Asking where the 诊断包 goes, and writing it: from 设置, from a fault, and from a data file that cannot be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from haishu_desk import paths
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.messages import Message, message_of

NAME = "诊断包"


def ask_diagnosis(parent: QWidget, workspace: Path | None = None) -> Message | None:
    """Ask for a file and write it there; what became of it, None where no file was chosen."""
    chosen, _ = QFileDialog.getSaveFileName(parent, f"存{NAME}", str(Path.home() / f"{NAME}.zip"), f"{NAME} (*.zip)")
    return write_to(Path(chosen), workspace) if chosen else None


def write_to(file: Path, workspace: Path | None) -> Message:
    """Write it about that data file (None: the user's own), with how the window looks."""
    from haishu_desk.desk.diagnosing import write_diagnosis  # noqa: PLC0415  opens the store
    from haishu_desk.ui.settings import looks_in, open_settings  # noqa: PLC0415  only when it is asked for

    try:
        write_diagnosis(file, workspace or paths.default_workspace(), vars(looks_in(open_settings())))
    except DeskError as error:
        return message_of(error)
    return Message("ok", f"{NAME}已存为 {file.name}", "里面没有姓名、数和文字，交出前可以打开看。")
