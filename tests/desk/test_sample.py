"""The sample data: states as intended, chains intact, marked as a sample, made once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.founding import found
from haishu_desk.desk.sample import FILES, HENGJIE, SHIQI, THIS_YEAR, YEARS, Sample, make_sample, open_sample
from haishu_desk.desk.sample_mark import MARK, is_sample
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.monitor.task_verdict import TASK_VERDICTS
from tests.desk.office import Office


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def district(sample: Sample) -> Iterator[Desk]:
    with Desk(sample.district) as desk:
        yield desk


def _state(desk: Desk, unit: str, period: str, form: str = "indicators") -> dict[str, Any]:
    rows = [row for row in desk.reviewing.queue() if (row["unit"], row["period"], row["form"]) == (unit, period, form)]
    return rows[0]


def test_every_workspace_is_marked_as_a_sample_and_its_chain_is_intact(sample: Sample) -> None:
    files = [sample.district.with_name(name) for name in FILES.values()]
    assert {sample.district, *sample.units.values()} <= set(files)
    for file in files:
        with Desk(file) as desk:
            assert is_sample(desk)
            assert desk.keeping.log()["chain"] == "intact"
            assert all(person.startswith("示例·") for person in desk.persons())


def test_a_workspace_of_the_user_is_no_sample(tmp_path: Path) -> None:
    found(tmp_path / "own.db", "unit", SHIQI, "王填", None)
    with Desk(tmp_path / "own.db") as desk:
        assert not is_sample(desk)


def test_past_years_are_approved(district: Desk) -> None:
    for unit in (SHIQI, "dept-tjj"):
        assert {_state(district, unit, period)["state"] for period in YEARS} == {"审核通过"}
    assert {_state(district, HENGJIE, period)["state"] for period in YEARS[:-1]} == {"审核通过"}


def test_a_correction_of_last_year_waits_and_the_approved_figure_counts_until_then(district: Desk) -> None:
    key = ReturnKey("indicators", HENGJIE, YEARS[-1])
    course = district.course(key)
    assert course.correction is not None
    assert _state(district, HENGJIE, YEARS[-1])["state"] == "已接收"
    assert [head.value.raw for head in course.counting(district.heads(key))[Slot("145-04")]] == ["268"]


def test_there_is_a_query_to_answer_one_to_settle_and_a_verified_figure(sample: Sample, district: Desk) -> None:
    with Desk(sample.units[HENGJIE]) as desk:
        assert [row["item"] for row in desk.querying.waiting()] == ["145-22"]
        key = ReturnKey("indicators", HENGJIE, THIS_YEAR)
        assert desk.revising.verified(key, Slot("145-11", vintage="快报"))
    assert [(row["unit"], row["item"]) for row in district.querying.waiting()] == [(SHIQI, "145-27")]


def test_one_clash_is_settled_with_its_reason(district: Desk) -> None:
    events = [event["event"] for event in district.reading.history(ReturnKey("indicators", SHIQI, THIS_YEAR), "145-28")]
    assert events[-1] == "裁定"


def test_one_unit_has_a_returned_cell_and_cells_left_and_its_task_form_open(sample: Sample) -> None:
    with Desk(sample.units[HENGJIE]) as desk:
        row = _state(desk, HENGJIE, THIS_YEAR)
        assert row["state"] == "退回修改"
        assert row["filled"] < row["expected"]
        assert row["unreported"] > 0
        assert _state(desk, HENGJIE, THIS_YEAR, "tasks")["state"] == "录入中"
        key = next(key for key in desk.workspace.cells.returns() if (key.period, key.form) == (THIS_YEAR, "indicators"))
        assert [slot.item for slot in desk.course(key).open_remarks()] == ["145-04"]


def test_the_other_unit_waits_for_review_with_changes_and_a_second_computer_that_disagrees(district: Desk) -> None:
    row = _state(district, SHIQI, THIS_YEAR)
    assert (row["state"], row["clashes"], row["filled"]) == ("已接收", 1, row["expected"])
    assert 0 < row["changed"] < row["expected"]


def test_the_districts_indicators_have_five_years_of_figures(district: Desk) -> None:
    figures = Figures(district)
    for item in figures.items():
        if item.plan == "145":
            years = {point.year for point in figures.series(item.code).points}
            assert {2021, 2022, 2023, 2024} <= years, item.code


def test_tasks_and_projects_stand_in_several_stages_some_late_one_paused(district: Desk) -> None:
    rows = district.projects.standings("145", THIS_YEAR)
    counts = {word: sum(row.verdict == word for row in rows) for word in TASK_VERDICTS}
    assert min(counts[word] for word in ("已完成", "按序时推进", "进展缓慢", "未启动")) > 1
    assert (counts["暂缓"], counts["取消"]) == (1, 0)
    assert {"green", "yellow", "red", "grey"} == {row.light for row in rows}
    assert max(row.run for row in rows) > 1
    reported = [row for row in district.reading.values() if (row["form"], row["field"]) == ("tasks", "value")]
    assert all("示例" in f"{row['note']}{row['value']}" for row in reported)


def test_every_figure_says_that_it_is_an_example(district: Desk) -> None:
    values = [row for row in district.reading.values() if row["field"] == "value" and row["form"] == "indicators"]
    assert len(values) > 250
    assert all("示例" in (row["note"] or "") for row in values)


def test_the_sample_is_made_once_and_kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def pretend(folder: Path, told: object) -> Sample:
        assert told is None
        made.append(folder)
        folder.mkdir()
        for name in FILES.values():
            (folder / name).touch()
        return Sample(folder / FILES["district"], {})

    monkeypatch.setattr("haishu_desk.desk.sample.make_sample", pretend)
    monkeypatch.setattr("haishu_desk.desk.sample.sample_folder", lambda: tmp_path / "sample")
    first, second = open_sample(), open_sample()
    assert first == second
    assert first.district.parent == tmp_path / "sample"
    assert len(made) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def test_the_mark_counts_from_the_line_that_says_it_and_not_when_that_was_given_back(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        assert not is_sample(desk)
        with desk.rehearsal():
            desk.audit(MARK)
            assert is_sample(desk)
        assert not is_sample(desk)
        desk.audit("别的")
        assert not is_sample(desk)
        desk.audit(MARK)
        assert is_sample(desk)
        desk.audit("别的")
        assert is_sample(desk)
