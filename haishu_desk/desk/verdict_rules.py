"""How the district judges: an edition of `verdicts` with its 文号 and effective day; until one is in force, our preset.

The edition in force today counts for every year that is judged: a verdict is reckoned anew each time. One that waits for its
day is written anew after every later one, so that it still comes into force then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.planning import start_of, still_to_come
from haishu_desk.domain.editions import Edition, in_force
from haishu_desk.monitor.verdict import Rules

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

VERDICT_RULES = "verdicts"


@dataclass(frozen=True)
class Adopted:
    """The rules, and the edition that says them; None for our preset. `is_trial`: only tried, no edition says them."""

    rules: Rules
    edition: Edition | None = None
    is_trial: bool = False

    def told(self) -> str:
        """Which rules they are, in words, e.g. 评价办法第 2 版（海规〔2026〕3号，2026-01-01 起）, and its bounds."""
        if self.edition is None:
            return f"评价办法{'试算，没有采用' if self.is_trial else '用预设'}：{self.rules.told()}"
        since = f"{self.edition.effective} 起" if self.edition.effective else ""
        said = "，".join(filter(None, (self.edition.document, since)))
        return f"评价办法第 {self.edition.number} 版{f'（{said}）' if said else ''}：{self.rules.told()}"


class VerdictRules:
    """Reads and writes them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def adopted(self) -> Adopted:
        """What counts today."""
        edition = in_force(self._desk.workspace.cells.editions(VERDICT_RULES), self._desk.today)
        return Adopted(Rules.from_json(edition.content), edition) if edition else Adopted(Rules())

    def adopt(self, rules: Rules, document: str | None = None, effective: str | None = None) -> None:
        """Let the district judge so from that day (ISO) on, at once if none is given."""
        if not self._desk.is_district:
            raise NotYoursError("评价由区级来做", "单位的数据文件可以看结论")
        publish, content = self._desk.planning.publish, Rules.from_json(rules.as_json()).as_json()
        waiting = still_to_come(list(self._desk.workspace.cells.editions(VERDICT_RULES)), start_of(effective))
        with self._desk.workspace.transaction():
            publish(VERDICT_RULES, content, document=document, effective=effective)
            for each in waiting:
                publish(VERDICT_RULES, each.content, document=each.document, effective=each.effective)
