"""A chart in a .docx as the office program's own drawing: sharp in print, its figures inside it, no picture to retype.

Written without a workbook behind it; a missing figure is a gap and never 0.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from haishu_desk.domain.signs import that_travels
from haishu_desk.report.document import Chart, Series
from haishu_desk.report.docx_styles import CAPTION, NOTE

_HEIGHT = 70 * 36000
_COLOURS = ("1F4E79", "C55A11", "548235", "7F6000", "7030A0", "404040")
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_CHART = f"{_DRAWING}/chart"
_AXES = (10001, 10002)


def add_chart(document: Any, chart: Chart, room: int) -> None:
    """The title, the drawing as wide as `room` (the library's units), its notes."""
    document.add_paragraph(that_travels(chart.title + (f"（{chart.unit}）" if chart.unit else "")), style=CAPTION)
    number = 1 + sum(rel.reltype == RELATIONSHIP_TYPE.CHART for rel in document.part.rels.values())
    place = PackURI(f"/word/charts/chart{number}.xml")
    part = Part(place, CONTENT_TYPE.DML_CHART, chart_xml(chart).encode(), document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = document.add_paragraph(style=NOTE)
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.add_run()._r.append(parse_xml(_inline(relation, number, chart.title, room)))  # noqa: SLF001  no name for it
    for note in chart.notes:
        document.add_paragraph(that_travels(note), style=NOTE)


def _inline(relation: str, number: int, title: str, room: int) -> str:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    named = quoteattr(that_travels(title))
    return (
        f'<w:drawing xmlns:w="{word}"><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0"'
        f' distR="0"><wp:extent cx="{room}" cy="{_HEIGHT}"/><wp:docPr id="{number}" name="图{number}" descr={named}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}"'
        f' xmlns:r="{relations}" r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def chart_xml(chart: Chart) -> str:
    """The drawing: bars side by side or lines, an axis of places and one of figures, a legend where there are several."""
    kind = "barChart" if chart.kind == "bar" else "lineChart"
    head = (
        '<c:barDir val="col"/><c:grouping val="clustered"/>' if chart.kind == "bar" else '<c:grouping val="standard"/>'
    )
    drawn = "".join(_series(chart, number, series) for number, series in enumerate(chart.series))
    middle = '<c:gapWidth val="60"/>' if chart.kind == "bar" else '<c:marker val="1"/>'
    axes = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)
    legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(chart.series) > 1 else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}/main"><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:{kind}>{head}{drawn}{middle}{axes}</c:{kind}>{_axes()}'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
    )


def _series(chart: Chart, number: int, series: Series) -> str:
    colour = _COLOURS[number % len(_COLOURS)]
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    dash = '<a:prstDash val="dash"/>' if series.name in chart.dashed else ""
    line = f'<a:ln w="22225">{fill}{dash}</a:ln>'
    shape = f"<c:spPr>{fill if chart.kind == 'bar' else line}</c:spPr>"
    marker = '<c:marker><c:symbol val="none"/></c:marker>' if dash and chart.kind == "line" else ""
    smooth = '<c:smooth val="0"/>' if chart.kind == "line" else ""
    invert = '<c:invertIfNegative val="0"/>' if chart.kind == "bar" else ""
    places = "".join(_point(place, text) for place, text in enumerate(chart.places))
    values = "".join(_point(place, f"{value:f}") for place, value in enumerate(series.values) if value is not None)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:v>'
        f"{escape(that_travels(series.name))}</c:v></c:tx>{shape}{invert}{marker}{_labels(chart)}"
        f'<c:cat><c:strLit><c:ptCount val="{len(chart.places)}"/>{places}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:ptCount val="{len(chart.places)}"/>{values}</c:numLit></c:val>'
        f"{smooth}</c:ser>"
    )


def _labels(chart: Chart) -> str:
    """Figures over the bars; a line has them in its table."""
    if chart.kind != "bar":
        return ""
    shown = "".join(
        f'<c:{name} val="{int(name == "showVal")}"/>'
        for name in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    return f"<c:dLbls>{shown}</c:dLbls>"


def _point(place: int, text: str) -> str:
    return f'<c:pt idx="{place}"><c:v>{escape(that_travels(text))}</c:v></c:pt>'


def _axes() -> str:
    across, up = _AXES
    usual = '<c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
    text = '<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    return (
        f'<c:catAx><c:axId val="{across}"/>{usual}<c:axPos val="b"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/>{text}<c:crossAx val="{up}"/><c:crosses val="autoZero"/></c:catAx>'
        f'<c:valAx><c:axId val="{up}"/>{usual}<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{text}'
        f'<c:crossAx val="{across}"/><c:crosses val="autoZero"/></c:valAx>'
    )
