"""公开版: what is public and by whose decision, who stands for it, and that nothing else gets out."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.figures import series
from haishu_desk.desk.founding import found
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.publishing import (
    CONFIRMED,
    FILES,
    PUBLICATION,
    REVIEW_TITLES,
    NotConfirmedError,
    PublicDraft,
    SamePersonError,
)
from haishu_desk.domain.amendments import Grounds
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.editions import AT_HOME
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.report.public_facts import PublicItem
from haishu_desk.ui.monitor.overview.lines import target_words
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, Office

TJJ, SWJ, HENGJIE = "dept-tjj", "dept-swj", "330203101"


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A district where some figures are approved, some of 2022 and 2024 are typed and not approved, and one is an estimate."""
    file = tmp_path_factory.mktemp("approved") / "district.db"
    found(file, "district", None, "李审", None)
    with Desk(file, write=True, person="李审") as desk:
        for period, value in (("2021", "1362.5(最终核实)"), ("2023", "1622.4(普查修订)")):
            enter(desk, TJJ, "145-01", period, value)
            desk.reviewing.review(TJJ, period, "approved", comment="同意")
        enter(desk, TJJ, "145-01", "2024", "1713.5(预计)")
        enter(desk, TJJ, "145-14", "2024", "未取得")
        desk.reviewing.review(TJJ, "2024", "approved", comment="同意")
        enter(desk, TJJ, "145-01", "2022", "1512.6")
        enter(desk, SWJ, "145-12", "2024", "38.777")
    return file


@pytest.fixture
def desk(approved: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(approved.parent, tmp_path / "copy")
    with Desk(tmp_path / "copy" / "district.db", write=True, person="李审") as opened:
        yield opened


def enter(desk: Desk, unit: str, item: str, period: str, typed: str, **more: Any) -> None:
    """Type a cell; what stands in brackets behind the value is its 数值状态."""
    value, _, vintage = typed.removesuffix(")").partition("(")
    row = {"unit": unit, "period": period, "item": item, "value": value, "vintage": vintage or None, **more}
    answer = desk.entry.enter([row])
    assert answer["written"], answer


def of(draft: PublicDraft, code: str) -> PublicItem:
    (item,) = [item for item in draft.edition.items if item.code == code]
    return item


def row(draft: PublicDraft, code: str) -> dict[str, Any]:
    (found_row,) = [each for each in draft.review() if each["item"] == code]
    return found_row


# What it says.


def test_all_indicators_are_public_until_the_district_says_otherwise(desk: Desk) -> None:
    draft = desk.publishing.draft(2024)
    assert [item.code for item in draft.edition.items] == [f"145-{number:02}" for number in range(1, 34)]
    assert {each["public"] for each in draft.review()} == {True}
    assert row(draft, "145-01")["decided"] == "没有另定，公开"


def test_only_approved_figures_are_public_and_a_missing_one_is_a_word(desk: Desk) -> None:
    draft = desk.publishing.draft(2024)
    assert [(point.year, point.words, point.vintage) for point in of(draft, "145-01").points] == [
        (2020, "1201", ""), (2021, "1362.5", "最终核实"), (2022, "尚未公布", ""), (2023, "1622.4", "普查修订"),
        (2024, "1713.5", "预计"),
    ]  # fmt: skip
    assert of(draft, "145-01").latest.is_estimate
    assert of(draft, "145-01").verdict.whole == "暂不评价（只有预计数）"
    assert of(draft, "145-12").latest.words == "尚未公布"  # typed, and not approved
    assert of(draft, "145-12").verdict.whole == "暂不评价（数据尚未公布）"
    assert of(draft, "145-14").latest.words == "未取得"
    assert "145-12" in draft.missing
    assert "145-01" not in draft.missing


def test_the_target_is_said_as_the_plan_means_it(desk: Desk) -> None:
    draft = desk.publishing.draft(2024)
    words = {
        code: of(draft, code).target.words for code in ("145-01", "145-04", "145-13", "145-15", "145-20", "145-25")
    }
    assert words == {
        "145-01": "2000；年均增长 7%", "145-04": "3100；五年累计增加 707", "145-13": "年均 4", "145-15": "市下达目标",
        "145-20": ">93", "145-25": "五年累计 8",
    }  # fmt: skip


def test_a_figure_before_the_end_of_the_year_says_its_period_and_is_no_point_of_the_line(desk: Desk) -> None:
    enter(desk, TJJ, "145-01", "2024-H1", "801.2")
    desk.reviewing.review(TJJ, "2024-H1", "approved", comment="同意")
    item = of(desk.publishing.draft(2024, cutoff="2024-06-30"), "145-01")
    assert (item.period, item.latest.words) == ("2024年上半年", "801.2")
    assert [point.year for point in item.points] == [2020, 2021, 2022, 2023]


def test_an_adjusted_target_counts_from_its_year_on_and_its_reason_stays_inside(desk: Desk) -> None:
    desk.amending.adjust_target("145-01", "1900", Grounds(2024, "海政发〔2024〕7号", "内部理由"))
    before, after = (of(desk.publishing.draft(year), "145-01") for year in (2023, 2024))
    assert (before.target.level, after.target.level) == ("2000", "1900")
    assert "目标自2024年起由 2000 调整为 1900（海政发〔2024〕7号）。" in after.notes
    assert not [note for note in (*before.notes, *after.notes) if "内部理由" in note]


def test_a_verdict_of_a_person_is_marked_and_what_moved_the_person_is_not_told(desk: Desk) -> None:
    desk.evaluating.overrule("145", 2024, "145-01", "基本符合预期", "内部理由")
    draft = desk.publishing.draft(2024)
    assert of(draft, "145-01").verdict.whole == "基本符合预期（综合研判）"
    assert row(draft, "145-01")["verdict"] == "基本符合预期（综合研判），人工改判"


def test_tasks_and_projects_are_counted_only(desk: Desk) -> None:
    tasks = dict(desk.publishing.draft(2024).edition.tasks)
    assert tasks["规划列的任务"] == 88  # as boxes and programmes list them, what is printed twice counts once
    verdicts = {title: count for title, count in tasks.items() if title.startswith("其中")}
    assert sum(verdicts.values()) == tasks["规划列的任务"] + tasks["规划列的项目"]
    assert verdicts["其中暂不评价"] == sum(verdicts.values())  # nothing of them is approved


def test_a_year_outside_every_plan_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageError, match="2031 年不在任何规划的规划期内"):
        desk.publishing.draft(2031)
    with pytest.raises(UsageError, match="不在"):
        desk.publishing.draft(2018, plan="145")
    assert desk.publishing.draft(2018).edition.short_plan == "“十三五”"


