"""Only the holder of a key signs for it, and only these very bytes."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.bundle.sign import check_code, device_of, is_signed_by, new_private_key, public_key, sign
from tests.domain.made import RANDOM

PRIVATE = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
PAYLOAD = '{"kind":"上报包"}'.encode()
SIGNATURE = sign(PRIVATE, PAYLOAD)


def test_the_public_key_is_that_of_the_published_test_vector() -> None:
    # RFC 8032, section 7.1, test 1
    assert public_key(PRIVATE) == PUBLIC


def test_what_was_signed_is_signed_and_always_in_the_same_way() -> None:
    assert is_signed_by(PUBLIC, PAYLOAD, SIGNATURE)
    assert sign(PRIVATE, PAYLOAD) == SIGNATURE
    assert is_signed_by(PUBLIC, b"", sign(PRIVATE, b""))


def test_another_key_has_not_signed_it() -> None:
    assert not is_signed_by(public_key("22" * 32), PAYLOAD, SIGNATURE)
    assert not is_signed_by(PUBLIC, PAYLOAD, sign("22" * 32, PAYLOAD))


@pytest.mark.parametrize("position", range(len(PAYLOAD)))
def test_one_flipped_bit_of_the_payload_is_refused(position: int) -> None:
    changed = bytearray(PAYLOAD)
    changed[position] ^= 1
    assert not is_signed_by(PUBLIC, bytes(changed), SIGNATURE)


@pytest.mark.parametrize("position", range(0, 128, 7))
def test_one_flipped_digit_of_the_signature_is_refused(position: int) -> None:
    digit = f"{int(SIGNATURE[position], 16) ^ 1:x}"
    assert not is_signed_by(PUBLIC, PAYLOAD, SIGNATURE[:position] + digit + SIGNATURE[position + 1 :])


@pytest.mark.parametrize("payload", [PAYLOAD + b" ", PAYLOAD[:-1], b"", b" " + PAYLOAD, PAYLOAD * 2])
def test_another_length_is_refused(payload: bytes) -> None:
    assert not is_signed_by(PUBLIC, payload, SIGNATURE)


def test_the_signature_is_over_type_and_length_and_not_over_the_bare_bytes() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  only here

    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(PRIVATE))
    assert not is_signed_by(PUBLIC, PAYLOAD, key.sign(PAYLOAD).hex())
    signed = b"haishu-desk-bundle/1 " + str(len(PAYLOAD)).encode() + b" " + PAYLOAD
    assert key.sign(signed).hex() == SIGNATURE


@pytest.mark.parametrize("public", ["", "zz" * 32, PUBLIC[:-2], PUBLIC + "00", "00" * 32, "公钥"])
def test_what_is_no_key_has_signed_nothing(public: str) -> None:
    assert not is_signed_by(public, PAYLOAD, SIGNATURE)


@pytest.mark.parametrize("signature", ["", "00", "zz" * 64, SIGNATURE[:-2], SIGNATURE + "00", "签名"])
def test_what_is_no_signature_signs_nothing(signature: str) -> None:
    assert not is_signed_by(PUBLIC, PAYLOAD, signature)


def test_every_new_key_is_another_one_of_32_bytes() -> None:
    keys = {new_private_key() for _ in range(5)}
    assert len(keys) == 5
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key in keys)


def test_a_check_code_is_twenty_digits_in_four_groups_from_the_sha256_of_the_key() -> None:
    number = int(hashlib.sha256(bytes.fromhex(PUBLIC)).hexdigest(), 16) % 10**20
    code = check_code(PUBLIC)
    assert re.fullmatch(r"\d{5}-\d{5}-\d{5}-\d{5}", code)
    assert int(code.replace("-", "")) == number


@RANDOM
@given(st.binary(min_size=32, max_size=32))
def test_a_check_code_has_its_shape_for_every_key(key: bytes) -> None:
    assert re.fullmatch(r"(\d{5}-){3}\d{5}", check_code(key.hex()))
    assert re.fullmatch(r"[0-9a-f]{16}", device_of(key.hex()))


def test_two_keys_have_two_codes_and_two_device_names() -> None:
    other = public_key("22" * 32)
    assert check_code(other) != check_code(PUBLIC)
    assert device_of(other) != device_of(PUBLIC)
