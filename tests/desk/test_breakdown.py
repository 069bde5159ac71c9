"""责任分解: a table of an office taken over as one edition, editions that wait, what changed, who may."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.breakdown import Taking, Wishes, edition_words, sub_target
from haishu_desk.desk.founding import found
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.assignments import Row, made_row
from haishu_desk.domain.errors import UsageError
from tests.desk.duty_book import PATENTS, write_book
from tests.desk.office import TOWN, YINJIANG, ZHANGSHUI, Office, read_here

LATER = "2099-03-01"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new district with a table beside it."""
    folder = tmp_path_factory.mktemp("breakdown")
    found(folder / "district.db", "district", None, "李区", None)
    write_book(folder / "分工.xlsx")
    return folder


@pytest.fixture(scope="module")
def taking(template: Path) -> Taking:
    """The table as it is read, in this process."""
    with Desk(template / "district.db") as desk:
        return desk.breakdown.read(template / "分工.xlsx", read=read_here)


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """A workspace of one's own."""
    (tmp_path / "district.db").write_bytes((template / "district.db").read_bytes())
    return tmp_path / "district.db"


def row_of(desk: Desk, item: str, unit: str, role: str, day: str | None = None) -> Row | None:
    rows = (desk.documents_on(day) if day else desk.documents).assignment
    return next((row for row in rows if (row["item"], row["unit"], row["role"]) == (item, unit, role)), None)


def small(folder: Path, *lines: list[object], name: str = "t.xlsx") -> Path:
    book = openpyxl.Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    book.save(folder / name)
    return folder / name


# Reading.


def test_a_table_with_two_rows_of_heads_and_merged_cells_is_read_by_item_unit_role_and_year(taking: Taking) -> None:
    rows = taking.duties.rows
    gdp = rows[0]
    assert (gdp.item.code, gdp.roles, gdp.of) == (
        "145-01",
        {"lead": ("dept-fgj",), "support": ("dept-tjj", "dept-czj", "dept-jxj")},
        "dept-fgj",
    )
    assert gdp.annual == {"2021": "1350", "2022": "1500", "2023": "1600", "2024": "1700", "2025": "2000"}
    assert gdp.details == {"leader": "张常务", "note": "现价"}
    patents = [row for row in rows if row.item.code == "145-04"]
    assert [(row.roles["part"], row.annual["2025"]) for row in patents] == [
        ((row.of,), str(number)) for row, (_, number) in zip(patents, PATENTS, strict=True)
    ]
    assert len(patents) == len({row.of for row in patents}) == 17


def test_names_in_short_forms_codes_percentages_and_bounds_are_understood(taking: Taking) -> None:
    by_code = {row.item.code: row for row in taking.duties.rows}
    assert by_code["145-03"].roles["lead"] == ("dept-kjj",)  # …比重达到3.6%
    assert by_code["145-23"].roles["support"] == ("dept-nyncj",)  # 牵头单位：…；配合单位：… in one cell
    assert by_code["145-31"].annual == {"2025": "90%"}  # 0.9 shown as a percentage
    assert by_code["145-27"].annual == {"2025": "≥5.9"}
    assert by_code["145-b13-0-01"].roles == {"lead": ("dept-wgltj",), "part": (YINJIANG,)}
    assert by_code["145-t10-02"].item.name == "新建小学"


def test_what_a_heading_says_of_all_rows_below_counts_to_the_next_heading(taking: Taking) -> None:
    by_code = {row.item.code: row for row in taking.duties.rows}
    assert [len(by_code[f"145-{number}"].roles.get("part", ())) for number in (25, 26, 27, 28, 20)] == [
        17,
        17,
        17,
        17,
        0,
    ]
    assert by_code["145-25"].below == "二、社会民生（以下均需各镇乡（街道）落实）"
    assert len(by_code["145-19"].roles["part"]) == 9  # 各街道
    assert len(by_code["145-33"].roles["part"]) == 8  # 各镇乡


def test_what_is_not_understood_is_listed_with_its_place_and_never_dropped(taking: Taking) -> None:
    told = {(each.place, each.text, each.why) for each in taking.duties.unread}
    assert {
        ("R4", "办理情况", "这一列的表头不认得，没有取"),
        ("L7", "", "是公式或错误值，请粘贴为数值"),
        ("G32", "各有关部门", "配合单位不认得"),
        ("M42", "力争下降", "2025 年的分解看不懂，不是数"),
        ("B45", "建设世界一流强港", "不认得这个指标或任务"),
        ("46", "财政局", "属于上面不认得的指标或任务"),
        ("G47", "大数据公司", "配合单位不认得"),
        ("旧稿", "旧稿", "是隐藏的工作表，没有读"),
    } <= told
    hidden = [each for each in taking.duties.unread if each.why == "是隐藏的行，没有取"]
    assert [each.text for each in hidden] == ["文化及相关产业增加值占地区生产总值比重"]


