"""The bare writer makes the very same workbook, and is measured at each size."""

from __future__ import annotations

import pytest

from haishu_desk.bench import writing
from haishu_desk.bench.replay import asked_again
from haishu_desk.bundle import text_workbook
from haishu_desk.bundle.layout import columns_of


def test_each_size_is_measured_with_its_growth_and_its_limit() -> None:
    first, second = writing.writing(1, (50, 100))
    assert (first.name, second.name) == ("G3 write, 50 cells", "G3 write, 100 cells")
    assert "zlib" in first.detail
    assert "增长指数" in second.detail


def test_both_sides_make_the_same_parts_and_ours_is_put_back() -> None:
    ours = text_workbook.TextWorkbook
    parts, calls = writing.refuse_unequal(writing.return_of(33))
    assert text_workbook.TextWorkbook is ours
    assert any(b"sheetProtection" in part and b"dataValidation" in part for part in parts)
    texts = [call for call in calls if call.name == "write_string" and "有效发明专利拥有量" in call.words]
    assert len(texts) == 33 // len(columns_of("indicators"))


def test_sides_that_differ_are_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = asked_again(writing.refuse_unequal(writing.return_of(11))[1])
    monkeypatch.setattr(writing, "asked_again", lambda _: other)
    with pytest.raises(ValueError, match="same workbook"):
        writing.refuse_unequal(writing.return_of(33))
