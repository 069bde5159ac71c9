"""The page in the window: tree, tables, cards, targets, search, details, and the ways to other pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QStyleOptionViewItem

from haishu_desk import paths
from haishu_desk.desk import Desk
from haishu_desk.desk.documents import Documents
from haishu_desk.desk.founding import found
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.plan.card_model import CardModel
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.found import FoundModel
from haishu_desk.ui.plan.page import PlanPage
from haishu_desk.ui.plan.panel_parts import ChipStrip, LinkButton
from haishu_desk.ui.plan.path_chart import PathChart
from haishu_desk.ui.plan.places import BOX, BOXES, CHAPTER, CHECKS, LIST, LISTS, PLAN, SECTION, TABLE, TARGETS, Place
from haishu_desk.ui.plan.rows import rows_of
from haishu_desk.ui.plan.short_cards import ShortCard
from haishu_desk.ui.plan.table_model import BOLD_ROLE, CATEGORY, NAME, NUMBER, PrintedTable
from haishu_desk.ui.plan.targets_model import INDICATOR, TITLES, VALUE, TargetsModel, target_rows
from haishu_desk.ui.plan.tree import ContentsTree, place_at
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

PLANS = ("145", "135")
TOWN, TJJ = "330203101", "dept-tjj"
CELLS = (
    (TJJ, "2021", "145-03", "2.52", None),
    (TJJ, "2023", "145-03", "3.02", "初步核算"),
    (TJJ, "2023", "145-03", "2.94", "最终核实"),
    (TOWN, "2021", "145-03", "不适用", None),
    (TOWN, "2024", "145-b13-0-02", "主题村落已开工两处，停车场完成招标", None),
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """横街镇, with nothing filled in."""
    path = tmp_path_factory.mktemp("plan") / "town.db"
    found(path, "unit", TOWN, "张填", None)
    return path


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The district, with some values."""
    path = tmp_path_factory.mktemp("plan") / "district.db"
    found(path, "district", None, "李审", None)
    with Desk(path, write=True, person="李审") as desk:
        desk.entry.enter(
            {"unit": unit, "period": period, "item": item, "value": value, "vintage": vintage}
            for unit, period, item, value, vintage in CELLS
        )
        desk.reviewing.review(TJJ, "2021", "approved")
    return path


def _page(qtbot: QtBot, desk: Desk) -> PlanPage:
    shown = PlanPage(Session(desk), Theme())
    qtbot.addWidget(shown)
    shown.resize(1294, 692)
    shown.show()
    shown.refresh()
    return shown


@pytest.fixture
def page(qtbot: QtBot, town: Path) -> Iterator[PlanPage]:
    with Desk(town) as desk:
        yield _page(qtbot, desk)


@pytest.fixture
def district_page(qtbot: QtBot, district: Path) -> Iterator[PlanPage]:
    with Desk(district) as desk:
        yield _page(qtbot, desk)


