"""What is read and painted again after one cell was written: that cell's row, and it is as if all had been read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from haishu_desk.domain.cells import Edit, Head, ReturnKey, Slot
from haishu_desk.domain.items import Item
from haishu_desk.store.cells import Cells
from haishu_desk.store.journal import Journal
from haishu_desk.ui.entry import sheet_table
from haishu_desk.ui.entry.looks import looks_of
from haishu_desk.ui.entry.sheet import Line, Sheet
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, ZHANGSHUI, Office
from tests.ui.entry.auditor import auditing, desk_of, fill, fill_parts
from tests.ui.entry.conftest import Clerk, Open

if TYPE_CHECKING:
    import pytest

CTRL = Qt.KeyboardModifier.ControlModifier


def is_as_read_anew(clerk: Clerk) -> bool:
    """Beside a sheet that reads the whole return: every row looks the same."""
    shown, model = clerk.model.shown, clerk.model
    assert isinstance(shown, Sheet)
    anew = Sheet(clerk.desk, shown.key)
    anew.found, anew.pending = shown.found, shown.pending
    for name in (
        "heads",
        "asked",
        "verified",
        "state",
        "filled",
        "carried",
        "clashing",
        "files",
        "previous",
        "expected",
    ):
        assert getattr(anew, name) == getattr(shown, name), name
    assert anew.edits == shown.edits
    rows = [(row, line) for row, line in enumerate(model.lines) if line.item is not None]
    return all(list(model.looks(row)) == looks_of(anew, line, model.kept.get(_code(line), {})) for row, line in rows)


def item_of(clerk: Clerk, code: str) -> Item:
    item = clerk.model.lines[clerk.model.row_of(code)].item
    assert item is not None
    return item


def _code(line: Line) -> str:
    assert line.item is not None
    return line.item.code


def test_whatever_is_done_to_it_a_sheet_is_as_if_all_of_it_were_read_anew(clerk: Clerk) -> None:
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)
    fill(clerk, "145-04", "12")
    assert is_as_read_anew(clerk)
    fill_parts(clerk)
    assert is_as_read_anew(clerk)
    for column, words in (("vintage", "初步核算"), ("note", "抽样推算")):
        index = clerk.model.index(clerk.model.row_of("145-04"), clerk.model.column_of(column))
        assert clerk.model.store(index, words) is None
    assert is_as_read_anew(clerk)
    clerk.at("145-04")
    QGuiApplication.clipboard().setText("\n".join(map(str, range(1, 13))))  # more than are looked up one by one
    clerk.key(Qt.Key.Key_V, CTRL)
    assert is_as_read_anew(clerk)
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Z):
        clerk.key(key, CTRL)
        assert is_as_read_anew(clerk)
    clerk.at("145-22")
    clerk.key(Qt.Key.Key_Delete)
    assert is_as_read_anew(clerk)


def test_what_is_decided_of_the_return_shows_in_every_row(reported: Office, open_page: Open) -> None:
    clerk = open_page(reported.db("district"))
    session = clerk.page.session
    clerk.page.go_to(INDICATORS, None)
    assert is_as_read_anew(clerk)
    remarks: list[dict[str, str | None]] = [{"item": "145-04", "field": "value", "vintage": None, "comment": "请核对"}]
    reviewing = session.desk.reviewing
    session.write([INDICATORS], lambda: reviewing.review(YINJIANG, PERIOD, "returned", comment="请改", remarks=remarks))
    assert clerk.standing("145-04") == "退回"
    assert is_as_read_anew(clerk)
    session.write([INDICATORS], lambda: session.desk.querying.ask(INDICATORS, Slot("145-11"), "请核实"))
    assert clerk.model.shown.row(item_of(clerk, "145-11"))[0].asked.keys() == {"145-11"}
    assert is_as_read_anew(clerk)


def test_last_years_figure_that_is_typed_meanwhile_is_beside_this_years(clerk: Clerk) -> None:
    before = ReturnKey("indicators", YINJIANG, str(int(PERIOD) - 1))
    clerk.page.session.enter(before, [{"item": "145-04", "field": "value", "vintage": None, "value": "11"}])
    assert clerk.text("145-04", "previous") == "11"
    assert is_as_read_anew(clerk)


def test_a_typed_cell_has_its_own_row_painted_and_no_whole_return_read(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.qtbot.waitUntil(lambda: auditing(clerk).is_known)
    fill_parts(clerk)  # a finding stands, and a word of it is asked for
    desk_of(clerk).panel.unfold()
    painted, whole = set[str](), list[ReturnKey]()
    looks, heads = looks_of, Cells.heads

    def painting(shown: Any, line: Any, *more: Any, **named: Any) -> Any:
        painted.add(line.item.code)
        return looks(shown, line, *more, **named)

    def reading(cells: Cells, key: ReturnKey, item: str | None = None) -> dict[Slot, tuple[Head, ...]]:
        whole.extend([key] if item is None else [])
        return heads(cells, key, item)

    monkeypatch.setattr(sheet_table, "looks_of", painting)
    monkeypatch.setattr(Cells, "heads", reading)
    fill(clerk, "145-22", "71")
    assert (painted, whole) == ({"145-22"}, [])
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert (painted, whole) == ({"145-22"}, [])


def test_an_undo_reads_the_edit_that_it_takes_back_however_many_came_before(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"item": "145-04", "field": "value", "vintage": None, "value": str(value)} for value in range(1, 31)]
    for row in rows:
        clerk.page.session.enter(clerk.model.shown.keys[0], [row])
    asked, get = set[str](), Journal.get

    def asking(journal: Journal, identity: str) -> Any:
        asked.add(identity)
        return get(journal, identity)

    monkeypatch.setattr(Journal, "get", asking)
    clerk.desk.undoing.undo(on=clerk.model.shown.keys)
    assert clerk.stored("145-04") == ["29"]
    assert len(asked) <= 4  # the edit, what it replaced, and what the new one is linked to


def test_of_a_matrix_the_return_that_was_written_to_is_read(reported: Office, open_page: Open) -> None:
    clerk = open_page(reported.db("district"))
    clerk.page.go_to(INDICATORS, "145-04")
    clerk.page.top.matrix.click()
    clerk.page.top.item_chosen.emit("145-04")
    other = ReturnKey("indicators", ZHANGSHUI, PERIOD)
    read: list[ReturnKey] = []
    edits = clerk.desk.edits

    def reading(key: ReturnKey, *more: Any, **named: Any) -> Any:
        read.append(key)
        return edits(key, *more, **named)

    clerk.desk.__dict__["edits"] = reading
    clerk.page.session.enter(other, [{"item": "145-04", "field": "value", "vintage": None, "value": "5"}])
    assert (clerk.text(ZHANGSHUI), set(read)) == ("5", {other})


def test_what_another_program_writes_while_a_sheet_is_read_is_read_the_next_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.enter("town", "145-04", "138")
    with office.desk("town") as reader:
        sheet, edits = Sheet(reader, INDICATORS), reader.edits

        def and_then_it_is_written_to(key: ReturnKey, until: int | None = None, since: int = 0) -> list[Edit]:
            read = edits(key, until, since=since)
            monkeypatch.undo()
            office.enter("town", "145-04", "139", "--reason", "核实")
            return read

        monkeypatch.setattr(reader, "edits", and_then_it_is_written_to)
        sheet.read()
        sheet.read()
        (head,) = sheet.heads[Slot("145-04", "value", None)]
        assert head.value.raw == "139"
