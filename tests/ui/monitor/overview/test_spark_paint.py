"""What is painted stands where the numbers say."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from haishu_desk.ui.monitor.overview.spark import Spark, scale_of
from haishu_desk.ui.monitor.overview.spark_paint import SparkInks, paint_spark, spots
from haishu_desk.ui.theme import Theme

LINE = (((2020, Decimal(10)), (2021, Decimal(20))), ((2023, Decimal(15)),))


def test_the_places_read_back_are_the_numbers() -> None:
    spark, box = Spark(2020, 2025, LINE, target=Decimal(30)), QRectF(0, 0, 108, 58)
    scale = scale_of(spark)
    for (year, value), place in zip(spark.points, spots(spark.points, scale, box), strict=True):
        # Four pixels of air at each edge, 100 by 50 between them.
        assert round((place.x() - 4) / 100 * 5 + 2020, 6) == year
        assert round(scale.low + (54 - place.y()) / 50 * (scale.high - scale.low), 6) == float(value)


def _painted(spark: Spark, theme: Theme) -> QImage:
    image = QImage(108, 58, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    paint_spark(painter, SparkInks(theme), spark, QRectF(0, 0, 108, 58))
    painter.end()
    return image


def _columns_of(image: QImage, color: QColor) -> set[int]:
    def near(x: int, y: int) -> bool:
        pixel = image.pixelColor(x, y)
        parts = ((pixel.red(), color.red()), (pixel.green(), color.green()), (pixel.blue(), color.blue()))
        return all(abs(a - b) < 40 for a, b in parts)

    return {x for x in range(image.width()) for y in range(image.height()) if near(x, y)}


def test_nothing_is_painted_across_the_missing_year(theme: Theme) -> None:
    blue = _columns_of(_painted(Spark(2020, 2025, LINE), theme), theme.color("c_actual"))
    # 2021 stands at 24, 2023 at 64: between them there is nothing but the points' own edges.
    assert {5, 14, 23, 64} <= blue
    assert not blue & set(range(28, 61))


def test_a_picture_without_figures_paints_no_line(theme: Theme) -> None:
    blank = _painted(Spark(2020, 2025, word="未出数"), theme)
    assert not _columns_of(blank, theme.color("c_actual"))
