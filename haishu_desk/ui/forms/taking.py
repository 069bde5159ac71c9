"""Taking in what came back of a 临时报表: read in the background, taken in one by one, and told in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from haishu_desk.ui.exchange.intake import Intake
from haishu_desk.ui.session import Session
from haishu_desk.ui.wording import for_the_window


class Taking(QObject):
    """`ended` carries what became of the files, and the mark of the sentence."""

    ended = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._intake = Intake(session, self)
        self._intake.changed.connect(self._go_on)
        self._intake.ended.connect(self._end)

    @property
    def is_running(self) -> bool:
        """Whether files are being taken in."""
        return self._intake.is_taking

    def take(self, files: Iterable[Path]) -> None:
        """Read these files and take in what can be."""
        self._intake.clear()
        self._intake.add(files)

    def _go_on(self) -> None:
        if self._intake.model.files and not self._intake.is_reading and not self._intake.is_taking:
            if self._intake.ready:
                self._intake.take_all()
            else:
                self._end()

    def _end(self) -> None:
        files = self._intake.model.files
        taken = sum(file.taken for file in files)
        known = sum(file.outcome is not None and file.outcome.status == "duplicate" for file in files)
        left = [file for file in files if file.outcome is not None and file.outcome.status in ("held", "refused")]
        said = [f"收下 {taken} 份"] + ([f"{known} 份收过"] if known else [])
        if left:
            error = left[0].outcome.error if left[0].outcome else None
            reason = for_the_window((error or {}).get("message", left[0].path.name))
            said.append(f"{len(left)} 份没有收下（{reason}），请到收发页处理")
        self.ended.emit("，".join(said), "bad" if left else "ok")
