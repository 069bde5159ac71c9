"""Texts that are not stored: kept beside the workspace, and back in their cells when their sheet is shown again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.drafts import Drafts, Place
from haishu_desk.ui.entry.looks import Kept
from haishu_desk.ui.entry.typist import Typed, Typist
from haishu_desk.ui.entry.wording import sentence
from haishu_desk.ui.session import Session

if TYPE_CHECKING:
    from haishu_desk.domain.items import Item
    from haishu_desk.ui.entry.sheet_lines import Shown

NOT_STORED = "没有存入：按 F2 打开，再按 Enter 存入"


class Unstored:
    """The file beside the workspace, as the sheets know it; each text belongs to a cell of a return."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._drafts = Drafts(session.desk.workspace.path)

    def keep(self, shown: Shown, texts: Iterable[Typed]) -> None:
        """Keep these texts. A disk that is full is told by `failed`; the text stays in the cell all the same."""
        by_return: dict[ReturnKey, dict[Place, str]] = {}
        for typed in texts:
            sheet, item = shown.row(typed.item)
            by_return.setdefault(sheet.key, {})[item.code, typed.column.name] = typed.text
        for key, places in by_return.items():
            self._session.read(partial(self._drafts.keep_all, key, places))

    def forget(self, shown: Shown, item: Item, column: str) -> None:
        """The text of that cell was stored or given up."""
        sheet, real = shown.row(item)
        self._drafts.forget(sheet.key, (real.code, column))

    def of(self, shown: Shown, typist: Typist) -> dict[str, dict[str, Kept]]:
        """The texts of the cells that are shown, by row and column, with the reason why they are not stored."""
        columns = {column.name: column for column in shown.columns}
        kept: dict[str, dict[str, Kept]] = {}
        for line in shown.lines if self._drafts.is_any else ():
            if line.item is None:
                continue
            sheet, real = shown.row(line.item)
            for (code, name), text in self._drafts.of(sheet.key).items():
                if code == real.code and name in columns and not sheet.is_read_only:
                    refused = typist.refusal(shown, Typed(line.item, columns[name], text))
                    kept.setdefault(line.item.code, {})[name] = Kept(text, sentence(refused) or NOT_STORED)
        return kept
