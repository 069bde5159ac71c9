"""A plan from its text: read, shown in the shapes of the verbs, and taken over as the first edition of a new plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.breakdown_draft import Draft
from haishu_desk.desk.continuing import Continuation, carried_assignment, continued, next_plan
from haishu_desk.desk.continuing import into as replaced
from haishu_desk.desk.documents import Documents
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.shipped import assignment_of, shipped_editions
from haishu_desk.domain.assignments import Key, Row, key_of
from haishu_desk.domain.editions import PLAN_TEXT, Edition
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.units import UnitTree
from haishu_desk.outline.document import Frame, documents_of, frame_of
from haishu_desk.outline.problems import Problem
from haishu_desk.outline.reader import Outline, read_outline
from haishu_desk.outline.source import lines_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

Progress = Callable[[int, int], None]
_PLAN = "plan:"


@dataclass(frozen=True)
class ReadPlan:
    """What was read of a file: the documents (of the plan before too, where its results are printed), and the problems.

    `lines` are the lines of the text, the first one first.
    """

    frame: Frame
    documents: tuple[dict[str, Any], ...]
    outline: Outline
    lines: tuple[str, ...] = ()

    @property
    def content(self) -> dict[str, Any]:
        """The document of the plan itself."""
        return self.documents[-1]

    @property
    def problems(self) -> list[Problem]:
        """What could not be read or is doubtful, by line."""
        return self.outline.problems

    def as_json(self) -> dict[str, Any]:
        """As the verb `import-plan` prints it."""
        known = _documents(self.documents)
        ids = [content["plan"]["id"] for content in self.documents]
        return {
            "indicators": [row for plan in ids for row in known.indicators_json(plan)],
            "boxes": known.boxes_json(self.frame.id),
            "targets": known.targets_json(self.frame.id),
            "lists": known.lists_json(self.frame.id),
            "problems": [problem.as_json() for problem in self.problems],
        }


def read_plan(path: Path, *, units: UnitTree | None = None, progress: Progress | None = None) -> ReadPlan:
    """Read that file; UnreadablePlanError where it is no text, DeskError where the file is not there.

    `units` says whose district it is (the shipped ones where there is no workspace); `progress` may stop by raising.
    """
    if not path.is_file():
        raise UsageError(f"{path} 不存在", "请选 .txt 或 .docx 的规划纲要")
    lines = lines_of(path)
    outline = read_outline(lines, progress)
    tree = units or UnitTree(shipped_editions()["units"].content)
    frame = frame_of(outline, lines)
    texts = tuple(" ".join(line.cells) if line.cells else line.text for line in lines)
    return ReadPlan(frame, tuple(documents_of(outline, frame, tree.district.code)), outline, texts)


class Importing:
    """Takes plans over into the workspace of one desk; the district does that."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, path: Path, progress: Progress | None = None) -> ReadPlan:
        """Read that file for this workspace."""
        return read_plan(path, units=self._desk.documents.units, progress=progress)

    def take_over(
        self, read: ReadPlan, *, into: str | None = None, document: str | None = None
    ) -> tuple[str, Continuation | None]:
        """Make it a plan of this workspace, led and reported by the district until it is assigned.

        Returns its id, and how it goes on from the plan that ended the year before (None without one). `into` names a plan
        that is here already: the text becomes its next edition and the same indicators keep their codes. Otherwise a plan
        of that id stays and the new one gets a letter behind (155b). DeskError where the text is no plan; NotYoursError in
        a unit's workspace.
        """
        self._refuse_unit()
        if not read.outline.is_plan:
            raise DeskError(
                "这份文字里没有找到指标表，也没有专栏，没有建立规划", "请核对是不是规划纲要", code="no-plan"
            )
        name = into or self._free(read.frame.id)
        content = renamed(read.content, read.frame.id, name)
        if into is not None:
            content = replaced(content, self._desk.documents.catalogue.plan(into).content)
        with self._desk.transaction():
            made = self._publish(name, content, document)
            self.keep_text(name, read, document=document)
        return name, made

    def keep_text(self, plan: str, read: ReadPlan, *, document: str | None = None) -> None:
        """Keep the lines of a text beside that plan, to be looked up; UsageError for a plan that is not here."""
        self._refuse_unit()
        self._desk.documents.catalogue.plan(plan)
        self._desk.planning.publish(f"{PLAN_TEXT}{plan}", list(read.lines), document=document)

    def text_of(self, code: str) -> list[tuple[int, str]]:
        """The lines of the plan's text that an item was read from, with their numbers; empty where no text was loaded."""
        item = self._desk.documents.catalogue.get(code)
        edition = self._desk.workspace.cells.edition(f"{PLAN_TEXT}{item.plan}")
        lines = item.record.get("lines") or (item.record.get("source") or {}).get("lines")
        if edition is None or not lines or not lines[0]:
            return []
        first, last = lines[0], lines[-1]
        said = edition.content[first - 1 : last]
        return [(number, text) for number, text in enumerate(said, start=first) if text]

    def begin(self, before: str, dropped: Sequence[str] = (), document: str | None = None) -> tuple[str, Continuation]:
        """Begin the plan that follows `before` before its text is there: its indicators go on, targets are still to be set."""
        self._refuse_unit()
        documents = self._desk.documents
        content = next_plan(documents.catalogue.plan(before).content, documents.units.district.code, dropped)
        name = self._free(content["plan"]["id"])
        made = self._publish(name, renamed(content, content["plan"]["id"], name), document, before=before)
        if made is None:
            raise UsageError(f"没有规划“{before}”")
        return name, made

    def _publish(
        self, name: str, content: dict[str, Any], document: str | None, before: str | None = None
    ) -> Continuation | None:
        desk, made = self._desk, None
        earlier = before or self._before(content["plan"]["start_year"])
        if earlier is not None:
            content, made = continued(content, desk.documents.catalogue.plan(earlier).content)
        old = self._items(name)
        with desk.transaction():
            desk.planning.publish(f"{_PLAN}{name}", content, document=document)
            gone = old - self._items(name)
            known = {row["item"] for row in desk.documents.assignment}
            rows: dict[Key, Row | None] = {
                key_of(row): row for row in assignment_of(content) if row["item"] not in known
            }
            rows |= {key_of(row): None for row in desk.documents.assignment if row["item"] in gone}
            if rows:
                desk.planning.reassign(rows, document=document)
        if made is not None:
            self._ask_to_confirm(made, gone)
        return made

    def _items(self, plan: str) -> set[str]:
        """The codes of everything that this plan has now; none while it is not here."""
        return {item.code for item in self._desk.documents.catalogue if item.plan == plan}

    def _ask_to_confirm(self, made: Continuation, gone: Collection[str]) -> None:
        """Put the assignment of what goes on into the draft of 责任分解, to be looked through and issued.

        Nobody is left with an item that the plan no longer has.
        """
        now, draft = self._desk.documents.assignment, Draft(self._desk.workspace.path)
        changes = carried_assignment(made, now, now)
        changes |= {key: None for key in draft.changes if key[0] in gone}
        if changes:
            draft.put(changes, now)

    def _before(self, start_year: int) -> str | None:
        """The plan that ended the year before."""
        plans = self._desk.documents.catalogue.plans.values()
        return next((plan.id for plan in plans if plan.end_year == start_year - 1), None)

    def _refuse_unit(self) -> None:
        if not self._desk.is_district:
            raise NotYoursError("规划由区级来建", "单位装入区级的任务包就有了")

    def _free(self, plan: str) -> str:
        taken = {
            name.removeprefix(_PLAN) for name in self._desk.workspace.cells.edition_names() if name.startswith(_PLAN)
        }
        return next(name for name in (plan, *(f"{plan}{letter}" for letter in "bcdefghij")) if name not in taken)


def renamed(content: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The document with another id, in the plan's frame and in every code that begins with it."""
    if old == new:
        return content

    def walk(part: Any) -> Any:
        if isinstance(part, dict):
            return {
                key: f"{new}{each.removeprefix(old)}"
                if key in ("code", "indicator") and isinstance(each, str)
                else walk(each)
                for key, each in part.items()
            }
        return [walk(each) for each in part] if isinstance(part, list) else part

    made: dict[str, Any] = walk(content)
    return {**made, "plan": {**made["plan"], "id": new}}


def _documents(contents: tuple[dict[str, Any], ...]) -> Documents:
    editions = {f"{_PLAN}{content['plan']['id']}": Edition(_PLAN, 1, content) for content in contents}
    shipped = shipped_editions()
    return Documents(
        lambda name: editions.get(name) or (None if name.startswith(_PLAN) else shipped.get(name)),
        lambda: list(editions),
    )