def _seed(plan: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((paths.seed() / plan / "indicators.json").read_text("utf-8"))
    return rows


def _frame(plan: str) -> dict[str, Any]:
    frame: dict[str, Any] = json.loads((paths.seed() / plan / "plan.json").read_text("utf-8"))
    return frame


def _button(page: PlanPage, text: str) -> QPushButton:
    return next(button for button in page.panel.findChildren(QPushButton) if button.text() == text)


def _link(page: PlanPage, words: str) -> LinkButton:
    return next(button for button in page.panel.findChildren(LinkButton) if words in button.text())


# The printed tables.


@pytest.mark.parametrize("plan", PLANS)
def test_the_table_shows_every_printed_value_of_the_seed_cell_by_cell(contents: Contents, plan: str) -> None:
    table = PrintedTable(contents, plan)
    rows, columns = _seed(plan), _frame(plan)["columns"]
    assert table.rowCount() == len(rows)
    for place, row in enumerate(rows):
        shown = [table.index(place, column).data() for column in range(table.columnCount())]
        assert shown[NUMBER] == row["number"]
        assert shown[CATEGORY] == row["category"]
        assert row["name"] in shown[NAME]
        assert f"（{row['unit']}）" in shown[NAME]
        assert shown[NAME].endswith("*") == row["resident_basis"]
        assert shown[NAME + 1 : NAME + 1 + len(columns)] == [row["values"][column] for column in columns]


@pytest.mark.parametrize("plan", PLANS)
def test_the_columns_are_titled_as_printed(contents: Contents, plan: str) -> None:
    table = PrintedTable(contents, plan)
    titles = [
        str(table.headerData(column, Qt.Orientation.Horizontal)).replace("\n", " ")
        for column in range(table.columnCount())
    ]
    assert set(_frame(plan)["column_titles"].values()) <= set(titles)


def test_what_is_binding_is_bold(contents: Contents) -> None:
    table = PrintedTable(contents, "145")
    last = table.columnCount() - 1
    for place, row in enumerate(_seed("145")):
        assert table.index(place, last).data() == row["attribute"]
        assert bool(table.index(place, last).data(BOLD_ROLE)) == (row["attribute"] == "约束性")
    assert table.binding_count() == sum(row["attribute"] == "约束性" for row in _seed("145"))


def test_categories_and_shared_numbers_are_merged(contents: Contents) -> None:
    spans = {(span.column, span.row): span.rows for span in PrintedTable(contents, "135").spans()}
    assert spans[CATEGORY, 0] == 6
    assert {rows for (column, _), rows in spans.items() if column == NUMBER} == {2}
    assert len([rows for column, rows in spans if column == NUMBER]) == 2


@pytest.mark.parametrize("plan", PLANS)
def test_the_original_notes_stand_under_the_table(page: PlanPage, plan: str) -> None:
    page.show_place(Place(TABLE, plan))
    assert page.middle.foot.isVisible()
    assert all(note in page.middle.foot.notes.text() for note in _frame(plan)["notes"])
    assert page.middle.foot.count.text == {"135": "6 处对不上", "145": "9 处对不上"}[plan]


def test_the_arrow_keys_walk_the_rows_past_merged_cells(page: PlanPage) -> None:
    page.show_item("145-01")
    for _ in range(3):
        page.middle.table.keyPressEvent(
            QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
        )
    assert "145-04" in page.panel.texts()


def test_no_name_of_the_printed_table_is_cut(page: PlanPage) -> None:
    table = page.middle.table
    for plan in PLANS:
        page.show_place(Place(TABLE, plan))
        for row in range(table.model().rowCount()):
            hint = table.itemDelegate().sizeHint(QStyleOptionViewItem(), table.model().index(row, NAME))
            assert table.rowHeight(row) >= hint.height()


# Models, tree, cards, targets.


def test_the_models_keep_the_rules_of_qt(contents: Contents, qtmodeltester: ModelTester) -> None:
    cards, found_model, targets = CardModel(), FoundModel(), TargetsModel()
    cards.show_rows(rows_of(contents, Place(BOXES, "145")))
    found_model.show_found(contents.search("人才"))
    targets.show_rows(target_rows(contents, Place(TARGETS, "145")))
    for model in (
        PrintedTable(contents, "145"),
        PrintedTable(contents, "135"),
        ContentsTree(contents),
        cards,
        found_model,
        targets,
    ):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    "place",
    [
        Place(TABLE, "145"), Place(TABLE, "135"), Place(BOX, "145", "15"), Place(BOXES, "145"), Place(CHAPTER, "145", "9"),
        Place(SECTION, "145", "1.2"), Place(TARGETS, "145"), Place(TARGETS, "145", "2"), Place(LIST, "145", "engines"),
        Place(LISTS, "145"),
    ],
)  # fmt: skip
def test_every_row_of_the_tree_shows_its_place_and_is_current(page: PlanPage, place: Place) -> None:
    tree = page.left.tree
    model = tree.model()
    assert isinstance(model, ContentsTree)
    tree.setCurrentIndex(model.index_of(place))
    assert page.place == place
    assert place_at(tree.currentIndex()) == place
    assert page.middle.head.text()
    assert page.middle.view.model().rowCount()


