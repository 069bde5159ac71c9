"""Numbers of persons in free text: 500 made texts, published examples, and how often chance alone would speak."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from haishu_desk.domain.personal import (
    CARD,
    IDENTITY,
    LANDLINE,
    MOBILE,
    is_card,
    is_credit_code,
    is_identity,
    kinds_in,
    personal_in,
)
from tests.domain.personal_texts import texts

TEXTS = texts()


def test_there_are_500_texts_half_of_them_without_a_persons_number() -> None:
    assert Counter(bool(kinds) for _, kinds in TEXTS) == {True: 250, False: 250}
    assert len({text for text, _ in TEXTS}) > 490


def test_none_is_missed_and_none_is_found_where_there_is_none() -> None:
    wrong = [(text, kinds, kinds_in(text)) for text, kinds in TEXTS if kinds_in(text) != kinds]
    assert wrong == []


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("11010519491231002X", True),  # the example of GB 11643
        ("11010519491231002x", True),
        ("110105194912310021", False),  # another check digit
        ("990105194912310021", False),  # no such province
        ("11010519490231002X", False),  # 31 February
        ("330203900101123", True),
        ("330203901301123", False),  # month 13
        ("33020390010112", False),
    ],
)
def test_an_identity_number_is_told_by_its_structure(number: str, *, is_one: bool) -> None:
    assert is_identity(number) == is_one


def test_a_credit_code_and_a_card_by_their_check_signs() -> None:
    assert is_credit_code("91350100M000100Y43")  # the example of GB 32100
    assert not is_credit_code("91350100M000100Y44")
    assert is_card("6228480402564890018")
    assert not is_card("6228480402564890019")
    assert not is_card("4111111111111111"), "no card of 银联"


def test_the_place_in_the_text_is_told_and_the_number_is_shown_by_its_ends() -> None:
    (found,) = personal_in("请打 １３８ ００１３ ８０００ 找我")
    assert (found.kind, found.start, found.end, found.masked) == (MOBILE, 3, 16, "138…00")


def test_where_a_contact_is_asked_for_a_telephone_number_is_no_matter() -> None:
    text = "张三 13800138000，0574-87654321，11010519491231002X，6228480402564890018"
    assert kinds_in(text) == (MOBILE, LANDLINE, IDENTITY, CARD)
    assert kinds_in(text, asks_for_contact=True) == (IDENTITY, CARD)


def test_how_often_chance_alone_speaks() -> None:
    """Of 1,000 random numbers of each length: the share that is taken for a person's. The seed is fixed."""
    chance = random.Random(7)  # noqa: S311  made data
    spoke = {
        digits: sum(bool(personal_in(f"见 {chance.randint(10 ** (digits - 1), 10**digits - 1)}")) for _ in range(1000))
        for digits in (8, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20)
    }
    silent = {digits: spoke[digits] for digits in (8, 10, 14, 20)}
    assert silent == dict.fromkeys(silent, 0)
    # 11: 7 of 90 beginnings are those of mobile numbers. 15: a province and a date by chance. 16 to 19: 62 and a check digit.
    assert 55 <= spoke[11] <= 100
    assert spoke[15] <= 25
    assert max(spoke[each] for each in (12, 16, 17, 18, 19)) <= 6
