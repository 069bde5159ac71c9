"""Making a workspace: its own key, the shipped documents, and in the district the roster with its own key."""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from haishu_desk import __version__
from haishu_desk.bundle.sign import device_of, new_private_key, public_key
from haishu_desk.desk.shipped import shipped_editions
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError, UsageError, said_of
from haishu_desk.domain.units import UnitTree
from haishu_desk.store.files import FileNotWrittenError, sync_folder
from haishu_desk.store.home import refuse_unsafe_home
from haishu_desk.store.workspace import Identity, Workspace

ROLES = ("district", "unit")


class AlreadyThereError(DeskError):
    """There is a file of that name already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} 已经存在，没有改动它", "请换一个文件名，或直接使用它", code="exists")


def found(path: Path, role: str, unit: str | None, person: str, plans: list[str] | None) -> dict[str, Any]:
    """Make the workspace file, whole or not at all: `{"db", "role", "unit", "person", "plans"}`."""
    if path.exists():
        raise AlreadyThereError(path)
    refuse_unsafe_home(path)
    editions = _chosen(plans)
    code = _unit_for(role, unit)
    if not person.strip():
        raise UsageError("没有写姓名", "请用 --person 写明谁来使用")
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        _write(part, Identity(role, code, *_new_key()), person, editions)
        _give_name(part, path)
    except OSError as error:
        raise FileNotWrittenError(path, said_of(error)) from error
    finally:
        for left in (part, *(part.with_name(f"{part.name}{tail}") for tail in ("-journal", ".lock"))):
            with suppress(OSError):
                left.unlink(missing_ok=True)
    plans_here = [edition.name.removeprefix("plan:") for edition in editions if edition.name.startswith("plan:")]
    return {"db": str(path), "role": role, "unit": code, "person": person, "plans": plans_here}


def _give_name(part: Path, path: Path) -> None:
    """The final name, unless somebody else has taken it meanwhile."""
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise AlreadyThereError(path) from error
    except OSError:  # a file system without links
        if path.exists():
            raise AlreadyThereError(path) from None
        part.replace(path)
    sync_folder(path.parent)


def _write(part: Path, identity: Identity, person: str, editions: list[Edition]) -> None:
    """The whole workspace under a name that nobody opens, readable by this account only since it holds the key."""
    from haishu_desk.desk import Desk, now  # noqa: PLC0415  the Desk imports its parts

    part.parent.mkdir(parents=True, exist_ok=True)
    part.touch(mode=0o600)
    workspace = Workspace(part, write=True, person=person, create=True)
    try:
        with workspace.transaction():
            workspace.found(identity)
            for edition in editions:
                workspace.record(edition.kind, edition.body, now())
    finally:
        workspace.close()
    with Desk(part, write=True, person=person) as desk:
        desk.audit("建立数据文件", role=identity.role, program=__version__)
        if desk.is_district:
            desk.apply(desk.exchange.roster.founding_edition())


def _new_key() -> tuple[str, str]:
    private = new_private_key()
    return private, device_of(public_key(private))


def _chosen(plans: list[str] | None) -> list[Edition]:
    shipped = shipped_editions()
    unknown = [plan for plan in plans or () if f"plan:{plan}" not in shipped]
    if unknown:
        raise UsageError(
            f"没有规划“{unknown[0]}”", f"可用：{'、'.join(name[5:] for name in shipped if name.startswith('plan:'))}"
        )
    return [
        edition for name, edition in shipped.items() if not plans or not name.startswith("plan:") or name[5:] in plans
    ]


def _unit_for(role: str, unit: str | None) -> str:
    units = UnitTree(shipped_editions()["units"].content)
    if role not in ROLES:
        raise UsageError(f"没有角色“{role}”", "可用：district（区级）、unit（单位）")
    if role == "district":
        if unit not in (None, units.district.code):
            raise UsageError(f"区级数据文件的单位是 {units.district.code}", "不用写 --unit")
        return units.district.code
    if unit is None:
        raise UsageError("没有写是哪个单位", "请用 --unit 写单位代码，代码见 haishu-desk units")
    if units.get(unit).kind == "district":
        raise UsageError("区级请用 --role district")
    return unit