def test_the_root_of_a_plan_shows_its_table_and_the_second_row_of_a_place_stays_current(page: PlanPage) -> None:
    tree = page.left.tree
    model = tree.model()
    assert isinstance(model, ContentsTree)
    root = model.index_of(Place(PLAN, "135"))
    below = model.index(0, 0, root)
    tree.setCurrentIndex(below)
    assert page.place == Place(TABLE, "135")
    assert tree.currentIndex() == below
    page.show_place(Place(PLAN, "135"))
    assert page.place == Place(TABLE, "135")


def test_the_targets_are_a_table_with_source_indicator_and_lead(contents: Contents) -> None:
    model = TargetsModel()
    model.show_rows(target_rows(contents, Place(TARGETS, "145")))
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(6)] == list(TITLES)
    rows = [[model.index(row, column).data() for column in range(6)] for row in range(model.rowCount())]
    assert len(rows) == 56
    # Line 254 and line 557 of the text.
    assert rows[2] == [
        "全社会研发与试验发展经费支出占地区生产总值比重", "力争达到3.6%", "—", "第一章第五节", "第 3 项", "区科学技术局",
    ]  # fmt: skip
    assert rows[9] == [
        "新建省级以上企业博士后工作站",
        "10家以上",
        "2025",
        "第二章第一节",
        "—",
        "区人力资源和社会保障局",
    ]
    assert [row[VALUE] for row in rows] == [target["raw"] for target in contents.targets["145"]]
    assert len(target_rows(contents, Place(TARGETS, "145", "2"))) == 10
    assert "在那里填报" in model.index(2, INDICATOR).data(Qt.ItemDataRole.ToolTipRole)


def test_a_target_that_repeats_an_indicator_leads_to_it_by_click_and_by_enter(page: PlanPage) -> None:
    targets = page.middle.targets
    page.show_item("145-t01-03")
    assert page.middle.view is targets
    assert "力争达到3.6%" in page.panel.texts()
    QTest.keyClick(targets, Qt.Key.Key_Return)
    assert (page.place, page.middle.table.code) == (Place(TABLE, "145"), "145-03")
    page.show_place(Place(TARGETS, "145"))
    cell = targets.visualRect(targets.targets.index(0, INDICATOR)).center()
    QTest.mouseClick(targets.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(cell.x(), cell.y()))
    assert page.middle.table.code == "145-01"


def test_an_entry_of_a_chapter_that_is_a_place_leads_there(page: PlanPage) -> None:
    page.show_place(Place(CHAPTER, "145", "1"))
    cards = page.middle.cards
    row = next(place for place, row in enumerate(cards.cards.rows) if row.place == Place(TABLE, "135"))
    cards.setCurrentIndex(cards.cards.index(row))
    QTest.keyClick(cards, Qt.Key.Key_Return)
    assert page.place == Place(TABLE, "135")


def test_nothing_is_wider_than_the_small_window(page: PlanPage) -> None:
    for place in (Place(TABLE, "145"), Place(TABLE, "135"), Place(BOXES, "145"), Place(TARGETS, "145")):
        page.show_place(place)
        assert page.middle.view.horizontalScrollBar().maximum() == 0
        assert not page.middle.view.horizontalScrollBar().isVisible()
    assert page.panel.area.horizontalScrollBar().maximum() == 0
    assert page.width() == 1294


