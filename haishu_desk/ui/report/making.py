"""The pages of a report: gathered in a process of its own from a Desk that only reads, then set in slices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from haishu_desk.desk.report_gathered import Gathered, gather
from haishu_desk.desk.reporting import Wanted
from haishu_desk.domain.errors import DeskError
from haishu_desk.press.charts import chart_drawn
from haishu_desk.press.documents import parts_by_and_by
from haishu_desk.press.flowing import FlowedLeaf, flowing
from haishu_desk.press.places import Place, places_of
from haishu_desk.report.document import Document
from haishu_desk.report.material import KIND_TITLES
from haishu_desk.ui.aside import Aside
from haishu_desk.ui.background import Job, StoppedError
from haishu_desk.ui.session import Session


@dataclass(frozen=True)
class Preview:
    """A report on its pages, with where on them each figure stands."""

    gathered: Gathered
    leaves: tuple[FlowedLeaf, ...]
    places: tuple[Place, ...]


class Making(QObject):
    """`made` carries the Preview, `refused` the DeskError; `stopped` says that it was stopped and nothing came of it.

    Only the last that was asked for is heard.
    """

    made = Signal(object)
    refused = Signal(object)
    stopped = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._run: _Run | None = None

    @property
    def is_running(self) -> bool:
        """Whether pages are being made."""
        return self._run is not None

    def make(self, wanted: Wanted) -> None:
        """Begin; what is under way is stopped and not heard any more."""
        self.stop()
        self._run = _Run(self._session, wanted, self)

    def stop(self) -> None:
        """Stop what is under way, and hear no more of it."""
        run, self._run = self._run, None
        if run is not None:
            run.stop()

    def end(self, run: _Run, outcome: Preview | DeskError) -> None:
        """What became of a run."""
        if run is not self._run:
            return
        self._run = None
        if isinstance(outcome, Preview):
            self.made.emit(outcome)
        elif isinstance(outcome, StoppedError):
            self.stopped.emit()
        else:
            self.refused.emit(outcome)


class _Run(QObject):
    """One report under way."""

    def __init__(self, session: Session, wanted: Wanted, owner: Making) -> None:
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._title = KIND_TITLES.get(wanted.kind, "报告")
        self._leaves: list[FlowedLeaf] = []
        self._places: list[Place] = []
        self._gathered: Gathered | None = None
        aside = Aside(gather, session.desk.workspace.database.path, wanted)
        self._job: Job = session.background.run_told(
            f"取数写{self._title}", aside.run, self._on_gathered, self._on_over, aside.stop
        )

    def stop(self) -> None:
        self._job.stop()

    def _on_gathered(self, title: object, found: Gathered | DeskError) -> None:
        del title
        if isinstance(found, DeskError) or self._job.is_stopped:
            self._end(found if isinstance(found, DeskError) else StoppedError())
            return
        self._gathered, document = found, found.document
        self._job = self._session.background.in_slices(
            f"排版{self._title}", self._set(document), self._on_set, self._on_over, len(document.parts)
        )

    def _on_over(self, whole: bool) -> None:  # noqa: FBT001  what Background calls it with
        """It was stopped: nothing comes of it."""
        if not whole:
            self._end(StoppedError())

    def _set(self, document: Document) -> Iterator[int]:
        """A piece of it or some pages a step; how many pieces are done."""
        done = 0
        for part in parts_by_and_by(document, chart_drawn):
            if part is None:
                done += 1
                yield done
                continue
            first = len(self._leaves)
            for leaves in flowing(part, first + 1):
                self._places += places_of(leaves, len(self._leaves))
                self._leaves += leaves
                yield done

    def _on_set(self, title: object, error: DeskError | None) -> None:
        del title
        if error is None and self._gathered is not None:
            self._end(Preview(self._gathered, tuple(self._leaves), tuple(self._places)))
        else:
            self._end(error or StoppedError())

    def _end(self, outcome: Preview | DeskError) -> None:
        self._owner.end(self, outcome)
        self.deleteLater()
