"""移交: what somebody who takes over an office's file has to know, on one sheet that three people sign.

The sheet names what is open and nothing else: a page that lists everything is read by nobody. What another person typed and
did not report is named with that person: it is there for whoever comes next, while Ctrl+Z stays everybody's own.
"""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.cells import ReturnKey, changed_slots
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import CLOSED, RECEIVED, REPORTED
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TITLE, HANDED_OVER = "工作移交单", "移交"
OPEN, TYPED, SENT_BACK = "没有办完的报表", "录入了没有上报", "退回没有改"
COLUMNS = ("事项", "哪里", "情况", "还差")
SIGNERS = ("移交人", "接收人", "监交人")
_PIN = "各人的口令别人查不到。忘了的，由设了口令的另一人在设置页去掉；没有别人的，从备份恢复或重新建立数据文件。"


@dataclass(frozen=True)
class Row:
    """One open matter: what kind, where (单位·期别·报表), how it stands, and what is still to be done."""

    part: str
    where: str
    what: str
    left: str

    @property
    def texts(self) -> tuple[str, str, str, str]:
        """Under `COLUMNS`."""
        return (self.part, self.where, self.what, self.left)


@dataclass(frozen=True)
class Sheet:
    """A 移交单: facts as label and text, the open matters, and who signs (empty: by hand)."""

    facts: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    signers: tuple[tuple[str, str], ...]
    file: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The keys of the verb `handover`."""
        return {
            "facts": dict(self.facts),
            "open": [vars(row) for row in self.rows],
            "signers": dict(self.signers),
            "file": self.file,
        }


class HandingOver:
    """Makes the 移交单 of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def hand_over(self, to: str, supervisor: str = "", out: Path | None = None) -> Sheet:
        """The sheet, written to `out` (.docx or .xlsx) if it is given and put on record, both or neither."""
        sheet = self.sheet(to, supervisor)
        with self._desk.workspace.transaction():
            counts = Counter(row.part for row in sheet.rows)
            self._desk.audit(HANDED_OVER, to=to.strip(), supervisor=supervisor.strip(), file=out.name if out else None,
                             open=dict(counts))  # fmt: skip
            if out is not None:
                write_file(out, _writer_for(out)(TITLE, sheet.facts, COLUMNS, [row.texts for row in sheet.rows],
                                                 sheet.signers))  # fmt: skip
        return Sheet(sheet.facts, sheet.rows, sheet.signers, str(out) if out else None)

    def sheet(self, to: str, supervisor: str = "") -> Sheet:
        """How things stand now; nothing is written. UsageError without a name to hand over to."""
        if not to.strip():
            raise UsageError("没有写移交给谁", "请写接收人的姓名")
        if to.strip() == self._desk.person:
            raise UsageError(f"{to.strip()}就是正在操作的人，不用移交给自己", "请写接收人的姓名")
        names = (self._desk.person, to.strip(), supervisor.strip())
        return Sheet(tuple(self._facts()), tuple(self.open()), tuple(zip(SIGNERS, names, strict=True)))

    def open(self) -> list[Row]:
        """Everything that is not done with."""
        return [*self._returns(), *self._typed(), *self._sent_back(), *self._queries(), *self._unanswered()]

    def _facts(self) -> Iterator[tuple[str, str]]:
        from haishu_desk.desk import now  # noqa: PLC0415  the Desk imports its parts

        desk = self._desk
        unit = desk.documents.units.get(desk.unit)
        own = desk.exchange.keys()
        people = [f"{row['person']}（{'设了口令' if row['pin'] else '没有口令'}）" for row in desk.people.rows()]
        standing = desk.backups.standing()
        yield "单位", f"{unit.name}（{unit.code}）"
        yield "时间", now()[:16].replace("T", " ")
        yield "电脑", platform.node() or "（没有名称）"
        yield "数据文件", str(desk.workspace.path.absolute())
        enrolled = f"已登记，{own['from']} 起" if own["from"] and not own["until"] else "没有登记"
        yield "本机校验码", f"{own['code']}（{enrolled}）"
        yield "使用人", "、".join(people)
        yield "口令", _PIN
        yield "备份", f"{standing.words}，{standing.last.file}" if standing.last else standing.words
        yield "联系人", self._contacts()

    def _contacts(self) -> str:
        """Whom to ask: in the district those who reported last, in a unit those of the district who decided."""
        desk = self._desk
        found: dict[str, None] = {}
        for key in desk.workspace.cells.returns():
            course = desk.course(key)
            people = course.revisions if desk.is_district else course.decisions
            found |= {f"{self._unit(each.author.unit)} {each.author.person}": None for each in people[-1:]}
        return "、".join(found) or "还没有往来"

    def _returns(self) -> Iterator[Row]:
        """Returns that are open, with their date and what is left."""
        for row in self._desk.reviewing.queue(check=False):
            if row["state"] in CLOSED:
                continue
            due = f"，截止 {row['due']}{'（已过）' if row['overdue'] else ''}" if row["due"] else ""
            yield Row(OPEN, self._where(_key_of(row)), f"{row['state']}{due}", self._left(row))

    def _left(self, row: dict[str, Any]) -> str:
        missing = row["expected"] - row["filled"]
        parts = (
            [f"未填 {missing} / {row['expected']} 项"]
            if missing > 0 and row["state"] not in (REPORTED, RECEIVED)
            else []
        )
        parts += [f"数据不一致 {row['clashes']} 格"] if row["clashes"] else []
        if not parts:
            parts.append(_waits(row["state"], is_district=self._desk.is_district))
        return "，".join(parts)

    def _typed(self) -> Iterator[Row]:
        """What was typed here and not reported (in the district: entered for a unit and not approved), by whom."""
        desk = self._desk
        did, left = ("代录", "审核通过才算数") if desk.is_district else ("录入", "核对后上报")
        for key in desk.workspace.cells.returns():
            heads, last = desk.heads(key), desk.course(key).last_revision
            persons = {edit.id: edit.author.person for edit in desk.edits(key) if edit.author.unit in desk.own_units}
            standing = (heads.get(slot, ())[-1:] for slot in changed_slots(last.heads if last else {}, heads))
            by = Counter(persons[head.edit] for each in standing for head in each if head.edit in persons)
            for person, cells in by.items():
                yield Row(TYPED, self._where(key), f"{person}{did} {cells} 格", left)

    def _sent_back(self) -> Iterator[Row]:
        """Cells that were sent back and still say the same."""
        desk = self._desk
        catalogue = desk.documents.catalogue
        for key in desk.workspace.cells.returns():
            course, heads = desk.course(key), desk.heads(key)
            last = course.last_revision
            corrected = set(changed_slots(last.heads if last else {}, heads))
            if course.state(has_edits=bool(heads)) in CLOSED:
                continue
            for slot, comment in course.open_remarks().items():
                if slot not in corrected:
                    name = catalogue.get(slot.item).name
                    yield Row(
                        SENT_BACK,
                        f"{self._where(key)}　{name}",
                        comment,
                        "等单位改" if desk.is_district else "改后上报",
                    )

    def _queries(self) -> Iterator[Row]:
        catalogue = self._desk.documents.catalogue
        for row in self._desk.querying.open():
            where = f"{self._where(_key_of(row))}　{catalogue.get(row['item']).name}"
            yield Row(
                "查询没有办结", where, str(row["asked"]), "等单位答复" if row["waits_for"] == "unit" else "等区级办结"
            )

    def _unanswered(self) -> Iterator[Row]:
        for row in self._desk.exchange.outbox.waiting():
            where = f"{self._unit(row['unit'])}　{row['period'] or ''}" if row["unit"] else ""
            yield Row("传出没有回音", where, f"{row['kind']}　{str(row['at'])[:10]}　{row['file']}", "等对方回音")

    def _where(self, key: ReturnKey) -> str:
        documents = self._desk.documents
        return f"{self._unit(key.unit)}　{parse_period(key.period).title}　{documents.form(key.form)['title']}"

    def _unit(self, code: str) -> str:
        units = self._desk.documents.units
        return units.get(code).name if code in units else code


def _waits(state: str, *, is_district: bool) -> str:
    if state in (REPORTED, RECEIVED):
        return "等区级审核"
    return "已填齐，等审核或上报" if is_district else "已填齐，等上报"


def _key_of(row: dict[str, Any]) -> ReturnKey:
    return ReturnKey(row["form"], row["unit"], row["period"])


def _writer_for(file: Path) -> Callable[..., bytes]:
    """What writes a 移交单 in the form that the file's ending asks for; loaded when one is written."""
    if file.suffix.lower() == ".xlsx":
        from haishu_desk.report.handover_sheet import handover_xlsx  # noqa: PLC0415

        return handover_xlsx
    if file.suffix.lower() == ".docx":
        from haishu_desk.report.handover_page import handover_docx  # noqa: PLC0415

        return handover_docx
    raise UsageError(f"不会写 {file.suffix or '没有扩展名'} 的移交单", "请用 .docx 或 .xlsx")
