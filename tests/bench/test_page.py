"""The page with what was measured, and the machine on it."""

from __future__ import annotations

import getpass
import platform
from datetime import date

from haishu_desk.bench.machine import described
from haishu_desk.bench.page import KEPT, page
from haishu_desk.bench.pairs import Measured, Peer
from haishu_desk.bench.words import in_words
from haishu_desk.report.handbook import shelves

LINES = [
    Measured("G6 compare, scattered, 1,000", None, "x", (0.001,), (0.002,), series="G6", size=1_000, peak=2_500_000),
    Measured("G7 compare, clustered", 0.1, "x", (0.3, 0.1, 0.2), (1.0, 1.0, 1.0), peers=(Peer("daff", 2.0),)),
    Measured("G8 three-way, scattered", 1.0, "x", (3.0,), (1.0,), peers=(Peer("pandas", None),)),
    Measured("G11 modules at first paint", 0, "none of the heavy libraries", met=True),
]


def test_each_goal_has_its_row_with_limit_ratio_medians_memory_and_result() -> None:
    text = page(LINES, {"Python": "3.11"}, date(2026, 1, 2))
    assert "量于 2026-01-02。Python 3.11。2 项达到或只看，2 项没有达到。" in text
    assert "| G6 两版比较，改动散在各处 | 1,000 | x | 只看 | 0.5 | 1 ms | 2 ms | 2.5 MB | — |" in text
    # The pairs' ratios are 0.3, 0.1 and 0.2.
    row = "0.1 | 0.2 | 200 ms（100–300） | 1,000 ms（1,000–1,000） | — | **没有达到** |"
    assert f"| G7 两版比较，改动在 5% 的报表里 | — | x | {row}" in text
    assert "| G11 第一次画出时载入的模块 | — | 一个大的库也没有 | — | — | — | — | — | 达到 |" in text


def test_peers_are_told_in_multiples_of_ours_and_each_single_time_is_there() -> None:
    text = page(LINES, {}, date(2026, 1, 2))
    assert "| daff | 2,000 ms | 10.0 |" in text
    assert "| pandas | 没有安装，没有量 | — |" in text
    assert "| 300 100 200 | 1,000 1,000 1,000 |" in text


def test_what_was_written_by_hand_comes_last() -> None:
    assert page(LINES, {}, date(2026, 1, 2), f"{KEPT}\n\nby hand\n").endswith(f"\n{KEPT}\n\nby hand\n")


def test_the_machine_is_told_without_a_name_of_it_or_of_a_person() -> None:
    said = described()
    assert list(said) == ["处理器", "系统", "Python", "SQLite", "Qt"]
    assert platform.node() not in " ".join(said.values())
    assert getpass.getuser() not in said.values()


def test_a_name_that_has_no_words_stays_as_it_is() -> None:
    assert in_words("G99 something") == "G99 something"
    assert in_words("G12 scroll and repaint, 1,000 rows") == "G12 滚动并重画, 1,000 行"
    assert in_words("G2 take in 17 bundles, processors, without 全审") == "G2 装入 17 个数据包，处理器时间，不算全审"
    assert in_words("many: 44 bundles read with both cores") == "批量：44 个数据包用两个核读"


def test_the_page_is_in_the_handbook() -> None:
    assert "bench" in [book.name for books in shelves().values() for book in books]
    assert "其他" not in shelves()
