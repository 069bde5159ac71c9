"""人工改判: a panel that asks for a verdict and a reason; what is decided stays on record and can be taken back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.monitor.one_item import OneItem
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def view(qtbot: QtBot, crafted_file: Path, tmp_path: Path) -> Iterator[OneItem]:
    shutil.copytree(crafted_file.parent, tmp_path / "copy")
    with Desk(tmp_path / "copy" / crafted_file.name, write=True, person="李审") as desk:
        session = Session(desk)
        shown = OneItem(session, Theme())
        qtbot.addWidget(shown)
        session.changed.connect(lambda _: shown.refresh())
        shown.resize(1294, 692)
        shown.show()
        shown.refresh()
        shown.show_item("145-03")
        yield shown


def _decide(view: OneItem, verdict: str, reason: str) -> None:
    view.side.overrule.click()
    view.overruling.verdicts.setCurrentText(verdict)
    view.overruling.reason.setPlainText(reason)
    view.overruling.write.click()


def test_a_verdict_with_its_reason_counts_and_what_the_method_said_stays_to_be_seen(view: OneItem) -> None:
    assert view.side.verdict.text() == "滞后"
    _decide(view, "基本符合预期", "经济普查后分母调整，省里认可")
    assert view.side.verdict.text() == "基本符合预期"
    assert not view.overruling.isVisible()
    assert "李审改判：经济普查后分母调整，省里认可" in view.side.formula.text()
    _decide(view, "按算法", "普查数已定")
    assert view.side.verdict.text() == "滞后"


def test_without_a_reason_nothing_is_written_and_the_panel_says_why(view: OneItem) -> None:
    _decide(view, "快于预期", " ")
    assert view.overruling.isVisible()
    assert view.overruling.said.text().startswith("人工改判没有写理由")
    assert view.side.verdict.text() == "滞后"


def test_nothing_is_chosen_beforehand(view: OneItem) -> None:
    _decide(view, "请选结论", "有理由")
    assert "还没有选结论" in view.overruling.said.text()
    view.overruling.leave()
    assert not view.overruling.isVisible()


def test_another_item_puts_the_panel_away(view: OneItem) -> None:
    view.side.overrule.click()
    assert view.overruling.isVisible()
    view.step(1)
    assert not view.overruling.isVisible()


def test_a_unit_is_not_offered_to_overrule(qtbot: QtBot, tmp_path: Path) -> None:
    found(tmp_path / "unit.db", "unit", "dept-tjj", "王填", None)
    with Desk(tmp_path / "unit.db") as desk:
        shown = OneItem(Session(desk), Theme())
        qtbot.addWidget(shown)
        shown.show()
        shown.refresh()
        assert not shown.side.overrule.isVisible()
