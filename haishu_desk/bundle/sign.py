"""Signatures: Ed25519, one key a workspace, over type + length + bytes of the payload, never over the file."""

from __future__ import annotations

import hashlib
import secrets

ALGORITHM = "ed25519"
_HALF = 8
_TYPE = b"haishu-desk-bundle/1"


def new_private_key() -> str:
    """A new key: 32 private bytes in hexadecimal."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  loaded on use

    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_key(private: str) -> str:
    """The 32 public bytes in hexadecimal."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  loaded on use

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key().public_bytes_raw().hex()


def sign(private: str, payload: bytes) -> str:
    """The signature of `payload` in hexadecimal."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415  loaded on use

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).sign(_signed_bytes(payload)).hex()


def is_signed_by(public: str, payload: bytes, signature: str) -> bool:
    """Whether `signature` is that of the holder of `public` over `payload`; False for what is no key or signature."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415  loaded on use
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            bytes.fromhex(signature), _signed_bytes(payload)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def check_code(public: str) -> str:
    """The 校验码 that is compared by telephone or stamped page: 20 digits in 4 groups, 66 bits of the key's sha256."""
    number = int.from_bytes(hashlib.sha256(bytes.fromhex(public)).digest()) % 10**20
    digits = f"{number:020d}"
    return "-".join(digits[start : start + 5] for start in range(0, 20, 5))


def device_of(public: str) -> str:
    """The short name of the device that holds the key: 16 hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def another_device_of(public: str) -> str:
    """The same for a workspace that came back from a backup: the first half says whose key it is, the second is new."""
    return device_of(public)[:_HALF] + secrets.token_hex(_HALF // 2)


def has_key(device: str, public: str) -> bool:
    """Whether a device is one that holds that key: the workspace it was made for, or one restored from a backup of it."""
    return device[:_HALF] == device_of(public)[:_HALF]


def _signed_bytes(payload: bytes) -> bytes:
    return b"%s %d " % (_TYPE, len(payload)) + payload
