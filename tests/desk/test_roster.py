"""Who may speak for whom, as the district's roster says."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from haishu_desk.bundle.sign import check_code, public_key
from tests.desk.office import DISTRICT, INDICATORS, TOWN, UNIT_OF, YINJIANG, Office


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


# A lost computer: the old key revoked, the new one admitted.


def revoke(office: Office, who: str = "town", reason: str = "电脑遗失") -> list[dict[str, object]]:
    code = office.ask(who, "keys")[0]["code"]
    rows: list[dict[str, object]] = office.ask("district", "roster", "--revoke", code, "--reason", reason)
    return rows


def test_a_revoked_key_speaks_for_nobody_from_a_receipt_number_on(reported: Office) -> None:
    entries = len(reported.ask("district", "log")["entries"])
    (gone,) = [row for row in revoke(reported) if row["until"]]
    assert gone["revoked"] == {"receipt": entries + 1, "reason": "电脑遗失", "by": "李区"}
    assert gone["until"] == date.today().isoformat()  # noqa: DTZ011  the office's own day
    with reported.desk("district") as desk:
        assert desk.exchange.roster.speaks_for(public_key(reported.key("town"))) is None
        assert desk.exchange.roster.speaks_for(public_key(reported.key("second"))) == YINJIANG


def test_a_bundle_of_a_revoked_computer_is_held_with_its_own_sentence(reported: Office) -> None:
    reported.enter("town", "145-12", "3")
    reported.submit("town", "late.xlsx")
    revoke(reported)
    row = reported.outcome("district", "late.xlsx")
    assert (row["status"], row["error"]["code"], row["signature"]) == ("held", "E42", "unknown-key")
    assert "鄞江镇" in row["error"]["message"]
    assert "已撤销登记" in row["error"]["message"]
    assert "电脑遗失" in row["error"]["message"]
    assert "撤销以前收下的仍然有效" in row["error"]["advice"]


def test_what_was_received_and_approved_before_stays_as_it_is(reported: Office) -> None:
    reported.review("--approve")
    values, trail = reported.values("district"), reported.heads("district")
    revoke(reported)
    assert (reported.values("district"), reported.heads("district")) == (values, trail)
    assert reported.queue("district")["state"] == "审核通过"
    again = reported.outcome("district", "up.xlsx")
    assert (again["status"], again["error"]) == ("duplicate", None)


def test_a_new_computer_takes_over_from_a_lost_one(reported: Office) -> None:
    revoke(reported)
    reported.ask("third", "init", "--role", "unit", "--unit", YINJIANG, "--person", "张三")
    reported.ask("third", "keys", "--out", reported.file("third-key.xlsx"))
    reported.ask("district", "enrol", reported.file("third-key.xlsx"))
    reported.reply("answer.xlsx")
    assert reported.receive("third", "answer.xlsx")["status"] == "received"
    assert reported.values("third") == reported.values("district"), "what was reported comes back"
    reported.enter("third", "145-12", "5")
    reported.submit("third", "third.xlsx")
    assert reported.receive("district", "third.xlsx")["changes"] == 1


def test_a_living_computer_carries_nothing_new_of_a_revoked_one(reported: Office) -> None:
    with reported.desk("town", write=True) as desk:
        desk.entry.enter([{"unit": YINJIANG, "period": "2025", "item": "145-12", "value": "3"}])
        (stolen,) = [edit for edit in desk.edits(INDICATORS) if edit.changes[0].slot.item == "145-12"]
    revoke(reported)
    reported.enter("second", "145-28", "27")
    reported.submit("second", "second.xlsx")
    honest = reported.payload("second.xlsx").entries
    reported.forge("second.xlsx", "carried.xlsx", reported.key("second"), entries=(*honest, stolen.body))
    assert reported.outcome("district", "carried.xlsx")["error"]["code"] == "E42"
    assert reported.outcome("district", "second.xlsx")["status"] == "received"


def test_a_revoked_key_is_not_admitted_again(office: Office) -> None:
    revoke(office)
    error = office.refused("district", "enrol", office.file("town-key.xlsx"))
    assert "已经撤销" in error["message"]
    assert "重新建立数据文件" in error["advice"]


def test_a_revocation_travels_down_with_the_next_bundle(reported: Office) -> None:
    revoke(reported, "second")
    reported.reply("answer.xlsx")
    reported.receive("town", "answer.xlsx")
    assert reported.ask("town", "roster") == reported.ask("district", "roster")


def test_a_revoked_computer_is_told_before_it_hands_over(reported: Office) -> None:
    reported.reply("before.xlsx")
    revoke(reported)
    reported.ask("district", "issue", *TOWN, "--out", reported.file("after.xlsx"))
    reported.receive("town", "after.xlsx")
    reported.enter("town", "145-12", "3")
    error = reported.refused("town", "submit", *TOWN, "--out", reported.file("x.xlsx"))
    assert error["code"] == "revoked"
    assert not reported.file("x.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("--revoke", "00000-00000-00000-00000", "--reason", "x"), 2, "usage"),
        (("--revoke", "", "--reason", "x"), 2, "usage"),
        (("--reason", "x"), 2, "usage"),
    ],
)
def test_what_is_no_key_is_not_revoked(words: tuple[str, ...], status: int, code: str, office: Office) -> None:
    assert office.refused("district", "roster", *words, status=status)["code"] == code


def test_a_revocation_needs_a_reason_the_district_and_another_key_than_its_own(office: Office) -> None:
    code = office.ask("town", "keys")[0]["code"]
    assert office.refused("district", "roster", "--revoke", code)["code"] == "no-reason"
    assert office.refused("town", "roster", "--revoke", code, "--reason", "x")["code"] == "not-yours"
    own = office.ask("district", "keys")[0]["key"][:12]
    assert office.refused("district", "roster", "--revoke", own, "--reason", "x")["code"] == "own-key"


def test_an_older_roster_never_wins(office: Office) -> None:
    office.ask("district", "issue", *TOWN, "--out", office.file("before.xlsx"))
    revoke(office, "second")
    office.ask("district", "issue", *TOWN, "--out", office.file("after.xlsx"))
    office.receive("town", "after.xlsx")
    rows = office.ask("town", "roster")
    assert office.receive("town", "before.xlsx")["status"] == "duplicate"
    assert office.ask("town", "roster") == rows


def test_the_request_is_one_page_with_unit_computer_check_code_and_a_line_for_the_seal(office: Office) -> None:
    with office.desk("town") as desk:
        facts = dict(desk.exchange.roster.request_facts("2026-01-05T09:30:00.000+08:00"))
    assert list(facts) == ["单位", "电脑", "申请人", "校验码", "时间"]
    assert facts["单位"] == f"鄞江镇（{YINJIANG}）"
    assert [len(group) for group in facts["校验码"].split("-")] == [5, 5, 5, 5]
    page = openpyxl.load_workbook(office.file("town-key.xlsx")).worksheets[0]
    texts = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert facts["校验码"].replace("-", "　") in texts
    assert any("公章" in text for text in texts)
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "portrait")
