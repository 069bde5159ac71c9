"""What the Desk says for the command line, said with buttons and pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.cli.main import VERBS
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.messages import message_of
from haishu_desk.ui.wording import for_the_window, moment, refusal

SOURCES = Path(__file__).parents[2] / "haishu_desk"
# Whatever stands under the window can come up in it.
UNDER_THE_WINDOW = ("bundle", "desk", "domain", "merge", "review", "store")
NAMES = "|".join([*(verb.name for verb in VERBS), "haishu-desk", "comment"])
OF_THE_COMMAND_LINE = re.compile(rf"--[a-z]|(?<![\w.\-])(?:{NAMES})(?![\w\-.])", re.ASCII)
CHINESE = re.compile("[一-鿿]")


def sentences() -> Iterator[str]:
    """Every Chinese sentence of the sources under the window; what is filled in later stands as …."""
    for layer in UNDER_THE_WINDOW:
        for file in sorted((SOURCES / layer).rglob("*.py")):
            tree = ast.parse(file.read_text("utf-8"))
            parts = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
            docs = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if node not in parts | docs and CHINESE.search(text := _text(node)):
                    yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "…" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


TO_TRANSLATE = sorted({text for text in sentences() if OF_THE_COMMAND_LINE.search(text)})


def test_there_are_sentences_that_name_verbs_and_flags() -> None:
    assert len(TO_TRANSLATE) > 20


@pytest.mark.parametrize("text", TO_TRANSLATE)
def test_no_verb_and_no_flag_is_left_in_what_the_window_says(text: str) -> None:
    said = for_the_window(text)
    assert not OF_THE_COMMAND_LINE.search(said)
    assert CHINESE.search(said)


def test_a_message_at_the_lower_right_speaks_of_buttons_and_pages() -> None:
    message = message_of(DeskError("退回和重新打开要写明理由", "请加 --comment，或用 --cells 逐格写明"))
    assert message.text == "请写审核意见，或逐格写明"


def test_nothing_to_undo_is_no_failure_and_goes_by_itself() -> None:
    assert not message_of(DeskError("没有可以撤回的操作", code="nothing-to-undo")).stays
    assert message_of(DeskError("磁盘已满")).stays


def test_a_refusal_is_one_line() -> None:
    assert refusal(DeskError("没有登记", "请用 enrol 登记")) == "没有登记。请核对校验码后登记"
    assert refusal(DeskError("磁盘已满")) == "磁盘已满"


def test_a_longer_sentence_goes_before_a_part_of_it() -> None:
    assert (
        for_the_window("请核对报告期；确需收取的，先用 issue 下发") == "请核对报告期；确需收取的，请先在右边下发任务包"
    )


def test_a_time_of_the_trail_is_short() -> None:
    assert moment("2026-01-05T09:30:00.000+08:00") == "01-05 09:30"
