"""查询 and 核定数 from the panel of the sheet, and what the row says of them."""

from __future__ import annotations

from haishu_desk.domain.cells import Slot
from haishu_desk.ui.entry.details import details_of
from haishu_desk.ui.entry.sheet import Sheet
from tests.desk.office import INDICATORS, TOWN, Office
from tests.ui.entry.conftest import Clerk, Open


def say(clerk: Clerk, link: str, words: str, figure: str = "") -> None:
    """Click the link, type, and press the button of the window."""
    clerk.page.panel.linked.emit(link)
    window = clerk.page.asking.window
    assert window is not None
    window.figure.setText(figure)
    window.words.setText(words)
    window.do_it.click()


def shown(clerk: Clerk, item: str) -> str:
    clerk.at(item)
    clerk.page.side.show_details()
    return clerk.page.panel.text.replace("\u3000", " ").replace("\xa0", " ")


def test_the_unit_sees_the_question_beside_its_cell_and_answers_it_there(open_page: Open, reported: Office) -> None:
    reported.ask("district", "query", *TOWN, "--item", "145-04", "--ask", "为什么少？")
    reported.reply("down.xlsx")
    reported.outcome("town", "down.xlsx")
    clerk = open_page(reported.db("town"))
    assert clerk.standing("145-04") == "查询"
    text = shown(clerk, "145-04")
    assert "查询 待答复" in text
    assert "为什么少？" in text
    assert "发出查询" not in text
    say(clerk, f"answer:{clerk.desk.querying.of_return(INDICATORS)[0].name}", "企业迁出")
    (query,) = clerk.desk.querying.of_return(INDICATORS)
    assert (query.state, query.answer) == ("已答复", "企业迁出")
    assert clerk.stored("145-04") == ["120"]


def test_the_district_asks_and_settles_from_the_sheet(open_page: Open, reported: Office) -> None:
    clerk = open_page(reported.db("district"))
    clerk.page.go_to(INDICATORS, None)
    assert "发出查询" in shown(clerk, "145-33")
    say(clerk, "ask", "依据是什么？")
    (query,) = clerk.desk.querying.of_return(INDICATORS)
    assert (query.cell, query.asked.text) == (Slot("145-33", "value", "预计"), "依据是什么？")
    say(clerk, f"close:{query.name}", "")
    assert not clerk.desk.querying.of_return(INDICATORS)[0].is_open
    assert clerk.standing("145-33") != "查询"


def test_the_verified_figure_is_written_beside_the_reported_one_and_taken_back(
    open_page: Open, reported: Office
) -> None:
    clerk = open_page(reported.db("district"))
    clerk.page.go_to(INDICATORS, None)
    clerk.at("145-04")
    say(clerk, "verify", "统计局复核单第12号", "118")
    assert (clerk.stored("145-04"), clerk.stored("145-04", "verified")) == (["120"], ["118"])
    assert clerk.standing("145-04") == "核定"
    text = shown(clerk, "145-04")
    assert "核定数 118" in text
    assert "统计局复核单第12号" in text
    sheet = clerk.model.shown
    assert isinstance(sheet, Sheet)
    past = details_of(clerk.desk, sheet, clerk.desk.documents.catalogue.get("145-04"), "value").past
    assert [(each.text, each.vintage, each.basis) for each in past] == [("118", "核定数", "核定"), ("120", "", "已报")]
    index = clerk.model.index(clerk.model.row_of("145-04"), clerk.model.column_of("value"))
    assert clerk.model.look(index).tip == "核定数 118，算数的是它"
    clerk.page.panel.linked.emit("verify")
    assert clerk.page.asking.window is not None
    assert clerk.page.asking.window.figure.text() == "118"
    say(clerk, "verify", "复核有误", "")
    assert clerk.stored("145-04", "verified") == [""]
    assert "核定数 118" not in shown(clerk, "145-04")


def test_nothing_is_written_without_words(open_page: Open, reported: Office) -> None:
    clerk = open_page(reported.db("district"))
    clerk.page.go_to(INDICATORS, None)
    clerk.at("145-04")
    clerk.page.panel.linked.emit("ask")
    assert clerk.page.asking.window is not None
    assert not clerk.page.asking.window.do_it.isEnabled()


def test_the_unit_is_offered_no_verified_figure(open_page: Open, reported: Office) -> None:
    assert "核定数…" not in shown(open_page(reported.db("town")), "145-04")
