"""The visible part of a bundle as one table: its sheets, their columns, and the hidden marks that values are found by.

A value is found by the mark of its row (`#r|145-08`) and of its column (`#c|value`), never by its position, so rows may
be sorted, columns inserted and sheets renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.adhoc import is_adhoc_code
from haishu_desk.domain.cells import NOTE, VALUE, VINTAGES

MANIFEST_SHEET = "_manifest"
COVER, TREND, INSTRUCTIONS, DICTIONARY = "封面", "走势", "填报说明", "字典"
SHEET_OF_FORM = {"indicators": "填报表", "tasks": "任务表"}
# Every sheet that a bundle of ours can have, by the name that it is written with.
OWN_SHEETS = frozenset({COVER, TREND, INSTRUCTIONS, DICTIONARY, MANIFEST_SHEET, *SHEET_OF_FORM.values()})
SHEET_MARK, ROW_MARK, COLUMN_MARK = "#hs|", "#r|", "#c|"
VINTAGE = "vintage"
COVER_FORM, FILLED_BY, ENTRY = "cover", "person", "entry"
CHECK_CODE = "校验码"


@dataclass(frozen=True)
class Column:
    """One column of an entry sheet; `is_entry` may be typed into, `choices` is its drop-down, `limit` its length.

    An `is_optional` one stands right of the table and is printed only where somebody filled it in.
    """

    name: str
    title: str
    width: float
    is_entry: bool = False
    choices: tuple[str, ...] = ()
    limit: int = 0
    right: bool = False
    is_optional: bool = False


_INDICATORS = (
    Column("number", "序号", 5),
    Column("name", "指标", 30),
    Column("unit", "计量单位", 9),
    Column("previous", "上年同期", 9, right=True),
    Column("target", "全区规划目标", 11, right=True),
    Column(VALUE, "本期值", 11, is_entry=True, limit=40, right=True),
    Column("numerator", "分子", 9, is_entry=True, limit=40, right=True),
    Column("denominator", "分母", 9, is_entry=True, limit=40, right=True),
    Column(VINTAGE, "数值状态", 9.5, is_entry=True, choices=VINTAGES),
    Column(NOTE, "说明", 20, is_entry=True, limit=500),
    Column("remark", "区级意见", 18),
)
# The stages that a project passes through, and the ways in which it leaves the plan.
STAGES = ("谋划", "前期", "已开工", "在建", "主体完工", "竣工", "投用", "暂缓", "取消", "并入", "更名")


def _optional(name: str, title: str, *, right: bool = False) -> Column:
    return Column(name, title, 10, is_entry=True, limit=40, right=right, is_optional=True)


_TASKS = (
    Column("number", "编号", 11),
    Column("group", "所在", 8),
    Column("name", "任务或项目", 18),
    Column("summary", "内容", 15),
    Column(VALUE, "形象进度", 17, is_entry=True, limit=500),
    Column("stage", "阶段", 8.5, is_entry=True, choices=STAGES),
    Column("planned", "年度计划投资（万元）", 10, is_entry=True, limit=40, right=True),
    Column("invested", "累计完成投资（万元）", 10, is_entry=True, limit=40, right=True),
    Column("started", "开工时间", 9, is_entry=True, limit=40),
    Column("finished", "竣工时间", 9, is_entry=True, limit=40),
    Column("node", "节点", 12, is_entry=True, limit=500),
    Column("problem", "存在问题", 13.5, is_entry=True, limit=500),
    Column("next", "下步打算", 14, is_entry=True, limit=500),
    Column(NOTE, "说明", 10.5, is_entry=True, limit=500),
    Column("remark", "区级意见", 11),
    _optional("total", "总投资（万元）", right=True),
    _optional("invested_year", "本年完成投资（万元）", right=True),
    _optional("plan_started", "计划开工"),
    _optional("plan_finished", "计划竣工"),
    _optional("registered", "入库时间"),
    _optional("funded", "本年到位资金（万元）", right=True),
    _optional("paid", "本年支付资金（万元）", right=True),
    _optional("approval", "批准文号"),
)
COLUMNS = {"indicators": _INDICATORS, "tasks": _TASKS}
PARTS = ("numerator", "denominator")


def columns_of(form: str, *, with_parts: bool = True) -> tuple[Column, ...]:
    """The columns of a form's sheet; 分子 and 分母 only where the unit has a ratio that is made up from them."""
    return tuple(column for column in COLUMNS[form] if with_parts or column.name not in PARTS)


# The columns that are asked on any form, so that no field is called so.
_ASKED = ("number", "group", "name", "summary", "unit", "previous", "target", "remark")
_TABLE_WIDTH, _NAME_WIDTH, _WIDEST = 130.0, 26.0, 30.0


def columns_of_adhoc(form: Mapping[str, Any]) -> tuple[Column, ...]:
    """The columns of a 临时报表: its items with their units, its fields, 说明 and what the district says."""
    has_units = any(row.get("unit") for row in form["items"])
    front = [Column("number", "序号", 5), Column("name", "项目", _NAME_WIDTH)]
    front += [Column("unit", "计量单位", 9)] if has_units else []
    back = [Column(NOTE, "说明", 18, is_entry=True, limit=500), Column("remark", "区级意见", 14)]
    spare = _TABLE_WIDTH - sum(column.width for column in (*front, *back))
    width = max(9.0, min(_WIDEST, spare / len(form["fields"])))
    fields = [
        Column(field["name"], field["title"], width, is_entry=True, choices=tuple(field.get("choices") or ()),
               limit=40 if field["type"] == "quantity" else 500, right=field["type"] == "quantity")
        for field in form["fields"]
    ]  # fmt: skip
    return (*front, *fields, *back)


def entry_columns(form: str, shown: Iterable[str] = ()) -> frozenset[str]:
    """The names of the columns that a unit fills in.

    Of a 临时报表, whose columns only its own edition knows, those of the `shown` ones that no form asks by itself;
    none of any other form that this program does not know.
    """
    if form in COLUMNS:
        return frozenset(column.name for column in COLUMNS[form] if column.is_entry)
    return frozenset(shown) - {*_ASKED} if is_adhoc_code(form) else frozenset()


def sheet_mark(bundle: str, unit: str, period: str, form: str) -> str:
    """The hidden mark that says whose sheet it is, so that it can be told even when it was copied to another book."""
    return f"{SHEET_MARK}1|{bundle[:16]}|{unit}|{period}|{form}"
