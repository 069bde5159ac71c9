"""Taking in many bundles comes to what it comes to one after the other, and the bare parts read the same bundles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from haishu_desk.bench import receiving
from haishu_desk.bench.morning import Morning, morning_of
from haishu_desk.bench.receiving import Spent
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.store.journal import FILE


@pytest.fixture(scope="module")
def morning() -> Iterator[Morning]:
    """Two bundles that wait, and the one that warms the desk."""
    with morning_of(2) as made:
        yield made


def test_the_sides_agree_and_each_bundle_brings_its_rows(morning: Morning) -> None:
    files = morning.bundles[:2]
    rows = receiving.refuse_unequal(morning, files)
    assert [FILE in {kind for kind, _, _ in each} for each in rows] == [True, True]
    assert len(receiving.parts(files, rows)) == 2
    assert receiving.read_ahead(files) == receiving.read_alone(files) == receiving.parts(files, rows)


def test_sides_that_differ_are_not_timed(morning: Morning, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "parts", lambda *_: ["another bundle"])
    with pytest.raises(ValueError, match="one after the other"):
        receiving.refuse_unequal(morning, morning.bundles[:1])


def test_what_was_refused_is_not_timed(morning: Morning) -> None:
    broken = morning.folder / "none.xlsx"
    broken.write_bytes(b"PK")
    with pytest.raises(ValueError, match=r"none\.xlsx"):
        receiving.refuse_unequal(morning, [broken])


def test_one_and_many_are_measured_and_the_memory_of_many_is_told(
    morning: Morning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "morning_of", lambda _: nullcontext(morning))
    monkeypatch.setattr(receiving, "refuse_unequal", lambda _, files: [[] for _ in files])
    monkeypatch.setattr(receiving, "_spent", lambda *_: Spent(clock=0.2, processors=0.1, checking=0.06, returns=3))
    monkeypatch.setattr(receiving, "_spent_on_parts", lambda *_: Spent(clock=0.1, processors=0.02))
    told = {measured.name: measured for measured in receiving.receiving(1, (2, 7))}
    each = ["", ", processors", ", processors, without 全审", ", 全审 a return"]
    assert list(told) == [*(f"G2 take in {count} bundles{what}" for count in (1, 2) for what in each),
                          "many: 2 bundles read with both cores", "G16 memory flat in the number of bundles"]  # fmt: skip
    whole, processors, unchecked, check = (told[f"G2 take in 2 bundles{what}"] for what in each)
    assert (whole.ratio, whole.goal, whole.ok) == (2.0, 1.5, False)
    assert (processors.ratio, processors.goal) == (5.0, None)
    assert unchecked.ratio == pytest.approx(2.0)  # 0.1 less 0.06, over 0.02
    assert (unchecked.goal, check.ratio) == (None, None)
    assert check.ours == pytest.approx((0.02,))  # 0.06 over three returns; the limit is 10 ms
    assert not check.ok


def test_what_a_run_spends_is_told_apart(morning: Morning) -> None:
    spent = receiving._spent(morning, morning.bundles[:1])
    assert spent.returns == len({key.form for key in _returns(morning)})
    assert min(spent.clock, spent.processors, spent.checking) > 0


def _returns(morning: Morning) -> list[ReturnKey]:
    """The returns of the first unit once its bundle is there."""
    with morning.opened() as desk:
        unit = desk.exchange.receiver.take_in(morning.bundles[0]).unit
        return [key for key in desk.workspace.cells.returns() if key.unit == unit]
