"""A newer program ships newer documents (plans, forms, rules, units): they are offered with their differences, never taken silently.

What is in force is the district's own; what it changed itself stays. A unit takes its documents from the district's bundles
and is offered nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from haishu_desk import __version__
from haishu_desk.desk.document_words import place_in_words, value_in_words
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.shipped import shipped_editions
from haishu_desk.desk.trail_words import document_title
from haishu_desk.domain.editions import SHIPPED, Edition
from haishu_desk.domain.errors import UsageError
from haishu_desk.merge.documents import MergedDocument, Step, merge_documents

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

FORMS = "forms"
_PLAN = "plan:"
_DECLINED = "declined:"


@dataclass(frozen=True)
class Difference:
    """One place of a document: in words where, what it said and what it says now; `is_kept` where the district's own stays."""

    where: str
    before: str
    after: str
    is_kept: bool = False


@dataclass(frozen=True)
class Offer:
    """A document that this program ships otherwise than the one that the workspace began with (or lacks altogether)."""

    name: str
    title: str
    differences: tuple[Difference, ...]
    is_new: bool = False

    def as_json(self) -> dict[str, Any]:
        """As the verb `upgrade` prints it."""
        rows = [
            {"where": each.where, "before": each.before, "after": each.after, "kept": each.is_kept}
            for each in self.differences
        ]
        return {"name": self.name, "title": self.title, "new": self.is_new, "differences": rows}


class Upgrading:
    """What a newer program brings to the workspace of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def offers(self) -> list[Offer]:
        """What is shipped anew and neither taken nor declined yet; nothing for a unit or a copy."""
        if not self._desk.is_district or self._desk.is_copy:
            return []
        return [self._offer(shipped, base) for shipped, base in self._news() if not self._is_declined(shipped)]

    def take(self, name: str, document: str | None = None) -> Offer:
        """Put what is new into the document in force as its next edition; UsageError where nothing is offered."""
        shipped, base = self._found(name)
        offer = self._offer(shipped, base)
        desk = self._desk
        with desk.transaction():
            if base is None:
                desk.apply(shipped)
            else:
                merged = self._merged(shipped, base)
                if merged.taken:
                    desk.planning.publish(name, merged.content, document=document)
                desk.planning.publish(f"{SHIPPED}{name}", shipped.content)
            desk.audit("采用随程序来的修订", document=name, program=__version__)
        return offer

    def decline(self, name: str) -> None:
        """Offer it no more; what a later program ships is offered again."""
        shipped, _ = self._found(name)
        with self._desk.workspace.transaction():
            self._desk.workspace.remember(f"{_DECLINED}{name}", shipped.id)
            self._desk.audit("不采用随程序来的修订", document=name, program=__version__)

    def _found(self, name: str) -> tuple[Edition, Edition | None]:
        if not self._desk.is_district:
            raise NotYoursError("规划、报表和规则由区级来定", "单位装入区级的任务包就有了新的")
        found = next((pair for pair in self._news() if pair[0].name == name), None)
        if found is None:
            offered = "、".join(shipped.name for shipped, _ in self._news())
            raise UsageError(f"“{name}”没有随程序来的修订", f"有修订的：{offered}" if offered else "现在一份都没有")
        return found

    def _news(self) -> Iterator[tuple[Edition, Edition | None]]:
        """Each shipped document that is not the one this workspace has taken last, with that one."""
        names = self._desk.workspace.cells.edition_names()
        for name, shipped in shipped_editions().items():
            if name in names:
                base = self._base(name)
                if base is not None and base.content != shipped.content:
                    yield shipped, base
            elif name.startswith(_PLAN) and self._is_the_next(shipped):
                yield shipped, None

    def _base(self, name: str) -> Edition | None:
        """What the program shipped when this workspace took it last; None where the document was never a shipped one."""
        cells = self._desk.workspace.cells
        taken = cells.edition(f"{SHIPPED}{name}")
        if taken is not None:
            return taken
        return next((each for each in cells.editions(name) if each.number == 1 and each.author is None), None)

    def _is_the_next(self, shipped: Edition) -> bool:
        """Whether a plan that is not here begins after all that are: one that was left out at the beginning stays out."""
        ends = [int(row["end_year"]) for row in self._desk.documents.plans_json()]
        return bool(ends) and int(shipped.content["plan"]["start_year"]) > max(ends)

    def _is_declined(self, shipped: Edition) -> bool:
        return self._desk.workspace.note(f"{_DECLINED}{shipped.name}") == shipped.id

    def _merged(self, shipped: Edition, base: Edition) -> MergedDocument:
        newest = self._desk.workspace.cells.edition(shipped.name)
        return merge_documents(base.content, newest.content if newest else base.content, shipped.content)

    def _offer(self, shipped: Edition, base: Edition | None) -> Offer:
        title = document_title(shipped.name)
        if base is None:
            return Offer(shipped.name, title, (), is_new=True)
        merged = self._merged(shipped, base)
        told = [self._told(shipped.name, step) for step in merged.taken]
        kept = [self._told(shipped.name, step, is_kept=True) for step in merged.clashes]
        return Offer(shipped.name, title, (*told, *kept))

    def _told(self, name: str, step: Step, *, is_kept: bool = False) -> Difference:
        where = place_in_words(step.path, self._names(name, step))
        return Difference(where, value_in_words(step.before), value_in_words(step.after), is_kept)

    def _names(self, name: str, step: Step) -> dict[str, str]:
        """What the codes on the way there are called: items, units, forms and their fields."""
        documents = self._desk.documents
        catalogue, units = documents.catalogue, documents.units
        names = {key: f"{key} {catalogue.get(key).name}" for key in step.path if key in catalogue}
        names |= {key: units.get(key).name for key in step.path if key in units}
        for form in shipped_editions()[FORMS].content if name == FORMS else ():
            if form["code"] in step.path:
                names |= {form["code"]: form["title"], **{each["name"]: each["title"] for each in form["fields"]}}
        return names
