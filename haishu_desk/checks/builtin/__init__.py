"""The checks that need no rule, in one table: a finding names its check by `id`, a person by `title`.

强制性 is what is surely wrong, 核实性 what needs a word, 提示 what is worth a look; a check may say otherwise for a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from haishu_desk.checks.builtin import alone, earlier, personal, whole
from haishu_desk.checks.builtin.look import Complaint, Look
from haishu_desk.domain.findings import HARD, HINT, PERSONAL, QUERY


@dataclass(frozen=True)
class Check:
    """One built-in check of one item of one return."""

    id: str
    severity: str
    title: str
    judge: Callable[[Look], Iterator[Complaint]]


BUILTIN = (
    # What is missing stands in nobody's way: a township may report a part, and 应报、已报 are counted apart.
    Check("missing", HINT, "未填", alone.missing),
    Check("type", HARD, "类型", alone.wrong_type),
    Check("unit", HARD, "计量单位", alone.wrong_unit),
    Check("decimals", HINT, "小数位", alone.too_many_decimals),
    Check("share", HARD, "比重的界", alone.share_out_of_bounds),
    Check("sign", HARD, "正负号", alone.wrong_sign),
    Check("limits", QUERY, "合理区间", alone.out_of_limits),
    Check("slip", QUERY, "差一万倍", earlier.slipped),
    Check("same", QUERY, "与上年相同", earlier.same_as_last_year),
    Check("change", QUERY, "年变动", earlier.moved_too_far),
    Check("outlier", QUERY, "离群", earlier.outlier),
    Check("vintage", QUERY, "前后版本", earlier.vintages_far_apart),
    Check("falling", HARD, "累计下降", whole.cumulative_falling),
    Check("parts", QUERY, "部分与全年", whole.parts_of_the_year),
    Check("townships", QUERY, "镇街合计", whole.townships_against_whole),
    Check("growth", QUERY, "增速与计算", whole.growth_against_values),
    Check("bound", QUERY, "越界", whole.bound_crossed),
    Check(PERSONAL, HINT, "个人信息", personal.personal_numbers),
)
BY_ID = {check.id: check for check in BUILTIN}
