"""The trail in rows and as a workbook, read back; and a printed 留痕校验 against journals that were cut or rewritten."""

from __future__ import annotations

import json
import shutil
import sqlite3
from itertools import islice
from pathlib import Path

import openpyxl
import pytest

from haishu_desk.desk.trail import Asked, Trail, TrailRow
from haishu_desk.desk.trail_book import COLUMNS, texts_of
from haishu_desk.domain.canonical import digest
from haishu_desk.domain.cells import Edit
from haishu_desk.store.database import Database
from haishu_desk.store.journal import link
from tests.desk.office import INDICATORS, PERIOD, TOWN, YINJIANG, ZHANGSHUI, Office
from tests.desk.test_keeping import tampered


def rows_of(office: Office, who: str, asked: Asked | None = None) -> list[TrailRow]:
    with office.desk(who) as desk:
        return Trail(desk).rows(asked or Asked())


def cell(rows: list[TrailRow], item: str, field: str = "完成值") -> TrailRow:
    return next(row for row in rows if (row.item, row.field) == (item, field))


# Rows.


def test_a_changed_cell_says_who_when_old_new_why_and_which_bundle_it_came_in(reported: Office) -> None:
    row = cell(rows_of(reported, "district"), "145-04", field_title(reported))
    bundle = reported.unpacked("up.xlsx").envelope.bundle[:12]
    assert (row.by, row.unit, row.period, row.what, row.old, row.new) == (
        "张三",
        "鄞江镇",
        "2025年",
        "录入",
        "未录",
        "120",
    )
    assert (row.name, row.source, row.rules) == (row.name, f"up.xlsx 数据包 {bundle}", "第 1 版")
    assert row.place == INDICATORS
    with reported.desk("district") as desk:
        assert row.hash == next(entry.hash for entry in desk.workspace.journal.entries() if entry.n == row.n)


def field_title(office: Office) -> str:
    with office.desk("district") as desk:
        return str(desk.documents.fields("indicators")["value"]["title"])


def test_in_the_unit_s_own_file_what_was_typed_there_came_in_no_bundle(reported: Office) -> None:
    assert cell(rows_of(reported, "town"), "145-04", field_title(reported)).source == ""


def test_a_value_typed_otherwise_than_it_is_understood_keeps_both_and_nothings_are_told_apart(office: Office) -> None:
    for value in ("12.50", "达到13", "—", "", "0"):
        office.enter("town", "145-04", value, "--reason", "核实")
    rows = [row for row in rows_of(office, "town") if row.item == "145-04"]
    assert [(row.old, row.new) for row in rows] == [
        ("未录", "12.50"), ("12.50", "13（键入 达到13）"), ("13（键入 达到13）", "—"), ("—", "清除"), ("清除", "0"),
    ]  # fmt: skip
    assert {row.reason for row in rows} == {"核实"}


def test_a_cell_of_a_table_names_its_file_sheet_and_address(office: Office) -> None:
    table = office.table("t.csv", "item,value", "145-04,7")
    office.ask("town", "enter", *TOWN, "--from", table)
    assert "t.csv" in cell(rows_of(office, "town"), "145-04", field_title(office)).source


def test_decisions_remarks_revisions_editions_files_and_bundles_have_rows(reported: Office) -> None:
    reported.review("--return", "--cells", reported.table("c.csv", "item,comment", "145-04,核对"))
    reported.reply("back.xlsx")
    rows = rows_of(reported, "district")
    said = {row.what for row in rows}
    assert {
        "下发任务",
        "接收",
        "退回",
        "退回这一格",
        "上报",
        "收到的文件",
        "装入上报包",
        "传出退回包",
        "登记的电脑第 4 版",
        "规划 145 第 1 版",
    } <= said
    remark = next(row for row in rows if row.what == "退回这一格")
    assert (remark.item, remark.reason, remark.by) == ("145-04", "核对", "李区")
    issued = next(row for row in rows if row.what == "下发任务")
    assert issued.new == "截止 2026-01-10"
    assert next(row for row in rows if row.what == "上报").new.endswith("格")


