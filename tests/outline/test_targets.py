"""Targets of the running text: what is to be reached, and not what was."""

from __future__ import annotations

import pytest

from haishu_desk.outline.blocks import Text
from haishu_desk.outline.targets import is_review, targets_in


def found(text: str) -> list[tuple[str, str, int | None]]:
    return [(each.figure.what, each.figure.quantity.raw, each.year) for each in targets_in(Text(7, text), 2, 1)]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("推进创新。到2030年，技术交易额达到20亿元。", [("技术交易额", "达到20亿元", 2030)]),
        ("力争森林覆盖率超过49.83%。", [("森林覆盖率", "超过49.83%", None)]),
        ("围绕10个片区开展更新。", []),
        ("已建成学校12所，获评先进。", []),
        ("实施“1121”工程，布局5G基站。", []),
    ],
)
def test_a_sentence_counts_that_says_until_when_or_that_something_is_to_be_reached(
    text: str, targets: list[tuple[str, str, int | None]]
) -> None:
    assert found(text) == targets


def test_a_target_knows_its_place() -> None:
    (target,) = targets_in(Text(7, "到2030年，甲率达到9%。"), 2, 1)
    assert (target.line, target.chapter, target.section) == (7, 2, 1)


@pytest.mark.parametrize(
    ("title", "first", "looks_back"),
    [
        ("“十四五”发展回顾", "全县经济较快增长。", "back"),
        ("发展环境", "“十四五”时期是我县极不平凡的五年。", "back"),
        ("主要目标", "到2030年，建成强县。", "ahead"),
    ],
)
def test_a_section_that_looks_back_is_known_by_its_title_or_its_beginning(
    title: str, first: str, looks_back: str
) -> None:
    assert is_review(title, [first]) == (looks_back == "back")
