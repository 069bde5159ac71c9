"""What a plan does not print and the program needs: how an indicator is measured, which way is better, how often it is asked.

Proposals by how such indicators are named, for a person to correct; the names, figures and notes are the plan's own.
"""

from __future__ import annotations

import re

from haishu_desk.domain.quantity import parse

_GROWTH = re.compile(r"(?:增长率|增速|增幅|增长|下降|降低|减少|减排|降幅)(?:率|幅度)?\Z")
_LOWER = re.compile(r"死亡率|失业率|浓度|伤亡|发生率|贫困|负债率|赤字|抚养比|离婚|重复率|亏损")
_RATE_UNIT = re.compile(r"%|％|‰|/")
_RATE_NAME = re.compile(r"\A(?:每[百千万十]|人均|亿元|万元|单位|户均|地均)|比重|比例|占比|率\Z|率[（(]|覆盖面")
_LEVEL = re.compile(r"拥有量|总量|保有量|人口|总数|人数|个数|数量|能力|浓度|面积|里程|规模|数\Z|座位|床位|存量")
_FLOW = re.compile(
    r"新增|生产总值|总额|收入|投资|产值|增加值|零售额|吞吐量|出口额|进出口|销售|交易额|利用外资|税收|运量|客流|接待"
)


def measure_of(name: str, unit: str | None) -> str:
    """Flow (a year's sum), level (at a moment), rate, or growth (a growth or reduction)."""
    if _GROWTH.search(name):
        return "growth"
    if _RATE_UNIT.search(unit or "") and (_RATE_UNIT.search(unit or "") or _RATE_NAME.search(name)):
        return "level" if "浓度" in name else "rate"
    if _RATE_NAME.search(name):
        return "rate"
    if "新增" in name:
        return "flow"
    if _LEVEL.search(name):
        return "level"
    return "flow" if _FLOW.search(name) else "level"


def direction_of(name: str, base: str | None, target: str | None) -> str:
    """higher, lower or keep: by the figures where both are printed, else by the name."""
    was, wanted = parse(base or ""), parse(target or "")
    if _LOWER.search(name):
        return "lower"
    if was.number is not None and wanted.number is not None:
        if wanted.number == was.number:
            return "keep"
        if wanted.op in ("le", "lt") or wanted.number < was.number:
            return "lower"
    return "lower" if wanted.op in ("le", "lt") else "higher"


def places_of(*cells: str | None) -> int:
    """As many decimal places as the printed figures have."""
    found = [re.search(r"\d+\.(\d+)", cell or "") for cell in cells]
    return max((len(each[1]) for each in found if each), default=0)


def sum_kind_of(base: str | None, target: str | None, growth: str | None) -> str | None:
    """What square brackets mean: increase (target less base) where the figures say so, else a flow of the whole term."""
    bracketed = [parse(cell) for cell in (growth, target) if cell and parse(cell).cumulative]
    if not bracketed:
        return None
    was, wanted, rise = parse(base or "").number, parse(target or "").number, bracketed[0].number
    if was is None or wanted is None or rise is None:
        return "flow"
    return "increase" if abs(wanted - was) == abs(rise) else "flow"
