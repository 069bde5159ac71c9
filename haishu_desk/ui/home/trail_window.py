"""留痕: who changed what, filtered; the chain checked on a button; a printed 留痕校验 looked for; all of it as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QTableView, QWidget

from haishu_desk.desk import Desk
from haishu_desk.desk.keeping import Witness
from haishu_desk.desk.trail import EVERYTHING, Asked, TrailRow
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.background import Told
from haishu_desk.ui.home.errand import Errand, Question
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.home.trail_model import TrailModel
from haishu_desk.ui.home.trail_reading import TrailReading
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.plain_delegate import PlainDelegate
from haishu_desk.ui.widgets.tables import dress_table
from haishu_desk.ui.wording import refusal

SIZE = (1240, 680)
_ANYBODY = "所有人"
_WIDTHS = (72, 156, 76, 92, 72, 84, 78, 140, 72, 76, 124, 84, 60)


class TrailWindow(OfficeWindow):
    """Filters at the top, the rows under them, and the check of a printed head."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "留痕", parent)
        self.reading = TrailReading(session, self)
        self.reading.found.connect(self._on_found)
        self.errand = Errand(session, self)
        self.errand.refused.connect(self._say_refusal)
        self.errand.changed.connect(self._allow)
        self.unit, self.period, self.person = QComboBox(), QComboBox(), QComboBox()
        self.item, self.since, self.until, self.printed = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.table, self.model = QTableView(), TrailModel(self.reading)
        self.count = self.label()
        self._lay_out()
        for box in (self.unit, self.period):
            box.currentIndexChanged.connect(self._filter)
        self.person.editTextChanged.connect(self._filter)
        for field in (self.item, self.since, self.until):
            field.textChanged.connect(self._filter)
        self.printed.returnPressed.connect(self.check_printed)
        self.check.clicked.connect(self.check_chain)
        self.export.clicked.connect(self._ask_where)
        session.changed.connect(self._on_changed)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def _lay_out(self) -> None:
        wide = self.theme.wide
        named = (
            (self.unit, "单位", 130), (self.period, "报告期", 110), (self.person, "人", 110), (self.item, "代码或名称", 120),
            (self.since, "从 2026-01-10", 112), (self.until, "到 2026-12-31", 112),
        )  # fmt: skip
        for widget, words, width in named:
            widget.setAccessibleName(words)
            widget.setFixedWidth(wide(width))
            if isinstance(widget, QLineEdit):
                widget.setPlaceholderText(words)
            else:
                widget.addItem(f"全部{words}" if widget is not self.person else _ANYBODY)
            self.bar.addWidget(widget)
        self.person.setEditable(True)  # not everybody is met in the rows that were read so far
        self.person.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.bar.addWidget(self.count, 1)
        self.check = self.button("核对整条链", "shield-check")
        self.export = self.button("导出工作簿…", "download-simple", primary=True)
        self.table.setModel(self.model)
        self.table.setAccessibleName("留痕")
        dress_table(self.table, self.theme, 28)
        self.table.setItemDelegate(PlainDelegate(self.theme, self.table))
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, wide(width))
        self.table.horizontalHeader().setStretchLastSection(True)
        middle, foot = QHBoxLayout(), QHBoxLayout()
        middle.setContentsMargins(16, 0, 16, 0)
        middle.addWidget(self.table)
        self.column.addLayout(middle, 1)
        foot.setContentsMargins(16, 4, 16, 0)
        foot.addWidget(self.label("封面上的留痕校验"))
        self.printed.setPlaceholderText("16 位，照下行文件封面填，回车核对")
        self.printed.setAccessibleName("封面上的留痕校验")
        self.printed.setFixedWidth(wide(300))
        foot.addWidget(self.printed)
        foot.addWidget(self.label("看它以后的留痕有没有被截去或改写", name="tertiary"), 1)
        self.column.addLayout(foot)

    # What is shown.

    def show_trail(self) -> None:
        """Come up with everything, the newest first."""
        self.said.forget()
        self._offer_returns()
        self._filter()
        self.show()
        self.activateWindow()
        self.table.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was read is let go of; it is read again when it is looked at again."""
        self.reading.rest()
        self.model.empty()
        super().closeEvent(event)

    def _offer_returns(self) -> None:
        """The units and periods of all returns; others come as they are met."""
        desk = self.session.desk
        keys = self.session.read(desk.standings.all) or []
        units = {unit.code: unit.name for unit in desk.documents.units}
        _offer(self.unit, {code: units.get(code, code) for code in dict.fromkeys(key.unit for key in keys)})
        _offer(self.period, _titles({key.period for key in keys}))

    def _on_found(self, rows: list[TrailRow]) -> None:
        self.model.add(rows)
        places = {row.place: row.unit for row in rows if row.place}
        _offer(self.unit, {place.unit: unit for place, unit in places.items() if place.unit})
        _offer(self.period, _titles({place.period for place in places if place.period}))
        _offer(self.person, {row.by: row.by for row in rows if row.by})
        self._count()

    @property
    def asked(self) -> Asked:
        """What is chosen; a day counts once it is typed whole."""
        days = [field.text().strip() for field in (self.since, self.until)]
        since, until = (day if len(day) == len("2026-01-10") else None for day in days)
        unit, period, person = self.unit.currentData(), self.period.currentData(), self.person.currentText().strip()
        person = "" if person == _ANYBODY else person
        return Asked(unit, period, None, since, until, person or None, self.item.text().strip() or None)

    def _filter(self) -> None:
        self.model.empty()
        self.reading.begin(self.asked)

    def _count(self) -> None:
        """How many rows are there, and how far the trail was looked through for them."""
        reading, rows = self.reading, f"{len(self.model.rows)} 行"
        if reading.is_whole:
            self.count.setText(rows)
        elif reading.is_running:
            self.count.setText(f"{rows}，已找过 {100 * reading.looked // max(reading.of, 1)}%")
        else:
            self.count.setText(f"最近 {rows}，往下滚还有")
        self.count.setToolTip(f"全部留痕 {reading.of} 条，从最近的找起，已找过 {reading.looked} 条")

    def _on_changed(self, keys: object) -> None:
        del keys
        if self.isVisible():
            self._offer_returns()
            self._filter()

    # What can be done.

    def _ask(self, title: str, question: Question, then: Callable[[Any], None], person: str | None = None) -> None:
        self.said.forget()
        self.errand.ask(title, question, then, person)

    def _allow(self) -> None:
        """One after the other: each goes through the whole journal."""
        for widget in (self.check, self.export, self.printed):
            widget.setEnabled(not self.errand.is_running)

    def _say_refusal(self, error: DeskError) -> None:
        self.said.say(refusal(error), "bad")

    def check_chain(self) -> None:
        """Check every entry against the one before."""
        self._ask("核对整条链", _chain, self._say_chain)

    def _say_chain(self, found: tuple[int | None, int]) -> None:
        broken, last = found
        if broken is None:
            self.said.say(f"链完好：{last} 条逐条核对过，没有被改过。末尾有没有被截去，用封面上的留痕校验看。")
        else:
            self.said.say(f"链在第 {broken} 条断开：从这一条起不可信，请从备份恢复", "bad")

    def check_printed(self) -> None:
        """Look for the 留痕校验 that stands in the field."""
        printed = self.printed.text()
        self._ask("核对留痕校验", lambda desk, _told: desk.keeping.witness(printed), self._say_witness)

    def _say_witness(self, found: Witness) -> None:
        self.said.say(found.said, "ok" if found.stands else "bad")

    def _ask_where(self) -> None:
        path = self.ask_where("导出留痕", f"{self.session.unit_name}留痕.xlsx", "Excel 工作簿 (*.xlsx)")
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Export what the choices at the top leave, the whole of it."""
        asked, person = self.asked, self.said.read(lambda: self.session.desk.person)
        if person is not None:
            self._ask(
                "导出留痕",
                lambda desk, told: desk.keeping.export(path, asked, told),
                partial(self._say_written, asked),
                person,
            )

    def _say_written(self, asked: Asked, answer: Mapping[str, Any]) -> None:
        part = "" if asked == EVERYTHING else "（按上面的筛选）"
        self.said.say(f"已导出 {answer['rows']} 行{part}：{answer['file']}")


def _chain(desk: Desk, told: Told) -> tuple[int | None, int]:
    """The first entry that does not hold, and how many entries there are."""
    del told
    return desk.workspace.journal.first_broken(), len(desk.workspace.journal)


def _offer(box: QComboBox, choices: Mapping[str, str]) -> None:
    """Offer these too; what is chosen or typed stays."""
    box.blockSignals(True)  # nothing else is asked for by it
    typed = box.currentText()
    for code, words in choices.items():
        if box.findData(code) < 0:
            box.addItem(words, code)
    if box.isEditable():
        box.setEditText(typed)
    box.blockSignals(False)


def _titles(periods: set[str]) -> dict[str, str]:
    """Their words, the latest first."""
    return {each: parse_period(each).title for each in sorted(periods, reverse=True)}
