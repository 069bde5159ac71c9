"""Charts of a .docx: sound XML, gaps, a dashed target, figures over bars."""

from __future__ import annotations

from decimal import Decimal

import pytest
from docx.oxml import parse_xml

from haishu_desk.report.document import Chart, Series
from haishu_desk.report.docx_charts import chart_xml

LINES = Chart(
    "图", "line", ("2021", "2022", "2023"),
    (Series("实绩<&>", (Decimal(1), None, Decimal("2.5"))), Series("目标", (Decimal(1), Decimal(2), Decimal(3)))),
    dashed=frozenset({"目标"}),
)  # fmt: skip
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def test_a_year_without_a_figure_has_no_point() -> None:
    root = parse_xml(chart_xml(LINES).encode())
    first = next(root.iter(f"{C}ser"))
    value = first.find(f"{C}val")
    assert value is not None
    assert [(point.get("idx"), point.findtext(f"{C}v")) for point in value.iter(f"{C}pt")] == [("0", "1"), ("2", "2.5")]
    assert first.findtext(f"{C}tx/{C}v") == "实绩<&>"


def test_only_the_target_is_dashed() -> None:
    assert chart_xml(LINES).count("prstDash") == 1


@pytest.mark.parametrize(("kind", "labels"), [("bar", 2), ("line", 0)])
def test_bars_carry_their_figures(kind: str, labels: int) -> None:
    chart = Chart("图", kind, ("甲",), (Series("乙", (Decimal(1),)), Series("丙", (None,))))
    assert chart_xml(chart).count("<c:dLbls>") == labels