# Which items.


def test_what_is_hidden_is_nowhere_and_stands_in_the_review_list_with_who_decided(desk: Desk, tmp_path: Path) -> None:
    desk.publishing.decide(["145-05", "145-17"], public=False, document="海政办〔2025〕3号")
    draft = desk.publishing.draft(2024)
    assert not {"145-05", "145-17"} & {item.code for item in draft.edition.items}
    assert draft.edition.all_items == 33
    hidden = row(draft, "145-05")
    assert (hidden["public"], hidden["decided"], hidden["document"]) == (False, "李审", "海政办〔2025〕3号")
    desk.publishing.confirm(draft)
    desk.publishing.write(draft, tmp_path / "out")
    for name, text in said_in(tmp_path / "out"):
        assert "人才资源总量" not in text, name
    desk.publishing.decide(["145-05"], public=True, document="海政办〔2025〕4号")
    assert "145-05" in {item.code for item in desk.publishing.draft(2024).edition.items}
    assert "145-17" not in {item.code for item in desk.publishing.draft(2024).edition.items}


def test_a_note_of_a_hidden_row_is_hidden_with_it_and_a_note_of_the_whole_table_stays(desk: Desk) -> None:
    noted = "机场旅客吞吐量指标2019年值为1243万人"
    assert noted in "".join(of(desk.publishing.draft(2024), "145-10").notes)
    desk.publishing.decide(["145-10"], public=False, document="号")
    edition = desk.publishing.draft(2024).edition
    assert noted not in repr(edition)
    assert "规划表附注：2020年完成情况部分数据为预计值。" in edition.method


def test_the_words_of_the_districts_can_be_chosen(desk: Desk) -> None:
    edition = desk.publishing.draft(2024, words="district").edition
    assert [word for word, _ in edition.words] == ["达到或超过进度", "略低于序时", "低于序时过多", "暂无法评估"]
    assert sum(count for _, count in edition.counted) == 33


def test_a_decision_takes_a_document_and_an_indicator(desk: Desk) -> None:
    with pytest.raises(DeskError, match="没有写文号"):
        desk.publishing.decide(["145-05"], public=False, document=" ")
    with pytest.raises(UsageError, match="不是规划表的指标"):
        desk.publishing.decide(["145-05", "145-b13-0-02"], public=False, document="号")
    assert desk.workspace.cells.edition(PUBLICATION) is None


def test_what_is_public_is_decided_at_home(office: Office) -> None:
    assert PUBLICATION in AT_HOME
    with office.desk("town", write=True) as town:
        with pytest.raises(NotYoursError):
            town.publishing.decide(["145-05"], public=False, document="号")
        with pytest.raises(NotYoursError):
            town.publishing.confirm(town.publishing.draft(2025))


# Who stands for it.


