"""What the tests of the plan page share: the shipped plans, and the same with something that does not add up."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.desk import documents_without_workspace
from haishu_desk.desk.documents import Documents
from haishu_desk.ui.plan.contents import Contents

CHECKS: list[dict[str, Any]] = [
    {
        "rule": "growth",
        "where": {"plan": "145", "item": "145-01"},
        "printed": "2000",
        "computed": "1684",
        "message": "第 1 项按年均 7 推到 2025 年是 1684",
    },
    {
        "rule": "sum",
        "where": {"plan": "145", "box": 4},
        "printed": "2500",
        "computed": "2499",
        "message": "专栏 4 的分项与合计不同",
    },
    {
        "rule": "notes",
        "where": {"plan": "145", "chapter": 1, "section": 5, "table": "表下注"},
        "printed": "4、",
        "computed": "5、",
        "message": "表下注有两个“4、”",
    },
]


@pytest.fixture(scope="session")
def contents() -> Contents:
    """The shipped plans."""
    return Contents(documents_without_workspace())


@pytest.fixture
def doubted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """From now on three places of the fourteenth plan do not add up."""
    monkeypatch.setattr(Documents, "consistency_json", lambda _self, plan: CHECKS if plan == "145" else [])
    return CHECKS
