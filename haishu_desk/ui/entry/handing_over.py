"""传出上报包 from the sheet: where to, what is in the way, what is not looked at yet, and the files beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import CLOSED
from haishu_desk.ui.entry.sheet import Sheet
from haishu_desk.ui.handing import Asked, Handing, Rows
from haishu_desk.ui.messages import Message

if TYPE_CHECKING:
    from haishu_desk.domain.cells import ReturnKey
    from haishu_desk.ui.entry.page import EntryPage


class HandingOver(QObject):
    """Writes the bundle of the period that is shown."""

    def __init__(self, page: EntryPage) -> None:
        super().__init__(page)
        self._page = page
        self._handing: Handing | None = None

    def ask_where(self) -> None:
        """Ask for the file, then write it."""
        sheet = self._page.model.sheet
        if isinstance(sheet, Sheet):
            name = f"{sheet.unit.name_in(sheet.period)}_{sheet.key.period}_上报包.xlsx"
            place = str(Path.home() / name)
            path, _ = QFileDialog.getSaveFileName(self._page, "传出上报包", place, "Excel 工作簿 (*.xlsx)")
            if path:
                self.hand_over(Path(path))

    def hand_over(self, path: Path) -> None:
        """Seal what stands in all open forms of this period and write the bundle to `path`."""
        page = self._page
        page.close_editors()
        sheet, desk = page.model.sheet, page.session.desk
        if not isinstance(sheet, Sheet):
            return
        if page.model.kept_count:
            said = f"有 {page.model.kept_count} 格的内容没有存入，按 F8 到那一格，改好或放弃后再传出。"
            page.said.say("bad", "没有传出", said)
            return
        keys = page.choosing.chooser.of_period(sheet.key) or [sheet.key]
        is_open = [desk.course(key).state(has_edits=True) not in CLOSED for key in keys]
        form = None if all(is_open) else sheet.key.form
        waiting = sum(len(desk.carrying.waiting(key)) for key in keys if form in (None, key.form))

        def tell(rows: Rows | None) -> None:
            if rows is None:
                page.findings.show_open(keys)
            else:
                self._tell(rows[0], keys, waiting, path)

        if self._handing is None:
            self._handing = Handing(page.session, None, self, page.top.hand_over)
        unit, period = sheet.key.unit, sheet.key.period
        self._handing.run([Asked(tuple(keys), lambda: desk.exchange.to_submit(unit, period, form, path))], tell)

    def lay_beside(self, keys: list[ReturnKey], path: Path) -> None:
        """Lay the 佐证材料 of these returns beside the bundle and say so."""
        session = self._page.session
        laid = session.read(lambda: session.desk.evidence.lay_beside(keys, path))
        if laid is None:
            return
        folder, count, missing = laid
        said = f"放在上报包旁边的“{folder.name}”，请一起交。" if count else ""
        said += f"不在这台电脑上、没有放进去的：{'、'.join(missing)}。" if missing else ""
        session.tell(Message("warn" if missing else "ok", f"附上了 {count} 个佐证材料", said))

    def _tell(self, row: dict[str, object], keys: list[ReturnKey], waiting: int, path: Path) -> None:
        page = self._page
        title = f"已传出{parse_period(keys[0].period).title}上报包，共 {row['cells']} 项"
        if waiting:
            left = f"还有 {waiting} 格待核：是从以前的报告期复制来的，没有人核对过。核对改好后请再传出一次。"
            page.said.say("warn", "待核", left)
            title += f"，其中 {waiting} 格待核"
        files = {each for key in keys for found in page.session.desk.evidence.of(key).values() for each in found}
        action = f"附上 {len(files)} 个佐证材料" if files else ""
        do = partial(self.lay_beside, keys, path) if files else None
        said = f"{row['file']}　请交到区级，收到回执前不要删。"
        page.session.tell(Message("warn" if waiting else "ok", title, said, action, do))
