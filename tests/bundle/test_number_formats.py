"""Number formats: which show a percentage, and which make a person see what is not stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.bundle.number_formats import is_percent, veils_numbers, veils_texts


@pytest.mark.parametrize(
    ("code", "expected"), [("0%", True), ("0.0 %;-0.0 %", True), ('0"%"', False), (r"0\%", False), ("General", False)]
)
def test_a_percentage_is_told_by_its_format(code: str, *, expected: bool) -> None:
    assert is_percent(code) == expected


HONEST = (
    "General", "G/通用格式", "@", "0", "0.00", "#,##0.00", "0.00E+00", "0%", "# ?/?", "# ??/16", "yyyy-mm-dd", "h:mm:ss", "[h]:mm", "m/d/yy", '0.00"亩"', "0.00 [$元]",
    "[Red]-0.00;[Blue]0.00", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "[>=10]0;0.0", 'yyyy"年"m"月"', "¥#,##0", "[DBNum1]General", "0_);(0)",
)  # fmt: skip
NUMBERS_VEILED = (
    '"999"', ";;;", "", '0"5"', '"1"0', "0,", "#,##0,,", "0!.0,", '0"万"', '0.0"亿"', '0;"0";0', "0;;", '"—"', "\\9\\9", "[Red]", "0;-0;", "8", '"五"', "_9_9", "*9",
)  # fmt: skip
TEXTS_VEILED = (";;;", '0;0;0;"999"', '@"9"', '"1"@', "0;0;0;", '@"万"', "0;-0;0;\\9")


@pytest.mark.parametrize("code", HONEST)
def test_an_ordinary_format_veils_nothing(code: str) -> None:
    assert (veils_numbers(code), veils_texts(code)) == (False, False)


@pytest.mark.parametrize("code", NUMBERS_VEILED)
def test_a_format_that_shows_another_number_or_none_is_known(code: str) -> None:
    assert veils_numbers(code)


@pytest.mark.parametrize("code", TEXTS_VEILED)
def test_a_format_that_shows_another_text_or_none_is_known(code: str) -> None:
    assert veils_texts(code)


@pytest.mark.parametrize("code", ['"999"', "0;0;", "0,"])
def test_a_format_for_numbers_leaves_texts_alone(code: str) -> None:
    assert not veils_texts(code)


@given(st.text(max_size=255))
def test_any_code_has_an_answer(code: str) -> None:
    assert {is_percent(code), veils_numbers(code), veils_texts(code)} <= {True, False}