def test_every_entry_of_the_journal_has_at_least_one_row_in_order(reported: Office) -> None:
    rows = rows_of(reported, "district")
    with reported.desk("district") as desk:
        assert list(dict.fromkeys(row.n for row in rows)) == list(range(1, len(desk.workspace.journal) + 1))


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        (Asked(unit=ZHANGSHUI), lambda row: row.unit == "章水镇"),
        (Asked(period=PERIOD), lambda row: row.period == "2025年"),
        (Asked(item="145-11"), lambda row: row.item == "145-11"),
        (Asked(person="张三"), lambda row: row.by == "张三"),
        (Asked(since="2000-01-01", until="2999-01-01"), lambda row: row.n > 0),
        (Asked(person="随程序带的"), lambda row: row.by == "随程序带的"),
        (Asked(words="145-1"), lambda row: "145-1" in row.item),
        (Asked(words="专利"), lambda row: "专利" in row.name),
        (
            Asked(unit=YINJIANG, words="专利", person="张三"),
            lambda row: row.unit == "鄞江镇" and "专利" in row.name and row.by == "张三",
        ),
    ],
)
def test_a_filter_keeps_exactly_what_it_names(asked: Asked, holds: object, reported: Office) -> None:
    assert callable(holds)
    everything = rows_of(reported, "district")
    found = rows_of(reported, "district", asked)
    assert found
    assert found == [row for row in everything if holds(row)]


@pytest.mark.parametrize("asked", [Asked(since="2999-01-01"), Asked(until="2000-01-01"), Asked(person="没有这个人")])
def test_a_filter_that_nothing_meets_finds_nothing(asked: Asked, reported: Office) -> None:
    assert rows_of(reported, "district", asked) == []


@pytest.mark.parametrize(
    "words",
    [("--unit", "999"), ("--period", "20x5"), ("--item", "145-99"), ("--since", "1月"), ("--until", "2026-02-30")],
)
def test_a_filter_that_names_nothing_there_is_gets_a_sentence(words: tuple[str, str], reported: Office) -> None:
    assert reported.refused("district", "log", *words, status=2)["code"] == "usage"


def test_from_the_end_the_trail_is_the_same_turned_round(reported: Office) -> None:
    with reported.desk("district") as desk:
        looked = list(Trail(desk).backwards())
        assert [each.n for each in looked] == list(range(len(desk.workspace.journal), 0, -1))
        assert [row for each in looked for row in each.rows] == Trail(desk).rows()[::-1]


