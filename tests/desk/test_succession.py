"""更名、撤并、撤镇设街道 over real bundles: open returns go to the heir, history stays, an old bundle gets its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from haishu_desk.bundle.foreign.names import Names
from haishu_desk.desk import Desk
from haishu_desk.desk.figures import series
from haishu_desk.desk.succession import CHANGED, UnitChanges
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.domain.returns import VOID
from haishu_desk.store.journal import Entry, Journal
from tests.desk.office import DISTRICT, INDICATORS, OTHER, TOWN, YINJIANG, ZHANGSHUI, Office

STREET, NAME = "330203012", "鄞江街道"
JULY = "2025-07-01"
REPLACED = (
    "units",
    "change",
    "--close",
    YINJIANG,
    "--into",
    f"{STREET}={NAME}",
    "--from",
    JULY,
    "--document",
    "浙民〔2025〕9号",
)


def replaced(office: Office) -> None:
    """The town becomes a street on 1 July 2025, with the first half-year and the whole year open."""
    for period in ("2025-H1", "2025"):
        words = ("--unit", YINJIANG, "--period", period)
        office.ask("district", "issue", *words, "--due", "2026-01-10", "--out", office.file(f"{period}.xlsx"))
        office.receive("town", f"{period}.xlsx")
    rows = office.ask("district", *REPLACED)
    (old,) = [row for row in rows if row["code"] == YINJIANG]
    (new,) = [row for row in rows if row["code"] == STREET]
    assert (old["valid_to"], new["valid_from"], new["kind"], new["name"]) == ("2025-06-30", JULY, "street", NAME)


def tell(office: Office, period: str = "2025", unit: str = STREET) -> None:
    """The district hands the return to the office, and its computer takes it in."""
    office.ask("district", "issue", "--unit", unit, "--period", period, "--out", office.file("new.xlsx"))
    assert office.receive("town", "new.xlsx")["status"] == "received"


def test_the_open_return_of_a_later_period_goes_to_the_heir_with_what_was_filled_in(office: Office) -> None:
    office.ask(
        "district",
        "issue",
        "--unit",
        YINJIANG,
        "--period",
        "2025",
        "--due",
        "2026-01-10",
        "--out",
        office.file("t.xlsx"),
    )
    office.receive("town", "t.xlsx")
    office.ask("town", "enter", "--unit", YINJIANG, "--period", "2025", "--item", "145-04", "--value", "12.50")
    office.ask("town", "submit", "--unit", YINJIANG, "--period", "2025", "--out", office.file("up25.xlsx"))
    office.receive("district", "up25.xlsx")
    office.ask("district", *REPLACED)
    old, new = (ReturnKey("indicators", unit, "2025") for unit in (YINJIANG, STREET))
    with office.desk("district") as desk:
        assert desk.course(old).state(has_edits=True) == VOID
        assert (desk.course(new).state(has_edits=True), desk.course(new).due) == ("录入中", "2026-01-10")
        (row,) = desk.reading.values(STREET, "2025", "145-04")
        assert row["value"]["raw"] == "12.50"
    history = office.ask("district", "history", "--unit", STREET, "--period", "2025", "--item", "145-04")
    assert "鄞江镇自 2025-07-01 起改设鄞江街道" in str(history)


def test_an_open_return_of_an_earlier_period_stays_and_the_office_of_the_heir_fills_it_in(office: Office) -> None:
    replaced(office)
    tell(office)
    half = ("--unit", YINJIANG, "--period", "2025-H1")
    assert office.ask("town", "enter", *half, "--item", "145-04", "--value", "6")["written"] == 1
    office.ask("town", "submit", *half, "--out", office.file("half.xlsx"))
    row = office.receive("district", "half.xlsx")
    assert (row["status"], row["signature"], row["changes"]) == ("received", "valid", 1)
    assert "由鄞江街道承接" in str(row["findings"])
    with office.desk("town") as desk:
        assert (desk.unit, desk.own_units) == (STREET, {YINJIANG, STREET})


def test_the_office_reports_for_the_new_unit_with_the_key_it_had(office: Office) -> None:
    replaced(office)
    tell(office)
    year = ("--unit", STREET, "--period", "2025")
    assert office.ask("town", "enter", *year, "--item", "145-04", "--value", "13")["written"] == 1
    office.ask("town", "submit", *year, "--out", office.file("year.xlsx"))
    row = office.receive("district", "year.xlsx")
    assert (row["status"], row["signature"], row["unit"]) == ("received", "valid", STREET)
    office.ask("district", "review", *year, "--approve")
    office.ask("district", "reply", *year, "--out", office.file("reply.xlsx"))
    assert office.receive("town", "reply.xlsx")["kind"] == "批复包"


def test_an_old_bundle_for_a_later_period_gets_a_sentence_of_its_own(office: Office) -> None:
    office.ask("district", "issue", "--unit", YINJIANG, "--period", "2025", "--out", office.file("t.xlsx"))
    office.receive("town", "t.xlsx")
    office.ask("town", "enter", "--unit", YINJIANG, "--period", "2025", "--item", "145-04", "--value", "1")
    office.ask("town", "submit", "--unit", YINJIANG, "--period", "2025", "--out", office.file("late.xlsx"))
    office.ask("district", *REPLACED)
    row = office.receive("district", "late.xlsx", status=1)
    assert (row["status"], row["error"]["code"]) == ("refused", "E32")
    assert "鄞江镇到 2025-06-30 为止，没有2025年的报表" in row["error"]["message"]
    assert "2025年由鄞江街道填报" in row["error"]["advice"]


def test_neither_the_old_unit_nor_the_new_one_is_asked_for_the_others_time(office: Office) -> None:
    replaced(office)
    out = ("--out", office.file("x.xlsx"))
    late = office.refused("district", "issue", "--unit", YINJIANG, "--period", "2025-Q3", *out)
    assert (late["code"], late["advice"]) == ("unit-ended", "2025年第三季度由鄞江街道填报")
    early = office.refused("district", "issue", "--unit", STREET, "--period", "2025-Q2", *out)
    assert (early["message"], early["advice"]) == (
        "鄞江街道从 2025-07-01 起才有，没有2025年第二季度的报表", "2025年第二季度由鄞江镇填报",
    )  # fmt: skip
    all_of = office.ask("district", "issue", "--all", "--period", "2025-Q3", "--out", office.file("all"))
    units = {row["unit"] for row in all_of}
    assert STREET in units
    assert YINJIANG not in units


def test_another_unit_still_cannot_speak_for_the_new_one(office: Office) -> None:
    replaced(office)
    tell(office)
    error = office.refused(
        "other", "enter", "--unit", STREET, "--period", "2025", "--item", "145-04", "--value", "1", status=2
    )
    assert "没有代码" in error["message"]  # it has not heard of the street yet
    office.ask("district", "issue", *OTHER, "--out", office.file("o.xlsx"))
    office.receive("other", "o.xlsx")
    words = ("enter", "--unit", STREET, "--period", "2025", "--item", "145-04", "--value", "1")
    assert office.refused("other", *words)["code"] == "not-yours"


def test_the_series_of_the_heir_runs_through_its_predecessor_and_breaks_at_the_change(office: Office) -> None:
    replaced(office)
    for unit, period, value in ((YINJIANG, "2023", "10"), (YINJIANG, "2024", "11"), (STREET, "2025", "12")):
        words = ("--unit", unit, "--period", period, "--item", "145-04")
        office.ask("district", "enter", *words, "--value", value)
    with office.desk("district") as desk:
        drawn = series(desk, "145-04", STREET)
        assert [(year, str(number)) for run in drawn.segments() for year, number in run] == [
            (2023, "10"), (2024, "11"), (2025, "12"),
        ]  # fmt: skip
        assert [len(run) for run in drawn.segments()] == [2, 1]
        assert [each.year for each in drawn.breaks] == [2025]
        item, key = desk.documents.catalogue.get("145-04"), ReturnKey("indicators", STREET, "2025")
        assert desk.exchange.writer.previous_of([item], key) == {item.code: "11"}


def test_two_towns_merged_take_nothing_along_and_their_sub_targets_are_named(office: Office) -> None:
    for unit in (YINJIANG, ZHANGSHUI):
        words = ("--unit", unit, "--period", "2025")
        office.ask("district", "issue", *words, "--out", office.file(f"{unit}.xlsx"))
    office.ask("district", "assign", "--item", "145-04", "--unit", YINJIANG, "--role", "report", "--annual", "2025=20")
    merged = ("units", "change", "--merge", YINJIANG, ZHANGSHUI, "--into", "330203107=鄞章镇", "--from", "2025-10-01")
    said = office.say("district", *merged)
    assert said.status == 0, said
    assert "鄞江镇、章水镇自 2025-10-01 起并入鄞章镇。" in said.out
    assert "年度分解要重新下达：145-04" in said.out
    with office.desk("district") as desk:
        new = ReturnKey("indicators", "330203107", "2025")
        assert (desk.heads(new), desk.course(new).is_issued) == ({}, True)
        assert "330203107" in desk.documents.reporters("145-04")
        assert [
            row["annual"] for row in desk.documents.assignment if (row["item"], row["unit"]) == ("145-04", "330203107")
        ] == [{}]


def test_a_renamed_unit_keeps_its_returns_and_is_called_by_its_name_of_the_time(office: Office) -> None:
    office.ask("district", "units", "change", "--rename", f"{YINJIANG}=新江镇", "--from", "2025-01-01")
    with office.desk("district") as desk:
        unit = desk.documents.units.get(YINJIANG)
        assert (unit.name, unit.name_on("2024-12-31")) == ("新江镇", "鄞江镇")
        assert desk.course(INDICATORS).state(has_edits=True) != VOID
    assert office.ask("district", "issue", *TOWN, "--out", office.file("again.xlsx"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--rename", f"{YINJIANG}=甲", "--from", "2999-01-01"), "还没有到"),
        (("--rename", f"{YINJIANG}=甲"), "没有写从哪一天起"),
        (("--merge", YINJIANG, "--from", JULY), "没有写由谁承接"),
        (("--close", YINJIANG, "--into", "1=甲镇", "2=乙镇", "--from", JULY), "只能由一个单位承接"),
        (("--close", YINJIANG, "--rename", f"{YINJIANG}=甲", "--from", JULY), "中的一个"),
        (("--close", DISTRICT, "--from", JULY), "区级不能撤并"),
    ],
)
def test_what_cannot_be_changed_is_refused_with_a_sentence(words: tuple[str, ...], said: str, office: Office) -> None:
    assert said in office.refused("district", "units", "change", *words, status=2)["message"]


def test_a_unit_cannot_change_units(office: Office) -> None:
    words = ("units", "change", "--rename", f"{YINJIANG}=甲镇", "--from", "2025-01-01")
    assert office.refused("town", *words)["code"] == "not-yours"


def test_a_preview_says_what_would_happen_and_does_nothing(office: Office) -> None:
    year = ("--unit", YINJIANG, "--period", "2025")
    office.enter("town", "145-04", "12.50")
    office.submit("town", "up.xlsx")
    office.receive("district", "up.xlsx")
    before = office.state("district")
    told = office.ask("district", *REPLACED, "--preview")
    assert office.state("district") == before
    assert told["told"] == "鄞江镇自 2025-07-01 起改设鄞江街道"
    assert [(row["form"], row["from"], row["to"], row["cells"]) for row in told["moved"]] == [
        ("indicators", YINJIANG, STREET, 1), ("tasks", YINJIANG, STREET, 0),
    ]  # fmt: skip
    said = office.say("district", *REPLACED, "--preview").out
    assert "还没有办" in said
    assert "鄞江镇2025年的规划指标填报表、任务项目填报表转由鄞江街道填报，已录的 1 格一并转去" in said
    assert office.ask("district", "units", "changes") == []
    office.ask("district", *REPLACED)
    (past,) = office.ask("district", "units", "changes")
    assert (past["told"], past["document"], past["person"]) == (told["told"], "浙民〔2025〕9号", "李区")
    assert office.ask("district", "values", *year[:1], STREET, *year[2:], "--item", "145-04")


def test_a_preview_of_what_cannot_be_done_is_refused_with_the_same_sentence(office: Office) -> None:
    words = ("units", "change", "--merge", YINJIANG, ZHANGSHUI, "--into", "330203107=石碶街道", "--from", JULY)
    really, only = (office.refused("district", *words, *more, status=2) for more in ((), ("--preview",)))
    assert really == only
    assert "已经有一个单位叫“石碶街道”" in only["message"]


def test_the_names_of_paper_and_screen_are_those_of_the_time(office: Office) -> None:
    replaced(office)
    with office.desk("district") as desk:
        documents = desk.documents
        assert [documents.name_of(*place) for place in ((YINJIANG, "2024"), (STREET, "2025"))] == ["鄞江镇", "鄞江街道"]
        assert documents.called(YINJIANG, "2025-H1") == "鄞江镇（现鄞江街道）"
        assert documents.called(STREET, "2025") == "鄞江街道"
    office.ask("district", "units", "change", "--rename", f"{ZHANGSHUI}=新水镇", "--from", "2025-01-01")
    with office.desk("district") as desk:
        assert [desk.documents.called(ZHANGSHUI, period) for period in ("2024", "2025")] == [
            "章水镇（现新水镇）",
            "新水镇",
        ]


def test_a_table_of_others_may_use_the_old_name_or_the_new_one_the_period_decides(office: Office) -> None:
    replaced(office)
    office.ask("district", "units", "change", "--rename", f"{ZHANGSHUI}=新水镇", "--from", "2025-01-01")
    head = "年份,镇街,有效发明专利拥有量（件）"
    lines = (head, "2024,鄞江镇,10", "2025,鄞江镇,20", "2024,章水镇,30", "2025,章水镇,40")
    with office.desk("district") as desk:
        names = Names((), desk.documents.units)
        assert [names.unit(text) for text in ("鄞江镇", "鄞江街道", "鄞江", "章水镇", "新水镇", "章水")] == [
            YINJIANG, STREET, STREET, ZHANGSHUI, ZHANGSHUI, ZHANGSHUI,
        ]  # fmt: skip
        found = desk.foreign.read(office.table("old.csv", *lines)).found
        assert [(cell.unit, cell.period, cell.text) for cell in found.cells] == [
            (YINJIANG, "2024", "10"), (STREET, "2025", "20"), (ZHANGSHUI, "2024", "30"), (ZHANGSHUI, "2025", "40"),
        ]  # fmt: skip
    tell(office)
    with office.desk("town") as desk:
        found = desk.foreign.read(office.table("own.csv", *lines)).found
        assert [(cell.unit, cell.period) for cell in found.cells] == [(YINJIANG, "2024"), (STREET, "2025")]


def test_the_changes_so_far_are_read_on_from_where_they_were(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with Desk(office.db("district"), write=True) as desk:
        changes, journal = UnitChanges(desk), desk.workspace.journal
        assert changes.so_far() == []
        begun, saying, asked = len(journal), Journal.saying, list[int]()

        def counted(self: Journal, kind: str, *texts: str, since: int = 0) -> Iterator[Entry]:
            asked.append(since)
            return saying(self, kind, *texts, since=since)

        monkeypatch.setattr(Journal, "saying", counted)
        with desk.workspace.database.rehearsal():
            changes.rename(YINJIANG, "鄞江古镇", JULY, "一号")
            assert [each.document for each in changes.so_far()] == ["一号"]
        assert changes.so_far() == [], "what was given back is not kept"
        changes.rename(YINJIANG, "鄞江新镇", JULY, "二号")
        changes.rename(ZHANGSHUI, "章水新镇", JULY, "三号")
        assert [each.document for each in changes.so_far()] == ["三号", "二号"]
        changes.so_far()
        assert asked == [begun, begun], (
            "once in the rehearsal, once after two changes; where nothing came, nothing is sought"
        )
        assert [each.document for each in UnitChanges(desk).so_far()] == ["三号", "二号"]


def test_a_change_that_could_not_be_written_is_not_seen(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last line of it fails, when everything before was written and read."""
    with office.desk("district", write=True) as desk:
        before, row = desk.documents.units.get(YINJIANG).name, desk.reviewing.queue(check=False)
        audit = desk.audit

        def full(what: str, *more: Any, **detail: Any) -> None:
            audit(what, *more, **detail)
            if what == CHANGED:
                raise SurroundingsError("磁盘已满", "请腾出空间", code="disk-full")

        monkeypatch.setattr(desk, "audit", full)
        with pytest.raises(SurroundingsError):
            UnitChanges(desk).rename(YINJIANG, NAME, JULY)
        assert desk.documents.units.get(YINJIANG).name == before
        assert NAME not in {unit.name for unit in desk.documents.units}
        assert desk.reviewing.queue(check=False) == row
