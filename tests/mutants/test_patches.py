"""Each bug can be seeded where it is meant to be; that the tests notice it takes long and runs with HAISHU_FULL=1."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from tests.domain.made import FULL
from tests.mutants.patches import PATCHES, Patch
from tests.mutants.run import ROOT, apply, noticed_by

MOST_MISSED = 1


@pytest.mark.parametrize("patch", PATCHES, ids=[patch.name for patch in PATCHES])
def test_each_bug_has_its_one_place_and_leaves_a_program_that_runs(patch: Patch, tmp_path: Path) -> None:
    target = tmp_path / "haishu_desk" / patch.file
    target.parent.mkdir(parents=True)
    shutil.copy(ROOT / "haishu_desk" / patch.file, target)
    apply(patch, tmp_path)
    ast.parse(target.read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match=patch.name):
        apply(Patch(patch.name, patch.file, "stands nowhere", "", ()), tmp_path)
    for each in patch.tests:
        assert (ROOT / "tests" / each).exists()


def test_there_are_fifteen_of_them() -> None:
    assert len({patch.name for patch in PATCHES}) == 15


@pytest.mark.skipif(not FULL, reason="runs the tests fifteen times: HAISHU_FULL=1")
def test_nearly_all_of_them_are_noticed_by_the_ordinary_tests() -> None:
    missed = [patch.name for patch in PATCHES if noticed_by(patch) is None]
    assert len(missed) <= MOST_MISSED, missed