def test_only_as_much_of_the_journal_is_read_as_is_looked_at(reported: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with reported.desk("district") as desk:
        whole = len(desk.workspace.journal)
        trail = Trail(desk).backwards()
        next(trail)
        monkeypatch.setattr(Database, "rows", lambda *_: pytest.fail("nobody has asked for more"))
        assert whole > 1 + sum(1 for _ in islice(trail, 5))


def test_an_entry_that_cannot_hold_what_is_wanted_is_not_understood(
    reported: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """鄞江镇 alone has reported: of 章水镇 there are decisions and bundles, and no edit has to be read."""
    monkeypatch.setattr(Edit, "from_body", lambda _: pytest.fail("no edit is of that unit"))
    assert rows_of(reported, "district", Asked(unit=ZHANGSHUI))


def test_signs_that_are_spelt_otherwise_are_found_too(office: Office) -> None:
    with office.desk("town", write=True) as desk, desk.workspace.transaction():
        author = {**desk.author().as_json(), "person": "王外"}
        body = json.dumps({"what": "别的程序写的", "author": author, "detail": {}}).encode()
        assert "王外".encode() not in body
        desk.workspace.record("audit", body, "2026-01-01T00:00:00")
    assert [row.what for row in rows_of(office, "town", Asked(person="王外"))] == ["别的程序写的"]


def test_a_damaged_entry_is_a_row_that_says_so(reported: Office) -> None:
    number = next(row.n for row in rows_of(reported, "town") if row.item)
    tampered(reported.db("town"), "UPDATE journal SET body = x'ff00' WHERE n = ?", number)
    assert [row.what for row in rows_of(reported, "town") if row.n == number] == ["内容已损坏，看不懂"]


# The workbook.


def facts_in(file: Path) -> dict[str, str]:
    """What the first page says."""
    lines = openpyxl.load_workbook(file)["说明"].iter_rows(min_row=3, values_only=True)
    return {str(line[0]): str(line[1]) for line in lines}


def test_the_workbook_read_back_says_the_same_in_every_cell(reported: Office) -> None:
    out = reported.file("trail.xlsx")
    answer = reported.ask("district", "log", "--out", out)
    rows = rows_of(reported, "district")
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["说明", "留痕"]
    lines = [[cell or "" for cell in line] for line in book["留痕"].iter_rows(values_only=True)]
    assert lines[0] == [column.title for column in COLUMNS]
    assert lines[1:] == [list(texts_of(row)) for row in rows]
    assert (answer["rows"], answer["chain"]) == (len(rows), "intact")
    facts = facts_in(out)
    with reported.desk("district") as desk:
        last = desk.workspace.journal.head()
    assert last is not None
    assert facts["末条留痕校验"].startswith(last.hash)
    assert facts["链"].startswith("完好")


def test_the_workbook_prints_whole_with_its_head_on_every_page(reported: Office) -> None:
    reported.ask("district", "log", "--out", reported.file("trail.xlsx"))
    page = openpyxl.load_workbook(reported.file("trail.xlsx"))["留痕"]
    assert page.print_title_rows == "$1:$1"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 8, 0)
    fitting = page.sheet_properties.pageSetUpPr
    assert fitting is not None
    assert (page.freeze_panes, fitting.fitToPage) == ("A2", True)


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-2", '=HYPERLINK("http://x","y")', "http://x.cn", "\t=1"])
def test_nothing_that_was_typed_becomes_a_formula_or_a_link(text: str, office: Office) -> None:
    office.enter("town", "145-04", "1", "--note", text, "--reason", text)
    office.ask("town", "log", "--out", office.file("trail.xlsx"))
    page = openpyxl.load_workbook(office.file("trail.xlsx"))["留痕"]
    cells = [cell for line in page.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert text.strip() in {str(cell.value).strip() for cell in cells}


def test_a_text_longer_than_a_cell_can_hold_says_so(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        desk.audit("试" * 40_000)
    office.ask("town", "log", "--out", office.file("trail.xlsx"))
    book = openpyxl.load_workbook(office.file("trail.xlsx"))
    assert any("共 40000 字" in str(line[7]) for line in book["留痕"].iter_rows(values_only=True))


def test_of_a_broken_chain_the_first_page_says_where_and_the_status_is_1(reported: Office) -> None:
    number = next(row.n for row in rows_of(reported, "town") if row.item)
    tampered(reported.db("town"), "UPDATE journal SET at = '2020-01-01T00:00:00' WHERE n = ?", number)
    answer = reported.ask("town", "log", "--out", reported.file("trail.xlsx"), status=1)
    assert answer["chain"] == f"broken at {number}"
    facts = facts_in(reported.file("trail.xlsx"))
    assert f"第 {number} 条断开" in facts["链"]


def test_only_workbooks_are_written(office: Office) -> None:
    assert office.refused("town", "log", "--out", office.file("trail.csv"), status=2)["code"] == "usage"
    assert not office.file("trail.csv").exists()


# The witness.


def head_of(path: Path) -> tuple[int, str]:
    with sqlite3.connect(path) as sql:
        number, found = sql.execute("SELECT n, hash FROM journal ORDER BY n DESC LIMIT 1").fetchone()
    sql.close()
    return int(number), str(found)


def hash_at(path: Path, n: int) -> str:
    with sqlite3.connect(path) as sql:
        (found,) = sql.execute("SELECT hash FROM journal WHERE n = ?", (n,)).fetchone()
    sql.close()
    return str(found)


def test_a_printed_head_stands_with_what_came_after_it(reported: Office) -> None:
    number, head = head_of(reported.db("district"))
    reported.review("--approve")
    found = reported.ask("district", "log", "--witness", f"{head[:4].upper()}-{head[4:8]} {head[8:16]}")
    assert (found["stands"], found["n"], found["digits"]) == (True, number, head[:16])
    assert found["later"] == head_of(reported.db("district"))[0] - number > 0


def test_the_whole_line_of_the_cover_may_be_typed(reported: Office) -> None:
    number, head = head_of(reported.db("district"))
    signs = " ".join(head[place : place + 4] for place in range(0, 16, 4))
    found = reported.ask("district", "log", "--witness", f"第{number}条　{signs}")
    assert (found["stands"], found["n"]) == (True, number)


def test_bytes_of_a_kind_that_is_not_known_are_some_file(office: Office) -> None:
    with office.desk("town", write=True) as desk, desk.workspace.transaction():
        desk.workspace.record("another", b"PK\xff", "2026-01-01T00:00:00")
    last = rows_of(office, "town")[-1]
    assert (last.what, last.new.startswith("3 字节")) == ("文件", True)


def cut(path: Path, kept: int) -> None:
    tampered(path, "DELETE FROM journal WHERE n > ?", kept)


def rewritten(path: Path, kept: int, *, until: int) -> None:
    """Cut the tail off and write another one, with a chain that holds, as long as the old one or longer."""
    cut(path, kept)
    with sqlite3.connect(path) as sql:
        (previous,) = sql.execute("SELECT hash FROM journal WHERE n = ?", (kept,)).fetchone()
        for number in range(kept + 1, until + 1):
            body = f'{{"kind":"audit","what":"x{number}"}}'.encode()
            identity, at = digest(body), "2026-01-01T00:00:00"
            previous = link(previous, number, identity, "audit", at)
            sql.execute("INSERT INTO journal VALUES (?, ?, 'audit', ?, ?, ?)", (number, identity, body, at, previous))
    sql.close()


CUTS = (1, 2, 3, 5, 8, 13)


@pytest.mark.parametrize("lost", CUTS)
def test_a_tail_that_was_cut_off_is_found_by_any_receipt_of_it(lost: int, reported: Office) -> None:
    number, head = head_of(reported.db("district"))
    earlier = hash_at(reported.db("district"), number - lost)
    copy = reported.file("copy.db")
    shutil.copy(reported.db("district"), copy)
    cut(copy, number - lost)
    assert reported.ask("copy", "log")["chain"] == "intact"  # the chain alone does not see it
    found = reported.ask("copy", "log", "--witness", head[:16], status=1)
    assert (found["stands"], found["n"]) == (False, None)
    assert "被截去或改写" in found["message"]
    assert reported.ask("copy", "log", "--witness", earlier[:16])["later"] == 0
    assert reported.ask("district", "log", "--witness", head[:16])["stands"]


@pytest.mark.parametrize("more", [0, 4])
@pytest.mark.parametrize("lost", CUTS)
def test_a_tail_that_was_written_anew_is_found_although_its_chain_holds(lost: int, more: int, reported: Office) -> None:
    number, head = head_of(reported.db("district"))
    kept = number - lost
    receipts = {n: hash_at(reported.db("district"), n)[:16] for n in (kept, kept + 1, number)}
    rewritten(reported.db("district"), kept, until=number + more)
    with reported.desk("district") as desk:
        assert desk.workspace.journal.first_broken() is None
        said = {n: desk.keeping.witness(receipt).stands for n, receipt in receipts.items()}
    assert said == {kept: True, kept + 1: False, number: False}
    assert head[:16] == receipts[number]


@pytest.mark.parametrize("back", [0, 1, 6])
def test_a_changed_byte_before_the_printed_entry_is_not_vouched_for_and_one_after_it_is(
    back: int, reported: Office
) -> None:
    number, _ = head_of(reported.db("district"))
    changed = number - back
    receipts = {n: hash_at(reported.db("district"), n)[:16] for n in (changed - 1, changed, number)}
    tampered(
        reported.db("district"),
        "UPDATE journal SET body = CAST(CAST(body AS TEXT) || ' ' AS BLOB) WHERE n = ?",
        changed,
    )
    with reported.desk("district") as desk:
        found = {n: desk.keeping.witness(receipt) for n, receipt in receipts.items()}
    assert {n: each.stands for n, each in found.items()} == {n: n < changed for n in receipts}
    assert f"第 {changed} 条断开" in found[number].said


def test_a_head_of_another_file_does_not_stand_here(reported: Office) -> None:
    _, head = head_of(reported.db("town"))
    assert not reported.ask("district", "log", "--witness", head[:16], status=1)["stands"]


@pytest.mark.parametrize("printed", ["", "123", "xyzxyzxyz", "12345678%", "a" * 65])
def test_what_is_no_check_gets_a_sentence(printed: str, reported: Office) -> None:
    assert reported.refused("district", "log", "--witness", printed, status=2)["code"] == "usage"


def test_too_few_digits_for_one_entry_are_asked_for_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haishu_desk.desk.keeping._LEAST_DIGITS", 1)
    with office.desk("district") as desk:
        first = {entry.hash[0] for entry in desk.workspace.journal.entries()}
    assert any(office.say("district", "log", "--witness", digit).status == 2 for digit in first)


def test_the_trail_names_the_unit_once(reported: Office) -> None:
    assert {row.unit for row in rows_of(reported, "district", Asked(unit=YINJIANG))} == {"鄞江镇"}


def test_a_row_that_is_longer_than_its_column_is_as_high_as_it_needs(office: Office) -> None:
    office.enter("town", "145-04", "1", "--note", "很长的说明" * 20, "--reason", "核实")
    office.ask("town", "log", "--out", office.file("trail.xlsx"))
    page = openpyxl.load_workbook(office.file("trail.xlsx"))["留痕"]
    place = next(int(line[0].row or 0) for line in page.iter_rows(min_row=2) if "很长的说明" in str(line[13].value))
    # 100 Chinese signs are 200 wide; the column is 24 wide, 23 with its padding: 9 lines of 13.5 points.
    assert page.row_dimensions[place].height == 13.5 * 9
