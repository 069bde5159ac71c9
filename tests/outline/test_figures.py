"""Figures in sentences: what they speak of, before or behind them, shared or each."""

from __future__ import annotations

import pytest

from haishu_desk.outline.figures import figures_in

CASES = {
    "到2030年，技术交易额达到20亿元": [("技术交易额", "eq", "20", "亿元")],
    "确保粮食播种面积在15万亩以上": [("粮食播种面积", "ge", "15", "万亩")],
    "国土开发强度控制在30%以下": [("国土开发强度", "le", "30", "%")],
    "零售总额、网络零售额分别超过900亿元、400亿元": [("零售总额", "gt", "900", "亿元"), ("网络零售额", "gt", "400", "亿元")],
    "甲覆盖率、乙公开率均达到100%": [("甲覆盖率", "eq", "100", "%"), ("乙公开率", "eq", "100", "%")],
    "力争高新技术企业数、科技企业数实现双倍增": [("高新技术企业数", "multiple", "2", None), ("科技企业数", "multiple", "2", None)],
    "计划新建幼儿园22所、小学6所，扩建中小学4所": [
        ("新建幼儿园", "eq", "22", "所"), ("新建小学", "eq", "6", "所"), ("扩建中小学", "eq", "4", "所"),
    ],
    "完成52条合流管改造": [("合流管改造", "eq", "52", "条")],
    "打造5条示范带、2个综合体": [("示范带", "eq", "5", "条"), ("综合体", "eq", "2", "个")],
    "完成9个街道和5个乡镇的183个老旧小区改造": [("老旧小区改造", "eq", "183", "个")],
    "计划投资2100亿元左右": [("投资", "approx", "2100", "亿元")],
    "固定资产投资年均增速达到15%以上": [("固定资产投资年均增速", "ge", "15", "%")],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_each_figure_has_its_subject_and_reads_as_it_is_printed(text: str) -> None:
    found = [(each.what, each.quantity.op, each.quantity.value, each.unit) for each in figures_in(text)]
    assert found == CASES[text]


@pytest.mark.parametrize(
    "text",
    [
        "建设5G基站",
        "改造G228国道",
        "扩大15分钟商贸圈",
        "实施“1121”工程",
        "新建110千伏变电站",
        "整合12345平台",
        "到2030年",
    ],
)
def test_a_number_that_names_something_and_a_date_are_no_figures(text: str) -> None:
    assert figures_in(text) == []
