"""Lists that a plan names."""

from __future__ import annotations

from haishu_desk.outline.blocks import Text
from haishu_desk.outline.named_lists import areas_in, lists_in, positions_in


def test_a_counted_list_has_its_names_and_its_standard_key() -> None:
    (found,) = lists_in(Text(3, "重点开发甲湾、乙城、丙园等三大区块，形成合力。"))
    assert (found.key, found.what, found.count, found.names) == ("blocks", "区块", 3, ("甲湾", "乙城", "丙园"))
    assert found.is_whole


def test_a_list_that_names_fewer_than_it_says_is_not_whole() -> None:
    (found,) = lists_in(Text(3, "实施甲、乙、丙等十大行动计划。"))
    assert (found.key, found.is_whole) == ("action_plans", False)


def test_principles_stand_behind_must() -> None:
    (found,) = lists_in(Text(3, "坚持三大基本原则，要坚持甲，坚持乙，坚持丙。"))
    assert (found.key, found.names) == ("principles", ("坚持甲", "坚持乙", "坚持丙"))


def test_areas_stand_behind_that_is() -> None:
    assert dict(areas_in(Text(3, "“两城”即东城、西城。东城要发展。"))) == {"两城": ("东城", "西城")}


def test_points_behind_a_dash_that_are_names_are_positions_and_sentences_are_none() -> None:
    names = [Text(place, f"——{name}。说明文字。") for place, name in enumerate(("门户区", "引领区", "示范地"), start=1)]
    assert positions_in(names) == [(1, "门户区"), (2, "引领区"), (3, "示范地")]
    assert positions_in([Text(1, "——质量提高，体系形成。"), Text(2, "——改革深入，动能提升。")]) == []
