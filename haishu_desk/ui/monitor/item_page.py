"""The 一页纸 of a portrait: its words, and the chart painted in the light colours of paper."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSize
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QWidget

from haishu_desk.desk.portrait import Portrait
from haishu_desk.desk.series import drawable
from haishu_desk.report.one_page import OnePage
from haishu_desk.ui.monitor.copying import caption_of
from haishu_desk.ui.monitor.side_words import (
    facts_of,
    formula_of,
    light_of,
    origin_words,
    sentence_of,
    verdict_of,
    with_unit,
)
from haishu_desk.ui.monitor.wording import ahead_band, ahead_value, kinds_of
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from haishu_desk.ui.monitor.chart import Chart

# The picture as it would be on a screen, and how many dots each of its pixels has on paper: some 280 to the inch.
_SIZE, _DOTS = QSize(800, 430), 2.5
_MARKS = {
    "actual": "实心点为已批或核定的数", "open": "空心点为还没有审核通过的数", "old": "灰色为旧口径，与新口径不连",
    "vintage": "空心圈为当时报的数", "clash": "双菱为数据不一致的两边", "path": "长虚线为年度分解",
    "band": "长虚线阶梯为年度分解，灰带为允许的差距", "range": "色带为目标区间", "target": "横实线为目标",
    "earlier": "短虚线为上一期目标", "bound": "点线为界", "base": "细点线为基期", "break": "竖线处口径或单位有变",
    "backcast": "方点为按新口径追溯的数", "ahead": "短虚线和扇形为推算与区间",
}  # fmt: skip
_SHAPES = {"ok": "●", "warn": "▲", "bad": "■", "idle": "○"}


def page_of(seen: Portrait, whose: str, chart: Chart, *, across: str = "") -> OnePage:
    """What is printed of that item; `whose` names the unit whose figures are shown, `chart` paints the picture."""
    item, caption = seen.series.item, caption_of(seen, whose)
    point, unit = seen.series.counting.get(seen.year), item.unit or ""
    figure = f"{seen.year} 年　{with_unit(point.words, unit)}" if point else f"{seen.year} 年　未出数"
    mark, _ = light_of(seen)
    kind = "　".join(part for part in (item.unit, item.record.get("attribute"), whose) if part)
    facts = [(fact.name.strip(), fact.value) for fact in facts_of(seen)[1:]]
    return OnePage(
        f"{item.number}　{item.name}",
        kind,
        figure,
        f"{_SHAPES[mark]} {verdict_of(seen)}",
        facts,
        sentences_of(seen),
        formula_of(seen),
        asking_of(seen, whose),
        f"{caption.foot}　{caption.state if seen.series.points else ''}",
        picture_of(seen, chart),
        _SIZE.width() / _SIZE.height(),
        legend_of(seen),
        across,
    )


def legend_of(seen: Portrait) -> str:
    """The marks of the picture in words."""
    said = [_MARKS[kind] for kind in kinds_of(seen) if kind in _MARKS]
    return f"图中：{'；'.join(said)}。" if said else ""


def sentences_of(seen: Portrait) -> list[str]:
    """Three sentences: how it stands, whether the target will be reached, where the figure comes from."""
    return [f"{sentence_of(seen)}。", f"{_will_be(seen)}。", f"{origin_words(seen.origin)}。"]


def _will_be(seen: Portrait) -> str:
    target, ahead = seen.series.target, seen.ahead
    unit = seen.series.item.unit or ""
    if seen.year >= seen.plan.end_year:
        return f"规划期已到最后一年，目标是{with_unit(target.words, unit)}" if target else "规划期已到最后一年"
    if ahead is None:
        return "数据不足三年、口径有变化或这类目标不推算，不作推算"
    value, band = with_unit(ahead_value(seen, ahead.value), unit), ahead_band(seen, ahead)
    said = f"按{ahead.method}，{ahead.year} 年为 {value}（{band}）"
    if target is None or target.quantity is None:
        return said
    number = drawable(target.quantity)
    if number is None:
        return f"{said}，目标是{target.words}"
    return f"{said}，{_against(number, ahead.low, ahead.high)}目标 {with_unit(target.words, unit)}"


def _against(target: Decimal, low: Decimal, high: Decimal) -> str:
    """Where the target lies of the band; whether that is good is the verdict's word, not this one's."""
    if high < target:
        return "整个区间低于"
    return "整个区间高于" if low > target else "区间里有"


def asking_of(seen: Portrait, whose: str) -> str:
    """Whom to ask: the unit, and who signed its last report."""
    origin = seen.origin
    if origin is None:
        return f"问谁：{whose.removesuffix('报）').removeprefix('全区（')}"
    person = f"，上次上报人 {origin.reported_by}" if origin.reported_by else "，还没有上报"
    return f"问谁：{origin.unit}{person}" + (f"；版本码 {origin.version}" if origin.version else "")


def paper_chart(parent: QWidget) -> Chart:
    """A chart that is only painted on pictures, in the light theme whatever the window's is; kept, and used again.

    pyqtgraph's widgets are better not made and thrown away for each picture.
    """
    from haishu_desk.ui.monitor.chart import Chart  # noqa: PLC0415  pyqtgraph waits for the first chart

    chart = Chart(Theme("light"), parent, ratio=_DOTS)
    chart.setGeometry(0, 0, _SIZE.width(), _SIZE.height())
    chart.hide()
    return chart


def picture_of(seen: Portrait, chart: Chart) -> bytes:
    """The item as a PNG, painted by the chart of `paper_chart`."""
    image = QImage(_SIZE * _DOTS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_DOTS)
    chart.grab()  # a widget that was never shown gets its size here
    chart.show_portrait(seen)
    chart.render(image, QPoint(0, 0))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())
