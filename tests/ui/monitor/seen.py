"""A district's workspace with crafted series, for the tests of the one-item view. Every figure is invented."""

from __future__ import annotations

from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.founding import found
from haishu_desk.desk.portrait import Portrait, Wish, portrait_of
from haishu_desk.domain.amendments import Grounds

TJJ, HJJ, SHIQI = "dept-tjj", "dept-sthjfj", "330203009"
CELLS = (
    # Whole but for 2017, with vintages.
    (TJJ, "2016", "135-08", "2.02", None), (TJJ, "2018", "135-08", "2.11", None), (TJJ, "2019", "135-08", "2.18", None),
    (TJJ, "2021", "145-03", "2.52", None), (TJJ, "2022", "145-03", "2.64", "预计"), (TJJ, "2022", "145-03", "2.71", "最终核实"),
    (TJJ, "2023", "145-03", "2.94", "最终核实"), (TJJ, "2024", "145-03", "3.12", "初步核算"),
    # A missing year, and a year with a word.
    (TJJ, "2021", "145-06", "15", None), (TJJ, "2023", "145-06", "15.8", None), (TJJ, "2024", "145-06", "未取得", None),
    # Another 口径 from 2023 on.
    (TJJ, "2021", "145-07", "6.1", None), (TJJ, "2022", "145-07", "6.3", None), (TJJ, "2023", "145-07", "7.7", None),
    (TJJ, "2024", "145-07", "8.1", None),
    # A bound, and a range (the target of 145-20 is made one).
    (HJJ, "2021", "145-21", "21", None), (HJJ, "2022", "145-21", "29", None),
    (HJJ, "2021", "145-20", "94", None), (HJJ, "2022", "145-20", "99", None),
    # Words, a sum of five years, no base.
    (TJJ, "2021", "145-16", "完成市下达目标", None), ("dept-rsj", "2021", "145-25", "1.7", None),
    ("dept-wgltj", "2021", "145-29", "2.3", None),
    # A township's part.
    ("dept-scjgj", "2021", "145-04", "2741", None), (SHIQI, "2021", "145-04", "318", None), (SHIQI, "2022", "145-04", "340", None),
)  # fmt: skip


def make(path: Path) -> None:
    """Found the workspace at `path`."""
    found(path, "district", None, "李审", None)
    with Desk(path, write=True, person="李审") as desk:
        desk.amending.adjust_target("145-20", "93-97", Grounds(2021, "海政发〔2021〕1号", "试验"))
        desk.amending.define("145-07", "按新的产业分类", Grounds(2023, "海统〔2023〕2号", "分类调整"), {})
        desk.planning.assign("145-04", SHIQI, "report", annual={"2021": "310", "2022": "360"})
        desk.planning.assign("145-06", TJJ, "lead", annual={"2021": "15.2", "2023": "15.9"})
        desk.entry.enter(
            {"unit": unit, "period": period, "item": item, "value": value, "vintage": vintage}
            for unit, period, item, value, vintage in CELLS
        )
        desk.reviewing.review(TJJ, "2024", "approved")


def portrait(desk: Desk, item: str, wish: Wish | None = None) -> Portrait:
    """What there is to show of one item."""
    return portrait_of(desk, Figures(desk), item, wish or Wish())
