"""What 全审 found in a return, as the comparison shows it: a mark and a sentence a cell, with what the unit said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from haishu_desk.checks.explain import Explanation
from haishu_desk.checks.run import Checked
from haishu_desk.desk import Desk
from haishu_desk.desk.explaining import word_of
from haishu_desk.domain.cells import VALUE, VERIFIED, ReturnKey, Slot
from haishu_desk.domain.findings import ASKED, HINT, SEVERITIES, Finding
from haishu_desk.ui.checkup import Checkup
from haishu_desk.ui.findings.wording import mark_of, still_to_do
from haishu_desk.ui.session import Session

Place = tuple[str, str]
Words = Mapping[Slot, Sequence[Explanation]]


@dataclass(frozen=True)
class CellFound:
    """The findings of one cell: the mark and the sentence of the heaviest, and all of them with what was said."""

    mark: str
    text: str
    whole: str


FoundCells = Mapping[Place, CellFound]


def place_of(slot: Slot) -> Place:
    """Where the findings of a cell stand; a 核定数 is the value of its item."""
    return (slot.item, VALUE if slot.field == VERIFIED else slot.field)


def found_of(desk: Desk, key: ReturnKey, checked: Checked) -> FoundCells:
    """The findings of a return by cell; what is worth a look only is left out."""
    words = desk.checking.words.words_of(key)
    by_cell: dict[Place, list[Finding]] = {}
    for finding in checked.findings:
        if finding.severity != HINT:
            by_cell.setdefault((finding.item or "", finding.field or VALUE), []).append(finding)
    return {place: _cell(findings, words) for place, findings in by_cell.items()}


def _cell(findings: Sequence[Finding], words: Words) -> CellFound:
    first = min(findings, key=lambda finding: (not finding.is_open, SEVERITIES.index(finding.severity)))
    said = [_said(finding, words) for finding in findings]
    lines = [
        "　".join(filter(None, (f"{finding.severity}：{finding.message}", word)))
        for finding, word in zip(findings, said, strict=True)
    ]
    word = said[findings.index(first)]
    is_answered = bool(word) and not first.is_open
    return CellFound(mark_of(first), word if is_answered else f"{first.severity}：{first.message}", "\n".join(lines))


def _said(finding: Finding, words: Words) -> str:
    """What the unit said of a finding; empty for nothing that still counts."""
    word = word_of(finding, words)
    if word is None or not word.covers(finding):
        return ""
    return f"{still_to_do(finding)}：{word.text}" if finding.exemption else f"审核说明（{word.klass}）：{word.text}"


class Founds(QObject):
    """Checks the return that is looked at, then those that wait, by and by.

    `known` carries a return whose findings are known now; `counted` says that all of them are, as `is_whole` does.
    """

    known = Signal(object)
    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: list[ReturnKey] = []
        self.is_whole = False
        self._checkup = Checkup(session, self)
        self._checkup.checked.connect(self.known)
        self._checkup.ended.connect(self._on_ended)

    def ask(self, key: ReturnKey | None, waiting: Sequence[ReturnKey]) -> None:
        """Check what is not known yet of that return and of those that wait."""
        self._keys = list(dict.fromkeys([*([key] if key else []), *waiting]))
        checking = self._session.desk.checking
        unknown = [each for each in self._keys if checking.known(each) is None]
        self.is_whole = not unknown
        if unknown:
            self._checkup.ask(unknown)
        else:
            self._checkup.rest()

    def rest(self) -> None:
        """Check nothing more: the page is left."""
        self._checkup.rest()

    def cells(self, key: ReturnKey) -> FoundCells:
        """What was found in a return; nothing while it is not known."""
        checked = self._session.desk.checking.known(key)
        return found_of(self._session.desk, key, checked) if checked else {}

    @property
    def asked_for(self) -> int:
        """How many 豁免申请 wait for a decision, of what was checked."""
        known = (self._session.desk.checking.known(key) for key in self._keys)
        return sum(finding.exemption == ASKED for found in known if found for finding in found.findings)

    def _on_ended(self, whole: bool) -> None:  # noqa: FBT001  what the signal carries
        self.is_whole = whole
        if whole:
            self.counted.emit()
