"""The verb assign: tables, checks, changes, paper."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from haishu_desk.cli.assigning import annual
from haishu_desk.domain.errors import UsageError
from tests.desk.office import YINJIANG, Office, call


def table(folder: Path) -> Path:
    book = openpyxl.Workbook()
    for line in (["指标", "牵头单位", "分解单位", "2025年"], ["有效发明专利拥有量", "市场监管局", "鄞江镇", 3000],
                 ["有效发明专利拥有量", "", "章水镇", 90], ["没有的指标", "发改局", "", 1]):  # fmt: skip
        book.worksheets[0].append(line)
    book.save(folder / "分工.xlsx")
    return folder / "分工.xlsx"


@pytest.fixture
def district(tmp_path: Path) -> Office:
    """A district alone."""
    office = Office(tmp_path)
    office.ask("district", "init", "--role", "district", "--person", "李区")
    return office


def test_a_table_is_previewed_taken_over_checked_compared_and_printed(district: Office) -> None:
    file = table(district.folder)
    preview = district.ask("district", "assign", "--from", file, "--preview")
    assert (preview["written"], preview["editions"], len(preview["rows"])) == (0, [], 2)
    assert [(each["place"], each["text"]) for each in preview["unread"]] == [("A4", "没有的指标")]
    # 3000 + 90 = 3090 of 3100.
    short = "145-04 有效发明专利拥有量：2025 年各单位分解数合计 3090，规划目标 3100，少 10"
    assert [finding["message"] for finding in preview["findings"]] == [short]

    said = district.say("district", "assign", "--from", file, "--document", "海政办〔2026〕1号")
    assert "没有取：Sheet A4“没有的指标”不认得这个指标或任务" in said.out
    assert "写入第 2 版" in said.out
    assert [finding["message"] for finding in district.ask("district", "assign", "--check")] == [short]
    assert district.ask("district", "assign", "--check", "--item", "145-01") == []

    changes = district.ask("district", "assign", "--changes")
    assert changes["to"] == {"number": 2, "document": "海政办〔2026〕1号", "effective": None}
    assert {(row["kind"], row["unit"]) for row in changes["changes"]} == {
        ("added", YINJIANG), ("added", "330203106"),
    }  # fmt: skip
    assert (
        "第 2 版（海政办〔2026〕1号）与第 1 版（没有文号）相比" in district.say("district", "assign", "--changes").out
    )

    own = district.ask("district", "assign", "--unit", YINJIANG)
    assert {row["unit"] for row in own} == {YINJIANG}
    (row,) = district.ask("district", "assign", "--out", district.file("鄞江.xlsx"), "--unit", YINJIANG)
    assert (Path(row["file"]).is_file(), row["unit"]) == (True, YINJIANG)


def test_a_role_is_taken_away(district: Office) -> None:
    place = ("--item", "145-04", "--unit", YINJIANG, "--role", "report")
    rows = district.ask("district", "assign", *place, "--remove")
    assert ("145-04", YINJIANG, "report") not in {(row["item"], row["unit"], row["role"]) for row in rows}
    assert "没有这个角色" in district.refused("district", "assign", *place, "--remove", status=2)["message"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--check", "--changes"), "一次办一件"),
        (("--preview",), "要和 --from 一起写"),
        (("--item", "145-04"), "要同时写"),
        (("--changes", "9"), "没有第 9 版"),
    ],
)
def test_what_cannot_be_asked_together_is_said(district: Office, words: tuple[str, ...], said: str) -> None:
    assert said in district.refused("district", "assign", *words, status=2)["message"]


def test_a_unit_may_not_take_a_table_over(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.ask("town", "init", "--role", "unit", "--unit", YINJIANG, "--person", "张三")
    refused = office.refused("town", "assign", "--from", table(tmp_path), "--document", "镇发〔2026〕1号")
    assert refused["code"] == "not-yours"


def test_without_a_workspace_the_shipped_rows_of_a_unit_are_listed(tmp_path: Path) -> None:
    said = call("--db", tmp_path / "none.db", "assign", "--unit", YINJIANG)
    assert said.status == 0
    assert "145-04" in said.out


@pytest.mark.parametrize("text", ["2025", "年=1", "=1"])
def test_a_breakdown_that_is_no_year_and_value_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="看不懂年度分解"):
        annual(text)
