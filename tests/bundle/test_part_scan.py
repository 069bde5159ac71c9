"""The streaming readers of a part: bounds that hold, and strings that are counted."""

from __future__ import annotations

import pytest

from haishu_desk.bundle.part_scan import FaultError, Limits, Scanner, SharedStrings, shown
from tests.bundle import hostile


def fault(scanner: Scanner, data: bytes) -> str:
    with pytest.raises(FaultError) as caught:
        scanner.scan([data])
    return caught.value.reason


@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_an_unfinished_tag_cannot_be_fed_for_ever(size: int) -> None:
    scanner = Scanner(Limits(), "其他")
    with pytest.raises(FaultError, match="text"):
        scanner.scan([b'<a b="', *[b"x" * 60_000 * size] * 40])


def test_strings_are_counted_and_never_believed() -> None:
    items = "<si/><si><t>甲</t></si><si><r><rPr><b/></rPr><t>乙</t></r><rPh sb='0' eb='1'><t>yi</t></rPh></si>"
    assert SharedStrings(Limits(), "文字").scan([hostile.strings(items, 'uniqueCount="1"').encode()]).count == 3


@pytest.mark.parametrize(
    "items", ["<si><si/></si>", "<si><t>a</t><t>b</t></si>", "<x/>", "<extLst><si/></extLst>", "<si><t><r/></t></si>", "<!-- -->", "<si><rPr><t/></rPr></si>"]
)  # fmt: skip
def test_strings_that_two_readers_count_in_two_ways_are_a_fault(items: str) -> None:
    assert fault(SharedStrings(Limits(), "文字"), hostile.strings(items).encode()) == "damaged"


def test_what_is_shown_is_short_and_harmless() -> None:
    assert shown("甲\u202e\n乙" + "长" * 100) == "甲??乙" + "长" * 56
