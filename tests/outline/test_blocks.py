"""Running text, tables and 专栏, however they stand in the text."""

from __future__ import annotations

import pytest

from haishu_desk.outline.blocks import Block, Box, Grid, Text, blocks_of
from haishu_desk.outline.headings import Headings
from haishu_desk.outline.source import lines_from


def blocks(text: str) -> list[Block]:
    lines = lines_from("a.txt", text.encode())
    headings = Headings(["第一章 甲", "第一节 乙", "第二章 丙", "第一节 丁"])
    return blocks_of(lines, lambda line: headings.of(line.number, line.text) is not None)


def test_a_flattened_table_has_its_cells_one_a_line_and_blank_lines_between_rows() -> None:
    (grid,) = blocks("\t分类\n\t指标\n名称\n\n\t经济\n\t人\n口\n\n")
    assert isinstance(grid, Grid)
    assert [(row.line, row.last, row.cells) for row in grid.rows] == [
        (1, 3, ("分类", "指标名称")),
        (5, 7, ("经济", "人口")),
    ]


def test_a_sentence_after_a_table_is_not_a_part_of_its_last_cell() -> None:
    grid, text = blocks("\t分类\n\t指标\n\n\t注：1、预计。\n “十四五”时期是开局。")
    assert isinstance(grid, Grid)
    assert isinstance(text, Text)
    assert grid.rows[-1].cells == ("注：1、预计。",)


@pytest.mark.parametrize(
    "text",
    [
        "\t专栏3：路网\n\n\t甲：新建甲路\n乙：新建乙路\n\n\n第二章 丙",
        "专栏3 路网\n甲：新建甲路\n乙：新建乙路\n后面的正文没有题目。",
        "正文一句。专栏3：路网\n甲：新建甲路\n乙：新建乙路\n第二章 丙",
        "专栏三：路网\n\n甲：新建甲路\n\n乙：新建乙路\n\n第二章 丙",
    ],
)
def test_a_box_is_found_in_a_cell_as_a_line_of_its_own_and_glued_to_a_sentence(text: str) -> None:
    (box,) = [block for block in blocks(text) if isinstance(block, Box)]
    assert (box.number, box.title) == (3, "路网")
    assert [paragraph for _, paragraph in box.paragraphs] == ["甲：新建甲路", "乙：新建乙路"]


def test_a_box_that_is_only_announced_is_empty() -> None:
    (box,) = [block for block in blocks("专栏3：路网\n第二章 丙\n正文") if isinstance(block, Box)]
    assert box.paragraphs == []


def test_a_mention_of_a_box_is_running_text() -> None:
    (text,) = blocks("有关项目（见专栏3）按计划推进。")
    assert isinstance(text, Text)