def test_a_wrapped_summary_makes_its_row_higher(page: PlanPage) -> None:
    page.show_place(Place(BOX, "145", "9"))
    cards = page.middle.cards
    option = QStyleOptionViewItem()
    heights = {row.code: cards.itemDelegate().sizeHint(option, cards.cards.index(place)).height()
               for place, row in enumerate(cards.cards.rows) if row.code}  # fmt: skip
    assert heights["145-b09-0-02"] > heights["145-b09-0-01"] > heights["145-b09-0-01-01"]  # chips; a line; a project


# The search.


def test_enter_goes_to_the_next_hit_and_shift_enter_to_the_one_before(page: PlanPage) -> None:
    search, found_list = page.left.search, page.left.found
    QTest.keyClicks(search, "yfjf")
    assert (search.count.text(), page.place) == ("3 处", Place(TABLE, "145"))
    assert found_list.isVisible()
    seen = []
    for shifted in (False, False, False, False, True, True):
        modifier = Qt.KeyboardModifier.ShiftModifier if shifted else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(search, Qt.Key.Key_Return, modifier)
        seen.append((search.count.text(), page.panel.details.code if page.panel.details else ""))
    codes = ["145-03", "135-08", "145-t01-03"]
    assert seen == [
        ("1 / 3 处", codes[0]), ("2 / 3 处", codes[1]), ("3 / 3 处", codes[2]), ("1 / 3 处", codes[0]),
        ("3 / 3 处", codes[2]), ("2 / 3 处", codes[1]),
    ]  # fmt: skip
    assert page.place == Place(TABLE, "135")


def test_escape_clears_the_search_and_the_tree_is_back(page: PlanPage) -> None:
    search = page.left.search
    QTest.keyClicks(search, "hszx")
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert page.place == Place(BOX, "145", "15")
    assert page.panel.details is not None
    assert page.panel.details.code == "145-b15-0-01-01"
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert (search.text(), search.count.text()) == ("", "")
    assert page.left.tree.isVisible()
    assert not page.left.found.isVisible()


def test_nothing_found_is_said_in_words_and_enter_stays(page: PlanPage) -> None:
    page.left.search.setText("没有这个词")
    assert page.left.search.count.text() == "0 处"
    assert page.left.nothing.isVisible()
    before = page.place
    QTest.keyClick(page.left.search, Qt.Key.Key_Return)
    assert page.place == before


def test_a_heading_and_a_line_of_a_list_are_hits_too(page: PlanPage) -> None:
    page.left.search.setText("激发市场主体活力")
    page.left.step(1)
    assert page.place == Place(SECTION, "145", "5.1")
    page.left.search.setText("数字化升级驱动")
    page.left.step(1)
    assert page.place == Place(LIST, "145", "engines")
    assert page.middle.cards.currentIndex().data() == "数字化升级驱动"


def test_ctrl_f_brings_the_search_and_a_second_escape_the_page(page: PlanPage) -> None:
    page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.left.search.hasFocus()
    QTest.keyClick(page.left.search, Qt.Key.Key_Escape)
    assert page.middle.view.hasFocus()


# The panel.


def test_choosing_a_row_shows_responsibility_and_source(page: PlanPage) -> None:
    page.show_item("145-30")
    said = page.panel.texts()
    assert all(words in said for words in ("145-30", "约束性", "区综合行政执法局", "越高越好", "第一章第五节"))


def test_links_go_to_the_other_plan_to_the_indicator_and_to_the_text(page: PlanPage) -> None:
    page.show_item("145-03")
    _link(page, "接续").click()
    assert page.place == Place(TABLE, "135")
    assert "135-08" in page.panel.texts()
    page.show_item("145-b15-0-01-01")
    _link(page, "海曙中学新建").click()
    assert page.place == Place(LIST, "145", "projects")
    assert "在海曙中学（专栏 15 教育项目）填报" in page.panel.texts()
    _link(page, "海曙中学（专栏 15").click()
    _link(page, "正文第 818 行").click()
    assert page.place == Place(SECTION, "145", "10.2")


