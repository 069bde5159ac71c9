"""空表上报 and 暂不报 over real bundles, both ways; and that an edit without a changed cell breaks nothing."""

from __future__ import annotations

import openpyxl
import pytest

from haishu_desk.desk.statements import DEFERRED, EMPTY, Statements
from haishu_desk.desk.trail import Trail
from haishu_desk.domain.cells import Edit, heads_of
from tests.desk.office import INDICATORS, TASKS, TOWN, YINJIANG, ZHANGSHUI, Office

WHY_EMPTY, WHY_LATE = "本期没有在建项目", "统计年报 1 月底才出"
DEFER = ("defer", *TOWN, "--form", "indicators", "--until", "2026-01-31", "--reason", WHY_LATE)


def submit_empty(office: Office, name: str = "empty.xlsx", form: str = "tasks") -> None:
    office.ask("town", "submit", *TOWN, "--form", form, "--empty", "--reason", WHY_EMPTY, "--out", office.file(name))


def events(office: Office, who: str, item: str) -> list[tuple[str, str | None]]:
    rows = office.ask(who, "history", *TOWN, "--item", item)
    return [(row["event"], row["reason"]) for row in rows]


# 空表.


def test_an_empty_return_is_reported_seen_and_approved(office: Office) -> None:
    submit_empty(office)
    assert office.queue("town", "tasks")["state"] == "已上报"
    row = office.receive("district", "empty.xlsx")
    assert (row["status"], row["kind"], row["signature"], row["changes"]) == ("received", "上报包", "valid", 0)
    assert [finding["message"] for finding in row["findings"] if finding["rule"] == "statement-empty"] == [
        f"空表：{WHY_EMPTY}"
    ]
    seen = office.queue("district", "tasks")
    assert (seen["state"], seen["filled"], seen["overdue"]) == ("已接收", 0, False)
    assert (seen["statement"]["what"], seen["statement"]["reason"], seen["statement"]["by"]) == (
        EMPTY,
        WHY_EMPTY,
        "张三",
    )
    assert office.queue("district", "indicators")["statement"] is None
    answer = office.review("--form", "tasks", "--approve", "--comment", "属实")
    assert answer["state"] == "审核通过"
    office.reply("answer.xlsx")
    assert office.receive("town", "answer.xlsx")["status"] == "received"
    assert office.queue("town", "tasks")["state"] == "审核通过"
    assert ("空表", WHY_EMPTY) in events(office, "district", "145-b13-0-01")
    assert ("空表", WHY_EMPTY) in events(office, "town", "145-b13-0-01")


def test_an_empty_return_may_be_sent_back_and_then_says_figures(office: Office) -> None:
    submit_empty(office)
    office.receive("district", "empty.xlsx")
    assert office.review("--form", "tasks", "--return", "--comment", "镇里有两个在建的")["state"] == "退回修改"
    office.reply("back.xlsx")
    office.receive("town", "back.xlsx")
    office.enter("town", "145-b13-0-01", "已开工两个")
    office.submit("town", "again.xlsx")
    assert office.receive("district", "again.xlsx")["changes"] == 1
    assert office.queue("district", "tasks")["statement"] is None  # it speaks by its figures now


def test_what_has_a_figure_is_no_empty_return(office: Office) -> None:
    office.enter("town", "145-04", "120")
    error = office.refused("town", "submit", *TOWN, "--empty", "--reason", WHY_EMPTY, "--out", office.file("no.xlsx"))
    assert (error["code"], "规划指标填报表已经录了 1 项" in error["message"]) == ("not-empty", True)
    assert not office.file("no.xlsx").exists()
    office.refused("town", "submit", *TOWN, "--empty", "--out", office.file("no.xlsx"), status=2)
    error = office.refused("town", "submit", *TOWN, "--empty", "--reason", " ", "--out", office.file("no.xlsx"))
    assert error["code"] == "no-reason"


def test_the_same_empty_report_twice_is_one(office: Office) -> None:
    submit_empty(office)
    submit_empty(office, "second.xlsx")
    office.receive("district", "empty.xlsx")
    assert office.receive("district", "second.xlsx")["status"] == "duplicate"
    with office.desk("district") as desk:
        assert len(desk.edits(TASKS)) == len(desk.course(TASKS).revisions) == 1


# 暂不报.


