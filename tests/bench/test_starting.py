"""What is loaded when the window's frame is painted."""

from __future__ import annotations

from haishu_desk.bench.starting import HEAVY, first_paint


def test_no_heavy_library_is_loaded_at_the_first_paint() -> None:
    measured = first_paint()
    assert {"pandas", "pyqtgraph", "lark", "docx"} <= set(HEAVY)
    assert (measured.ok, measured.detail) == (True, "")
