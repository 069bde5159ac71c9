"""What is measured between two dates is what was changed between them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from haishu_desk.bench import dated


def test_one_cell_in_a_hundred_is_changed_and_told() -> None:
    with dated.dated(1) as made:
        # A return has 132 cells; in every twentieth 26 are changed.
        assert made.cells % 132 == 0
        assert made.changed == -(-(made.cells // 132) // 20) * 26
        line = dated.measured(1, made)
        assert (line.size, line.series) == (made.cells, "G6 between two dates")
        with pytest.raises(ValueError, match="are told"):
            dated.measured(1, replace(made, changed=1))
