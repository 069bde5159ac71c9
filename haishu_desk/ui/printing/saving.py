"""The pages of a return become a file: a PDF page by page in slices, a document or a workbook in a process of its own.

The file is written when everything is there, whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from haishu_desk.desk.return_paper import sheet_apart
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.press.leaves import Leaf
from haishu_desk.press.pdf import PdfMaking, pdf_file
from haishu_desk.report.sheet import Printed
from haishu_desk.store.files import write_file
from haishu_desk.ui.aside import Aside
from haishu_desk.ui.background import StoppedError, Told
from haishu_desk.ui.session import Session

OFFICE = (".docx", ".xlsx")


@dataclass(frozen=True)
class Asked:
    """What is to be saved: as it was shown when it was asked for."""

    key: ReturnKey
    title: str
    sheet: Printed
    leaves: tuple[Leaf, ...]
    path: Path

    @property
    def is_office(self) -> bool:
        """Whether it becomes a document or a workbook."""
        return self.path.suffix.lower() in OFFICE

    @property
    def file(self) -> Path:
        """The file as it will be called."""
        return self.path if self.is_office else pdf_file(self.path)


class Saving(QObject):
    """`ended` carries the Asked, and None or the DeskError that it was refused with, also when it was stopped."""

    ended = Signal(object, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._background = session.background
        self._asked: Asked | None = None
        self._pdf: PdfMaking | None = None
        self._refused: DeskError | None = None

    @property
    def is_running(self) -> bool:
        """Whether a file is being made."""
        return self._asked is not None

    def save(self, asked: Asked) -> None:
        """Begin; nothing happens while another file is being made."""
        if self._asked is not None:
            return
        self._asked, self._refused = asked, None
        title = f"存为 {asked.file.name}"
        if asked.is_office:
            aside = Aside(sheet_apart, asked.path.suffix.lower(), asked.sheet)
            self._background.run_told(
                title, partial(_write_office, asked, aside), self._on_step, self._on_over, aside.stop
            )
            return
        pdf = self._pdf = PdfMaking(asked.leaves[0], asked.title)
        steps = _written(pdf, asked)
        self._background.in_slices(title, steps, self._on_written, self._on_left, len(asked.leaves) + 1)

    def _on_step(self, given: object, result: object) -> None:
        del given
        if isinstance(result, DeskError):
            self._refused = result

    def _on_over(self, whole: bool) -> None:  # noqa: FBT001  what Background calls it with
        self._end(self._refused or (None if whole else StoppedError()))

    def _on_written(self, title: object, error: DeskError | None) -> None:
        del title
        self._end(error)

    def _on_left(self, whole: bool) -> None:  # noqa: FBT001  as above
        if not whole:
            self._end(StoppedError())

    def _end(self, error: DeskError | None) -> None:
        asked, self._asked = self._asked, None
        pdf, self._pdf = self._pdf, None
        if pdf is not None:
            pdf.drop()
        if asked is not None:
            self.ended.emit(asked, error)


def _written(pdf: PdfMaking, asked: Asked) -> Iterator[int]:
    """A page a step; after the last one the fonts, then the file."""
    yield from pdf.pages(asked.leaves)
    whole = pdf.done()
    yield len(asked.leaves)
    write_file(asked.file, whole)


def _write_office(asked: Asked, aside: Aside[bytes], told: Told) -> None:
    """Off the window's thread; what is stopped before its bytes are there is not written."""
    write_file(asked.path, aside.run(told))
