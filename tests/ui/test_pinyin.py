"""Initials: every reading counts, a run anywhere in the name, local readings, and only for what can be meant as initials."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.ui.pinyin import INSIDE, START, WHOLE, fit, initials, may_be_initials, sort_key


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


def test_the_towns_of_the_district_are_in_the_order_of_their_pinyin() -> None:
    # dòng qiáo, gāo qiáo, héng jiē, jí shì gǎng, jiāng xià, lóng guān, shí qì, yín jiāng, zhāng shuǐ
    ordered = ["洞桥镇", "高桥镇", "横街镇", "集士港镇", "江厦街道", "龙观乡", "石碶街道", "鄞江镇", "章水镇"]
    assert sorted(set(ordered), key=sort_key) == ordered


def test_readings_of_this_district_and_signs_that_are_not_read() -> None:
    assert sort_key("厦碶鄞")[0] == ("xia", "qi", "yin")
    assert sort_key("A1（中）")[0][:2] == ("a", "1")


def test_tones_decide_only_where_syllables_are_the_same() -> None:
    assert sort_key("妈") < sort_key("麻") < sort_key("马棚") < sort_key("满")
