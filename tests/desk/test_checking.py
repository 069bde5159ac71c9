"""全审 at the desk: found, explained, excepted, in the way of 上报; which edition counts; and what is tried again when."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from haishu_desk.checks import compiling
from haishu_desk.checks.rules import Rule
from haishu_desk.checks.run import Checked, Tally
from haishu_desk.desk import Desk
from haishu_desk.desk.checking import OpenFindingsError
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.findings import ASKED, GRANTED, HARD, QUERY, REFUSED, Finding
from tests.desk.office import DISTRICT, INDICATORS, PERIOD, TASKS, YINJIANG, ZHANGSHUI, Office, read_here

# 145-22 from its parts: 30 / 60 is 50 %, so 70 wants a word (R-145-22-b), and 106.8 is no share at all (share).
PARTS = [("value", "70"), ("numerator", "30"), ("denominator", "60")]
FACT = "省厅2025年3月文件把园林垃圾计入，增加回收量2.4万吨"
REASON = "国家局2025年核定单允许超过，附核定单第7号"


def type_in(desk: Desk, item: str, cells: list[tuple[str, str]], unit: str = YINJIANG) -> None:
    desk.entry.enter(
        [{"unit": unit, "period": PERIOD, "item": item, "field": field, "value": value} for field, value in cells]
    )


def found(desk: Desk, key: ReturnKey = INDICATORS, rule: str | None = None) -> list[Finding]:
    """What wants something, without what is worth a look only."""
    findings = desk.checking.of_return(key).findings
    return [each for each in findings if each.severity in (HARD, QUERY) and rule in (None, each.rule)]


@pytest.fixture
def desks(office: Office) -> Iterator[dict[str, Desk]]:
    """District and town, open for writing."""
    with ExitStack() as stack:
        yield {who: stack.enter_context(office.desk(who, write=True)) for who in ("district", "town")}


@pytest.fixture
def town(desks: dict[str, Desk]) -> Desk:
    """The town's desk, with 145-22 wanting a word."""
    type_in(desks["town"], "145-22", PARTS)
    return desks["town"]


def submit(town: Desk, office: Office, name: str = "up.xlsx") -> Path:
    town.exchange.submit(YINJIANG, PERIOD, None, office.file(name))
    return office.file(name)


# What is found.


def test_a_return_is_checked_by_the_rules_in_force_and_says_both_sides(town: Desk) -> None:
    review = town.checking.check(YINJIANG, PERIOD)
    (finding,) = found(town)
    assert (finding.rule, finding.severity, finding.item, finding.field) == ("R-145-22-b", QUERY, "145-22", "value")
    assert (finding.left, finding.right, finding.difference) == ("70", "50", "20")
    assert finding.place == "鄞江镇·2025年·145-22 城镇生活垃圾回收利用率·本期值"
    assert (review.checked.hard, review.checked.query, review.edition, review.current) == (0, 1, 1, 1)
    assert review.about == "强制性 0 条，核实性 1 条没有说明；按第 1 版规则审核"


def test_the_progress_of_a_check_can_stop_it(town: Desk) -> None:
    seen: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> bool:
        seen.append((done, of))
        return done < 3

    assert town.checking.check(YINJIANG, PERIOD, "indicators", tell).checked.stopped
    assert [done for done, _ in seen] == [1, 2, 3]
    assert town.checking.known(INDICATORS) is None