def test_the_panel_shows_quantities_as_chips_and_the_doubtful_with_its_word(page: PlanPage) -> None:
    page.show_item("145-b10-0-03")
    strip = page.panel.findChild(ChipStrip)
    assert isinstance(strip, ChipStrip)
    assert "5 个 / 40 家 存疑" in strip.accessibleName()
    assert "原文印作" in strip.toolTip()
    assert strip.heightForWidth(200) > strip.heightForWidth(2000) > 0


def test_the_related_boxes_lead_to_themselves_by_the_keyboard(page: PlanPage) -> None:
    page.show_item("145-b13-0-02")
    cards = page.panel.findChildren(ShortCard)
    assert cards[0].short.number == "专栏 14"  # the other one of chapter 9
    QTest.keyClick(cards[0], Qt.Key.Key_Space)
    assert page.place == Place(BOX, "145", "14")


def test_history_says_year_vintage_basis_and_who(district_page: PlanPage) -> None:
    district_page.show_item("145-03")
    said = district_page.panel.texts()
    assert "2021年，区统计局，2.52，已批，李审" in said
    assert "2023年，区统计局，2.94，最终核实 录入中，李审" in said
    assert "2023年，区统计局，3.02，初步核算 录入中，李审" in said
    assert said.index("2.94") < said.index("3.02") < said.index("2.52")  # newest first, what counts before the rest
    assert "2023：2.94" in said
    chart = district_page.panel.findChild(PathChart)
    assert isinstance(chart, PathChart)
    assert "2021 年 2.52（已批）" in chart.accessibleName()
    assert "2025 年目标 3.6" in chart.accessibleName()


def test_what_was_said_of_a_task_is_shown_whole_and_there_is_no_chart(district_page: PlanPage) -> None:
    district_page.show_item("145-b13-0-02")
    assert "主题村落已开工两处，停车场完成招标" in district_page.panel.texts()
    assert district_page.panel.findChild(PathChart) is None


def test_a_bound_and_a_target_in_words_are_shown_without_a_fault(page: PlanPage) -> None:
    for code, has_chart in (("145-21", True), ("145-16", False), ("145-t02-06", False), ("145-t09-02", True)):
        page.show_item(code)
        assert (page.panel.findChild(PathChart) is not None) is has_chart, code
        assert not page.panel.grab().isNull()


# The ways to other pages and back.


