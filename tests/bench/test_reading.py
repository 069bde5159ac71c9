"""Both sides read the same cells of the same file; what is said beside the ratios."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk.bench import reading
from haishu_desk.bench.large_book import large_book


def test_each_line_is_measured_at_each_size_and_the_memory_once() -> None:
    measured = list(reading.reading(1, (200, 400)))
    assert [each.name for each in measured[:3]] == [f"{line.name}, 200 cells" for line in reading.LINES]
    assert [each.name for each in measured[3:-1]] == [f"{line.name}, 400 cells" for line in reading.LINES]
    assert measured[-1].name == "G16 memory of the worker, 400 cells"
    assert "openpyxl" in measured[0].detail
    assert "增长指数" in measured[3].detail


def test_the_whole_way_ends_with_every_cell_of_the_file() -> None:
    """200 cells on the sheet; 200 * 12 bytes of payload are 3,200 signs of base64: one row of name and text."""
    with large_book(200) as path:
        sheet, manifest = reading.whole(path).sheets
        assert (len(sheet.cells), len(manifest.cells), manifest.visible) == (200, 2, "veryhidden")
        assert [sheet.cells[0, 0].text, sheet.cells[0, 1].text] == ["第 0 项，前期工作已完成", "4.39"]  # 1 * 1.25 + pi
        assert reading.values(path) == 10 + 1


def test_sides_that_differ_are_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    with large_book(40) as path, large_book(60) as other:
        answer = reading.whole(other)
        monkeypatch.setattr(reading, "whole", lambda _: answer)
        with pytest.raises(ValueError, match="same cells"):
            reading.refuse_unequal(path)


def test_twice_the_cost_for_twice_the_size_is_an_exponent_of_one() -> None:
    assert reading.growth([(10, 1.0)]) == ""
    assert reading.growth([(10, 1.0), (20, 1.5), (40, 4.0)]) == "增长指数 1.00"
    assert reading.growth([(10, 1.0), (20, 4.0)]) == "增长指数 2.00"


def test_the_same_cells_each_time(tmp_path: Path) -> None:
    texts = []
    for _ in range(2):
        with large_book(40) as path:
            (tmp_path / "a").write_bytes(path.read_bytes())
            texts.append({place: cell.text for place, cell in reading.whole(path).sheets[1].cells.items()})
    assert texts[0] == texts[1]
