"""The words for a signature: the same in the verbs, on 收发 and on 审核."""

from __future__ import annotations

import pytest

from haishu_desk.desk.signatures import LEVELS, signature_word, word_of_return
from tests.desk.office import INDICATORS, TASKS, Office


@pytest.mark.parametrize(
    ("signature", "changed", "word"),
    [
        ("valid", False, "已验签"),
        ("valid", True, "签后改动"),
        ("absent", False, "未签名"),
        ("invalid", False, "冒名或损坏"),
        ("invalid", True, "冒名或损坏"),
        ("unknown-key", False, "未登记"),
        (None, False, None),
    ],
)
def test_each_signature_has_a_word_and_each_word_a_colour(
    signature: str | None, word: str | None, *, changed: bool
) -> None:
    said = signature_word(signature, changed=changed)
    assert said == word
    assert said is None or said in LEVELS


def test_green_is_only_what_was_checked() -> None:
    assert [word for word, level in LEVELS.items() if level == "good"] == ["已验签"]
    assert {word for word, level in LEVELS.items() if level == "bad"} == {"冒名或损坏", "登记已撤销"}


def test_a_verb_says_the_word_and_not_the_code(reported: Office) -> None:
    said = reported.say("district", "inspect", reported.file("up.xlsx"))
    assert "已验签" in said.out
    assert "valid" not in said.out
    reported.forge("up.xlsx", "forged.xlsx", reported.key("other"))
    assert "冒名或损坏" in reported.say("district", "receive", reported.file("forged.xlsx")).out


def test_a_return_says_what_its_last_revision_came_with(office: Office) -> None:
    with office.desk("district") as desk:
        assert word_of_return(desk, INDICATORS) is None
    office.enter("town", "145-04", "120")
    office.submit("town", "up.xlsx")
    office.receive("district", "up.xlsx")
    with office.desk("district") as desk:
        assert word_of_return(desk, INDICATORS) == "已验签"
        assert word_of_return(desk, TASKS) is None


@pytest.mark.parametrize(("take", "word"), [("signed", "签后改动"), ("visible", "未签名")])
def test_what_was_changed_after_signing_stays_marked(take: str, word: str, office: Office) -> None:
    office.enter("town", "145-04", "120")
    office.submit("town", "up.xlsx")
    office.type_by_hand("up.xlsx", "changed.xlsx", {("145-04", "value"): "999"})
    assert "签后改动" in office.say("district", "receive", office.file("changed.xlsx")).out
    office.ask("district", "receive", office.file("changed.xlsx"), "--take", take, "--reason", "已电话核实")
    with office.desk("district") as desk:
        assert word_of_return(desk, INDICATORS) == word
        desk.told.due()
        assert desk.told.taken_as(INDICATORS.unit, INDICATORS.period) == take
        assert word_of_return(desk, INDICATORS) == word, "the same where the trail was read already"
        assert desk.told.taken_as(INDICATORS.unit, "2031") is None
