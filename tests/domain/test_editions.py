"""An edition is named by its bytes, and a shipped one is the same entry in every workspace."""

from __future__ import annotations

import json

from haishu_desk.domain.editions import Edition, in_force
from tests.domain.made import author


def test_an_edition_without_an_author_has_the_same_id_everywhere() -> None:
    one, other = (Edition("units", 1, [{"name": "海曙区", "code": "330203"}]) for _ in range(2))
    assert one.id == other.id
    assert json.loads(one.body)["author"] is None


def test_an_edition_is_read_back_with_all_it_says_and_with_its_id() -> None:
    edition = Edition("plan:145", 2, {"a": [1, "二"]}, "0" * 64, author(), "海政〔2025〕1号", "2025-01-01")
    again = Edition.from_body(edition.body)
    assert again == edition
    assert again.id == edition.id


def test_the_id_follows_the_bytes_that_were_read_and_not_a_second_writing_of_them() -> None:
    edition = Edition("units", 1, [])
    spaced = edition.body.replace(b":", b": ")
    assert Edition.from_body(spaced).body == spaced
    assert Edition.from_body(spaced).id != edition.id


def test_another_number_or_content_is_another_edition() -> None:
    first = Edition("units", 1, [])
    assert len({first.id, Edition("units", 2, []).id, Edition("units", 1, [1]).id, Edition("forms", 1, []).id}) == 4


def test_an_edition_counts_from_its_effective_date_on_and_until_then_the_one_before() -> None:
    shipped = Edition("assignment", 1, [])
    second = Edition("assignment", 2, [], shipped.id, author(), "海政〔2026〕2号", "2026-03-01")
    newest_first = [second, shipped]
    assert in_force(newest_first, "2026-02-28") == shipped
    assert in_force(newest_first, "2026-03-01") == second
    assert in_force([second], "2026-02-28") is None
