"""The files of the offices, made once for all histories."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.office import read_here
from tests.exchange_histories.letters import go_without_checks, go_without_workbooks, type_into_workbook
from tests.exchange_histories.machine import Tools
from tests.exchange_histories.offices import found_and_issue, task_bundles, tell_the_time


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the five workspaces, ready to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        tell_the_time(patch)
        return found_and_issue(tmp_path_factory.mktemp("issued"))


@pytest.fixture(scope="module")
def tools(template: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    with pytest.MonkeyPatch.context() as patch:
        clocks = tell_the_time(patch)
        go_without_workbooks(patch)
        folder = tmp_path_factory.mktemp("history")
        yield Tools(template, task_bundles(template, folder, clocks), folder, clocks)


@pytest.fixture(scope="module")
def workbook_tools(template: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    """The same with real workbooks, written, typed into and read."""
    with pytest.MonkeyPatch.context() as patch:
        clocks = tell_the_time(patch)
        go_without_checks(patch)
        folder = tmp_path_factory.mktemp("history")
        tasks = task_bundles(template, folder, clocks)
        yield Tools(template, tasks, folder, clocks, read_here, type_into_workbook)
