"""Writing new editions of the documents."""

from __future__ import annotations

from tests.desk.office import OTHER, TOWN, YINJIANG, ZHANGSHUI, Office


def test_what_the_district_assigns_may_be_typed_at_once_and_reaches_the_unit(office: Office) -> None:
    words = ("enter", *TOWN, "--item", "145-10", "--value", "1")
    assert office.refused("town", *words)["code"] == "not-yours"
    office.ask("district", "assign", "--item", "145-10", "--unit", YINJIANG, "--role", "report")
    office.ask("district", "issue", *TOWN, "--out", office.file("again.xlsx"))
    assert office.receive("town", "again.xlsx")["status"] == "received"
    assert office.ask("town", *words)["written"] == 1
    assert office.ask("town", "assign") == office.ask("district", "assign")


def test_a_new_edition_keeps_all_other_rows(office: Office) -> None:
    before = {(row["item"], row["unit"], row["role"]) for row in office.ask("district", "assign")}
    rows = office.ask("district", "assign", "--item", "145-10", "--unit", ZHANGSHUI, "--role", "support")
    assert {(row["item"], row["unit"], row["role"]) for row in rows} == {*before, ("145-10", ZHANGSHUI, "support")}
    assert office.refused("district", "enter", *OTHER, "--item", "145-10", "--value", "1")["code"] == "not-yours"
    with office.desk("district") as desk:
        edition = desk.documents.edition("assignment")
        assert (edition.number, edition.author and edition.author.person) == (2, "李区")


def test_an_edition_of_a_later_day_waits_until_then_and_the_unit_has_it_already(office: Office) -> None:
    later = ("--role", "report", "--document", "海政〔2099〕1号", "--effective", "2099-03-01")
    rows = office.ask("district", "assign", "--item", "145-10", "--unit", YINJIANG, *later)
    assert {row["edition"] for row in rows} == {1}
    assert office.refused("town", "enter", *TOWN, "--item", "145-10", "--value", "1")["code"] == "not-yours"
    office.ask("district", "issue", *TOWN, "--out", office.file("again.xlsx"))
    office.receive("town", "again.xlsx")
    for who in ("district", "town"):
        with office.desk(who) as desk:
            assert YINJIANG not in desk.documents.reporters("145-10")
            then = desk.documents_on("2099-03-01")
            assert (then.edition("assignment").document, YINJIANG in then.reporters("145-10")) == (
                "海政〔2099〕1号",
                True,
            )


def test_a_date_that_is_none_is_refused_and_nothing_is_written(office: Office) -> None:
    words = ("assign", "--item", "145-10", "--unit", YINJIANG, "--role", "report", "--effective", "2026-02-30")
    assert office.refused("district", *words, status=2)["message"] == "看不懂生效日期“2026-02-30”"
    with office.desk("district") as desk:
        assert desk.documents.edition("assignment").number == 1
