"""Which returns 填报 offers: as they are when it is asked, whoever has written."""

from __future__ import annotations

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.entry.chooser import Chooser
from tests.desk.office import INDICATORS, YINJIANG, ZHANGSHUI, Office

LAST_QUARTER = ReturnKey("tasks", YINJIANG, "2025-Q3")


def _type(office: Office, key: ReturnKey) -> None:
    item = {"tasks": "145-b13-0-01", "indicators": "145-04"}[key.form]
    field = {"tasks": "invested", "indicators": "value"}[key.form]
    with office.desk("town", write=True) as desk:
        desk.entry.enter([{"unit": key.unit, "period": key.period, "item": item, "field": field, "value": "8"}])


def test_a_return_is_offered_as_soon_as_something_was_typed_into_it(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        chooser = Chooser(desk)
        before = [code for code, _ in chooser.periods(YINJIANG)]
        assert LAST_QUARTER not in chooser.all()
        row = {"unit": YINJIANG, "period": "2025-Q3", "item": "145-b13-0-01", "field": "invested", "value": "8"}
        desk.entry.enter([row])
        assert LAST_QUARTER in chooser.all()
        assert chooser.of_period(LAST_QUARTER) == [LAST_QUARTER]
        assert [code for code, _ in chooser.periods(YINJIANG) if code not in before] == ["2025-Q3"]


def test_what_is_given_back_is_offered_no_more(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        chooser = Chooser(desk)
        before = list(chooser.all())
        with desk.rehearsal():
            row = {"unit": YINJIANG, "period": "2025-Q3", "item": "145-b13-0-01", "field": "invested", "value": "8"}
            desk.entry.enter([row])
            assert LAST_QUARTER in chooser.all()
        assert list(chooser.all()) == before


def test_who_may_only_read_is_offered_what_another_program_has_written_meanwhile(office: Office) -> None:
    with office.desk("town") as reader:
        chooser = Chooser(reader)
        assert LAST_QUARTER not in chooser.all()
        _type(office, LAST_QUARTER)
        assert LAST_QUARTER in chooser.all()
        assert "2025-Q3" in [code for code, _ in chooser.periods(YINJIANG)]


def test_the_newest_open_return_is_the_first_and_one_of_another_unit_is_not(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        for period in ("2023", "2025"):
            row = {"unit": ZHANGSHUI, "period": period, "item": "145-04", "field": "value", "value": "8"}
            desk.entry.enter([row])
        assert Chooser(desk).first(ZHANGSHUI) == ReturnKey("indicators", ZHANGSHUI, "2025")
        assert Chooser(desk).first(YINJIANG) == INDICATORS
