"""Names in the order of their pinyin."""

from __future__ import annotations

from haishu_desk.ui.pinyin import sort_key


def test_the_towns_of_the_district_are_in_the_order_of_their_pinyin() -> None:
    # dòng qiáo, gāo qiáo, héng jiē, jí shì gǎng, jiāng xià, lóng guān, shí qì, yín jiāng, zhāng shuǐ
    ordered = ["洞桥镇", "高桥镇", "横街镇", "集士港镇", "江厦街道", "龙观乡", "石碶街道", "鄞江镇", "章水镇"]
    assert sorted(set(ordered), key=sort_key) == ordered


def test_readings_of_this_district_and_signs_that_are_not_read() -> None:
    assert sort_key("厦碶鄞")[0] == ("xia", "qi", "yin")
    assert sort_key("A1（中）")[0][:2] == ("a", "1")


def test_tones_decide_only_where_syllables_are_the_same() -> None:
    assert sort_key("妈") < sort_key("麻") < sort_key("马棚") < sort_key("满")