def test_nothing_is_written_before_a_named_person_has_confirmed_it(desk: Desk, tmp_path: Path) -> None:
    draft = desk.publishing.draft(2024)
    with pytest.raises(NotConfirmedError):
        desk.publishing.write(draft, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert desk.publishing.confirm(draft).by == "李审"
    answer = desk.publishing.write(draft, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"index.html", "data.xlsx", "data.csv"}
    assert (answer["kind"], answer["others"]) == ("public", [])


def test_what_was_confirmed_has_to_be_confirmed_again_when_a_figure_changes(desk: Desk, tmp_path: Path) -> None:
    desk.publishing.confirm(desk.publishing.draft(2024))
    desk.reviewing.review(SWJ, "2024", "approved", comment="同意")
    with pytest.raises(NotConfirmedError):
        desk.publishing.write(desk.publishing.draft(2024), tmp_path / "out")


def test_to_confirm_the_same_again_writes_nothing(desk: Desk) -> None:
    first = desk.publishing.confirm(desk.publishing.draft(2024))
    before = len(desk.workspace.journal)
    assert desk.publishing.confirm(desk.publishing.draft(2024)) == first
    assert len(desk.workspace.journal) == before
    (line,) = [each for each in desk.keeping.log()["entries"] if CONFIRMED in str(each)]
    assert "李审" in str(line)


def test_with_two_people_who_confirmed_does_not_write(desk: Desk, tmp_path: Path) -> None:
    desk.settings.want_two_people(wanted=True)
    draft = desk.publishing.draft(2024)
    desk.publishing.confirm(draft)
    with pytest.raises(SamePersonError, match="李审"):
        desk.publishing.write(draft, tmp_path / "out")
    path = desk.workspace.path
    desk.close()
    with Desk(path, write=True, person="王批") as second:
        second.publishing.write(second.publishing.draft(2024), tmp_path / "out")
    assert (tmp_path / "out" / "index.html").exists()


def test_written_again_from_the_same_values_it_says_the_same_to_the_byte(desk: Desk, tmp_path: Path) -> None:
    desk.publishing.confirm(desk.publishing.draft(2024))
    desk.publishing.write(desk.publishing.draft(2024), tmp_path / "one")
    enter(desk, SWJ, "145-12", "2024", "39.111")  # a draft changes nothing
    desk.publishing.write(desk.publishing.draft(2024), tmp_path / "two")
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_what_else_lies_in_the_folder_is_named(desk: Desk, tmp_path: Path) -> None:
    draft = desk.publishing.draft(2024)
    desk.publishing.confirm(draft)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "内部.docx").write_bytes(b"")
    assert desk.publishing.write(draft, tmp_path / "out")["others"] == ["内部.docx"]