def test_a_deferral_travels_up_and_the_granted_day_travels_down(office: Office) -> None:
    (said,) = office.ask("town", *DEFER, "--out", office.file("defer.xlsx"))
    assert (said["until"], said["reason"], said["due"], said["granted"]) == ("2026-01-31", WHY_LATE, "2026-01-10", None)
    row = office.receive("district", "defer.xlsx")
    assert (row["status"], row["kind"], row["signature"], row["changes"]) == ("received", "暂不报说明", "valid", 0)
    assert [finding["message"] for finding in row["findings"]] == [f"暂不报，到 2026-01-31：{WHY_LATE}"]
    assert openpyxl.load_workbook(office.file("defer.xlsx")).sheetnames == ["封面", "_manifest"]  # one page to print
    seen = office.queue("district")
    # The date stays and so does 逾期 (2026-01-10 has passed); nothing was reported.
    assert (seen["state"], seen["due"], seen["overdue"]) == ("已下发", "2026-01-10", True)
    assert (seen["statement"]["what"], seen["statement"]["until"]) == (DEFERRED, "2026-01-31")
    (granted,) = office.ask("district", "defer", *TOWN, "--grant", "--out", office.file("granted.xlsx"))
    assert (granted["due"], granted["granted"]) == ("2026-01-31", "2026-01-31")
    with office.desk("district") as desk:
        assert (desk.course(INDICATORS).due, desk.course(TASKS).due) == ("2026-01-31", "2026-01-10")
    assert office.receive("town", "granted.xlsx")["status"] == "received"
    told = office.queue("town")
    assert (told["due"], told["statement"]["granted"]) == ("2026-01-31", "2026-01-31")


def test_the_district_may_give_another_day_and_may_leave_it_unanswered(office: Office) -> None:
    office.ask("town", "defer", *TOWN, "--until", "2026-02-28", "--reason", WHY_LATE, "--out", office.file("d.xlsx"))
    office.receive("district", "d.xlsx")
    rows = office.ask("district", "defer")
    assert [(row["form"], row["until"], row["granted"]) for row in rows] == [
        ("indicators", "2026-02-28", None), ("tasks", "2026-02-28", None)
    ]  # fmt: skip
    rows = office.ask(
        "district",
        "defer",
        *TOWN,
        "--form",
        "tasks",
        "--grant",
        "--until",
        "2026-01-20",
        "--out",
        office.file("g.xlsx"),
    )
    assert [(row["form"], row["due"], row["granted"]) for row in rows] == [("tasks", "2026-01-20", "2026-01-20")]
    assert office.queue("district", "indicators")["due"] == "2026-01-10"


def test_what_was_typed_so_far_does_not_travel_with_a_deferral(office: Office) -> None:
    office.enter("town", "145-04", "120")
    office.ask("town", *DEFER, "--out", office.file("defer.xlsx"))
    office.receive("district", "defer.xlsx")
    with office.desk("district") as desk:
        assert desk.heads(INDICATORS) == {}
    office.enter("town", "145-33", "0.3")
    office.submit("town", "up.xlsx")
    assert office.receive("district", "up.xlsx")["changes"] == 2  # and nothing is missing later
    assert office.queue("district")["statement"] is None  # reported: no longer 暂不报
    assert [event for event, _ in events(office, "town", "145-04")][:2] == ["录入", "暂不报"]


def test_a_deferral_is_no_entry_of_figures(office: Office) -> None:
    """State, undo, trail and the standing values after an edit that changes no cell."""
    office.enter("town", "145-04", "120")
    office.ask("town", "undo")
    with office.desk("town", write=True) as desk:
        Statements(desk).defer([TASKS], "2026-01-31", WHY_LATE)
        assert desk.course(TASKS).state(has_edits=bool(desk.heads(TASKS))) == "已下发"
        (edit,) = desk.edits(TASKS)
        assert edit.changes == ()
        assert Edit.from_body(edit.body).id == edit.id
        assert heads_of([edit, edit]) == {}
        assert desk.undoing.redo(on=[INDICATORS])["left"] == []  # what could be done again still can
        desk.undoing.undo()
        assert desk.edits(TASKS) == [edit]  # and there was nothing of it to take back
        desk.workspace.cells.rebuild()
        assert desk.heads(TASKS) == {}
        line = next(row for row in Trail(desk).rows() if row.what == "暂不报")
        assert (line.new, line.reason, line.place, line.item) == ("到 2026-01-31", WHY_LATE, TASKS, "")