def test_the_preview_says_what_does_not_come_to_the_target(taking: Taking) -> None:
    # >93 is asked, and the table says 93 or more; the 17 figures of the patents make 380 + 16 × 170 = 3100.
    assert [finding.message for finding in taking.findings] == [
        "145-20 空气质量优良天数比率：2025 年全区年度目标 93，规划目标 >93，正好等于界限，不算"
    ]


def test_a_preview_writes_nothing_and_the_table_is_one_edition_with_document_and_date(
    file: Path, template: Path
) -> None:
    book = template / "分工.xlsx"
    with Desk(file, write=True) as desk:
        before = len(desk.workspace.journal)
        desk.breakdown.read(book, read=read_here)
        assert len(desk.workspace.journal) == before
        answer = desk.breakdown.take_over(book, document="海政办〔2026〕1号", effective="2026-01-01", read=read_here)
        edition = desk.documents.edition("assignment")
        assert (answer["editions"], edition.number, edition.document) == ([2], 2, "海政办〔2026〕1号")
        assert answer["written"] == len(answer["changes"]) > 100
        assert row_of(desk, "145-04", YINJIANG, "part") == made_row(("145-04", YINJIANG, "part"), {"2025": "170"})
        # Who reports is no matter of this table: it has no column for it.
        assert row_of(desk, "145-04", YINJIANG, "report") is not None
        again = desk.breakdown.take_over(book, document="海政办〔2026〕1号", read=read_here)
        assert (again["written"], again["editions"]) == (0, [])


def test_a_role_that_the_table_fills_in_is_taken_over_and_other_items_stay(file: Path, tmp_path: Path) -> None:
    book = small(tmp_path, ["指标", "牵头单位", "2025年"], ["有效发明专利拥有量", "科技局", 3100])
    with Desk(file, write=True) as desk:
        count = len(desk.documents.assignment)
        desk.breakdown.take_over(book, read=read_here)
        leads = [row["unit"] for row in desk.documents.assignment if (row["item"], row["role"]) == ("145-04", "lead")]
        assert (leads, len(desk.documents.assignment)) == (["dept-kjj"], count)


def test_a_whole_table_takes_away_what_it_does_not_name_but_not_who_reports_what_it_names(
    file: Path, tmp_path: Path
) -> None:
    book = small(tmp_path, ["指标", "牵头单位"], ["有效发明专利拥有量", "科技局"])
    with Desk(file, write=True) as desk:
        reporters = desk.documents.reporters("145-04")
        desk.breakdown.take_over(book, Wishes(is_whole=True), read=read_here)
        assert {row["item"] for row in desk.documents.assignment if row["item"].startswith("145")} == {"145-04"}
        assert desk.documents.reporters("145-04") == reporters
        assert any(row["item"].startswith("135") for row in desk.documents.assignment)  # another plan's


def test_figures_of_a_unit_stand_in_one_row_even_if_they_stood_beside_another_role(file: Path, tmp_path: Path) -> None:
    book = small(tmp_path, ["指标", "分解单位", "2025年"], ["有效发明专利拥有量", "鄞江镇", 180])
    with Desk(file, write=True) as desk:
        desk.planning.assign("145-04", YINJIANG, "report", annual={"2024": "100", "2025": "150"})
        desk.breakdown.take_over(book, read=read_here)
        rows = [row for row in desk.documents.assignment if (row["item"], row["unit"]) == ("145-04", YINJIANG)]
        assert {row["role"]: row["annual"] for row in rows} == {"report": {"2024": "100"}, "part": {"2025": "180"}}


def test_what_a_person_says_of_a_name_counts(file: Path, tmp_path: Path) -> None:
    book = small(tmp_path, ["指标", "牵头单位"], ["强港指数", "港口局"], ["强港指数", "某局"])
    names = {"强港指数": "145-10", "港口局": "dept-lkgwh", "某局": "-"}
    with Desk(file) as desk:
        taking = desk.breakdown.read(book, Wishes(names=names), read=read_here)
    assert [(row.item.code, row.roles) for row in taking.duties.rows] == [("145-10", {"lead": ("dept-lkgwh",)})]


def test_a_sheet_without_heads_is_said(file: Path, tmp_path: Path) -> None:
    with Desk(file) as desk:
        taking = desk.breakdown.read(small(tmp_path, ["会议纪要"], ["以下略"]), read=read_here)
    assert not taking.changes
    assert "没有找到认得的表头" in taking.duties.unread[0].why