def test_the_review_list_is_a_workbook_with_every_item(desk: Desk, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    file = tmp_path / "审查单.xlsx"
    file.write_bytes(desk.publishing.review_book(desk.publishing.draft(2024)))
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    assert "还没有确认" in rows[1][0]
    assert list(rows[4]) == list(REVIEW_TITLES.values())
    assert len(rows) == 5 + 33


# What stays inside.

MARK = "泄密标记"
PEOPLE = ("李区", "张三", "赵六")
TYPED = ("98765.4", "１７１３.５亿元", "87654.3")


def said_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of the folder as text, a workbook part by part; and the names of the files."""
    for path in sorted(folder.rglob("*")):
        yield f"the name {path.name}", path.name
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as parts:
                assert not parts.comment
                for part in parts.infolist():
                    yield f"{path.name}/{part.filename}", parts.read(part).decode() + part.filename + repr(part.extra)
        else:
            yield path.name, path.read_text(encoding="utf-8")


def _planted(office: Office) -> list[str]:
    """Plant a mark into everything that people write inside the office; the names of the bundles and returns as well."""
    office.ask("district", "query", "--unit", YINJIANG, "--period", PERIOD, "--item", "145-04", "--ask", f"{MARK}查询")
    with office.desk("district", write=True) as desk:
        enter(desk, TJJ, "145-01", "2024", f"{TYPED[1]}(初步核算)", note=f"{MARK}说明")
        enter(desk, TJJ, "145-14", "2024", "89.9", reason=f"{MARK}列")
        finding = desk.checking.check(TJJ, "2024").checked.findings
        for found_one in finding:
            if found_one.is_open and found_one.item:
                desk.checking.explain(TJJ, "2024", found_one.item, found_one.rule, klass="口径变化", text=f"{MARK}审核说明",
                                      field=found_one.field)  # fmt: skip
        proof = office.file(f"{MARK}佐证.txt")
        proof.write_text(f"{MARK}佐证", encoding="utf-8")
        desk.evidence.add(ReturnKey("indicators", TJJ, "2024"), "145-01", proof)
        desk.reviewing.review(TJJ, "2024", "approved", form="indicators", comment=f"{MARK}审核意见")
        cell = desk.querying.place(INDICATORS, "145-04")
        desk.revising.verify(INDICATORS, cell, "76543.2", f"{MARK}核定理由")
        enter(desk, SWJ, "145-12", "2024", TYPED[0], note=f"{MARK}未批说明")
        enter(desk, SWJ, "145-12", "2022", TYPED[2])
        for field in ("value", "problem", "next", "node"):
            enter(desk, HENGJIE, "145-b13-0-02", "2024", f"{MARK}{field}", field=field)
        desk.entry.enter(
            [
                {
                    "unit": HENGJIE,
                    "period": "2024",
                    "item": "145-b13-0-02",
                    "field": "stage",
                    "value": "竣工",
                    "vintage": None,
                }
            ],
            f"{MARK}理由",
        )
        desk.reviewing.review(HENGJIE, "2024", "approved", form="tasks", comment=f"{MARK}任务意见")
        remark = {"item": "145-04", "comment": f"{MARK}退回意见"}
        desk.reviewing.review(YINJIANG, PERIOD, "returned", form="indicators", comment=f"{MARK}退回", remarks=[remark])
        desk.evaluating.overrule("145", 2024, "145-01", "滞后", f"{MARK}改判理由")
        desk.amending.adjust_target("145-02", "29", Grounds(2023, "海政发〔2023〕7号", f"{MARK}调整理由"))
        desk.amending.define("145-03", "按新名录计算", Grounds(2023, "海统〔2023〕1号", f"{MARK}口径理由"), {})
        desk.publishing.decide(["145-33"], public=False, document=f"{MARK}〔2025〕1号")
        codes = [revision.id for key in desk.workspace.cells.returns() for revision in desk.course(key).revisions]
        return [*codes, *(f"{code[:4]}-{code[4:8]}".upper() for code in codes)]


def test_nothing_that_people_write_inside_the_office_gets_out(reported: Office, tmp_path: Path) -> None:
    names = _planted(reported)
    with reported.desk("district", write=True) as desk:
        journal = "".join(entry.body.decode("utf-8", "replace") for entry in desk.workspace.journal.entries())
        planted = ("查询", "说明", "审核意见", "核定理由", "未批说明", "value", "problem", "next", "node", "理由", "任务意见",
                   "退回意见", "退回", "改判理由", "调整理由", "口径理由", "佐证", "〔2025〕1号")  # fmt: skip
        for what in (*(f"{MARK}{each}" for each in planted), *TYPED, *PEOPLE[:2]):
            assert what in journal, what
        draft = desk.publishing.draft(2024)
        assert of(draft, "145-01").latest.words == "1713.5"  # the figure itself is public
        assert dict(draft.edition.tasks)["其中已完成"] == 1
        desk.publishing.confirm(draft)
        desk.publishing.write(draft, tmp_path / "out")
        about = (desk.identity.device, str(reported.folder))
    for where, text in said_in(tmp_path / "out"):
        for secret in (MARK, *TYPED, *PEOPLE, *names, *about, "代录", "人工改判", "未审核", "单位未报"):
            assert secret not in text, (where, secret)


def test_what_the_district_itself_reports_names_it_as_the_source(desk: Desk) -> None:
    for row in [row for row in desk.documents.assignment if row["item"] == "145-02" and row["role"] == "report"]:
        desk.planning.unassign("145-02", row["unit"], row["role"])
    desk.planning.assign("145-02", "330203", "report", annual={})
    enter(desk, "330203", "145-02", "2024", "25")
    desk.reviewing.review("330203", "2024", "approved", comment="同意")
    item = of(desk.publishing.draft(2024), "145-02")
    assert (item.latest.words, item.source) == ("25", "海曙区")


def test_a_reduction_is_told_as_what_the_years_come_to_and_never_as_a_yearly_rate(desk: Desk) -> None:
    desk.amending.adjust_target("145-16", "18", Grounds(2021, "甬发改〔2021〕1号", "市里下达"))
    assert of(desk.publishing.draft(2024), "145-16").target.words == "五年累计降低 18%"
    assert target_words(desk.documents.catalogue.get("145-16")) == "五年降 18"
    target = series(desk, "145-16").target
    assert target is not None
    assert (target.kind, target.words) == ("words", "五年累计降低 18")


def test_an_adjusted_target_stands_without_the_increase_that_led_to_the_old_one(desk: Desk) -> None:
    assert of(desk.publishing.draft(2024), "145-04").target.words == "3100；五年累计增加 707"
    desk.amending.adjust_target("145-04", "3300", Grounds(2022, "海人〔2022〕3号", "中期调整"))
    assert of(desk.publishing.draft(2024), "145-04").target.words == "3300"