def test_two_computers_of_a_unit_may_both_say_it(office: Office) -> None:
    """Union: the later word stands on every machine, in whatever order they come."""
    office.ask("town", *DEFER, "--out", office.file("one.xlsx"))
    office.ask(
        "second", "defer", *TOWN, "--form", "indicators", "--until", "2026-02-05", "--reason", "还差两项", "--out", office.file("two.xlsx")
    )  # fmt: skip
    office.receive("district", "two.xlsx")
    assert office.receive("district", "one.xlsx")["conflicts"] == 0
    assert office.queue("district")["statement"]["until"] == "2026-02-05"


def test_a_bundle_that_only_says_something_has_no_cell_to_take_back(office: Office) -> None:
    row = office.ask("town", *DEFER, "--out", office.file("defer.xlsx"))[0]
    bundle = office.receive("district", "defer.xlsx")["bundle"]
    assert row["until"] == "2026-01-31"
    assert office.refused("district", "undo", "--batch", bundle)["code"] == "nothing-to-undo"


def test_who_is_urged_is_listed_with_what_the_unit_said(office: Office) -> None:
    office.ask("town", *DEFER, "--out", office.file("defer.xlsx"))
    office.receive("district", "defer.xlsx")
    owed = office.ask("district", "urge", "--overdue", "--preview")["owed"]
    said = {(row["unit"], row["form"]): row["statement"] for row in owed}
    assert said[YINJIANG, "indicators"] == f"暂不报，到 2026-01-31：{WHY_LATE}"
    assert said[YINJIANG, "tasks"] is None


@pytest.mark.parametrize("until", ["2026-01-10", "2025-12-31", "月底"])
def test_a_day_that_is_not_after_the_due_date_is_wrong(office: Office, until: str) -> None:
    office.refused("town", "defer", *TOWN, "--until", until, "--reason", WHY_LATE, status=2)


def test_who_may_say_and_who_may_grant(office: Office) -> None:
    assert office.refused("district", *DEFER)["code"] == "not-yours"
    out = ("--out", office.file("x.xlsx"))
    assert office.refused("town", "defer", *TOWN, "--grant", *out)["code"] == "not-yours"
    assert office.refused("district", "defer", *TOWN, "--grant", *out)["code"] == "state"  # nobody asked for it
    office.refused("town", "defer", *TOWN, status=2)
    office.refused("town", "defer", "--unit", YINJIANG, "--until", "2026-02-01", "--reason", "x", status=2)


def test_what_was_reported_is_not_deferred(reported: Office) -> None:
    assert reported.refused("town", *DEFER)["code"] == "state"


def test_soon_lists_what_is_due_and_not_reported(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haishu_desk.desk.reviewing._today", lambda: "2026-01-08")
    keys = {(row["form"], row["unit"]) for row in office.ask("district", "queue", "--soon", "3")}
    assert keys == {(form, unit) for form in ("indicators", "tasks") for unit in (YINJIANG, ZHANGSHUI)}
    assert office.ask("district", "queue", "--soon", "1") == []  # two days are left
    submit_empty(office)
    office.receive("district", "empty.xlsx")
    assert ("tasks", YINJIANG) not in {
        (row["form"], row["unit"]) for row in office.ask("district", "queue", "--soon", "3")
    }
    monkeypatch.setattr("haishu_desk.desk.reviewing._today", lambda: "2026-01-11")
    assert office.ask("district", "queue", "--soon", "3") == []  # overdue is not soon


def test_what_was_said_is_read_on_with_every_edit_and_not_kept_where_it_is_given_back(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        assert desk.statements.said(TASKS) == []
        with desk.workspace.rehearsal():
            desk.apply(*desk.statements.empty([TASKS], "没有"))
            assert [edit.reason for edit in desk.statements.said(TASKS)] == ["没有"]
        assert desk.statements.said(TASKS) == []
        for reason in (WHY_EMPTY, "还是没有"):
            desk.apply(*desk.statements.empty([TASKS], reason))
        said = desk.statements.said(TASKS)
        assert [edit.reason for edit in said] == [WHY_EMPTY, "还是没有"]
        assert Statements(desk).said(TASKS) == said