def test_to_fill_in_opens_the_return_with_this_row(page: PlanPage, district_page: PlanPage, qtbot: QtBot) -> None:
    page.show_item("145-b13-0-02")
    with qtbot.waitSignal(page.open_return) as asked:
        _button(page, "去填报").click()
    assert asked.args is not None
    key, item = asked.args
    assert (key.form, key.unit, item) == ("tasks", TOWN, "145-b13-0-02")
    district_page.show_item("145-t01-03")  # stands for the third indicator
    with qtbot.waitSignal(district_page.open_return) as asked:
        QTest.keyClick(district_page, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [ReturnKey("indicators", TJJ, "2023"), "145-03"]


def test_what_this_unit_does_not_report_cannot_be_filled_in_from_here(page: PlanPage, qtbot: QtBot) -> None:
    page.show_item("145-30")
    button = _button(page, "去填报")
    assert not button.isEnabled()
    assert "谁填报" in button.toolTip()
    with qtbot.assertNotEmitted(page.open_return):
        page.fill_in()
    page.show_item("145-b04")
    with qtbot.assertNotEmitted(page.open_return):
        page.fill_in()
    assert not [button for button in page.panel.findChildren(QPushButton) if button.text() == "去填报"]


def test_to_the_chart_only_where_there_is_one(district_page: PlanPage, qtbot: QtBot) -> None:
    district_page.show_item("145-03")
    with qtbot.waitSignal(district_page.open_item) as asked:
        _button(district_page, "看监测").click()
    assert asked.args == ["monitor", "145-03"]
    district_page.show_item("145-b13-0-02")
    assert not _button(district_page, "看监测").isEnabled()
    with qtbot.assertNotEmitted(district_page.open_item):
        district_page.monitor()


def test_another_code_than_there_is_changes_nothing(page: PlanPage) -> None:
    before = page.place
    page.show_item("145-99")
    page.go_to(ReturnKey("indicators", TOWN, "2025"), "145-24")
    assert page.place == before
    assert "145-24" in page.panel.texts()


# What does not add up.


def test_the_checks_stand_under_the_table_and_lead_to_their_list_and_on_to_the_entry(
    qtbot: QtBot, town: Path, doubted: list[dict[str, Any]]
) -> None:
    with Desk(town) as desk:
        page = _page(qtbot, desk)
        foot = page.middle.foot
        assert foot.count.text == f"{len(doubted)} 处对不上"
        assert foot.first.whole.startswith("第 1 项按年均 7 推到")
        foot.see.click()
        cards = page.middle.cards
        assert page.place == Place(CHECKS, "145")
        assert "145-01" in page.panel.texts()  # the first is current and shown at the right
        cards.setCurrentIndex(cards.cards.index(2))
        assert page.place == Place(CHECKS, "145")
        QTest.keyClick(cards, Qt.Key.Key_Return)
        assert (page.place, cards.currentIndex().row()) == (Place(BOX, "145", "4"), 0)
        page.show_place(Place(TABLE, "135"))
        assert not foot.checks.isVisible()


# As a whole.


def test_a_new_edition_is_read_and_the_place_and_the_entry_stay(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "district.db"
    found(path, "district", None, "李审", None)
    with Desk(path, write=True, person="李审") as desk:
        page = _page(qtbot, desk)
        page.show_item("145-b09-0-02")
        desk.planning.assign("145-b09-0-02", "dept-zgfj", "support", annual={"2025": "61"})
        page.refresh()
        assert page.place == Place(BOX, "145", "9")
        said = page.panel.texts()
        assert "市自然资源和规划局海曙分局" in said
        assert "年度分解" in said
        assert "145-b09-0-02" in said


def test_after_a_write_the_panel_is_made_anew_only_where_its_own_entry_has_other_values(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "district.db"
    found(path, "district", None, "李审", None)
    with Desk(path, write=True, person="李审") as desk:
        page = _page(qtbot, desk)
        page.show_item("145-03")
        panel, row = page.panel.area.widget(), {"unit": TJJ, "period": "2021", "item": "145-03"}
        read: list[str] = []
        monkeypatch.setattr(Documents, "edition", lambda _, name: read.append(name))
        desk.entry.enter([{"unit": TOWN, "period": "2024", "item": "145-b13-0-02", "value": "已开工"}])
        page.refresh()
        assert page.panel.area.widget() is panel
        desk.entry.enter([row | {"value": "2.52"}])
        page.refresh()
        assert page.panel.area.widget() is not panel
        assert "2.52" in page.panel.texts()
        assert read == []  # no edition was written: none is read again


def test_every_control_can_be_reached_and_has_a_name(page: PlanPage) -> None:
    page.show_item("145-b15-0-01-01")
    for widget in (page.left.search, page.left.tree, page.middle.view, *page.panel.findChildren(LinkButton)):
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert widget.accessibleName()


def test_the_page_is_painted_in_every_mode(qtbot: QtBot, town: Path) -> None:
    for mode in ("light", "dark", "contrast"):
        with Desk(town) as desk:
            shown = PlanPage(Session(desk), Theme(mode))
            qtbot.addWidget(shown)
            shown.resize(1108, 560)
            shown.show()
            shown.refresh()
            for place in (
                Place(TABLE, "135"),
                Place(BOXES, "145"),
                Place(CHAPTER, "145", "1"),
                Place(TARGETS, "145"),
                Place(LISTS, "145"),
            ):
                shown.show_place(place)
                assert not shown.grab().isNull()
