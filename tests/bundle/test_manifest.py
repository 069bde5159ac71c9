"""The hidden part of a bundle is read back to the byte, and refused with a sentence where it does not hold."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.bundle.manifest import (
    CHUNK,
    FORMAT,
    PAYLOAD_LIMIT,
    Envelope,
    NotOurBundleError,
    Payload,
    PrintedReturn,
    read_envelope,
    read_payload,
)
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.editions import Edition
from tests.bundle.packed import INDICATORS, TASKS, envelope, payload
from tests.domain.made import AT, KEY, RANDOM, History, change, decision, edit, histories, revision

PAYLOAD = payload(INDICATORS, TASKS)
ENVELOPE = envelope(PAYLOAD)
Rows = list[tuple[str, str]]


def refusal(rows: Rows) -> NotOurBundleError:
    with pytest.raises(NotOurBundleError) as caught:
        read_envelope(rows)
    return caught.value


def chunked(size: int) -> tuple[Envelope, Rows]:
    """An envelope whose payload needs several rows, since it cannot be compressed."""
    import random  # noqa: PLC0415  only here

    noise = random.Random(1).randbytes(size).hex().encode()  # noqa: S311 a fixed seed
    made = Envelope(noise, "ed25519", "key", "signature")
    return made, made.rows()


def test_an_envelope_is_read_back_whole() -> None:
    assert read_envelope(ENVELOPE.rows()) == ENVELOPE


def test_the_order_of_the_rows_does_not_matter() -> None:
    made, rows = chunked(60_000)
    assert len(rows) > 7
    assert read_envelope(rows[::-1]) == made


def test_no_row_is_longer_than_a_cell_may_be() -> None:
    _, rows = chunked(60_000)
    assert max(len(text) for _, text in rows) == CHUNK
    assert len({name for name, _ in rows}) == len(rows)


def test_more_rows_than_we_know_are_no_harm() -> None:
    assert read_envelope([*ENVELOPE.rows(), ("remark", "由 WPS 加上")]) == ENVELOPE


@pytest.mark.parametrize("position", range(0, 400, 23))
def test_a_flipped_sign_of_the_payload_is_refused(position: int) -> None:
    rows = ENVELOPE.rows()
    name, text = rows[-1]
    other = "A" if text[position] != "A" else "B"
    assert refusal([*rows[:-1], (name, text[:position] + other + text[position + 1 :])]).code == "E21"


def test_a_missing_chunk_is_refused_whichever_it_is() -> None:
    _, rows = chunked(60_000)
    for lost in (row for row in rows if row[0].startswith("payload-")):
        assert refusal([row for row in rows if row != lost]).code == "E21"


def test_two_chunks_that_changed_places_are_refused() -> None:
    _, rows = chunked(60_000)
    swapped = {"payload-0": "payload-1", "payload-1": "payload-0"}
    assert refusal([(swapped.get(name, name), text) for name, text in rows]).code == "E21"


@pytest.mark.parametrize("number", range(6))
def test_a_doubled_row_is_refused_even_if_it_says_the_same(number: int) -> None:
    rows = ENVELOPE.rows()
    assert "两次" in refusal([*rows, rows[number]]).message


def test_another_id_is_refused() -> None:
    rows = [(name, "0" * 64 if name == "bundle" else text) for name, text in ENVELOPE.rows()]
    assert "编号" in refusal(rows).message
    assert refusal([row for row in rows if row[0] != "bundle"]).code == "E21"


@pytest.mark.parametrize("number", [FORMAT + 1, FORMAT + 98, 999_999])
def test_a_newer_format_is_kept_and_asks_for_a_newer_program(number: int) -> None:
    error = refusal([("haishu-desk", str(number)), ("whatever", "it may hold")])
    assert error.code == "E33"
    assert "升级" in error.advice


@pytest.mark.parametrize("number", ["", "0", "-1", "1.0", "²", "１", "one", "1 ", "9" * 5_000])
def test_what_is_no_format_number_is_refused(number: str) -> None:
    assert refusal([("haishu-desk", number), *ENVELOPE.rows()[1:]]).code == "E21"


@pytest.mark.parametrize("text", ["", "====", "不是编码", "QUJD", base64.b64encode(zlib.compress(b"a")[:-1]).decode()])
def test_a_payload_that_cannot_be_unpacked_is_refused(text: str) -> None:
    assert refusal([*ENVELOPE.rows()[:5], ("payload-0", text)]).code == "E21"


def test_a_bomb_is_refused_before_it_bursts() -> None:
    packer = zlib.compressobj(1)
    zeros = bytes(1 << 20)
    bomb = b"".join(packer.compress(zeros) for _ in range(PAYLOAD_LIMIT // len(zeros) + 1)) + packer.flush()
    text = base64.b64encode(bomb).decode()
    chunks = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
    rows = [*ENVELOPE.rows()[:5], *((f"payload-{number}", chunk) for number, chunk in enumerate(chunks))]
    assert "读不全" in refusal(rows).message


def test_a_payload_is_read_back_whole_with_its_entries_as_values() -> None:
    again = read_payload(PAYLOAD.to_bytes())
    assert again == PAYLOAD
    assert again.to_bytes() == PAYLOAD.to_bytes()
    kinds = [entry.kind for entry in again.journal_entries()]
    assert kinds == ["edit", "revision", "decision"]


def test_entries_travel_as_the_exact_bytes_that_were_hashed() -> None:
    first, edition = edit(change("145-01", "12")), Edition("units", 1, [{"name": "海曙区"}])
    again = read_payload(payload(entries=(edition.body, first.body)).to_bytes()).journal_entries()
    assert [entry.id for entry in again] == [edition.id, first.id]
    assert [entry.body for entry in again] == [edition.body, first.body]


TEXT = st.text(max_size=20).filter(lambda text: all(not "\ud800" <= sign <= "\udfff" for sign in text))
CELLS = st.dictionaries(st.tuples(TEXT, TEXT), TEXT, max_size=5)


@RANDOM
@given(histories(), CELLS, st.dictionaries(TEXT, TEXT, max_size=3), st.none() | TEXT, TEXT)
def test_any_payload_survives_packing_and_unpacking(
    history: History, cells: dict[tuple[str, str], str], extra: dict[str, str], sealed: str | None, person: str
) -> None:
    made = Payload(
        "up", "上报包", "dept-tjj", person, KEY.unit, KEY.period, AT,
        (PrintedReturn(ReturnKey("indicators", KEY.unit, KEY.period), cells, sealed, "已上报"),),
        tuple(each.body for each in history.edits), ({"period": "2024", "item": "145-01", "text": person},), None,
        {"units": person}, extra,
    )  # fmt: skip
    again = read_payload(read_envelope(envelope(made).rows()).payload)
    assert again == made
    assert tuple(again.journal_entries()) == history.edits


STORED: dict[str, Any] = json.loads(PAYLOAD.to_bytes())
FIRST_EDIT: dict[str, Any] = json.loads(STORED["entries"][0])


def with_change(**changed: Any) -> str:
    (only,) = FIRST_EDIT["changes"]
    return json.dumps({**FIRST_EDIT, "changes": [{**only, **changed}]})


@pytest.mark.parametrize(
    "changed",
    [
        {"unit": 5},
        {"unit": ["dept-tjj"]},
        {"period": None},
        {"kind": 7},
        {"person": "\ud800"},
        {"at": 20260105},
        {"public_key": 7},
        {"entries": [5]},
        {"entries": ["[]"]},
        {"entries": ["no json"]},
        {"entries": ['{"kind": "gift"}']},
        {"entries": ['{"kind": []}']},
        {"entries": ["[" * 100_000]},
        {"entries": ['{"kind": "edit"}']},
        {"entries": [with_change(after={"raw": "1", "op": "eq", "value": 1.5})]},
        {"entries": [with_change(after={"raw": "", "op": "none"})]},
        {"entries": [with_change(vintage="终值")]},
        {"entries": [with_change(replaces=None)]},
        {"returns": [{"form": "indicators"}]},
        {"returns": [{"form": ["indicators"], "cells": [], "revision": None, "state": "已上报"}]},
        {"returns": [{"form": "indicators", "cells": [["145-01", "value", 5]], "revision": None, "state": "已上报"}]},
        {"returns": [{"form": "indicators", "cells": [[[], "value", "5"]], "revision": None, "state": "已上报"}]},
        {"returns": [{"form": "indicators", "cells": [["145-01", "value"]], "revision": None, "state": "已上报"}]},
        {"references": [5]},
        {"references": [{"period": "2024", "item": "145-01", "text": 1.5}]},
        {"extra": 5},
        {"editions": {"units": 1}},
        {"editions": []},
    ],
)
def test_a_payload_with_something_else_in_it_than_it_may_hold_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(NotOurBundleError) as caught:
        read_payload(json.dumps({**STORED, **changed}).encode())
    assert caught.value.code == "E21"


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"5", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format":1}'])
def test_what_is_no_payload_is_refused(data: bytes) -> None:
    with pytest.raises(NotOurBundleError):
        read_payload(data)


@pytest.mark.parametrize("name", [name for name in STORED if name != "format"])
def test_a_payload_without_one_of_its_parts_is_refused(name: str) -> None:
    with pytest.raises(NotOurBundleError):
        read_payload(json.dumps({key: value for key, value in STORED.items() if key != name}).encode())


def test_a_float_never_gets_into_a_payload() -> None:
    with pytest.raises(TypeError):
        payload(references=({"period": "2024", "item": "145-01", "text": 1.5},)).to_bytes()


def test_an_edit_that_touches_a_cell_twice_is_no_entry() -> None:
    twice = edit(change("145-01", "1"), change("145-01", "2"))
    with pytest.raises(NotOurBundleError):
        read_payload(payload(entries=(twice.body,)).to_bytes())


def test_a_later_decision_and_revision_are_read_with_their_ids() -> None:
    sealed = revision({"145-01": "1"})
    made = payload(entries=(sealed.body, decision("approved", sealed).body))
    assert [entry.id for entry in read_payload(made.to_bytes()).journal_entries()] == [
        sealed.id,
        decision("approved", sealed).id,
    ]
