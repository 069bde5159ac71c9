"""A report that is shown becomes a file: made in the background, written whole or not at all, then put on record."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from haishu_desk.desk.report_gathered import office_bytes
from haishu_desk.desk.reporting import PDF
from haishu_desk.domain.errors import DeskError
from haishu_desk.press.pdf import PdfMaking
from haishu_desk.report.material import KIND_TITLES
from haishu_desk.ui.aside import Aside
from haishu_desk.ui.background import Job, StoppedError
from haishu_desk.ui.report.making import Preview
from haishu_desk.ui.session import Session

KINDS = "Word 文档 (*.docx);;PDF 文件 (*.pdf);;Excel 工作簿 (*.xlsx)"
ENDINGS = {"docx": ".docx", "pdf": PDF, "xlsx": ".xlsx"}


def file_asked(path: str, kind: str) -> Path:
    """The file as it will be called: the ending of the chosen kind is added where it has none of ours."""
    file = Path(path)
    if file.suffix.lower() in ENDINGS.values():
        return file
    return file.with_name(file.name + next((end for name, end in ENDINGS.items() if name in kind), ".docx"))


class Writing(QObject):
    """`ready` carries the Preview, its bytes and the file; `refused` the DeskError, also when it was stopped."""

    ready = Signal(object, bytes, object)
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: tuple[Preview, Path] | None = None
        self._pdf: PdfMaking | None = None
        self._job: Job | None = None

    @property
    def is_running(self) -> bool:
        """Whether a file is being made."""
        return self._asked is not None

    def write(self, preview: Preview, file: Path) -> None:
        """Begin; nothing happens while another file is being made."""
        if self._asked is not None:
            return
        title, background = KIND_TITLES[preview.gathered.record.kind], self._session.background
        self._asked = (preview, file)
        if file.suffix.lower() == PDF:
            pdf = self._pdf = PdfMaking(preview.leaves[0], preview.gathered.document.title)
            self._job = background.in_slices(
                f"写{title} PDF", pdf.pages(preview.leaves), self._on_pages, self._on_over, len(preview.leaves)
            )
            return
        aside = Aside(office_bytes, self._session.desk.workspace.database.path, preview.gathered, file.suffix)
        self._job = background.run_told(f"写{title}", aside.run, self._on_bytes, self._on_over, aside.stop)

    def _on_pages(self, title: object, error: DeskError | None) -> None:
        del title
        if self._pdf is not None:
            self._end(error or self._pdf.done())

    def _on_bytes(self, title: object, made: bytes | DeskError) -> None:
        del title
        is_stopped = self._job is not None and self._job.is_stopped
        self._end(StoppedError() if is_stopped else made)

    def _on_over(self, whole: bool) -> None:  # noqa: FBT001  what Background calls it with
        """It was stopped: no bytes come."""
        if not whole:
            self._end(StoppedError())

    def _end(self, outcome: bytes | DeskError) -> None:
        asked, self._asked = self._asked, None
        pdf, self._pdf = self._pdf, None
        if pdf is not None:
            pdf.drop()
        if asked is None:
            return
        if isinstance(outcome, DeskError):
            self.refused.emit(outcome)
        else:
            self.ready.emit(asked[0], outcome, asked[1])
