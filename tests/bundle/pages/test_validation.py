"""Drop-downs: short lists stand in the rule itself, long ones in the hidden sheet 字典."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from xlsxwriter import Workbook

from haishu_desk.bundle.layout import DICTIONARY, STAGES, Column
from haishu_desk.bundle.pages.guide import draw_dictionary
from haishu_desk.bundle.pages.looks import styles_of
from haishu_desk.bundle.pages.signals import Grid
from haishu_desk.bundle.pages.validation import INLINE, LISTS, lists_of, restrict, source_of
from haishu_desk.domain.cells import VINTAGES

YES_NO = Column("agreed", "是否", 8, is_entry=True, choices=("是", "否"))
LONG = Column("class", "原因", 8, is_entry=True, choices=tuple(f"第{number}类原因" for number in range(60)))


def test_a_list_stands_inline_up_to_255_signs_and_without_commas() -> None:
    assert source_of(("是", "否"), 0) == ["是", "否"]
    assert source_of(("a" * 127, "b" * 127), 0) == ["a" * 127, "b" * 127]  # with the comma 255
    assert source_of(("a" * 128, "b" * 127), 0) == "=字典!$A$2:$A$3"
    assert source_of(("甲,乙", "丙"), 2) == "=字典!$C$2:$C$3"


def test_a_long_list_is_chosen_from_the_hidden_sheet() -> None:
    lists = lists_of((YES_NO, LONG))
    assert len(",".join(LONG.choices)) > INLINE
    stream = io.BytesIO()
    workbook = Workbook(stream)
    sheet = workbook.add_worksheet("表")
    restrict(Grid(sheet, (YES_NO, LONG), ("a", "b"), {}, 4), list(lists))
    draw_dictionary(workbook, styles_of(workbook), lists)
    workbook.close()
    read: Any = openpyxl.load_workbook(stream)
    rules = {str(rule.sqref): rule.formula1 for rule in read["表"].data_validations.dataValidation}
    assert rules == {"B5:B6": '"是,否"', "C5:C6": "字典!$B$2:$B$61"}
    words = [cell.value for cell in read[DICTIONARY]["B"]]
    assert words == ["原因", *LONG.choices]
    assert read[DICTIONARY].sheet_state == "hidden"
    read.close()


def test_the_lists_of_the_forms_are_these() -> None:
    assert LISTS == {"数值状态": VINTAGES, "阶段": STAGES}
