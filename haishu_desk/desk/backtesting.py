"""The back-test of the forecasts on a public series that is shipped with its source: what `haishu-desk backtest` prints."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from haishu_desk import paths
from haishu_desk.monitor.backtest import backtest, trials
from haishu_desk.monitor.numbers import reckoning, shown

_PLACES = 4


def public_series() -> dict[str, Any]:
    """`{"title", "unit", "source", "values": {"1978": "20.17", ...}}`, the figures as they are printed."""
    file = paths.resources() / "sample" / "ningbo_gdp.json"
    series: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return series


def backtest_public() -> dict[str, Any]:
    """`{"title", "unit", "source", "years", "rows", "bands"}`.

    `rows`: `method years_ahead trials error inside`, ratios as texts. `bands`: what was foretold in each `year` for the next
    one: `value low high truth width`, the width as a ratio of the value.
    """
    series = public_series()
    numbers = {int(year): Decimal(text) for year, text in series["values"].items()}
    rows = [
        {
            "method": each.method,
            "years_ahead": each.years_ahead,
            "trials": each.trials,
            "error": shown(each.error, _PLACES),
            "inside": shown(each.inside, _PLACES),
        }
        for each in backtest(numbers)
    ]
    with reckoning():
        bands = [
            {
                "year": each.year,
                "value": shown(each.told.value, 2),
                "low": shown(each.told.low, 2),
                "high": shown(each.told.high, 2),
                "truth": shown(each.truth, 2),
                "width": shown(each.width, _PLACES),
            }
            for each in trials(numbers, 1)
        ]
    said = {key: series[key] for key in ("title", "unit", "source")}
    return {**said, "years": [min(numbers), max(numbers)], "rows": rows, "bands": bands}