# Editions that wait.


def test_an_immediate_change_and_a_waiting_edition_lose_neither(file: Path) -> None:
    with Desk(file, write=True) as desk:
        desk.planning.assign("145-10", YINJIANG, "support", annual={}, document="海政〔2099〕1号", effective=LATER)
        desk.planning.assign("145-11", ZHANGSHUI, "support", annual={}, document="海政〔2026〕2号")
        # 2 waits; 3 is the change; 4 is what waits, with the change, with its own 文号 and day.
        numbers = [(each.number, each.document, each.effective) for each in desk.workspace.cells.editions("assignment")]
        assert numbers == [
            (4, "海政〔2099〕1号", LATER), (3, "海政〔2026〕2号", None), (2, "海政〔2099〕1号", LATER), (1, None, None),
        ]  # fmt: skip
        assert row_of(desk, "145-11", ZHANGSHUI, "support")
        assert not row_of(desk, "145-10", YINJIANG, "support")
        assert row_of(desk, "145-11", ZHANGSHUI, "support", LATER)
        assert row_of(desk, "145-10", YINJIANG, "support", LATER)
        assert [each.number for each in desk.planning.waiting()] == [4]


def test_two_editions_that_wait_keep_their_order_and_both_get_the_change(file: Path) -> None:
    with Desk(file, write=True) as desk:
        for unit, day in ((YINJIANG, LATER), (ZHANGSHUI, "2099-06-01")):
            desk.planning.assign("145-10", unit, "support", annual={}, effective=day)
        desk.planning.assign("145-11", YINJIANG, "support", annual={})
        assert [each.effective for each in desk.planning.waiting()] == [LATER, "2099-06-01"]
        for day in (LATER, "2099-06-01"):
            assert row_of(desk, "145-11", YINJIANG, "support", day)
        assert not row_of(desk, "145-10", ZHANGSHUI, "support", LATER)
        assert row_of(desk, "145-10", YINJIANG, "support", "2099-06-01")


def test_a_change_between_two_days_stands_on_what_counts_then(file: Path) -> None:
    with Desk(file, write=True) as desk:
        desk.planning.assign("145-10", YINJIANG, "support", annual={}, effective=LATER)
        desk.planning.assign("145-11", YINJIANG, "support", annual={}, effective="2099-05-01")
        assert not row_of(desk, "145-11", YINJIANG, "support", LATER)
        assert row_of(desk, "145-10", YINJIANG, "support", "2099-05-01")
        assert row_of(desk, "145-11", YINJIANG, "support", "2099-05-01")


def test_a_row_that_the_waiting_edition_sets_itself_changes_on_its_day_and_is_named(file: Path) -> None:
    key = ("145-04", YINJIANG, "part")
    with Desk(file, write=True) as desk:
        desk.planning.assign(*key, annual={"2025": "200"}, effective=LATER)
        written = desk.planning.reassign({key: made_row(key, {"2025": "170"})})
        assert [(edition.number, kept) for edition, kept in written.kept] == [(4, key)]
        now, then = row_of(desk, *key), row_of(desk, *key, LATER)
        assert now
        assert then
        assert (now["annual"], then["annual"]) == ({"2025": "170"}, {"2025": "200"})


def test_taking_a_role_away_goes_into_what_waits_too(file: Path) -> None:
    with Desk(file, write=True) as desk:
        desk.planning.assign("145-10", YINJIANG, "support", annual={}, effective=LATER)
        desk.planning.unassign("145-04", ZHANGSHUI, "report")
        assert not row_of(desk, "145-04", ZHANGSHUI, "report")
        assert not row_of(desk, "145-04", ZHANGSHUI, "report", LATER)
        with pytest.raises(UsageError, match="没有这个角色"):
            desk.planning.unassign("145-04", ZHANGSHUI, "report")


def test_a_new_figure_keeps_what_the_table_said_beside_it(file: Path) -> None:
    key = ("145-04", "dept-scjgj", "lead")
    with Desk(file, write=True) as desk:
        desk.planning.reassign({key: made_row(key, {"2025": "3000"}, {"leader": "张三"})})
        desk.planning.assign(*key, annual={"2025": "3100"})
        assert row_of(desk, *key) == {**made_row(key, {"2025": "3100"}), "leader": "张三"}


# What changed, who may.


