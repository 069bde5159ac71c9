"""The list of findings as a model: levels, groups, counts, and the same finding again after its figure changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from haishu_desk.desk import Desk
from haishu_desk.domain.findings import ASKED, HARD, HINT, QUERY, Finding
from haishu_desk.ui.findings.model import BY_CELL, BY_RULE, BY_SEVERITY, BY_UNIT, STATUS, Column, FindingsModel
from haishu_desk.ui.session import Session

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester

TOWN, OTHER = "330203105", "330203009"
SHARE = Finding(
    "share", HARD, "本期值 -6.8 小于 0", "", "145-22", "value", "请改正", "比重的界", TOWN, "2025", "-6.8", "0", "-6.8"
)
RULE = Finding(
    "R-1", QUERY, "左边大于右边", "", "145-04", "value", "请核对", "一般不超过5件", TOWN, "2025", "9", "5", "4"
)
SAID = replace(RULE, item="145-22", explained=True)
LOOK = Finding("missing", HINT, "没有填", "", "145-06", "value", "请填", "未填", OTHER, "2025")
ALL = (RULE, SHARE, SAID, LOOK)


@pytest.fixture
def desk(unit_session: Session) -> Desk:
    return unit_session.desk


def shown(model: FindingsModel) -> list[str | Finding]:
    return model.lines


def test_what_wants_something_comes_first_and_hints_only_on_demand(desk: Desk) -> None:
    model = FindingsModel(desk)
    model.show_findings(ALL)
    assert shown(model) == [SHARE, RULE, SAID]
    assert [model.count(severity) for severity in (HARD, QUERY, HINT)] == [1, 1, 1]
    model.show_findings(severities=(HINT,))
    assert shown(model) == [LOOK]


def test_it_is_grouped_by_cell_rule_and_unit_with_a_heading(desk: Desk) -> None:
    model = FindingsModel(desk)
    model.show_findings(ALL, severities=(HARD, QUERY, HINT), grouping=BY_CELL)
    assert [line for line in shown(model) if isinstance(line, str)] == [
        "4 有效发明专利拥有量 · 本期值\n1 条",
        "22 城镇生活垃圾回收利用率 · 本期值\n2 条",
        "6 高技术制造业增加值占规上工业增加值比重 · 本期值\n1 条",
    ]
    model.show_findings(grouping=BY_RULE)
    assert [line for line in shown(model) if isinstance(line, str)] == [
        "R-1　一般不超过5件\n2 条", "比重的界\n1 条", "未填\n1 条",
    ]  # fmt: skip
    model.show_findings(grouping=BY_UNIT)
    assert [line for line in shown(model) if isinstance(line, str)] == ["鄞江镇\n3 条", "石碶街道\n1 条"]


def test_cells_say_it_in_words_and_marks(desk: Desk) -> None:
    model = FindingsModel(desk)
    model.show_findings([SHARE, SAID, replace(SHARE, item="145-06", exemption=ASKED)])
    texts = [model.index(0, column).data() for column in Column]
    assert texts == [HARD, "22 城镇生活垃圾回收利用率 · 本期值", "本期值 -6.8 小于 0", "−6.8", "0", "−6.8", "要改正"]
    assert [model.index(row, Column.DO).data(STATUS).kind for row in range(3)] == ["bad", "info", "ok"]
    assert [model.index(row, Column.DO).data() for row in range(3)] == ["要改正", "已申请豁免", "已说明"]
    assert model.index(0, Column.PROBLEM).data(Qt.ItemDataRole.ToolTipRole) == "本期值 -6.8 小于 0。请改正。"


def test_of_several_units_each_line_says_whose_it_is_unless_its_heading_does(desk: Desk) -> None:
    model = FindingsModel(desk, with_unit=True)
    model.show_findings([SHARE])
    assert [shown(model)[0], model.index(1, Column.PLACE).data()] == [
        "鄞江镇\n1 条",
        "22 城镇生活垃圾回收利用率 · 本期值",
    ]
    model.show_findings(grouping=BY_SEVERITY)
    assert model.index(0, Column.PLACE).data() == "鄞江镇 · 22 城镇生活垃圾回收利用率 · 本期值"


def test_a_finding_is_found_again_whatever_its_figures_are_now(desk: Desk) -> None:
    model = FindingsModel(desk)
    model.show_findings(ALL)
    assert model.row_of(replace(RULE, left="11", explained=True)) == 1
    assert (model.row_of(LOOK), model.row_of(None)) == (-1, -1)
    assert (model.finding(1), model.finding(99)) == (RULE, None)


def test_the_same_list_again_is_no_new_list(desk: Desk) -> None:
    model, resets = FindingsModel(desk), list[int]()
    model.modelReset.connect(lambda: resets.append(1))
    model.show_findings(ALL)
    model.show_findings(ALL)
    assert len(resets) == 1


def test_it_is_a_sound_model_of_qt(desk: Desk, qtmodeltester: ModelTester) -> None:
    model = FindingsModel(desk)
    model.show_findings(ALL, grouping=BY_CELL)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.ItemIsEnabled
    assert model.headerData(0, Qt.Orientation.Horizontal) == "级别"
