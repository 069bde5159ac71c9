"""从其他表格取数: all or none, each cell with its address, corrections remembered, every refusal with its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.foreign import Wishes, factors_of, names_of
from haishu_desk.domain.canonical import digest
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.store.database import Database
from haishu_desk.store.journal import FILE
from tests.bundle.foreign.made import JOBS, NANMEN, PATENTS, Page, write
from tests.desk.office import DISTRICT, YINJIANG, Office, read_here

YEAR_2021: list[list[Any]] = [
    ["2021年分镇乡街道主要指标"],
    ["镇街", "有效发明专利拥有量（件）", "城镇新增就业人数（人）"],
    ["南门街道", 100, 500],
    ["鄞江镇", 150, "().13"],
    ["宁波市", 1, 2],
]


@pytest.fixture
def alone(tmp_path: Path) -> Office:
    """A district that has handed nothing out yet."""
    office = Office(tmp_path)
    office.ask("district", "init", "--role", "district", "--person", "李区")
    return office


@contextmanager
def open_desk(office: Office, who: str = "district") -> Iterator[Desk]:
    with office.desk(who, write=True) as desk:
        yield desk


def take(desk: Desk, file: Path, **wishes: Any) -> dict[str, Any]:
    return desk.foreign.take_over(file, Wishes(**wishes), read_here)


def messages(answer: dict[str, Any], severity: str | None = None) -> str:
    said = [found["message"] for found in answer["findings"] if severity in (None, found["severity"])]
    return "\n".join(said)


def test_a_preview_writes_nothing_and_taking_over_writes_just_that(alone: Office) -> None:
    file = write(alone.file("旧表.xlsx"), Page(YEAR_2021))
    before = alone.state("district")
    with open_desk(alone) as desk:
        reading = desk.foreign.read(file, Wishes(), read_here)
        assert reading.can_be_taken
        assert [cell["value"] for cell in reading.as_json()["mapping"]["cells"]] == ["100", "0.05", "150"]
    assert alone.state("district") == before
    with open_desk(alone) as desk:
        answer = take(desk, file)
        assert answer["written"] == 3
        assert answer["mapping"] == reading.as_json()["mapping"]
        heads = desk.heads(ReturnKey("indicators", NANMEN, "2021"))
        assert {slot.item: head[0].value.value for slot, head in heads.items()} == {PATENTS: "100", JOBS: "0.05"}
    assert "().13" in messages(answer, "核实性")
    assert "宁波市" in messages(answer, "提示")


def test_the_mapping_has_the_keys_of_the_contract(alone: Office) -> None:
    file = write(alone.file("旧表.xlsx"), Page(YEAR_2021, name="主要指标"))
    with open_desk(alone) as desk:
        mapping = desk.foreign.read(file, Wishes(), read_here).as_json()["mapping"]
    assert (mapping["sheet"], mapping["header_rows"]) == ("主要指标", [2])
    (patents, jobs) = mapping["columns"]
    assert {key: jobs[key] for key in ("column", "header", "item", "unit", "factor")} == {
        "column": "C",
        "header": "城镇新增就业人数（人）",
        "item": JOBS,
        "unit": "人",
        "factor": "0.0001",
    }
    assert (patents["column"], patents["factor"]) == ("B", "1")
    first = mapping["cells"][0]
    assert {key: first[key] for key in ("address", "unit", "period", "item", "value")} == {
        "address": "B3",
        "unit": NANMEN,
        "period": "2021",
        "item": PATENTS,
        "value": "100",
    }
    assert [set(left) >= {"row", "why"} for left in mapping["skipped"]] == [True, True]
    assert "宁波市" in [left["row"] for left in mapping["skipped"]]


def test_each_cell_tells_its_file_sheet_and_address_and_the_bytes_are_kept(alone: Office) -> None:
    file = write(alone.file("旧表.xlsx"), Page(YEAR_2021, name="主要指标"))
    with open_desk(alone) as desk:
        take(desk, file)
        (event,) = desk.reading.history(ReturnKey("indicators", YINJIANG, "2021"), PATENTS)
        assert event["event"] == "补录"
        source = event["source"]
        assert (source["kind"], source["file"], source["address"]) == ("workbook-table", "旧表.xlsx", "主要指标!B4")
        assert source["sha256"] == digest(file.read_bytes())
        assert [entry.body for entry in desk.workspace.journal.entries(FILE)] == [file.read_bytes()]


def test_the_word_is_that_of_who_enters_and_when(office: Office) -> None:
    """2025 is handed out: there it is 代录 by the district and 录入 by the unit; before it 补录."""
    rows = [
        ["年份", "镇街", "有效发明专利拥有量（件）"],
        [2024, "鄞江镇", 1],
        [2025, "鄞江镇", 2],
        [2025, "南门街道", 3],
    ]
    file = write(office.file("表.xlsx"), Page(rows))
    with open_desk(office) as desk:
        assert take(desk, file)["written"] == 3
        words = [
            desk.reading.history(ReturnKey("indicators", unit, period), PATENTS)[0]["event"]
            for unit, period in ((YINJIANG, "2024"), (YINJIANG, "2025"), (NANMEN, "2025"))
        ]
    assert words == ["补录", "代录", "代录"]
    with open_desk(office, "town") as desk:
        answer = take(desk, file)
        assert answer["written"] == 2, "a unit takes its own rows"
        assert desk.reading.history(ReturnKey("indicators", YINJIANG, "2025"), PATENTS)[0]["event"] == "录入"
    assert "不是本单位的数" in messages(answer)


def test_one_edit_a_return_and_one_batch_that_can_be_taken_back(alone: Office) -> None:
    file = write(alone.file("旧表.xlsx"), Page(YEAR_2021))
    with open_desk(alone) as desk:
        batch = take(desk, file)["batch"]
        edits = [edit for key in desk.workspace.cells.returns() for edit in desk.edits(key)]
        assert [len(edit.changes) for edit in edits] == [2, 1]
        assert {edit.batch for edit in edits} == {batch}
        assert len(desk.undoing.undo(batch)["edits"]) == 2


def test_the_same_file_again_writes_nothing(alone: Office) -> None:
    file = write(alone.file("旧表.xlsx"), Page(YEAR_2021))
    with open_desk(alone) as desk:
        take(desk, file)
    before = alone.state("district")
    with open_desk(alone) as desk:
        answer = take(desk, file)
    assert answer["written"] == 0
    assert "与现值相同" in messages(answer)
    assert alone.state("district") == before


def test_what_stands_there_with_another_value_is_told_before_it_is_written_over(alone: Office) -> None:
    file = write(alone.file("旧表.xlsx"), Page(YEAR_2021))
    with open_desk(alone) as desk:
        take(desk, file)
        other = [[*row] for row in YEAR_2021]
        other[2][1] = 101
        answer = take(desk, write(alone.file("新表.xlsx"), Page(other)))
    assert answer["written"] == 1
    assert f"南门街道·2021年·{PATENTS} 100→101" in messages(answer)


def test_a_refused_cell_refuses_the_whole_and_every_fault_is_said(office: Office) -> None:
    office.fill_in_and_report()
    rows = [
        [
            "镇街",
            "有效发明专利拥有量（件）",
            "粮食综合生产能力（亿斤）",
            "地区生产总值（亿元）",
            "2024年1-9月粮食综合生产能力（亿斤）",
        ],
        ["鄞江镇", 99, 1, 5, 3],
        ["南门街道", 7, 1, 6, ""],
    ]
    file = write(office.file("表.xlsx"), Page(rows))
    before = office.state("district")
    with open_desk(office) as desk:
        answer = take(desk, file, period="2025")
    said = messages(answer, "强制性")
    assert answer["written"] == 0
    assert f"鄞江镇·2025年：{PATENTS} 已由单位上报，区级不能代填" in said
    assert "145-01 地区生产总值不由鄞江镇填报" in said
    assert "145-01 地区生产总值不由南门街道填报" in said
    assert "145-33 粮食综合生产能力按年填报，没有2024年9月这一期" in said
    assert {found["rule"] for found in answer["findings"] if found["severity"] == "强制性"} == {
        "reported",
        "not-yours",
        "period-too-fine",
    }
    assert office.state("district") == before


def test_a_closed_return_and_two_values_for_one_cell_are_faults(alone: Office) -> None:
    file = write(alone.file("旧表.xlsx"), Page(YEAR_2021))
    with open_desk(alone) as desk:
        take(desk, file)
        desk.backfill.approve(["2021"], "海政发〔2026〕5号")
    other = [[*row] for row in YEAR_2021]
    other[2][1] = 101
    twice = write(
        alone.file("两处.xlsx"),
        Page(other, name="甲"),
        Page([["2022年"], ["镇街", "145-04"], ["南门", 1], ["南门街道", 2]]),
    )
    with open_desk(alone) as desk:
        said = messages(take(desk, twice), "强制性")
    assert "审核通过" in said
    assert "Sheet!B3 和 Sheet!B4 两处，值不同（1、2）" in said.replace("Sheet1", "Sheet")


def test_parts_that_do_not_sum_are_told_and_the_stated_value_is_kept(alone: Office) -> None:
    rows = [["2021年"], ["镇街", "有效发明专利拥有量（件）"], ["合计", 300], ["南门街道", 100], ["鄞江镇", 150]]
    with open_desk(alone) as desk:
        answer = take(desk, write(alone.file("表.xlsx"), Page(rows)))
        heads = desk.heads(ReturnKey("indicators", "dept-scjgj", "2021"))
        assert heads[Slot(PATENTS)][0].value.value == "300"
    (found,) = [found for found in answer["findings"] if found["rule"] == "parts-sum"]
    assert (found["left"], found["right"], found["difference"]) == ("300", "250", "50")
    assert "按表上的数记" in found["message"]


def test_a_sum_within_rounding_is_no_finding(alone: Office) -> None:
    """0.3 + 0.4 stated as 0.8: three figures of one decimal may be off by 0.15."""
    rows = [["2021年"], ["镇街", "货物和服务贸易总额（亿元）"], ["合计", 0.8], ["南门街道", 0.3], ["鄞江镇", 0.4]]
    with open_desk(alone) as desk:
        answer = take(desk, write(alone.file("表.xlsx"), Page(rows)))
    assert [found["rule"] for found in answer["findings"]] == []


def test_a_correction_survives_a_restart_and_the_last_word_counts(alone: Office) -> None:
    rows: list[list[Any]] = [["2021年"], ["镇街", "专利数", "就业"], ["老南门", 1, 2]]
    file = write(alone.file("表.xlsx"), Page(rows))
    with open_desk(alone) as desk:
        assert take(desk, file)["written"] == 0
        wishes = {"names": {"专利数": PATENTS, "老南门": NANMEN, "就业": "-"}, "factors": {"专利数": "10"}}
        assert take(desk, file, **wishes)["written"] == 1
    rows[0][0] = "2022年"
    with open_desk(alone) as desk:
        answer = take(desk, write(alone.file("次年.xlsx"), Page(rows)))
        assert [(cell["unit"], cell["period"], cell["item"], cell["value"]) for cell in answer["mapping"]["cells"]] == [
            (NANMEN, "2022", PATENTS, "10")
        ]
        assert desk.foreign.remembered().names == {"专利数": PATENTS, "老南门": NANMEN, "就业": "-"}
        answer = take(desk, file, names={"就业": JOBS, "专利数": ""})
        assert [cell["item"] for cell in answer["mapping"]["cells"]] == [JOBS]


def test_a_factor_for_the_whole_table_comes_back_with_the_same_heads_only(alone: Office) -> None:
    rows: list[list[Any]] = [["2021年"], ["镇街", "货物和服务贸易总额"], ["南门街道", 20000]]
    with open_desk(alone) as desk:
        first = take(desk, write(alone.file("a.xlsx"), Page(rows)), factors={"": "万元"})
        assert first["mapping"]["cells"][0]["value"] == "2"
        rows[0][0], rows[2][1] = "2022年", 30000
        again = take(desk, write(alone.file("b.xlsx"), Page(rows)))
        assert again["mapping"]["cells"][0]["value"] == "3"
        other = [["2023年"], ["镇街", "货物和服务贸易总额", "145-33"], ["南门街道", 4, 1]]
        third = take(desk, write(alone.file("c.xlsx"), Page(other)))
        assert third["mapping"]["cells"][0]["value"] == "4"
    assert "没有写计量单位" in messages(third)


def test_what_is_no_foreign_table_is_refused_with_a_sentence(office: Office) -> None:
    with open_desk(office) as desk:
        with pytest.raises(DeskError, match="数据包"):
            take(desk, office.file("town-task.xlsx"))
        with pytest.raises(DeskError, match="没有这个文件"):
            desk.foreign.read(office.file("none.xlsx"))
        with pytest.raises(UsageError, match="不是指标、任务或单位的代码"):
            take(desk, office.file("town-task.xlsx"), names={"专利": "145-99"})
        with pytest.raises(UsageError, match="没有代码为"):
            take(desk, office.file("town-task.xlsx"), unit="x")


@pytest.mark.parametrize(
    "said",
    [
        {"factors": {"有效发明专利拥有量": "10"}},
        {"factors": {"2021年分镇乡街道主要指标": "10"}},
        {"factors": {"镇街": "10"}},
        {"names": {"有效发明专利": PATENTS}},
        {"names": {"老南门": "-"}},
    ],
    ids=str,
)
def test_what_is_said_of_a_text_that_is_no_head_and_no_label_is_refused(alone: Office, said: dict[str, Any]) -> None:
    file = write(alone.file("表.xlsx"), Page(YEAR_2021))
    before = alone.state("district")
    with open_desk(alone) as desk:
        with pytest.raises(UsageError, match="在表里没有这个表头或行名") as caught:
            take(desk, file, **said)
        assert caught.value.advice == "照表上的写法写，包括括号里的单位"
    assert alone.state("district") == before


def test_what_is_said_of_heads_labels_and_headings_and_what_was_said_before_is_not_refused(alone: Office) -> None:
    rows: list[list[Any]] = [
        ["2021年"],
        ["镇街", "有效发明专利拥有量（件）", "货物和服务贸易总额 万元", "备注"],
        ["老街道："],
        ["南门街道", 100, 20000, "甲"],
    ]
    file = write(alone.file("表.xlsx"), Page(rows))
    names = {"老街道": "-", "备注": "-", "货物和服务贸易总额": "145-11", "没有了": ""}
    with open_desk(alone) as desk:
        desk.foreign.read(file, Wishes(names=names, factors={"南门街道": "2", "": "3"}), read_here)
        take(desk, file, factors={"有效发明专利拥有量(件)": "10"})
        other = write(alone.file("他表.xlsx"), Page([["2022年"], ["镇街", "145-04"], ["南门街道", 1]]))
        assert take(desk, other)["written"] == 1


@pytest.mark.parametrize("by", ["0", "-1", "NaN", "Infinity", "-0.0"])
def test_a_factor_that_is_not_above_0_is_refused(by: str, alone: Office) -> None:
    with pytest.raises(UsageError, match="不能用"):
        factors_of([by])
    with pytest.raises(UsageError, match="不能用"):
        factors_of([f"专利={by}"])
    file = write(alone.file("表.xlsx"), Page(YEAR_2021))
    with open_desk(alone) as desk, pytest.raises(UsageError, match="整张表"):
        take(desk, file, factors={"": by})


def test_a_comma_too_many_in_a_csv_gives_no_wrong_figure(alone: Office) -> None:
    file = alone.table("表.csv", "2021年,", "单位,有效发明专利拥有量（件）", "鄞江镇,120", "横街镇,1,234")
    with open_desk(alone) as desk:
        answer = take(desk, file)
    assert [cell["value"] for cell in answer["mapping"]["cells"]] == ["120"]
    assert "表!4（横街镇）多出“234”" in messages(answer, "核实性")


def test_the_words_of_the_flags() -> None:
    assert names_of(["专利=145-04", "a=b=330203001", "其他=-"]) == {"专利": "145-04", "a=b": "330203001", "其他": "-"}
    assert factors_of(["万元", "专利=10"]) == {"": "万元", "专利": "10"}
    with pytest.raises(UsageError, match="看不懂对应关系"):
        names_of(["145-04"])


def test_five_years_for_all_units_are_one_transaction(alone: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """17 townships report 16 indicators each, twice (with 预计), and the departments all 33: 5 x (17 x 32 + 33) = 2885."""
    with open_desk(alone) as desk:
        documents = desk.documents
        towns = [unit for unit in documents.units if unit.kind in TOWNSHIP_KINDS]
        items = [item for item in documents.catalogue if item.code.startswith("145-") and item.code[4:].isdigit()]
        shared = [item for item in items if NANMEN in documents.reporters(item.code)]
        assert (len(towns), len(items), len(shared)) == (17, 33, 16)
        pages = [
            Page(
                [
                    [f"{year}年海曙区分镇乡街道主要指标"],
                    [
                        "序号",
                        "镇乡街道",
                        *[f"{item.name}（{item.unit}）" for item in shared],
                        *[f"{item.name}预计（{item.unit}）" for item in shared],
                    ],
                    *[[place, town.name, *range(1, 17), *range(21, 37)] for place, town in enumerate(towns, 1)],
                    ["注：年报数。"],
                ],
                name=f"{year}年",
            )
            for year in range(2021, 2026)
        ]
        whole = [[item.name, item.unit, 1, 2, 3, 4, 5] for item in items]
        pages.append(
            Page([["2021—2025年海曙区主要经济指标"], ["指标", "计量单位", *range(2021, 2026)], *whole], name="全区")
        )
        file = write(alone.file("五年.xlsx"), *pages)
        begun: list[bool] = []
        real = Database.transaction

        def counted(database: Database) -> AbstractContextManager[None]:
            begun.append(database.sql.in_transaction)
            return real(database)

        monkeypatch.setattr(Database, "transaction", counted)
        answer = take(desk, file)
        monkeypatch.undo()
        assert messages(answer, "强制性") == ""
        assert answer["written"] == 2885
        assert begun.count(False) == 1, "one transaction holds them all"
        approved = desk.backfill.approve([str(year) for year in range(2021, 2026)], "海政发〔2026〕5号")
        assert {row["state"] for row in approved["returns"]} == {"审核通过"}
        rows = desk.reading.values(NANMEN, "2023", PATENTS)
        assert [(row["vintage"], row["basis"]) for row in rows] == [("预计", "已批"), (None, "已批")]
        assert len({(row["unit"], row["period"]) for row in approved["returns"]}) == len(approved["returns"])
        assert DISTRICT not in {row["unit"] for row in approved["returns"]}
