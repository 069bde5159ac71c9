"""Initials: every reading counts, a run anywhere in the name, local readings, and only for what can be meant as initials."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.ui.pinyin import INSIDE, START, WHOLE, fit, initials, may_be_initials


@pytest.mark.parametrize(
    ("name", "typed", "place"),
    [
        ("海曙中学", "hszx", WHOLE),
        ("海曙中学新建", "hszx", START),
        ("石碶海曙中心小学", "hszx", INSIDE),
        ("石碶街道", "sqjd", WHOLE),
        ("鄞江镇", "yjz", WHOLE),
        ("5G基站", "5gjz", WHOLE),
        ("PM2.5平均浓度", "pm25pj", START),
        ("海曙中学", "hsx", None),  # a run, not a subsequence: 中 lies between
        ("海曙中学", "hszxx", None),
    ],
)
def test_initials_stand_in_a_name_as_one_run(name: str, typed: str, place: int | None) -> None:
    assert fit(name, typed) == place


@pytest.mark.parametrize(("sign", "letters"), [("长", "cz"), ("重", "cz"), ("行", "hx"), ("乐", "ly"), ("厦", "sx")])
def test_every_reading_of_a_sign_counts(sign: str, letters: str) -> None:
    assert set(letters) <= set(initials(sign)[0])


def test_quotes_brackets_and_blanks_are_not_spoken() -> None:
    assert len(initials("“浙东 唐诗”（之路）、2.0")) == len("浙东唐诗之路20")


@pytest.mark.parametrize(
    ("typed", "may"), [("hs", True), ("5g", True), ("h", False), ("08", False), ("海曙", False), ("145-08", False)]
)
def test_only_letters_can_be_meant_as_initials(typed: str, may: bool) -> None:  # noqa: FBT001
    assert may_be_initials(typed) is may


@given(st.text(alphabet="海曙鄞江碶长重行乐中学工业园区5G", min_size=2, max_size=8), st.data())
def test_any_run_of_readings_is_found(name: str, data: st.DataObject) -> None:
    typed = "".join(data.draw(st.sampled_from(letters)) for letters in initials(name))
    first = data.draw(st.integers(0, len(typed) - 1))
    last = data.draw(st.integers(first + 1, len(typed)))
    assert fit(name, typed[first:last]) is not None


def test_the_dictionary_waits_until_somebody_searches() -> None:
    program = "import sys; import haishu_desk.ui.plan.page, haishu_desk.ui.palette; sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
