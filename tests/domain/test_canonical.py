"""One document has one form in bytes on every machine, and no float ever gets into it."""

from __future__ import annotations

import json
import string
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.canonical import canonical, digest, digest_of_rows, version_code
from tests.domain.made import RANDOM

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def test_keys_are_sorted_nothing_is_spaced_and_chinese_stays_as_it_is() -> None:
    assert canonical({"乙": [1, None, True], "a": "海曙", "B": {}}) == '{"B":{},"a":"海曙","乙":[1,null,true]}'.encode()


def test_the_name_of_a_small_document_is_the_sha256_that_was_computed_by_hand() -> None:
    # printf '{"a":1,"b":"海曙"}' | sha256sum
    assert (
        digest(canonical({"b": "海曙", "a": 1})) == "8543f23ae9b417d4d4702f16a84101f7935c41fde2c92914e907009bcf7e5c02"
    )


def test_the_digest_of_nothing_is_the_published_one() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    "document",
    [
        1.5,
        0.0,
        float("nan"),
        float("inf"),
        [1, 2.0],
        (1, (2.0,)),
        {"a": {"b": [{"c": 1.0}]}},
        {1.5: "a"},
        {"a": {2.5: 1}},
    ],
)
def test_a_float_is_refused_wherever_it_stands(document: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical(document)


@pytest.mark.parametrize("document", [Decimal("1.5"), {"a": b"bytes"}, {"a": {1, 2}}, [object()]])
def test_what_json_does_not_know_is_refused(document: Any) -> None:
    with pytest.raises(TypeError):
        canonical(document)


@RANDOM
@given(DOCUMENTS)
def test_the_bytes_do_not_change_when_they_are_read_and_written_again(document: Any) -> None:
    written = canonical(document)
    assert canonical(json.loads(written)) == written


@RANDOM
@given(st.dictionaries(st.text(max_size=5), st.integers(), min_size=2, max_size=6), st.randoms())
def test_the_order_in_which_keys_were_set_does_not_show(document: dict[str, int], random: Any) -> None:
    shuffled = list(document.items())
    random.shuffle(shuffled)
    assert canonical(dict(shuffled)) == canonical(document)


def test_a_version_code_is_two_groups_of_four_capital_digits() -> None:
    assert version_code("3f2a91c0" + "0" * 56) == "3F2A-91C0"
    assert set(version_code(digest(b"a")).replace("-", "")) <= set(string.hexdigits.upper())


@RANDOM
@given(st.lists(DOCUMENTS, max_size=4), st.lists(DOCUMENTS, max_size=2))
def test_many_rows_have_the_name_of_the_document_that_holds_them(rows: list[Any], rest: list[Any]) -> None:
    assert digest_of_rows(iter(rows), *rest) == digest(canonical([rows, *rest]))
