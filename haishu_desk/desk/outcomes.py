"""What became of a received file, and the two ways in which it is not taken in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from haishu_desk.desk.previewing import Shift
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import Finding


class RefusedBundleError(DeskError):
    """The bundle is not taken in; nothing was changed. `signed` is the word for its signature where it is not the usual one."""

    signed: str | None

    def __init__(self, code: str, message: str, advice: str, *, signed: str | None = None) -> None:
        super().__init__(message, advice, code=code)
        self.signed = signed


class HeldBundleError(RefusedBundleError):
    """The bundle waits for a decision of the reviewer; nothing was changed."""


@dataclass
class Outcome:
    """What became of one file: the row of the verb `receive`.

    `signature` is a word of the contract, `signed` the same for people (已验签, 未签名, 签后改动, 冒名或损坏 ...).
    `shift` has the cells, None where nothing is written.
    """

    file: str
    kind: str | None = None
    unit: str | None = None
    period: str | None = None
    bundle: str | None = None
    status: str = "received"
    changes: int = 0
    conflicts: int = 0
    signature: str | None = None
    signed: str | None = None
    findings: list[Finding] = field(default_factory=list)
    error: dict[str, str] | None = None
    shift: Shift | None = None

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract; `signed` is for people only."""
        told = {name: value for name, value in vars(self).items() if name not in ("signed", "shift")}
        return {**told, "findings": [finding.as_json() for finding in self.findings]}

    def as_preview(self) -> dict[str, Any]:
        """The same with `counts` (how many cells meet each fate) and `cells`, what stands in each before and after."""
        shift = self.shift or Shift()
        return {**self.as_json(), "counts": shift.counts, "cells": [cell.as_json() for cell in shift.cells]}
