"""Who may speak for whom, as the district's roster says."""

from __future__ import annotations

from datetime import date

import pytest

from haishu_desk.bundle.sign import check_code, public_key
from tests.desk.office import DISTRICT, UNIT_OF, YINJIANG, Office


def test_a_new_district_speaks_for_itself(office: Office) -> None:
    with office.desk("district") as desk:
        own = public_key(desk.identity.private_key)
        assert desk.exchange.roster.speaks_for(own) == DISTRICT
        assert desk.exchange.roster.rows()[0]["code"] == check_code(own)


@pytest.mark.parametrize("who", ["town", "second", "other"])
def test_each_enrolled_computer_speaks_for_its_unit(who: str, office: Office) -> None:
    with office.desk("district") as desk:
        assert desk.exchange.roster.speaks_for(public_key(office.key(who))) == UNIT_OF[who]


def test_nobody_else_speaks_for_anybody(office: Office) -> None:
    with office.desk("district") as desk:
        assert desk.exchange.roster.speaks_for("00" * 32) is None


def test_an_admission_is_effective_at_once_and_open_ended(office: Office) -> None:
    row = office.ask("district", "roster")[1]
    assert (row["from"], row["until"]) == (date.today().isoformat(), None)  # noqa: DTZ011  the office's own day


def test_a_key_whose_time_is_over_speaks_for_nobody(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        rows = [{**row, "until": "2026-01-01"} if row["unit"] == YINJIANG else row
                for row in desk.exchange.roster.rows()]  # fmt: skip
        old = desk.documents.edition("roster")
        desk.apply(type(old)("roster", old.number + 1, rows, old.id, desk.author()))
        assert desk.exchange.roster.speaks_for(public_key(office.key("town"))) is None
    office.enter("town", "145-04", "1")
    office.submit("town", "up.xlsx")
    assert office.receive("district", "up.xlsx", status=1)["status"] == "held"


def test_a_request_into_a_folder_is_named_after_the_unit(office: Office) -> None:
    office.file("out").mkdir()
    written = office.ask("town", "keys", "--out", office.file("out"))[0]["file"]
    assert written == str(office.file("out") / "鄞江镇_登记申请.xlsx")
    payload = office.payload("out/鄞江镇_登记申请.xlsx")
    assert (payload.kind, payload.unit, payload.entries, payload.returns) == ("登记申请", YINJIANG, (), ())


def test_a_computer_is_admitted_by_its_report_too(office: Office) -> None:
    office.ask("third", "init", "--role", "unit", "--unit", YINJIANG, "--person", "孙八")
    office.enter("third", "145-04", "1")
    office.submit("third", "third.xlsx")
    rows = office.ask("district", "enrol", office.file("third.xlsx"))
    assert rows[-1]["key"] == office.ask("third", "keys")[0]["key"]
