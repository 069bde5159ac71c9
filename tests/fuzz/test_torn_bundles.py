"""A bundle that was copied by halves is said to be so; one in which a bit has flipped is never taken for what was signed.

With HAISHU_FULL=1 400 copies that end early and 2,000 flipped bits, otherwise a few, always the same ones.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from haishu_desk.bundle.pack import pack
from haishu_desk.bundle.refusals import SENTENCES
from haishu_desk.bundle.sign import is_signed_by
from tests.bundle.packed import INDICATORS, TASKS, book, envelope, payload
from tests.domain.made import FULL
from tests.fuzz import judging

COPIES, FLIPS = (400, 2_000) if FULL else (20, 50)


@pytest.fixture(scope="module")
def bundle() -> bytes:
    made = payload(INDICATORS, TASKS)
    return pack(book(), made, envelope(made))


def test_a_copy_that_ended_early_is_said_to_be_incomplete(bundle: bytes, tmp_path: Path) -> None:
    """Cut off; as long as it should be with nothing behind some place, or with a block of nothing: what a pulled stick leaves."""
    path = tmp_path / "上报包.xlsx"
    for seed in range(COPIES):
        at = Random(seed).randrange(len(bundle) - 1)  # noqa: S311 a fixed seed
        block = at // 512 * 512
        for torn in (
            bundle[:at],
            bundle[:at] + bytes(len(bundle) - at),
            bundle[:block] + bytes(512) + bundle[block + 512 :],
        ):
            path.write_bytes(torn)
            assert judging.outcome(None, path)[0] == "E04", (seed, at)
    assert "不完整" in next(said for code, said, _ in SENTENCES.values() if code == "E04")


def flipped(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :]


def flipped_inside(bundle: bytes, random: Random) -> bytes:
    """The archive is sound, as if a program had written it; a bit of one of its parts is another."""
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice([name for name, data in parts.items() for _ in range(len(data) // 500 + 1)])
    parts[name] = flipped(parts[name], random)
    with zipfile.ZipFile(stream := io.BytesIO(), "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return stream.getvalue()


def test_no_flipped_bit_is_taken_for_what_was_signed(bundle: bytes, tmp_path: Path) -> None:
    """Whatever still bears a good signature is the very payload; what the sheets say otherwise is told beside it."""
    path, seen = tmp_path / "上报包.xlsx", Counter[str]()
    path.write_bytes(bundle)
    _, right = judging.outcome(None, path)
    assert right is not None
    assert is_signed_by(right.envelope.public_key, right.envelope.payload, right.envelope.signature)
    for seed in range(FLIPS):
        random = Random(seed)  # noqa: S311 a fixed seed
        path.write_bytes((flipped_inside if seed % 2 else flipped)(bundle, random))
        code, unpacked = judging.outcome(None, path)
        if unpacked is None:
            seen[f"refused, {code}"] += 1
            continue
        sent = unpacked.envelope
        if not is_signed_by(sent.public_key, sent.payload, sent.signature):
            seen["not signed"] += 1
            continue
        assert (sent.payload, sent.public_key) == (right.envelope.payload, right.envelope.public_key), seed
        assert unpacked.payload == right.payload, seed
        assert judging.disagreements(unpacked, path) in ([], None), seed
        seen["the very payload"] += 1
    print(dict(seen))  # noqa: T201 the figures of tests/README.md
    assert seen["the very payload"] + seen["not signed"] > FLIPS / 20, seen
