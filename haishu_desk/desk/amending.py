"""修订: a target that is adjusted, a definition that changes; each is the next edition of its plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.amendments import (
    Amendment,
    Grounds,
    amended,
    amendments_of,
    definition_amended,
    target_amended,
)
from haishu_desk.domain.errors import UsageError

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.domain.items import Item


class Amending:
    """Amends the indicators of one desk; the district does that."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def adjust_target(
        self, code: str, target: str, grounds: Grounds, effective: str | None = None
    ) -> list[dict[str, Any]]:
        """The target of an indicator is another one from a year on; returns the rows of `amendments`."""
        item = self._item(code, grounds.year)
        return self._publish(item, target_amended(item, target, grounds), effective)

    def define(
        self, code: str, definition: str, grounds: Grounds, backcast: Mapping[int, str], effective: str | None = None
    ) -> list[dict[str, Any]]:
        """The definition of an indicator is another one from a year on; returns the rows of `amendments`."""
        item = self._item(code, grounds.year)
        return self._publish(item, definition_amended(item, definition, grounds, backcast), effective)

    def amendments(self) -> list[dict[str, Any]]:
        """Every amendment in force: `[{"item", "name", "what", "year", "before", "after", "document", "reason", ...}]`."""
        return [
            {"item": item.code, "name": item.name, **made.as_json()}
            for item in self._desk.documents.catalogue
            for made in amendments_of(item.record)
        ]

    def _item(self, code: str, year: int) -> Item:
        catalogue = self._desk.documents.catalogue
        item = catalogue.get(code)
        plan = catalogue.plan(item.plan)
        if not plan.covers(year):
            raise UsageError(
                f"{year} 年不在{plan.title}的规划期内", f"请写 {plan.start_year} 至 {plan.end_year} 年中的一年"
            )
        return item

    def _publish(self, item: Item, made: Amendment, effective: str | None) -> list[dict[str, Any]]:
        name = f"plan:{item.plan}"
        newest = self._desk.workspace.cells.edition(name) or self._desk.documents.edition(name)
        if newest.effective and effective is not None and effective < newest.effective:
            raise UsageError(
                f"第 {newest.number} 版从 {newest.effective} 起生效，这一版不能更早", "请写同一天或以后的日期"
            )
        content = amended(newest.content, item.code, made)
        later = max(filter(None, (effective, newest.effective)), default=None)
        self._desk.planning.publish(name, content, document=made.document, effective=later)
        return self.amendments()
