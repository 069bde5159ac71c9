"""What every part of the review works on: the return that is looked at, what was said of its cells, what is being typed."""

from __future__ import annotations

from PySide6.QtCore import QObject

from haishu_desk.desk.comparing import ComparisonRow
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.drafts import Drafts
from haishu_desk.ui.review.comparison_model import ComparisonModel
from haishu_desk.ui.review.deciding import Deciding
from haishu_desk.ui.review.judging import Judging
from haishu_desk.ui.session import Session

# Where the comment on a whole return stands among the drafts: it belongs to no item.
_COMMENT = ("", "comment")


class Sitting:
    """One reviewer at one workspace. `key` is the return that is looked at, `model` its comparison."""

    def __init__(self, session: Session, parent: QObject) -> None:
        path = session.desk.workspace.path
        self._is_kept = session.desk.workspace.database.writable
        self._drafts = Drafts(path, "review-draft")
        self.session = session
        self.key: ReturnKey | None = None
        self.deciding = Deciding(session, parent)
        self.judging = Judging(Drafts(path, "judgements") if self._is_kept else None)
        self.model = ComparisonModel(self.judging, parent)

    # What is being typed.

    def comment(self) -> str:
        """The comment on the whole return that was being typed when it was looked at last."""
        return self._kept(_COMMENT)

    def reason(self, cell: ComparisonRow) -> str:
        """The reason of a 裁定 that was being typed."""
        return self._kept(_place(cell))

    def keep_comment(self, text: str) -> None:
        """Keep the comment for when this return is shown again; an empty one is forgotten."""
        self._keep(_COMMENT, text)

    def keep_reason(self, cell: ComparisonRow, text: str) -> None:
        """Keep the reason of a 裁定; an empty one is forgotten."""
        self._keep(_place(cell), text)

    def _kept(self, place: tuple[str, str]) -> str:
        return self._drafts.of(self.key).get(place, "") if self.key is not None else ""

    def _keep(self, place: tuple[str, str], text: str) -> None:
        if self.key is None or not self._is_kept:
            return
        if text.strip():
            self._drafts.keep(self.key, place, text.strip())
        else:
            self._drafts.forget(self.key, place)


def _place(cell: ComparisonRow) -> tuple[str, str]:
    return cell.slot.item, "|".join((cell.slot.field, cell.slot.vintage or "", "reason"))
