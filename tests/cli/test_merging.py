"""merge: three-way on tables, versions and bundles, as the contract says it; nothing is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from tests.desk.office import QUANTITY, TOWN, YINJIANG, Office, Said, call

BASE = "代码,数,注\na,1,x\nb,2,\n"


def _files(folder: Path, *texts: str, encoding: str = "utf-8") -> list[Path]:
    files = [folder / f"{name}.csv" for name in ("base", "ours", "theirs")]
    for file, text in zip(files, texts, strict=True):
        file.write_bytes(text.encode(encoding))
    return files


def _call(files: list[Path], *more: object) -> Said:
    base, ours, theirs = files
    return call("merge", "--base", base, "--ours", ours, "--theirs", theirs, *more)


def _merge(files: list[Path], *more: object, status: int = 0) -> Any:
    said = _call(files, *more, "--json")
    assert (said.status, said.err) == (status, ""), said
    return json.loads(said.out)


def test_takes_and_clashes_have_the_shape_of_the_contract_and_a_clash_exits_with_1(tmp_path: Path) -> None:
    files = _files(
        tmp_path,
        BASE,
        "代码,数,注\na,8,x\nb,2,neu\nd,4,\n",  # a edited, b noted, d added
        "代码,数\na,9\n",  # a edited otherwise, b deleted, 注 dropped
    )
    assert _merge(files, status=1) == {
        "takes": [{"key": ["d", None], "row": "added", "value": {"数": "4"}, "from": "ours"}],
        "clashes": [
            {
                "key": [None, "注"],
                "column": "dropped",
                "base": [["b", ""]],
                "ours": [["b", "neu"]],
                "theirs": None,
            },
            {"key": ["a", "数"], "base": "1", "ours": "8", "theirs": "9"},
            {
                "key": ["b", None],
                "row": "deleted",
                "base": {"数": "2", "注": ""},
                "ours": {"数": "2", "注": "neu"},
                "theirs": None,
            },
        ],
    }


def test_rows_deleted_and_columns_added_are_takes_without_a_clash(tmp_path: Path) -> None:
    files = _files(tmp_path, BASE, "代码,数,注\na,1,x\n", "代码,率,数,注\na,5,1,x\nb,,2,\n")
    assert _merge(files) == {
        "takes": [
            {"key": [None, "率"], "column": "added", "value": [["a", "5"]], "from": "theirs"},
            {"key": ["b", None], "row": "deleted", "value": None, "from": "ours"},
        ],
        "clashes": [],
    }


def test_with_several_key_columns_a_row_is_a_list(tmp_path: Path) -> None:
    base = "单位,期,数\nA,2025,1\nA,2026,2\n"
    theirs = "期,单位,数\n2026,A,3\n2025,A,1\n"  # another order of rows and columns
    assert _merge(_files(tmp_path, base, base, theirs), "--key", "单位,期") == {
        "takes": [{"key": [["A", "2026"], "数"], "value": "3", "from": "theirs"}],
        "clashes": [],
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_of_other_offices_is_read_and_compared_as_text(tmp_path: Path, encoding: str) -> None:
    files = _files(
        tmp_path, "代码,数\n01,7\n", "代码,数\n01,07\n", '代码,数\n01,7\n1,"上\n下，左"\n', encoding=encoding
    )
    assert _merge(files)["takes"] == [
        {"key": ["01", "数"], "value": "07", "from": "ours"},
        {"key": ["1", None], "row": "added", "value": {"数": "上\n下，左"}, "from": "theirs"},
    ]


def test_the_key_of_the_base_is_the_key_of_all_wherever_it_stands(tmp_path: Path) -> None:
    assert _merge(_files(tmp_path, BASE, BASE, "注,代码,数\nx,a,1\n,b,2\n")) == {"takes": [], "clashes": []}


@pytest.mark.parametrize(
    ("texts", "more", "status", "code"),
    [
        ((BASE, BASE, BASE + "a,3,\n"), (), 1, "doubled-key"),
        ((BASE, "编号,数\na,1\n", BASE), (), 2, "usage"),
        ((BASE, BASE, BASE), ("--key", "单位"), 2, "usage"),
        ((BASE, BASE, BASE), ("--key", "代码,"), 2, "usage"),
        ((BASE, "", BASE), (), 1, "E30"),
    ],
)
def test_what_cannot_be_merged_is_refused_in_a_sentence(
    tmp_path: Path, texts: tuple[str, str, str], more: tuple[str, ...], status: int, code: str
) -> None:
    said = _call(_files(tmp_path, *texts), *more, "--json")
    assert (said.status, said.error["code"]) == (status, code)


def test_a_file_that_is_not_there_is_no_version_code(tmp_path: Path) -> None:
    files = _files(tmp_path, BASE, BASE, BASE)
    said = _call([files[0], files[1], tmp_path / "keine.csv"], "--json")
    assert (said.status, said.error["code"]) == (1, "no-file")


def test_workbooks_are_merged_as_the_text_that_a_person_sees(tmp_path: Path) -> None:
    base, ours, _ = _files(tmp_path, "代码,数\na,1\n01,2\n", "代码,数\na,1\n01,3\n", "")
    theirs = tmp_path / "theirs.xlsx"
    with xlsxwriter.Workbook(str(theirs)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["代码", "数"], ["01", 2], ["a", 1.5]]):
            sheet.write_row(number, 0, row)
    assert _merge([base, ours, theirs])["takes"] == [
        {"key": ["a", "数"], "value": "1.5", "from": "theirs"},
        {"key": ["01", "数"], "value": "3", "from": "ours"},
    ]


def test_people_read_it_as_two_short_tables(tmp_path: Path) -> None:
    said = _call(_files(tmp_path, BASE, "代码,数,注\na,8,x\nb,2,\n", "代码,数,注\na,9,x\n"))
    assert said.status == 1
    assert said.out.splitlines() == [
        "并入 1 处，不一致 1 处",
        "行  列          值  来自",
        "b   整行  删去      对方",
        "",
        "不一致，要由人来定：",
        "行  列    原值  我方  对方",
        "a   数    1     8     9",
    ]


# Versions and bundles.


def _revisions(office: Office) -> tuple[str, str, str]:
    """The report of the town, and what its two computers made of it, each by its version code."""
    office.enter("town", "145-04", "120")
    office.enter("town", "145-11", "12.5")
    first = office.submit("town", "base.xlsx")["revision"]
    office.receive("district", "base.xlsx")
    office.reply("back.xlsx")
    office.receive("second", "back.xlsx")
    office.enter("town", "145-04", "121")
    office.enter("town", "145-33", "0.3", "--vintage", "预计")
    ours = office.submit("town", "ours.xlsx")["revision"]
    office.enter("second", "145-04", "125")
    office.enter("second", "145-11", "")
    theirs = office.submit("second", "theirs.xlsx")["revision"]
    office.receive("district", "ours.xlsx", "theirs.xlsx")
    return first, ours, theirs


def _sides(base: object, ours: object, theirs: object) -> list[object]:
    return ["--base", base, "--ours", ours, "--theirs", theirs]


def _short(document: Any) -> tuple[list[Any], list[Any]]:
    takes = [(*each["key"], each["value"]["raw"], each["from"]) for each in document["takes"]]
    raw = [
        (*each["key"], *(each[side] and each[side]["raw"] for side in ("base", "ours", "theirs")))
        for each in document["clashes"]
    ]
    return takes, raw


EXPECTED = (
    [("145-11", "value", "", "theirs"), ("145-33", "value|预计", "0.3", "ours")],
    [("145-04", "value", "120", "121", "125")],
)


def test_revisions_and_bundles_are_merged_as_quantities(office: Office) -> None:
    before_all = _revisions(office)
    before = office.state("district")
    by_code = office.ask("district", "merge", *_sides(*before_all), status=1)
    names = [office.file(f"{name}.xlsx") for name in ("base", "ours", "theirs")]
    by_file = office.ask("district", "merge", *_sides(*names), status=1)
    assert _short(by_code) == EXPECTED
    assert by_file == by_code
    assert office.state("district") == before
    (clash,) = by_code["clashes"]
    assert set(clash["ours"]) == QUANTITY
    place = {"form": "indicators", "unit": YINJIANG, "period": "2025", "item": "145-04", "field": "value"}
    assert place.items() <= clash.items()
    assert clash["vintage"] is None


def test_workbooks_filled_in_by_hand_are_merged_against_what_was_handed_out(office: Office) -> None:
    task = office.file("town-task.xlsx")
    office.type_by_hand("town-task.xlsx", "ours.xlsx", {("145-04", "value"): 88, ("145-11", "value"): "12.50"})
    office.type_by_hand("town-task.xlsx", "theirs.xlsx", {("145-04", "value"): 89, ("145-11", "value"): 12.5})
    found = office.ask(
        "district", "merge", *_sides(task, office.file("ours.xlsx"), office.file("theirs.xlsx")), status=1
    )
    assert _short(found) == (
        [("145-11", "value", "12.50", "both")],
        [("145-04", "value", None, "88", "89")],
    )


def test_a_table_of_cells_may_be_one_of_three_versions(reported: Office) -> None:
    table = reported.table("t.csv", "unit,period,item,value", f"{YINJIANG},2025,145-04,180")
    base = reported.file("up.xlsx")
    takes, clashes = _short(reported.ask("district", "merge", *_sides(base, base, table)))
    assert ("145-04", "value", "180", "theirs") in takes
    assert ("145-11", "value", "", "theirs") in takes  # it does not stand in the table
    assert not clashes


def test_a_cell_that_cannot_be_read_is_refused_by_name(office: Office) -> None:
    office.type_by_hand("town-task.xlsx", "bad.xlsx", {("145-04", "value"): "很多"})
    task = office.file("town-task.xlsx")
    error = office.refused("district", "merge", *_sides(task, task, office.file("bad.xlsx")))
    assert error["code"] == "E50"
    assert "填报表!G6" in error["message"]


def test_versions_of_two_units_and_a_key_for_versions_are_wrong_words(reported: Office) -> None:
    reported.enter("other", "145-04", "7")
    reported.ask("other", "submit", "--unit", "330203106", "--period", "2025", "--out", reported.file("other.xlsx"))
    mine, other = reported.file("up.xlsx"), reported.file("other.xlsx")
    assert reported.refused("district", "merge", *_sides(mine, mine, other), status=2)["code"] == "usage"
    assert reported.refused("district", "merge", *_sides(mine, mine, mine), "--key", "a", status=2)["code"] == "usage"


def test_what_a_group_says_is_decided_together(office: Office) -> None:
    items = ["--item", "145-b13-0-01"]
    office.enter("town", "145-b13-0-01", "已开工")
    office.ask("town", "enter", *TOWN, *items, "--field", "planned", "--value", "1000")
    office.ask("town", "enter", *TOWN, *items, "--field", "invested", "--value", "400")
    base = office.submit("town", "base.xlsx")["revision"]
    office.receive("district", "base.xlsx")
    office.reply("back.xlsx")
    office.receive("second", "back.xlsx")
    office.ask("town", "enter", *TOWN, *items, "--field", "planned", "--value", "1200")
    ours = office.submit("town", "ours.xlsx")["revision"]
    office.ask("second", "enter", *TOWN, *items, "--field", "invested", "--value", "500")
    theirs = office.submit("second", "theirs.xlsx")["revision"]
    office.receive("district", "ours.xlsx", "theirs.xlsx")
    found = office.ask("district", "merge", *_sides(base, ours, theirs), status=1)
    assert _short(found) == (
        [],
        [
            ("145-b13-0-01", "invested", "400", "400", "500"),
            ("145-b13-0-01", "planned", "1000", "1200", "1000"),
        ],
    )
