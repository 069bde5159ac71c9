"""What a worker is started with."""

from __future__ import annotations

import pytest

from haishu_desk.bundle.own_program import environment


@pytest.mark.parametrize("name", ["HAISHU_DESK_PIN", "HAISHU_DESK_NEW_PIN"])
def test_no_worker_is_told_a_pin(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "4711")
    assert "4711" not in environment().values()
