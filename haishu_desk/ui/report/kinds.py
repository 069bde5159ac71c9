"""Which reports there are, in the order of the list."""

from __future__ import annotations

from dataclasses import dataclass

from haishu_desk.domain.items import Plan
from haishu_desk.report.material import ANNUAL, BEFORE_THE_END, CHECKED, FINAL, MIDTERM

PUBLIC, RETURN, LETTERS = "public", "return", "letters"
_MIDTERM_YEAR = 2


@dataclass(frozen=True)
class Kind:
    """One line of the list: its name, what it is, and what is asked of the Desk for it."""

    name: str
    detail: str
    kind: str
    edition: str = ""
    icon: str = "file-text"

    @property
    def code(self) -> str:
        """What it is asked for by from elsewhere."""
        return f"{self.kind}{f'-{self.edition}' if self.edition else ''}"

    @property
    def is_evaluation(self) -> bool:
        """Whether it is one of the three evaluations."""
        return self.kind in (ANNUAL, MIDTERM, FINAL)


OF_DISTRICT = (
    Kind("年度监测", "第二年起每年三月", ANNUAL),
    Kind("中期评估", "第三年下半年，报区人大常委会", MIDTERM),
    Kind("总结评估·期末版", "末年的数还没有出齐，可用预计数", FINAL, BEFORE_THE_END),
    Kind("总结评估·复核版", "末年的数出齐以后，附与预计的差额", FINAL, CHECKED),
    Kind("公开版", "网页、Excel 和 CSV，审查后写出", PUBLIC),
    Kind("单位填报表", "一家一期，签字用，带版本码", RETURN),
    Kind("督办函、催报单、核实单", "一家一份，另开一个窗口", LETTERS),
)
OF_UNIT = (
    Kind("本单位填报表", "签字盖章用，带版本码", RETURN),
    Kind("审核意见", "区级的审核决定，另开一个窗口", LETTERS),
)


def year_for(kind: Kind, plan: Plan, this_year: int) -> int:
    """The year that such a report is about as a rule: the last one that is over, the third, the last of the plan."""
    if kind.kind == MIDTERM:
        return plan.start_year + _MIDTERM_YEAR
    if kind.kind == FINAL:
        return plan.end_year
    return min(max(this_year - 1, plan.start_year), plan.end_year)
