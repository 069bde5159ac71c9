"""The places and values of a document in words, for whoever looks at what changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from haishu_desk.merge.documents import ABSENT

_LONGEST = 60
_WORDS = {
    "annual": "年度分解", "attribute": "属性", "base": "基期值", "boxes": "专栏", "category": "分类", "choices": "选项",
    "cumulative_kind": "累计类型", "decimals": "小数位", "direction": "方向", "end_year": "止年", "fields": "栏目",
    "frequency": "频度", "group": "分组", "groups": "组", "growth": "年均增长", "indicators": "指标表", "items": "任务",
    "kind": "类别", "lead": "牵头单位", "limits": "界", "lines": "行号", "links": "链接", "lists": "名单",
    "measure": "指标类型", "name": "名称", "notes": "注", "optional": "选填", "parent": "上级", "place": "所在地", "plan": "规划",
    "programmes": "行动和工程", "projects": "项目", "quantities": "数量", "reporters": "填报单位", "review_points": "审核要点",
    "rollup": "汇总办法", "rollup_factor": "换算", "rollup_weight": "权数", "rule": "规则", "severity": "级别", "source": "出处",
    "start_year": "起年", "statements": "叙述", "statistical_scope": "统计范围", "status": "状态", "subject": "对象",
    "summary": "内容", "target": "目标值", "targets": "正文目标", "title": "标题", "townships": "镇乡街道填报",
    "type": "类型", "unit": "计量单位", "valid_from": "起", "valid_to": "止", "value": "数值", "values": "表中数值",
}  # fmt: skip


def place_in_words(path: Sequence[str], names: Mapping[str, str]) -> str:
    """Where in the document: 指标表 145-04 有效发明专利拥有量 计量单位; `names` are the words for codes."""
    said = [names.get(key) or _WORDS.get(key, key) for key in path]
    return "　".join(said) or "全部"


def value_in_words(value: Any) -> str:
    """A value on one line: — for none, a row by its name, a long one shortened."""
    if value is ABSENT or value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        named = next((value[key] for key in ("title", "name", "what", "raw", "item") if value.get(key)), None)
        return str(named) if named is not None else f"{len(value)} 项"
    if isinstance(value, list):
        return _short("、".join(value_in_words(each) for each in value)) or "（空）"
    return _short(str(value))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
