"""审核说明: what is said of a 核实性 finding, and which sayings are none.

An explanation has a reason class and a fact: an amount, a time or a cause. 已核实 is the opposite of an explanation, and
the same words under two cells explain at most one of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from haishu_desk.domain.findings import Finding
from haishu_desk.domain.signs import cannot_travel

CLASSES = ("口径变化", "新增", "减少", "政策", "价格", "一次性", "更正", "其他")
LONGEST = 500
UNSEEN = "这段话里有看不见的符号，请删去后重新输入"
_SHORTEST = 6
_WANTED = "请写明变动多少、什么时候、因为什么"

# Words that say nothing of the figure; a text made of them alone is empty, however many there are.
_EMPTY = (
    "核实无误", "已经核实", "已核实", "经核实", "核实", "核对无误", "已核对", "经核对", "核对", "确认无误", "已确认", "经确认",
    "确认", "情况属实", "属实", "真实", "准确", "正确", "无误", "无异常", "没有问题", "无问题", "无变化", "没有变化", "正常增长",
    "正常变动", "正常变化", "正常波动", "正常现象", "正常", "符合实际", "符合情况", "实际情况", "实际如此", "以实际为准", "实际", "情况",
    "数据", "数字", "数值", "本期", "上报", "填报", "填写", "如实", "按实", "据实", "同上", "见上", "详见", "附件", "说明", "暂无", "没有",
    "无", "是", "对", "好", "的", "了", "为", "均", "都", "与", "和", "一致", "相符", "合理", "有效", "变动", "变化", "波动", "审核",
    "通过", "可以", "原因", "没错", "不变", "特此", "ok", "yes",
)  # fmt: skip
_BY_LENGTH = sorted(_EMPTY, key=len, reverse=True)
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百千两]+(?:个|家|项|件|人|户|处|次|倍|成|万|亿|点)")
_TIME = re.compile(r"[0-9]{4}年|[0-9]{1,2}月|季度|上半年|下半年|年初|年末|年底|上年|去年|今年|本年|普查")
_DATE = re.compile(r"[0-9.年月日]")  # a date beside an empty phrase fills it with nothing
_CAUSE = re.compile(
    "因|由于|受.{1,}影响|导致|致使|新增|增加|减少|取消|撤销|撤并|停产|关停|搬迁|迁出|迁入|投产|竣工|开工|验收|划入|划出|调整|"
    "改为|改变|更正|漏报|误填|错填|重复|统计办法|口径|政策|补贴|奖励|涨价|降价|价格|汇率|疫情|台风|一次性|合并|拆分|并入|名录"
)


@dataclass(frozen=True)
class Explanation:
    """What somebody said of a finding, and the two sides that it was said of."""

    rule: str
    klass: str
    text: str
    left: str | None = None
    right: str | None = None

    def covers(self, finding: Finding) -> bool:
        """Whether it was said of just these values: a figure that was changed since wants a new word."""
        return (self.rule, self.left, self.right) == (finding.rule, finding.left, finding.right)

    def as_json(self) -> dict[str, Any]:
        """All parts under their own names."""
        return asdict(self)

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> Explanation:
        """What `as_json` wrote."""
        return Explanation(**stored)


def refuse_explanation(text: str, klass: str, others: Iterable[str] = ()) -> str | None:
    """Why that is no 审核说明, as a sentence with a hint; None if it is one.

    `others` are the texts of other cells' explanations.
    """
    said, shown = _bare(text), text.strip()[:20] or "空白"
    reasons = (
        (cannot_travel(text), UNSEEN),
        (klass not in CLASSES, f"没有原因类“{klass}”，请选一类：{'、'.join(CLASSES)}"),
        (len(text) > LONGEST, f"审核说明太长（{len(text)}字），请缩到{LONGEST}字以内，细节写进佐证材料"),
        (_is_empty(said), f"“{shown}”没有说出原因，{_WANTED}，例如“6月新增企业3家，增加产值1.2亿元”"),
        (len(said) < _SHORTEST, f"“{shown}”太短，看不出为什么，{_WANTED}"),
        (any(said == _bare(other) for other in others), f"与另一格的说明一字不差，{_WANTED}，只说这一格"),
        (
            not any(pattern.search(said) for pattern in (_AMOUNT, _TIME, _CAUSE)),
            f"说明里没有事实，请写出{_example(klass)}，数量、时间、原因至少有一样",
        ),
    )
    return next((sentence for is_so, sentence in reasons if is_so), None)


def _bare(text: str) -> str:
    """The words alone: no space, no punctuation, one width and case."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(
        sign
        for place, sign in enumerate(plain)
        if unicodedata.category(sign)[0] in "LN" or (sign == "." and plain[place + 1 : place + 2].isdigit())
    )


def _is_empty(said: str) -> bool:
    rest = said
    for word in _BY_LENGTH:
        rest = rest.replace(word, "")
    return not _DATE.sub("", rest)


def _example(klass: str) -> str:
    examples = {
        "口径变化": "口径从哪一年起怎样改的、影响多少",
        "新增": "新增了什么、什么时候、多少",
        "减少": "少了什么、什么时候、多少",
        "政策": "哪一项政策、从什么时候起、影响多少",
        "价格": "什么价格、变动多少",
        "一次性": "哪一笔、什么时候、多少",
        "更正": "原来错在哪里、更正了多少",
    }
    return examples.get(klass, "变动多少、什么时候、因为什么")
