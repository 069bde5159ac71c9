"""A workbook is taken apart once, in the thread that reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from haishu_desk.bundle import unpack as unpacking
from haishu_desk.bundle.manifest import NotOurBundleError
from haishu_desk.bundle.read_process import Workbook, read_workbook
from haishu_desk.bundle.unpack import opened, unpack
from tests.bundle.packed import INDICATORS, written


def test_a_workbook_that_was_opened_before_is_not_taken_apart_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "a.xlsx", INDICATORS)
    workbook = read_workbook(tmp_path / "a.xlsx")
    whole, bundle = unpack(workbook), opened(workbook)
    monkeypatch.setattr(unpacking, "_unpacked", lambda _: pytest.fail("taken apart again"))
    assert unpack(bundle) == whole
    assert (bundle.sheets, bundle.properties, bundle.digest) == (workbook.sheets, workbook.properties, workbook.digest)


def test_what_is_no_bundle_is_opened_too_and_says_so_when_it_is_asked() -> None:
    book = opened(Workbook((), {}))
    with pytest.raises(NotOurBundleError):
        unpack(book)
