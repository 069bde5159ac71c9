"""Fifteen bugs that somebody could bring in tomorrow, each as one exchange of text, and the tests that should notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Patch:
    """`before` stands exactly once in `file` and becomes `after`; `tests` are files or folders below `tests/`."""

    name: str
    file: str
    before: str
    after: str
    tests: tuple[str, ...]


PATCHES = (
    Patch(
        "last writer wins",
        "store/cells.py",
        "return {slot: tuple(standing) for slot, standing in heads.items()}",
        "return {slot: tuple(standing[-1:]) for slot, standing in heads.items()}",
        ("store/test_cells.py", "exchange_histories"),
    ),
    Patch(
        "dropped clash",
        "merge/three_way.py",
        "    return Clash(base, ours, theirs)\n",
        "    return Take(theirs)\n",
        ("merge", "exchange_histories"),
    ),
    Patch(
        "asymmetric merge",
        "merge/three_way.py",
        "    if same(ours, base):\n",
        "    if same(ours, base) or base is None:\n",
        ("merge", "exchange_histories"),
    ),
    Patch(
        "blank as delete",
        "store/cells.py",
        "                heads.append((*cell, identity, _stored(change.after)))\n",
        '                if change.after.absent != "cleared":\n                    heads.append((*cell, identity, _stored(change.after)))\n',
        ("store/test_cells.py", "exchange_histories"),
    ),
    Patch(
        "skipped sync",
        "store/files.py",
        "                file.flush()\n                os.fsync(file.fileno())\n",
        "                file.flush()\n",
        ("store/test_files.py",),
    ),
    Patch(
        "no re-read",
        "store/journal.py",
        "        if any(row != wanted for row, wanted in zip_longest(stored, expected)):\n",
        "        if before < 0 and any(row != wanted for row, wanted in zip_longest(stored, expected)):\n",
        ("store/test_journal.py",),
    ),
    Patch(
        "wrong unit accepted",
        "domain/quantity.py",
        '    if base == "%" or typed_unit not in ("", base):\n',
        '    if base == "%":\n',
        ("domain/test_quantity.py",),
    ),
    Patch(
        "vintage ignored",
        "desk/counted.py",
        "    return slot.field == VERIFIED, vintage_rank(slot.vintage)\n",
        "    return slot.field == VERIFIED, 0\n",
        ("desk/test_rolling_up.py", "desk/test_evaluating.py", "desk/test_series.py"),
    ),
    Patch(
        "signature not checked",
        "bundle/sign.py",
        "    except (InvalidSignature, ValueError):\n        return False\n",
        "    except (InvalidSignature, ValueError):\n        return True\n",
        ("bundle/test_sign.py", "desk/test_forgery.py"),
    ),
    Patch(
        "hash chain not checked",
        "store/journal.py",
        "                if not sound or link(previous, number, identity, kind, at) != stored:\n",
        "                if not sound:\n",
        ("store/test_journal.py",),
    ),
    Patch(
        "missing counted as 0 in roll-up",
        "desk/counted.py",
        "        return cell.number if cell else None\n",
        "        return cell.number if cell else Decimal(0)\n",
        ("desk/test_rolling_up.py",),
    ),
    Patch(
        "departments added to townships",
        "desk/counted.py",
        "        parts = [unit for unit in reporters if unit not in wholes]\n",
        "        parts = reporters\n",
        ("desk/test_rolling_up.py", "desk/test_all_rolled_up.py"),
    ),
    Patch(
        "approval without revision",
        "desk/reviewing.py",
        "        if what in (VOIDED, REOPEN, LOCK):\n",
        "        if what in (VOIDED, REOPEN, LOCK, APPROVE):\n",
        ("desk/test_reviewing.py", "desk/test_sealing.py"),
    ),
    Patch(
        "overdue ignored",
        "desk/queue_row.py",
        "waits and date.today().isoformat() > str(how.due)",
        'waits and date.today().isoformat() > "9999"',
        ("desk/test_reviewing.py", "desk/test_statements.py"),
    ),
    Patch(
        "note leaked into public edition",
        "desk/public_ground.py",
        '            yield f"{made.year}年起口径有变化（{made.document}），以前的数不可直接比。"\n',
        '            yield f"{made.year}年起口径有变化（{made.document}，{made.reason}），以前的数不可直接比。"\n',
        ("desk/test_publishing.py",),
    ),
)
