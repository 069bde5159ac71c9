"""What the trail says of bundles that went out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from haishu_desk.ui.exchange.trail import outbox
from haishu_desk.ui.widgets.lines import Line, LineModel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.modeltest import ModelTester

AT = "2026-01-05T09:30:00.000+08:00"


def handed(*told: tuple[str, str, str | None]) -> list[dict[str, Any]]:
    """Rows of the Desk's outbox: kind, unit, answer."""
    return [
        {"n": n, "bundle": f"{n:064}", "kind": kind, "at": AT, "unit": unit, "period": "2025", "file": "x.xlsx",
         "waits": kind in ("任务包", "退回包", "上报包"), "answered": answered, "kept": True}
        for n, (kind, unit, answered) in enumerate(told, 1)
    ]  # fmt: skip


def test_the_tasks_of_a_period_are_one_line_that_names_who_is_missing() -> None:
    rows = handed(("任务包", "甲", "上报包"), ("任务包", "乙", None), ("任务包", "丙", None))
    (line,) = outbox(rows, lambda unit: f"{unit}镇", is_district=True)
    assert (line.mark, line.detail, line.right) == ("warn", "1 / 3 家已交回", "未交 乙镇、丙镇")
    assert line.payload == (f"{2:064}", f"{3:064}"), "who has not answered may have lost it"


def test_with_all_answers_the_line_is_done() -> None:
    (line,) = outbox(handed(("任务包", "甲", "任务包")), str, is_district=True)
    assert (line.mark, line.right, line.payload) == ("ok", "", (f"{1:064}",))


def test_a_report_waits_until_a_reply_came() -> None:
    assert outbox(handed(("上报包", "甲", None)), str, is_district=False)[0].right == "等回执"
    assert outbox(handed(("上报包", "甲", "退回包")), str, is_district=False)[0].right == "退回包已到"


def test_of_two_reports_the_last_is_shown() -> None:
    (line,) = outbox(handed(("上报包", "甲", "回执"), ("上报包", "甲", None)), str, is_district=False)
    assert (line.right, line.payload) == ("等回执", (f"{2:064}",))


def test_a_bundle_sent_back_waits_for_the_next_report() -> None:
    assert outbox(handed(("退回包", "甲", None)), str, is_district=True)[0].right == "未重报"


def test_the_list_is_a_sound_model(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    del qapp
    model = LineModel()
    model.show_lines([Line(None, "标题"), Line("ok", "回执", "传出 01-05", "已到", payload=3)])
    assert model.row_of(3) == 1
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
