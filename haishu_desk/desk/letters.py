"""Texts to hand out, one to a unit: 催报单, 督办函, 核实单, 审核意见 as documents, and the 对比表 of a return.

Our names are those of working papers: the forms that the statistics law names (统计调查表催报单, 统计检查查询书) are issued by
the statistics bureau alone. That a letter was written is put on record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.sample_mark import is_sample
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.periods import is_date, parse_period
from haishu_desk.report.document import FLUSH, SIGNED, Document, Part, said
from haishu_desk.report.marks import day_in_words
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

URGE, SUPERVISE, VERIFY, OPINION, COMPARE = "urge", "supervise", "verify", "opinion", "compare"
TITLES = {
    URGE: "规划监测催报单", SUPERVISE: "规划实施督办函", VERIFY: "规划监测核实单", OPINION: "规划监测审核意见", COMPARE: "数据对比表",
}  # fmt: skip
# Those that are letters, one to a unit.
KINDS = (URGE, SUPERVISE, VERIFY, OPINION)
WRITTEN = "写文书"
DAYS_TO_ANSWER = 15


class NothingToSayError(DeskError):
    """There is no unit that such a letter could go to."""

    def __init__(self, kind: str) -> None:
        why = {
            URGE: "没有要催的报表：已下发、有截止日期、还没有报来的才催",
            SUPERVISE: "没有要督办的：滞后的指标、亮黄灯红灯的任务和项目都没有",
            VERIFY: "没有等答复的查询",
            OPINION: "还没有作过审核决定",
            COMPARE: "没有可以比的两版",
        }
        super().__init__(why[kind], "请核对单位和报告期", code="nothing-to-say")


@dataclass(frozen=True)
class Wanted:
    """What is asked for; `due` is the ISO date by which an answer is wanted, `contact` whom to call, `today` what is printed.

    `plan` and `form` narrow what is looked at, None for the plan of that year and for every form.
    """

    kind: str
    unit: str | None = None
    period: str | None = None
    form: str | None = None
    plan: str | None = None
    due: str | None = None
    contact: str | None = None
    today: date | None = None

    @property
    def day(self) -> date:
        """The day that stands under the letter."""
        return self.today or date.today()  # noqa: DTZ011  the office's own day

    @property
    def answer_by(self) -> str:
        """By when an answer is wanted, an ISO date."""
        return self.due or (self.day + timedelta(DAYS_TO_ANSWER)).isoformat()


@dataclass(frozen=True)
class Body:
    """What a letter says between the address and the signature, and which returns it speaks of."""

    unit: str
    period: str
    parts: tuple[Part, ...]
    keys: tuple[ReturnKey, ...] = ()
    count: int = 0


@dataclass(frozen=True)
class Letter:
    """One letter to one unit; `count` is how many things it lists."""

    kind: str
    unit: str
    name: str
    period: str
    document: Document
    keys: tuple[ReturnKey, ...]
    count: int

    @property
    def file_name(self) -> str:
        """What a file of its own is called."""
        return f"{self.document.title}_{self.name}_{self.period or self.document.day}.docx"

    def as_json(self) -> dict[str, Any]:
        """A row of the verb `letters`."""
        return {
            "kind": self.kind,
            "unit": self.unit,
            "period": self.period or None,
            "title": self.document.title,
            "count": self.count,
        }


class Letters:
    """Writes the letters of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, wanted: Wanted) -> list[Letter]:
        """The letters that there is reason for, one to a unit; NothingToSayError where there is none.

        UsageError for an unknown kind, unit, period or day. All but 审核意见 are written by the district.
        """
        self._refuse(wanted)
        if wanted.kind == COMPARE:
            raise UsageError("对比表是一张表，没有一家一份的文字", "请写成 .xlsx 或 .docx 文件")
        letters = [self._letter(wanted, body) for body in self._bodies(wanted.kind)(wanted)]
        if not letters:
            raise NothingToSayError(wanted.kind)
        return letters

    def write(self, wanted: Wanted, out: Path) -> list[Letter]:
        """Write them to a .docx, or one file each into a folder, and put that on record; both or neither.

        A 对比表 may be an .xlsx too; UsageError for another ending.
        """
        if wanted.kind == COMPARE:
            self._refuse(wanted)
            return self._compare(wanted, out)
        letters = self.of(wanted)
        from haishu_desk.report.docx_report import docx_of_letters  # noqa: PLC0415  heavy

        with self._desk.workspace.transaction():
            self._record(wanted, letters, out.name)
            if out.is_dir():
                for letter in letters:
                    write_file(out / letter.file_name, docx_of_letters([letter.document]))
            else:
                write_file(_docx(out), docx_of_letters([letter.document for letter in letters]))
        return letters

    def _refuse(self, wanted: Wanted) -> None:
        desk = self._desk
        if wanted.kind not in TITLES:
            raise UsageError(f"没有文书“{wanted.kind}”", f"可用：{'、'.join(TITLES)}")
        if wanted.kind not in (OPINION, COMPARE) and not desk.is_district:
            raise NotYoursError(f"{TITLES[wanted.kind]}由区级来写", "单位可以写审核意见和对比表")
        if wanted.unit is not None:
            desk.documents.units.get(wanted.unit)
        if wanted.period is not None:
            parse_period(wanted.period)
        if wanted.due is not None and not is_date(wanted.due):
            raise UsageError(f"看不懂日期“{wanted.due}”", "请写成 2026-01-31")

    def _bodies(self, kind: str) -> Callable[[Wanted], Iterable[Body]]:
        """Who finds what there is to say; each is loaded when it is asked for."""
        if kind == SUPERVISE:
            from haishu_desk.desk.supervising import Supervising  # noqa: PLC0415  as below

            return Supervising(self._desk).bodies
        from haishu_desk.desk.letter_bodies import LetterBodies  # noqa: PLC0415  only who writes one waits for it

        bodies = LetterBodies(self._desk)
        return {URGE: bodies.urge, VERIFY: bodies.verify, OPINION: bodies.opinion}[kind]

    def _letter(self, wanted: Wanted, body: Body) -> Letter:
        documents = self._desk.documents
        name = documents.name_of(body.unit, body.period) if body.period else documents.units.get(body.unit).name
        office, day = documents.units.district.name, wanted.day
        end = (
            said(f"联系人：{wanted.contact or self._contact(office)}"),
            said(office, kind=SIGNED),
            said(day_in_words(day.isoformat()), kind=SIGNED),
        )
        parts = (said(f"{name}：", kind=FLUSH), *body.parts, *end)
        document = Document(
            TITLES[wanted.kind], parts, office=office, day=day.isoformat(), is_sample=is_sample(self._desk)
        )
        return Letter(wanted.kind, body.unit, name, body.period, document, body.keys, body.count)

    def _contact(self, office: str) -> str:
        """The office, and who writes the letter where that is somebody of the office."""
        return f"{office} {self._desk.person}" if self._desk.is_district else office

    def _record(self, wanted: Wanted, letters: Sequence[Letter], file: str) -> None:
        """A line for each unit; urged returns are recorded as urged besides. Who may only read leaves no trace."""
        if not self._desk.workspace.database.writable:
            return
        for letter in letters:
            self._desk.audit(
                WRITTEN, ReturnKey("", letter.unit, letter.period), letter=letter.document.title, file=file,
                due=wanted.answer_by if wanted.kind in (SUPERVISE, VERIFY) else None,
            )  # fmt: skip
        if wanted.kind == URGE:
            keys = {key for letter in letters for key in letter.keys}
            owed = self._desk.urging.owed(wanted.period, wanted.unit, today=wanted.day)
            self._desk.urging.record([row for row in owed if row.key in keys])

    def _compare(self, wanted: Wanted, out: Path) -> list[Letter]:
        from haishu_desk.desk.letter_comparison import latest_pair  # noqa: PLC0415  as above

        if wanted.unit is None or wanted.period is None:
            raise UsageError("对比表要写明单位和报告期", "请写上单位和报告期")
        keys, laid = latest_pair(self._desk, wanted.unit, wanted.period, wanted.form)
        with self._desk.workspace.transaction():
            title = TITLES[COMPARE]
            document = Document(title, (), day=wanted.day.isoformat())
            name = self._desk.documents.name_of(wanted.unit, wanted.period)
            letter = Letter(COMPARE, wanted.unit, name, wanted.period, document, keys, len(laid.rows))
            self._record(wanted, [letter], out.name)
            self._desk.reviewing.versions.write(laid, out)
        return [letter]


def _docx(out: Path) -> Path:
    if out.suffix.lower() != ".docx":
        raise UsageError(f"不会写 {out.suffix or '没有扩展名'} 的文书", "请用 .docx，或给一个文件夹，一家一份")
    return out