def test_what_changed_since_the_edition_before_is_told_with_both_documents(file: Path) -> None:
    key = ("145-04", YINJIANG, "part")
    with Desk(file, write=True) as desk:
        with pytest.raises(UsageError, match="第 1 版是第一版"):
            desk.breakdown.changes()
        desk.planning.assign(*key, annual={"2025": "170"}, document="海政办〔2025〕1号")
        desk.planning.assign(*key, annual={"2025": "180"}, document="海政办〔2026〕1号")
        compared = desk.breakdown.changes()
        assert (edition_words(compared.before), edition_words(compared.after)) == (
            "第 2 版（海政办〔2025〕1号）", "第 3 版（海政办〔2026〕1号）",
        )  # fmt: skip
        assert [desk.breakdown.told(change) for change in compared.rows] == [
            "改动：145-04 有效发明专利拥有量·鄞江镇·分解：2025 年 170 → 180"
        ]
        assert desk.breakdown.changes(2).as_json()["changes"][0]["kind"] == "added"
        assert not desk.breakdown.changes(None, ZHANGSHUI).rows
        with pytest.raises(UsageError, match="没有第 9 版"):
            desk.breakdown.changes(9)


def test_an_edition_that_only_waited_is_not_what_was_in_force_before(file: Path) -> None:
    with Desk(file, write=True) as desk:
        desk.planning.assign("145-10", YINJIANG, "support", annual={}, effective=LATER)
        desk.planning.assign("145-11", ZHANGSHUI, "support", annual={})
        now, then = desk.breakdown.changes(), desk.breakdown.changes(4)
        assert (now.before.number, [(row.item, row.kind) for row in now.rows]) == (1, [("145-11", "added")])
        assert (then.before.number, [(row.item, row.kind) for row in then.rows]) == (3, [("145-10", "added")])


def test_a_unit_sees_its_own_part_after_the_next_bundle_and_writes_nothing(office: Office) -> None:
    book = small(office.folder, ["指标", "分解单位", "2025年"], ["有效发明专利拥有量", "鄞江镇", 180])
    with office.desk("district", write=True) as desk:
        desk.breakdown.take_over(book, document="海政办〔2026〕1号", read=read_here)
    office.ask("district", "issue", *TOWN, "--out", office.file("again.xlsx"))
    office.receive("town", "again.xlsx")
    with office.desk("town", write=True) as desk:
        own = [row for row in desk.breakdown.rows_of(YINJIANG) if row["item"] == "145-04"]
        assert {row["role"]: (row["annual"], row["edition"]) for row in own} == {
            "report": ({}, 2), "part": ({"2025": "180"}, 2),
        }  # fmt: skip
        with pytest.raises(NotYoursError):
            desk.breakdown.take_over(book, read=read_here)
        with pytest.raises(NotYoursError):
            desk.planning.assign("145-04", YINJIANG, "part", annual={})


@pytest.mark.parametrize(
    ("typed", "stored"), [("1,900", "1900"), (" ", ""), ("—", ""), ("[8]", "[8]"), ("≥95%", "≥95%")]
)
def test_a_sub_target_is_stored_as_it_is_understood(typed: str, stored: str) -> None:
    assert sub_target(typed, "%" if "%" in typed else "件") == stored


def test_words_are_no_sub_target() -> None:
    with pytest.raises(UsageError, match="年度分解“较多”不是数"):
        sub_target("较多", "件")


def test_a_table_of_units_by_indicators_is_read_as_sub_targets_of_its_year(file: Path, tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["2025年主要指标分解表"],
        ["单位", "有效发明专利拥有量（件）", "城镇新增就业人数（人）", "港口数"],
        ["鄞江镇", 170, 600, 1],
        ["章水镇", 180, 700, 2],
        ["全区", 3100, 16000, 3],
    ]
    with Desk(file, write=True) as desk:
        taking = desk.breakdown.read(small(tmp_path, *lines), read=read_here)
        # 600 人 are 0.06 万人.
        assert {(row.item.code, row.of): dict(row.annual) for row in taking.duties.rows} == {
            ("145-04", YINJIANG): {"2025": "170"}, ("145-25", YINJIANG): {"2025": "0.06"},
            ("145-04", ZHANGSHUI): {"2025": "180"}, ("145-25", ZHANGSHUI): {"2025": "0.07"},
            ("145-04", "dept-scjgj"): {"2025": "3100"}, ("145-25", "dept-rsj"): {"2025": "1.6"},
        }  # fmt: skip
        assert any("港口数" in each.text for each in taking.duties.unread)
        desk.breakdown.take_over(small(tmp_path, *lines), document="海政办〔2026〕1号", read=read_here)
        assert row_of(desk, "145-04", YINJIANG, "part") == made_row(("145-04", YINJIANG, "part"), {"2025": "170"})
        lead = row_of(desk, "145-04", "dept-scjgj", "lead")
        assert lead
        assert lead["annual"] == {"2025": "3100"}
