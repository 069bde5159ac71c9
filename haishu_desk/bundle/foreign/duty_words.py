"""The words of 任务分工 tables: what their columns are called, and how many units are named at once."""

from __future__ import annotations

import re

from haishu_desk.domain.assignments import LEAD, PART, REPORT, SUPPORT

CODE, NUMBER, ITEM, DUTY, YEAR = "code", "number", "item", "duty", "year"
_HEADS: dict[str, tuple[str, ...]] = {
    CODE: ("代码", "编码", "指标代码", "项目代码"),
    NUMBER: ("编号", "序号", "号", "指标编号"),
    ITEM: (
        "目标或任务", "目标任务", "目标或任务原文", "指标", "指标名称", "主要指标", "任务", "重点任务", "工作任务", "任务内容", "主要任务", "目标", "项目",
        "项目名称", "指标或任务", "指标任务", "目标和任务", "工作内容", "事项", "约束性指标", "目标(任务)", "指标(任务)",
    ),
    "category": ("类别", "领域", "分类", "类型"),
    "attribute": ("属性", "指标属性", "性质"),
    "measure": ("计量单位", "单位", "指标单位"),
    "leader": ("牵头领导", "牵头区领导", "责任领导", "分管领导", "分管区领导", "区领导"),
    LEAD: ("牵头单位", "牵头部门", "牵头责任单位", "主要责任单位", "主责单位", "牵头"),
    SUPPORT: ("配合单位", "配合部门", "协同单位", "参与单位", "协办单位", "配合"),
    DUTY: ("责任单位", "责任部门", "承办单位"),
    PART: ("分解单位", "落实单位", "承担单位", "分解落实单位", "镇乡街道", "镇(乡)街道", "镇乡(街道)", "属地", "分解到"),
    REPORT: ("报数单位", "填报单位", "报送单位", "数据单位", "数据来源单位", "统计单位"),
    "frequency": ("报数频度", "频度", "报送频度", "报送频率", "填报频度"),
    "first_month": ("首报月", "首报月份", "首次报数", "首次报数月份"),
    "source": ("来源制度", "数据来源", "统计制度", "来源"),
    "note": ("备注", "说明", "注"),
}  # fmt: skip
KIND_OF_HEAD = {word: kind for kind, words in _HEADS.items() for word in words}
UNIT_COLUMNS = (LEAD, SUPPORT, DUTY, PART, REPORT)
# What may stand over the columns of years without being one.
OVER_YEARS = re.compile(r"(?:分?年度|各年度?|年度分解)?(?:目标|任务|分解|计划)(?:值|数|分解)?(?:\([^()]*\))?")
YEAR_HEAD = re.compile(r"(20[0-4]\d)年?(?:度)?(?:目标|任务|计划|分解)?(?:值|数)?")
SPLIT = re.compile(r"[、，,；;\n/]+")
# 牵头单位：…；配合单位：… in one cell.
CLAUSE = re.compile(r"(牵头|责任|主责|配合|协同|参与|落实|分解|报数|填报)(?:单位|部门)?[:：]")
CLAUSE_ROLES = {
    "牵头": LEAD, "责任": LEAD, "主责": LEAD, "配合": SUPPORT, "协同": SUPPORT, "参与": SUPPORT, "落实": PART, "分解": PART,
    "报数": REPORT, "填报": REPORT,
}  # fmt: skip
ALL_BELOW = re.compile(
    r"以下(?:各项|指标|任务|项目|目标)*(?:均|都)?(?:需|须|应|要|由|分解到|分解至)+(?:由)?(?P<who>.+?)(?:分别|共同)?(?:落实|承担|完成|分解|负责|配合)"
)
_TOWNSHIPS = re.compile(
    r"(?:全区)?(?:各|17个|十七个|所有)?(?:镇乡\(街道\)|镇\(乡\)街道|镇\(街道\)|镇乡街道|镇、乡、街道|乡镇\(街道\)|乡镇街道|街道\(镇乡\)|镇街道?|街道、?镇乡?)(?:政府|人民政府|办事处)?"
)
_STREETS = re.compile(r"(?:各|9个|九个|所有)街道(?:办事处)?")
_TOWNS = re.compile(r"(?:各|所有)(?:镇乡|乡镇|镇\(乡\)|镇、乡)(?:政府|人民政府)?")


def kinds_named(text: str) -> tuple[str, ...]:
    """The kinds of units that 各镇乡街道, 各街道 or 各镇乡 means; none for any other text. The text is `plain`."""
    for words, kinds in (
        (_TOWNSHIPS, ("street", "town", "township")),
        (_STREETS, ("street",)),
        (_TOWNS, ("town", "township")),
    ):
        if words.fullmatch(text):
            return kinds
    return ()
