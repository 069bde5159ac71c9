"""Where the figures of a document stand on its pages."""

from __future__ import annotations

import pytest

from haishu_desk.press.documents import leaves_of
from haishu_desk.press.leaves import picture_of
from haishu_desk.press.places import place_at, places_of
from haishu_desk.report.document import Cell, Document, PageBreak, Run, Table, heads_of, row_of, said

pytestmark = pytest.mark.usefixtures("qapp")


def document() -> Document:
    table = Table("表", heads_of("名", "数"), (row_of(("甲", Cell("1.5", 2))),), (1, 1), ("left", "right"), (), True)
    return Document(
        "报告",
        (said("海发改〔2026〕1号，实绩", Run("12.5", 1), "亿元"), PageBreak(), said("又", Run("12.5", 1)), table),
    )


def test_each_figure_is_found_on_its_page_as_often_as_it_is_stated() -> None:
    leaves = leaves_of([document()])
    assert [(place.page, place.fact) for place in places_of(leaves)] == [(0, 1), (1, 1), (2, 2)]
    assert [place.page for place in places_of(leaves, 10)] == [10, 11, 12]


def test_the_box_of_a_figure_has_ink_in_it_and_lies_on_the_text_of_the_page() -> None:
    leaves = leaves_of([document()])
    for place in places_of(leaves):
        leaf, box = leaves[place.page], place.box
        above, right, below, left = leaf.part.edges
        assert left <= box.left() < box.right() <= leaf.width - right + 0.1
        assert above <= box.top() < box.bottom() <= leaf.height - below
        picture, scale = picture_of(leaf, 1500), 1500 / leaf.width
        dots = [
            picture.pixelColor(x, y).lightness()
            for x in range(round(box.left() * scale), round(box.right() * scale))
            for y in range(round(box.top() * scale), round(box.bottom() * scale))
        ]
        assert min(dots) < 100


def test_a_point_finds_its_figure_and_a_point_beside_it_nothing() -> None:
    places = places_of(leaves_of([document()]))
    first = places[0]
    at = first.box.center()
    assert place_at(places, 0, at.x(), at.y()) == first
    assert place_at(places, 1, at.x(), at.y()) != first
    assert place_at(places, 0, first.box.left() - 5, at.y()) is None


def test_what_looks_like_a_mark_is_no_figure() -> None:
    assert places_of(leaves_of([Document("报告", (said("海发改〔1〕2号"),))])) == []
