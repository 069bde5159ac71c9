"""What the program ships anew goes beside what the district changed; nothing of the district is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.merge.documents import ABSENT, Step, merge_documents

OLD: dict[str, Any] = {"plan": {"id": "9"}, "rows": [{"code": "1", "unit": "亿"}, {"code": "2", "unit": "万"}]}


def changed(code: str, **fields: Any) -> dict[str, Any]:
    return {**OLD, "rows": [{**row, **fields} if row["code"] == code else row for row in OLD["rows"]]}


def test_what_only_the_new_document_changed_is_taken() -> None:
    found = merge_documents(OLD, OLD, changed("2", unit="亿"))
    assert found.content == changed("2", unit="亿")
    assert found.taken == [Step(("rows", "2", "unit"), "万", "亿")]
    assert found.clashes == []


def test_what_the_district_changed_stays_beside_it() -> None:
    ours, theirs = changed("1", unit="万亿"), changed("2", unit="亿")
    content = merge_documents(OLD, ours, theirs).content
    assert content["rows"] == [{"code": "1", "unit": "万亿"}, {"code": "2", "unit": "亿"}]


def test_where_both_changed_the_district_s_stays_and_the_place_is_named() -> None:
    found = merge_documents(OLD, changed("2", unit="个"), changed("2", unit="亿"))
    assert found.content == changed("2", unit="个")
    assert found.clashes == [Step(("rows", "2", "unit"), "万", "亿")]
    assert found.taken == []


def test_a_new_row_comes_after_the_row_that_it_follows() -> None:
    rows = OLD["rows"]
    theirs = {**OLD, "rows": [rows[0], {"code": "1a", "unit": "%"}, rows[1]]}
    ours = {**OLD, "rows": [{"code": "0", "unit": "个"}, *rows]}
    found = merge_documents(OLD, ours, theirs)
    assert [row["code"] for row in found.content["rows"]] == ["0", "1", "1a", "2"]
    assert found.taken == [Step(("rows", "1a"), ABSENT, {"code": "1a", "unit": "%"})]


def test_a_row_that_was_dropped_goes_unless_the_district_changed_it() -> None:
    theirs = {**OLD, "rows": OLD["rows"][:1]}
    assert merge_documents(OLD, OLD, theirs).content["rows"] == [{"code": "1", "unit": "亿"}]
    found = merge_documents(OLD, changed("2", unit="个"), theirs)
    assert [row["code"] for row in found.content["rows"]] == ["1", "2"]
    assert found.clashes == [Step(("rows", "2"), {"code": "2", "unit": "万"}, ABSENT)]


def test_a_row_that_the_district_took_out_stays_out() -> None:
    ours = {**OLD, "rows": OLD["rows"][:1]}
    found = merge_documents(OLD, ours, changed("2", unit="亿"))
    assert [row["code"] for row in found.content["rows"]] == ["1"]
    assert [step.path for step in found.clashes] == [("rows", "2")]


def test_rows_are_known_by_item_unit_and_role_together() -> None:
    base = [{"item": "1", "unit": "a", "role": "lead", "annual": {}}]
    theirs = [*base, {"item": "1", "unit": "a", "role": "report", "annual": {}}]
    ours = [{**base[0], "annual": {"2025": "3"}}]
    assert merge_documents(base, ours, theirs).content == [ours[0], theirs[1]]


def test_a_list_of_plain_values_is_one_value() -> None:
    found = merge_documents({"names": ["a"]}, {"names": ["a"]}, {"names": ["a", "b"]})
    assert found.taken == [Step(("names",), ["a"], ["a", "b"])]


leaves = st.one_of(st.none(), st.integers(0, 3), st.sampled_from(["a", "b"]))
documents = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.dictionaries(st.sampled_from(["x", "y", "z"]), inner, max_size=3),
        st.lists(
            st.fixed_dictionaries({"code": st.sampled_from("123"), "v": inner}),
            max_size=3,
            unique_by=lambda r: r["code"],
        ),
    ),
    max_leaves=8,
)


@given(documents, documents)
def test_nothing_new_changes_nothing_and_nothing_of_our_own_takes_all(base: Any, other: Any) -> None:
    assert merge_documents(base, other, base).content == other
    taken = merge_documents(base, base, other)
    assert taken.clashes == []
    assert _sorted(taken.content) == _sorted(other)
    assert merge_documents(base, other, other).content == other


def _sorted(document: Any) -> Any:
    """Without the order of rows: ours stays where both have it."""
    if isinstance(document, dict):
        return {key: _sorted(each) for key, each in sorted(document.items())}
    if isinstance(document, list):
        return sorted((_sorted(each) for each in document), key=repr)
    return document