def test_the_rules_are_read_one_a_step_before_the_first_item(town: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    reader = compiling._read

    def reading(row: int, rule: Rule, known: compiling.Known) -> object:
        read.append(rule.code)
        return reader(row, rule, known)

    monkeypatch.setattr(compiling, "_read", reading)
    town.rulebook.forget()
    long = town.checking.long([INDICATORS])
    count = len(town.rulebook.rows())
    for number in range(count + 1):  # first which rules they are
        assert long.step()
        assert (len(read), long.done) == (number, 0)
    while long.step():
        pass
    assert (len(read), long.done) == (count, long.total)
    assert long.found.findings == town.checking.check(YINJIANG, PERIOD, "indicators").checked.findings


def test_rules_that_were_read_against_other_documents_do_not_count(town: Desk) -> None:
    town.rulebook.forget()
    reading = town.rulebook.reading(town.rulebook.edition)
    next(reading)
    town.rulebook.forget()
    for _ in reading:
        pass
    assert len(list(town.rulebook.reading(town.rulebook.edition))) == len(town.rulebook.rows())


def test_a_form_that_there_is_none_of_and_a_unit_without_work_are_refused(town: Desk) -> None:
    with pytest.raises(UsageError):
        town.checking.check(YINJIANG, PERIOD, "nothing")
    with pytest.raises(DeskError):
        town.checking.check(YINJIANG, "1999")


def test_a_township_is_never_held_against_what_the_plan_prints_for_the_district(desks: dict[str, Desk]) -> None:
    """145-05 stood at 27.88 in the district before the plan; a town of 1.2 and one of its own wants no word."""
    type_in(desks["town"], "145-04", [("value", "1")])
    type_in(desks["town"], "145-25", [("value", "0.01")])
    assert found(desks["town"]) == []


def test_the_districts_own_return_has_the_sum_of_the_townships(desks: dict[str, Desk]) -> None:
    district = desks["district"]
    whole = next(unit for unit in district.documents.reporters("145-11") if unit.startswith("dept"))
    type_in(district, "145-11", [("value", "50")])
    type_in(district, "145-11", [("value", "20")], ZHANGSHUI)
    type_in(district, "145-11", [("value", "60")], whole)
    (key,) = district.checking.keys_of(DISTRICT, PERIOD)
    (finding,) = [each for each in found(district, key, "townships") if each.item == "145-11"]
    assert (finding.left, finding.right) == ("70", "60")
    assert found(desks["town"], key) == []  # nobody but the district sees the others' figures


# Words.


@pytest.mark.parametrize(
    ("klass", "text", "said"),
    [
        ("政策", "已核实", "没有说出原因"),
        ("政策", "情况属实，无误。", "没有说出原因"),
        ("政策", "  ", "没有说出原因"),
        ("心情", FACT, "没有原因类“心情”"),
    ],
)
def test_a_word_that_says_nothing_is_refused_with_a_hint(klass: str, text: str, said: str, town: Desk) -> None:
    with pytest.raises(DeskError, match=said) as refused:
        town.checking.explain(YINJIANG, PERIOD, "145-22", "R-145-22-b", klass=klass, text=text)
    assert refused.value.code == "empty-word"
    assert not found(town)[0].explained


def test_a_word_with_a_fact_is_taken_and_the_copy_of_it_for_another_cell_is_not(town: Desk) -> None:
    finding = town.checking.explain(YINJIANG, PERIOD, "145-22", "R-145-22-b", klass="政策", text=FACT)
    assert finding.explained
    assert not finding.is_open
    assert town.checking.counts(INDICATORS) == (0, 0)
    type_in(town, "145-06", PARTS)
    with pytest.raises(DeskError, match="与另一格的说明一字不差"):
        town.checking.explain(YINJIANG, PERIOD, "145-06", "R-145-06-b", klass="政策", text=FACT)


def test_a_word_is_void_when_the_figure_changes_and_counts_again_when_it_comes_back(town: Desk) -> None:
    town.checking.explain(YINJIANG, PERIOD, "145-22", "R-145-22-b", klass="政策", text=FACT)
    type_in(town, "145-22", [("value", "71")])
    assert [(each.left, each.explained) for each in found(town)] == [("71", False)]
    type_in(town, "145-22", [("value", "70")])
    assert [(each.left, each.explained) for each in found(town)] == [("70", True)]


def test_a_word_is_no_value_of_the_cell(town: Desk) -> None:
    """The town typed its figure as 快报; what is said of it has no 数值状态 and hides nothing."""
    town.entry.enter(
        [
            {"unit": YINJIANG, "period": PERIOD, "item": "145-06", "field": field, "value": value, "vintage": "快报"}
            for field, value in PARTS
        ]
    )
    before = town.reading.values(YINJIANG, PERIOD, "145-06")
    town.checking.explain(YINJIANG, PERIOD, "145-06", "R-145-06-b", klass="政策", text=FACT)
    assert town.reading.values(YINJIANG, PERIOD, "145-06") == before


def test_a_word_can_be_taken_back(town: Desk) -> None:
    town.checking.explain(YINJIANG, PERIOD, "145-22", "R-145-22-b", klass="政策", text=FACT)
    town.undoing.undo(on=[INDICATORS])
    assert not found(town)[0].explained
    assert town.checking.words.words_of(INDICATORS) == {}


@pytest.mark.parametrize(
    ("item", "rule", "code"), [("145-22", "R-145-22-a", "no-finding"), ("145-04", "missing", "hint")]
)
def test_what_was_not_found_or_is_a_hint_takes_no_word(item: str, rule: str, code: str, town: Desk) -> None:
    with pytest.raises(DeskError) as refused:
        town.checking.explain(YINJIANG, PERIOD, item, rule, klass="政策", text=FACT)
    assert refused.value.code == code


# 豁免.


def test_a_hard_error_takes_no_word_but_an_exemption_can_be_asked_for(town: Desk) -> None:
    type_in(town, "145-22", [("value", "106.8"), ("numerator", ""), ("denominator", "")])
    with pytest.raises(DeskError) as refused:
        town.checking.explain(YINJIANG, PERIOD, "145-22", "share", klass="政策", text=FACT)
    assert refused.value.code == "hard"
    with pytest.raises(DeskError, match="没有说出原因"):
        town.checking.explain(YINJIANG, PERIOD, "145-22", "share", klass="豁免申请", text="已核实")
    finding = town.checking.explain(YINJIANG, PERIOD, "145-22", "share", klass="豁免申请", text=REASON)
    assert (finding.exemption, finding.is_open, finding.stands) == (ASKED, False, True)
    with pytest.raises(DeskError) as refused:
        town.checking.decide_exemption(YINJIANG, PERIOD, "145-22", "share", granted=True, text="同意")
    assert refused.value.code == "not-yours"


@pytest.mark.parametrize("granted", [True, False])
def test_the_district_decides_an_exemption_with_its_reason_and_the_unit_is_told(
    granted: bool,  # noqa: FBT001  both answers
    desks: dict[str, Desk],
    office: Office,
) -> None:
    town, district = desks["town"], desks["district"]
    type_in(town, "145-22", [("value", "106.8")])
    town.checking.explain(YINJIANG, PERIOD, "145-22", "share", klass="豁免申请", text=REASON)
    district.exchange.receiver.take_in(submit(town, office), read=read_here)
    place = (YINJIANG, PERIOD, "145-22", "share")
    with pytest.raises(DeskError, match="没有写理由"):
        district.checking.decide_exemption(*place, granted=granted, text=" ")
    finding = district.checking.decide_exemption(*place, granted=granted, text="核定单第7号已核对")
    assert (finding.exemption, finding.stands) == (GRANTED if granted else REFUSED, not granted)
    district.exchange.reply(YINJIANG, PERIOD, None, office.file("receipt.xlsx"))
    town.exchange.receiver.take_in(office.file("receipt.xlsx"), read=read_here)
    assert found(town)[0].exemption == finding.exemption
    assert town.checking.counts(INDICATORS) == (0 if granted else 1, 0)
    type_in(town, "145-22", [("value", "107")])  # another figure was never asked for
    assert found(town)[0].exemption is None


def test_nothing_is_decided_that_nobody_asked_for(desks: dict[str, Desk]) -> None:
    type_in(desks["district"], "145-22", [("value", "106.8")])
    with pytest.raises(DeskError) as refused:
        desks["district"].checking.decide_exemption(YINJIANG, PERIOD, "145-22", "share", granted=True, text="同意")
    assert refused.value.code == "no-request"


# 上报.


def test_a_report_waits_for_open_findings_and_says_how_many_and_where(town: Desk, office: Office) -> None:
    type_in(town, "145-06", [("value", "106.8")])
    with pytest.raises(OpenFindingsError) as refused:
        submit(town, office)
    assert refused.value.message.startswith(
        "还有强制性错误 1 条、核实性问题 1 条没有审核说明，不能上报。鄞江镇·2025年·145-06"
    )
    assert [finding.item for finding in refused.value.findings] == ["145-06", "145-22"]
    assert not office.file("up.xlsx").exists()
    type_in(town, "145-06", [("value", "96.8")])
    town.checking.explain(YINJIANG, PERIOD, "145-22", "R-145-22-b", klass="政策", text=FACT)
    assert submit(town, office).exists()


def test_the_words_go_with_the_report_and_stand_at_the_district(
    town: Desk, desks: dict[str, Desk], office: Office
) -> None:
    town.checking.explain(YINJIANG, PERIOD, "145-22", "R-145-22-b", klass="政策", text=FACT)
    outcome = desks["district"].exchange.receiver.take_in(submit(town, office), read=read_here)
    assert outcome.findings[-1].message == "按第 1 版规则审核：强制性 0 条，核实性 1 条（未说明 0 条）"
    (finding,) = found(desks["district"])
    word = desks["district"].checking.words.word(INDICATORS, finding)
    assert word is not None
    assert (finding.explained, word.klass, word.text) == (True, "政策", FACT)
    comparison = desks["district"].reviewing.comparing.comparison(INDICATORS, "approved")
    assert {row.slot.field for row in comparison.rows} == {"value", "numerator", "denominator"}


def test_two_words_of_two_computers_are_no_disagreement_of_figures(
    town: Desk, desks: dict[str, Desk], office: Office
) -> None:
    with office.desk("second", write=True) as second:
        type_in(second, "145-22", PARTS)
        for number, desk in enumerate((town, second)):
            word = f"2025年新增回收站{number + 2}个，增加{number + 1}万吨"
            desk.checking.explain(YINJIANG, PERIOD, "145-22", "R-145-22-b", klass="新增", text=word)
            file = submit(desk, office, f"up{number}.xlsx")
            outcome = desks["district"].exchange.receiver.take_in(file, read=read_here)
    assert outcome.conflicts == 0
    assert [finding.explained for finding in found(desks["district"])] == [False]


# Editions.


def new_rules(district: Desk) -> None:
    """The district's second edition has one rule, which nothing violates."""
    old = district.rulebook.edition
    rule = {"code": "R-1", "severity": HARD, "left": "[145-04]", "comparison": "≥", "right": "0", "text": "不会是负数"}
    district.apply(Edition("rules", 2, [rule], old.id, district.author(), "海规〔2026〕1号", None))


def test_a_received_return_is_checked_with_the_edition_that_it_was_filled_under(
    town: Desk, desks: dict[str, Desk], office: Office
) -> None:
    district = desks["district"]
    town.checking.explain(YINJIANG, PERIOD, "145-22", "R-145-22-b", klass="政策", text=FACT)
    up = submit(town, office)
    new_rules(district)
    outcome = district.exchange.receiver.take_in(up, read=read_here)
    assert outcome.findings[-1].message == "按第 1 版规则审核：强制性 0 条，核实性 1 条（未说明 0 条）"
    review = district.checking.check(YINJIANG, PERIOD, "indicators")
    assert (review.edition, review.current) == (1, 2)
    assert [finding.rule for finding in found(district)] == ["R-145-22-b"]
    assert district.checking.check(ZHANGSHUI, PERIOD).edition == 2


def test_what_is_changed_under_a_new_edition_is_checked_with_it(
    town: Desk, desks: dict[str, Desk], office: Office
) -> None:
    town.checking.explain(YINJIANG, PERIOD, "145-22", "R-145-22-b", klass="政策", text=FACT)
    district = desks["district"]
    district.exchange.receiver.take_in(submit(town, office), read=read_here)
    new_rules(district)
    district.exchange.reply(YINJIANG, PERIOD, None, office.file("receipt.xlsx"))
    town.exchange.receiver.take_in(office.file("receipt.xlsx"), read=read_here)
    assert (town.rulebook.edition.number, town.checking.edition_of(INDICATORS).number) == (2, 1)
    type_in(town, "145-04", [("value", "5")])
    assert town.checking.edition_of(INDICATORS).number == 2
    assert found(town) == []


# What is tried again.


def test_a_typed_cell_costs_its_own_checks_and_rules_only(town: Desk) -> None:
    before, whole, typed = town.checking.of_return(INDICATORS), Tally(), Tally()
    type_in(town, "145-04", [("value", "7")])
    after = town.checking.after_typing(INDICATORS, [Slot("145-04")], before, typed)
    town.checking.forget([INDICATORS])
    assert town.checking.of_return(INDICATORS) == after
    # 18 built-in checks, R-145-04-a and the four rules that speak of every item, of which one only where it is weighted.
    assert typed.evaluations == 23
    assert whole.evaluations == 0


def test_typing_cell_after_cell_finds_what_a_whole_check_finds(town: Desk) -> None:
    known = town.checking.of_return(INDICATORS)
    steps = [
        ("145-22", "value", "106.8"), ("145-22", "numerator", "70"), ("145-06", "value", "99"),
        ("145-22", "value", ""), ("145-26", "denominator", "3.1"), ("145-27", "denominator", "3.2"),
    ]  # fmt: skip
    for item, field, value in steps:
        type_in(town, item, [(field, value)])
        known = town.checking.after_typing(INDICATORS, [Slot(item, field)], known)
        town.checking.forget([INDICATORS])
        assert town.checking.of_return(INDICATORS) == known


def test_a_written_return_is_forgotten_with_those_that_asked_for_it_and_no_others(desks: dict[str, Desk]) -> None:
    district = desks["district"]
    earlier = ReturnKey("indicators", YINJIANG, "2024")
    type_in(district, "145-04", [("value", "5")])
    for key in (INDICATORS, TASKS, earlier, ReturnKey("indicators", ZHANGSHUI, PERIOD)):
        district.checking.of_return(key)
    district.entry.enter([{"unit": YINJIANG, "period": "2024", "item": "145-04", "value": "4"}])
    assert district.checking.known(INDICATORS) is None
    assert district.checking.is_stale(INDICATORS)
    assert district.checking.known(earlier) is None
    assert not district.checking.is_stale(earlier)  # only its own cells: what they touch is enough
    assert district.checking.known(TASKS) is not None


def test_a_new_edition_forgets_everything(desks: dict[str, Desk]) -> None:
    desks["district"].checking.of_return(INDICATORS)
    new_rules(desks["district"])
    assert desks["district"].checking.known(INDICATORS) is None


def test_what_was_tried_is_not_kept_with_what_was_found(town: Desk) -> None:
    (kept,) = (each for each in town.checking.walk(INDICATORS) if isinstance(each, Checked))
    assert kept.findings
    assert kept.touched == frozenset()


def test_a_document_that_no_check_reads_forgets_nothing(desks: dict[str, Desk]) -> None:
    district = desks["district"]
    found = district.checking.of_return(INDICATORS)
    before = district.documents
    district.planning.publish("reports", [])
    assert district.checking.known(INDICATORS) is found
    assert district.documents is not before, "whoever shows what is published sees that it is another one"


def test_rules_that_were_given_back_forget_everything(desks: dict[str, Desk]) -> None:
    district = desks["district"]
    before = district.documents_read
    new_rules(district)
    district.checking.of_return(INDICATORS)
    district.forget_given_back(before)
    assert district.checking.known(INDICATORS) is None


def test_the_queue_counts_findings_or_leaves_them_out(town: Desk) -> None:
    def counted(*, check: bool) -> list[tuple[object, object]]:
        rows = town.reviewing.queue(check=check)
        return [(row["hard"], row["query"]) for row in rows if row["form"] == "indicators"]

    assert counted(check=False) == [(None, None)]
    assert counted(check=True) == [(0, 1)]
    assert counted(check=False) == [(0, 1)]


def test_a_row_of_the_queue_is_read_again_when_its_return_was_written_to(town: Desk) -> None:
    (before,) = [row for row in town.reviewing.queue() if row["form"] == "indicators"]
    type_in(town, "145-04", [("value", "7")])
    (after,) = [row for row in town.reviewing.queue() if row["form"] == "indicators"]
    assert (before["filled"], after["filled"]) == (1, 2)


# Many returns.


def test_five_hundred_rules_over_every_return_go_an_item_a_step_and_can_be_stopped(desks: dict[str, Desk]) -> None:
    district = desks["district"]
    old = district.rulebook.edition
    rules = [
        {"code": f"R-{number}", "severity": QUERY, "left": "[145-04]", "comparison": "≤", "right": str(number), "text": "数"}
        for number in range(500)
    ]  # fmt: skip
    district.apply(Edition("rules", 2, rules, old.id, district.author(), None, None))
    type_in(district, "145-04", [("value", "100")])
    keys = [INDICATORS, TASKS, ReturnKey("indicators", ZHANGSHUI, PERIOD)]
    long = district.checking.long(keys)
    steps = 0
    while long.step() and len(long.by_key) < 1:
        steps += 1
    # Before the first item: which rules, each rule, what every check begins with, and the return.
    items = steps - len(rules) - 3
    assert (long.found.stopped, long.done, set(long.by_key)) == (True, items, {INDICATORS})
    # 100 is more than 0, 1, ... 99; a town that has typed nothing lacks the cell and is told so once a rule.
    assert sum(finding.rule.startswith("R-") for finding in long.found.findings) == 100
    again = district.checking.long(keys)
    while again.step():
        pass
    assert (again.done, again.found.stopped) == (again.total, False)
    assert len(again.by_key[keys[2]].unjudged) == 500


def test_what_is_known_already_is_one_step(town: Desk) -> None:
    town.checking.of_return(INDICATORS)
    long = town.checking.long([INDICATORS])
    assert [long.step(), long.step()] == [True, False]
    assert long.done == long.total


def test_a_check_that_is_left_half_way_goes_at_once_with_all_that_it_found(town: Desk) -> None:
    """A hundred thousand values waited for the collector, which comes by once in a while."""
    long = town.checking.long([INDICATORS, TASKS])
    while long.done < long.total - 1:
        long.step()
    left = weakref.ref(long.by_key[INDICATORS]), weakref.ref(long)
    town.checking.forget([INDICATORS])
    gc.disable()
    try:
        del long
        assert [each() for each in left] == [None, None]
    finally:
        gc.enable()


@pytest.mark.parametrize("writes", ["cell", "document"])
def test_what_is_written_between_two_items_is_in_what_is_remembered(desks: dict[str, Desk], writes: str) -> None:
    desk = desks["district"]
    type_in(desk, "145-22", PARTS)
    long = desk.checking.long([INDICATORS])
    while long.done < long.total - 1:
        long.step()
    if writes == "cell":
        type_in(desk, "145-22", [("value", "50")])  # as its parts have it: 30 / 60
    else:
        old = desk.rulebook.edition
        desk.apply(Edition("rules", old.number + 1, [], old.id, desk.author(), None, None))
    while long.step():
        pass
    assert found(desk, rule="R-145-22-b") == []
    assert not [each for each in long.found.findings if each.rule == "R-145-22-b"]
    assert (long.done, desk.checking.known(INDICATORS)) == (long.total, long.by_key[INDICATORS])


def test_rules_that_come_before_anything_was_read_for_a_check_are_those_it_is_done_by(desks: dict[str, Desk]) -> None:
    desk = desks["district"]
    type_in(desk, "145-22", PARTS)
    walk = desk.checking.walk(INDICATORS)
    next(walk)  # it knows the edition that it began with, and nothing else
    old = desk.rulebook.edition
    desk.apply(Edition("rules", old.number + 1, [], old.id, desk.author(), None, None))
    (whole,) = (each for each in walk if isinstance(each, Checked))
    assert [each for each in whole.findings if each.rule == "R-145-22-b"] == []
    assert desk.checking.known(INDICATORS) is whole
