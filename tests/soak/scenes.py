"""What is done before the window, over and over: typing, pasting, undo, all pages, receiving, reviewing, reports, paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from haishu_desk.bench.district import LAST, UNIT, Size, units_of
from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.returns import APPROVED, SENT_BACK
from haishu_desk.ui.entry.page import EntryPage
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.page import Page
from haishu_desk.ui.report.page import ReportPage
from haishu_desk.ui.review.district import DistrictReview
from haishu_desk.ui.review.page import ReviewPage
from tests.soak.driver import Scene
from tests.soak.samples import SECOND_PLACE

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
KEY = ReturnKey("indicators", UNIT, LAST)
_TYPED, _PASTED, _LOOKS = 12, 4, 130
PageT = TypeVar("PageT", bound=Page)


class Unit:
    """The second workspace, in its own process."""

    def __init__(self, db: Path, folder: Path) -> None:
        words = [sys.executable, "-m", "tests.soak.unit", str(db)]
        self._process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=Path(__file__).parents[2]
        )
        self._folder = folder
        self.reply: Path | None = None
        assert self._process.stdout is not None
        os.set_blocking(self._process.stdout.fileno(), False)

    def begin(self, number: int) -> Path:
        """Ask for its next report; the file that it will be."""
        out = self._folder / f"up-{number % 3}.xlsx"
        task = {"take": str(self.reply) if self.reply else None, "out": str(out), "round": number}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        return out

    @property
    def is_done(self) -> bool:
        """Whether the file is there; an error if the process has ended."""
        if self._process.poll() is not None:
            raise ChildProcessError(self._process.returncode)
        assert self._process.stdout is not None
        try:
            return "done" in (self._process.stdout.readline() or "")
        except (BlockingIOError, TypeError):
            return False

    def end(self) -> None:
        """No more of it."""
        self._process.kill()
        self._process.wait()


class Hands:
    """The scenes of one window on a district's workspace."""

    def __init__(self, window: MainWindow, unit: Unit, size: Size, folder: Path) -> None:
        self.window, self.unit, self._folder = window, unit, folder
        self._units = [code for number, code in enumerate(units_of(self.desk, size)) if number and number % 3 == 0]
        self._round = count()

    @property
    def desk(self) -> Desk:
        """The Desk of the window."""
        assert self.window.session is not None
        return self.window.session.desk

    def scenes(self, goes_on: Callable[[], bool]) -> Iterator[tuple[str, Scene]]:
        """One after the other, until it is time."""
        yield "looking", self.looking()
        for number in self._round:
            if number and not goes_on():
                return
            yield "typing", self.typing(number)
            yield "pages", self.pages()
            yield "receiving", self.receiving(number)
            yield "reviewing", self.reviewing(number)
            yield "printing", self.printing()
            if number % 2 == 0:
                yield "report", self.report()
            if number % 4 == 1:
                yield "trail", self.trail()
            if number % 6 == 2:
                yield "health", self.health()
                yield "backup", self.backup()
            yield "rest", self.rest()

    # Hands.

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """A key to whatever has the keyboard."""
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def sign(self, text: str) -> Scene:
        """Sign by sign."""
        for sign in text:
            QTest.keyClick(self.window.windowHandle(), sign)  # type: ignore[call-overload]  # the stubs know no text
            yield None

    def turn_to(self, name: str) -> Scene:
        """A page by its number."""
        self.window.activateWindow()
        place = [entry.name for entry in self.window.entries].index(name) + 1
        self.press(Qt.Key(Qt.Key.Key_0 + place), CTRL)
        yield lambda: self.window.current == name
        yield None

    def page(self, kind: type[PageT]) -> PageT:
        """The page of that kind, which was shown before."""
        found = self.window.pages[kind.name]
        assert isinstance(found, kind), found
        return found

    # Scenes.

    def looking(self) -> Scene:
        """At the first page, until everything that comes after opening has come; two seconds at the least."""
        for _ in range(_LOOKS):
            yield None
        yield from self.rest()

    def typing(self, number: int) -> Scene:
        """代录 in a return that its unit has not reported: figures with Enter, a block from a spreadsheet, undo and redo."""
        unit = self._units[number % len(self._units)] if self._units else UNIT
        self.window.open_return(ReturnKey("indicators", unit, LAST), None)
        yield None
        page = self.page(EntryPage)
        yield lambda: page.is_settled  # nobody types before there is something to type into
        page.view.setFocus()
        for place in range(_TYPED):
            yield from self.sign(f"{20 + (number + place) % 60}.{place % 10}")
            self.press(Qt.Key.Key_Return)
            yield None
        QApplication.clipboard().setText("\n".join(str(30 + (number + row) % 50) for row in range(_PASTED)))
        self.press(Qt.Key.Key_V, CTRL)
        yield None
        yield None
        for key in (Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Z):
            self.press(key, CTRL)
            yield None
        page.close_editors()
        yield None

    def pages(self) -> Scene:
        """All of the rail."""
        for entry in self.window.entries:
            yield from self.turn_to(entry.name)
            for _ in range(6):
                yield None

    def receiving(self, number: int) -> Scene:
        """A bundle of the second workspace."""
        file = self.unit.begin(number)
        yield lambda: self.unit.is_done
        yield from self.turn_to("exchange")
        page = self.page(ExchangePage)
        page.drop([file])
        yield lambda: not page.intake.is_reading
        page.take.click()
        yield lambda: not page.intake.is_taking
        taken = [file.fate.word for file in page.intake.model.files]
        assert [word[:3] for word in taken] == ["已装入"], taken
        yield None
        page.clear.click()
        yield None

    def reviewing(self, number: int) -> Scene:
        """Look through what has come cell by cell; send it back, or approve it and take that back; answer the unit."""
        self.window.open_review(KEY)
        yield None
        desk = self.district
        assert desk.key == KEY
        for _ in range(10):
            yield None
        if number % 2:
            for _ in range(len(desk.model.rows) + 1):
                desk.tools.accept.click()
                yield None
            desk.bar.approve.click()
            yield None
            assert desk.deciding.state(KEY) == APPROVED, desk.deciding.state(KEY)
            self.window.open_review(KEY)  # whoever has decided is led on to the next
            yield None
            desk.bar.comment.setText("还要核对一个数")
            yield None
            desk.bar.reopen.click()
        else:
            desk.bar.comment.setText("请再核对")
            yield None
            desk.bar.back.click()
        yield None
        assert desk.deciding.state(KEY) == SENT_BACK, desk.deciding.state(KEY)
        self.window.open_review(KEY)  # as above
        yield None
        assert desk.key == KEY
        reply = self._folder / f"down-{number % 3}.xlsx"
        reply.unlink(missing_ok=True)
        desk.verdicts.hand_over(reply)
        yield reply.exists
        self.unit.reply = reply

    @property
    def district(self) -> DistrictReview:
        """审核."""
        face = self.page(ReviewPage).district
        assert face is not None
        return face

    def printing(self) -> Scene:
        """A return on paper and as a PDF."""
        self.window.open_return(ReturnKey("tasks", UNIT, str(int(LAST) - 1)), None)
        yield None
        page = self.page(EntryPage)
        page.printing.open()
        yield None
        window = page.printing.window
        assert window is not None
        yield lambda: window.is_settled  # nobody presses before there is something to see
        window.save(self._folder / "printed.pdf")
        yield lambda: not window.saving.is_running
        window.close()
        yield None

    def report(self) -> Scene:
        """The evaluation of the plan on pages, then as a file."""
        yield from self.turn_to("report")
        page = self.page(ReportPage)
        page.left.changed.emit()
        face = page.evaluation
        assert face is not None
        yield lambda: not face.making.is_running
        assert face.preview is not None, face.nothing.what.text()
        face.write(self._folder / "report.docx")
        yield lambda: not face.writing.is_running
        yield None

    def trail(self) -> Scene:
        """留痕: some pages of it, and a word that is looked for in all of it."""
        yield from self.turn_to("home")
        page = self.page(HomePage)
        page.show_trail()
        yield None
        window = page.trail
        assert window is not None
        bar = window.table.verticalScrollBar()
        for _ in range(20):
            bar.setValue(bar.maximum())
            yield None
        window.item.setText("没有这样的名称")
        yield lambda: window.reading.is_whole
        window.item.clear()
        yield None
        window.close()
        yield None

    def health(self) -> Scene:
        """体检 of everything while the pages are turned."""
        session = self.window.session
        assert session is not None
        session.health.look(whole=True)
        yield from self.turn_to("home")
        yield lambda: not session.health.is_at_work
        assert not session.health.notice, session.health.notice

    def backup(self) -> Scene:
        """A copy in the second place."""
        session = self.window.session
        assert session is not None
        place = self._folder / SECOND_PLACE
        if not place.exists():
            place.mkdir()
            assert session.second_place.choose(place)
        else:
            session.second_place.back_up()
        yield lambda: not session.second_place.is_at_work
        assert session.second_place.failed is None, session.second_place.failed

    def rest(self) -> Scene:
        """首页, and nothing is done for a moment."""
        yield from self.turn_to("home")
        session = self.window.session
        assert session is not None
        yield lambda: not session.background.jobs and session.ahead.is_over and not session.health.is_at_work
        for _ in range(20):
            yield None
