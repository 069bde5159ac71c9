"""What becomes of a fault that nobody foresaw while the window is open."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.messages import Message

Report = Callable[[BaseException], str]


class FaultHook:
    """What is not foreseen becomes a report and a message; the window lives on."""

    def __init__(self, window: MainWindow, report: Report | None) -> None:
        self._window, self._report = window, report
        self._is_busy = False

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """The hook."""
        if self._is_busy:  # a fault while a fault is shown
            sys.__excepthook__(kind, error, trace)
            return
        self._is_busy = True
        try:
            if isinstance(error, DeskError):
                self._window.fail(error)
                return
            sys.__excepthook__(kind, error, trace)
            where = self._report(error) if self._report else ""
            text = f"已存的数都在，可以继续。请把出错报告交给维护人员：{where}" if where else "已存的数都在，可以继续。"
            said = Message("bad", "程序出错了，这一步没有做完", text, "存诊断包…", self._ask_diagnosis)
            self._window.messages.show_message(said)
        finally:
            self._is_busy = False

    def _ask_diagnosis(self) -> None:
        from haishu_desk.ui.diagnosis import ask_diagnosis  # noqa: PLC0415  only after a fault

        session = self._window.session
        message = ask_diagnosis(self._window, session.desk.workspace.path if session else None)
        if message is not None:
            self._window.messages.show_message(message)
