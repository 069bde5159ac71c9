"""Taking in a file: read in a worker, check who speaks, see what it would change, then one transaction.

One bad file stops no other; a refused file changes nothing. Who may speak stands in `gatekeeping`, what is written in
`taking_over`, what becomes of a file in `outcomes`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.bundle.manifest import UP, NewerFormatError, NotOurBundleError, Payload
from haishu_desk.bundle.read_process import Workbook, read_workbook
from haishu_desk.bundle.reader import ReadAhead
from haishu_desk.bundle.unpack import Unpacked, unpack
from haishu_desk.desk.copies_beside import copy_of_the_day
from haishu_desk.desk.gatekeeping import Gatekeeper
from haishu_desk.desk.inspecting import signature_of
from haishu_desk.desk.outcomes import HeldBundleError, Outcome, RefusedBundleError
from haishu_desk.desk.signatures import signature_word
from haishu_desk.desk.taking_over import TAKES, Incoming, Standing, TakingOver, content_of, hold_changed_after_signing
from haishu_desk.domain.canonical import digest
from haishu_desk.domain.errors import DeskError, UsageError, said_of
from haishu_desk.domain.findings import Finding

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.documents import Documents

WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".et", ".csv")


@dataclass(frozen=True)
class _Choice:
    """What the reviewer chose for a file that was changed after signing; whether this is a rehearsal (`alone` one of its own), or once more."""

    take: str | None
    reason: str | None
    preview: bool
    again: bool = False
    alone: bool = False


class Taking:
    """One file on its way in: `judge` reads what has to be known of it, `finish` writes or rehearses what it changes.

    Whoever shows a window goes through `steps` instead: it is written in one of them, and what 全审 says of what was
    written is found out in those that follow, an item each.
    """

    def __init__(self, steps: Generator[None, None, Outcome]) -> None:
        self._steps = steps
        self._outcome: Outcome | None = None

    def judge(self) -> None:
        """Who speaks and what was received before; nothing is written. May be left out."""
        self._go_on()

    def finish(self) -> Outcome:
        """What became of it; judged anew where something was written since."""
        deque(self.steps(), maxlen=0)
        assert self._outcome is not None  # noqa: S101  it is what the last step ends with
        return self._outcome

    def steps(self) -> Generator[None, None, Outcome]:
        """What `finish` does, with a word after each step but the last; ends with what became of it."""
        while self._outcome is None:
            self._go_on()
            if self._outcome is None:
                yield
        return self._outcome

    def _go_on(self) -> None:
        try:
            next(self._steps)
        except StopIteration as end:
            self._outcome = end.value


class Receiver:
    """Takes files into one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._gatekeeper = Gatekeeper(desk)
        self._taking_over = TakingOver(desk)

    def receive(
        self,
        files: Iterable[Path],
        take: str | None = None,
        reason: str | None = None,
        progress: Callable[[int, int], None] | None = None,
        *,
        again: bool = False,
    ) -> list[Outcome]:
        """装入 each file by itself, and of a folder each workbook in it; `progress` hears how many of how many are done.

        With `again` also one that was taken back.
        """
        paths, outcomes = files_in(files), []
        with _read_ahead(paths) as read:
            for done, path in enumerate(paths, start=1):
                outcomes.append(self.take_in(path, take=take, reason=reason, again=again, read=read))
                if progress is not None:
                    progress(done, len(paths))
        return outcomes

    def preview(
        self, files: Iterable[Path], take: str | None = None, reason: str | None = None, *, again: bool = False
    ) -> list[Outcome]:
        """预演: what `receive` would say of the same files, one after the other; nothing is written."""
        chosen = _Choice(take, reason, preview=True, again=again)
        paths = files_in(files)
        with self._desk.rehearsal(), _read_ahead(paths) as read:
            return [Taking(self._attempt(file, chosen, read)).finish() for file in paths]

    def take_in(
        self,
        file: Path,
        *,
        take: str | None = None,
        reason: str | None = None,
        read: Callable[[Path], Workbook] = read_workbook,
        preview: bool = False,
        again: bool = False,
    ) -> Outcome:
        """装入 one file; with `preview` everything happens as it would, and is then given back.

        `read` hands over the workbook that the worker read, so that a window can have it read in the background.
        """
        return self.taking(file, take=take, reason=reason, read=read, preview=preview, again=again).finish()

    def taking(
        self,
        file: Path,
        *,
        take: str | None = None,
        reason: str | None = None,
        read: Callable[[Path], Workbook] = read_workbook,
        preview: bool = False,
        again: bool = False,
    ) -> Taking:
        """The same in two steps: for a window, which lives between them."""
        return Taking(self._attempt(file, _Choice(take, reason, preview, again, alone=preview), read))

    def _attempt(self, file: Path, chosen: _Choice, read: Callable[[Path], Workbook]) -> Generator[None, None, Outcome]:
        outcome, before, data = Outcome(file.name), self._desk.documents_read, b""
        try:
            if chosen.alone:  # a workspace that is open for reading only cannot even rehearse
                self._desk.workspace.database.refuse_read_only()
            data = file.read_bytes()
            if not chosen.preview and self._desk.workspace.database.writable:
                copy_of_the_day(self._desk.workspace)
            workbook = read(file)
            _refuse_another(workbook, data)
            yield from self._take_in(workbook, data, outcome, chosen)
            self._take_files(file, outcome, preview=chosen.preview)
        except OSError as error:
            said = DeskError(f"读不出来（{said_of(error)}）", "请检查文件是否还在、能不能打开", code="E04")
            self._refuse(outcome, said, before)
        except NotOurBundleError as error:
            if isinstance(error, NewerFormatError) and not chosen.preview:
                self._desk.kept.keep(file.name, data, error.written_by)
            self._refuse(outcome, error, before)
        except DeskError as error:
            self._refuse(outcome, error, before)
        return outcome

    def _take_files(self, file: Path, outcome: Outcome, *, preview: bool) -> None:
        """佐证材料 that lie beside the bundle come along; that one cannot be copied does not undo what was received."""
        try:
            taken = self._desk.evidence.take_beside(file, preview=preview)
        except DeskError as error:
            outcome.findings.append(Finding("evidence", "提示", error.message, advice=error.advice))
            return
        if taken:
            outcome.findings.append(Finding("evidence", "提示", f"旁边的 {taken} 个佐证材料一起收下"))

    def _refuse(self, outcome: Outcome, error: DeskError, before: Documents | None) -> None:
        self._desk.forget_given_back(before)
        outcome.status = "held" if isinstance(error, HeldBundleError) or error.code == "E33" else "refused"
        outcome.changes, outcome.conflicts, outcome.shift = 0, 0, None
        if isinstance(error, RefusedBundleError) and error.signed:
            outcome.signed = error.signed
        outcome.error = {**error.as_json(), "message": f"{outcome.file}：{error.message}"}

    def _take_in(
        self, workbook: Workbook, data: bytes, outcome: Outcome, chosen: _Choice
    ) -> Generator[None, None, None]:
        unpacked = unpack(workbook)
        payload = unpacked.payload
        outcome.kind, outcome.unit, outcome.period = payload.kind, payload.unit, payload.period or None
        incoming = Incoming(unpacked, data, content_of(unpacked, chosen.take), chosen.take, chosen.reason)
        takes = TAKES if chosen.take is None else ()
        contents = (incoming.content, *(content_of(unpacked, take) for take in takes))
        journal, seen, known = self._desk.workspace.journal, -1, False
        while seen != len(journal):
            seen = len(journal)
            outcome.findings = []
            with self._desk.one_look():
                known = self._judge(unpacked, contents, outcome, chosen)
            yield
        with self._desk.rehearsal() if chosen.alone else nullcontext(), self._desk.one_look():
            after = self._write(incoming, contents, outcome, is_known=known, again=chosen.again)
            looking = self._taking_over.look_over(after, incoming, outcome, is_rehearsed=chosen.alone)
            if chosen.alone:  # what is given back has to be looked at before, or the first of it be read
                deque(islice(looking, 1 if unpacked.payload.direction == UP else None), maxlen=0)
        yield
        yield from looking

    def _write(
        self, incoming: Incoming, contents: Iterable[str], outcome: Outcome, *, is_known: bool, again: bool
    ) -> Standing:
        """Write it, in one transaction; what stands then in the returns that it wrote to."""
        if is_known:
            return self._take_in_again(incoming, contents, outcome, again=again)
        hold_changed_after_signing(incoming)
        with self._desk.workspace.part():
            return self._taking_over.write(incoming, outcome)

    def _judge(self, unpacked: Unpacked, contents: Iterable[str], outcome: Outcome, chosen: _Choice) -> bool:
        """Who speaks, and whether they may; whether it was received before."""
        outcome.bundle, outcome.signature = unpacked.envelope.bundle, signature_of(unpacked, self._desk.exchange.roster)
        outcome.signed = signature_word(
            outcome.signature,
            changed=bool(unpacked.typed) and unpacked.payload.direction == UP and chosen.take is None,
        )
        outcome.findings += unpacked.findings
        known = self._is_known(unpacked.payload, contents)
        self._gatekeeper.admit(unpacked, outcome, is_known=known)
        return known

    def _take_in_again(self, incoming: Incoming, contents: Iterable[str], outcome: Outcome, *, again: bool) -> Standing:
        """A file that was received before has nothing new, unless it was taken back: then it waits to be asked for."""
        receipts = [self._taking_over.taking_back.receipts.of_content(content) for content in contents]
        receipt = next((each for each in receipts if each is not None and each.taken_back), None)
        if receipt is None:
            outcome.status = "duplicate"
            outcome.findings.append(Finding("E36", "提示", "已接收过，没有新内容"))
            return {}
        if not again:
            raise HeldBundleError("E36", "这个文件装入过，后来撤回了", "确要再装入，请加 --again")
        with self._desk.workspace.part():
            return self._taking_over.write_again(receipt, incoming, outcome)

    def _is_known(self, payload: Payload, contents: Iterable[str]) -> bool:
        """Whether one of them was received: then all entries are here, else the trail of years need not be gone through."""
        entries = {entry.id for entry in payload.journal_entries()}
        if self._desk.workspace.journal.known(entries) != entries:
            return False
        return self._desk.receipts.have(*contents)


def _refuse_another(workbook: Workbook, data: bytes) -> None:
    """What is kept as the received file is what was read and shown: not what was put in its place meanwhile."""
    if workbook.digest and workbook.digest != digest(data):
        raise DeskError("文件在读取以后被换过或改过，没有装入", "请等它存好、关掉别的程序，再选它装入一次", code="E04")


@contextmanager
def _read_ahead(paths: list[Path]) -> Iterator[Callable[[Path], Workbook]]:
    """What reads these files in their order: several with both cores, while the one before is taken in."""
    if len(paths) <= 1:
        yield read_workbook
        return
    with closing(ReadAhead(paths)) as ahead:
        yield ahead.read


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and of each folder the workbooks that lie in it, by name; UsageError for one without any."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(file for file in path.iterdir() if is_workbook(file))
        if not inside:
            raise UsageError(f"文件夹“{path.name}”里没有表格文件", "请选有数据包的文件夹，或直接选文件")
        found += inside
    return found


def is_workbook(file: Path) -> bool:
    """Whether it looks like a workbook; what office programs and half-copied files leave lying about does not."""
    return file.suffix.lower() in WORKBOOKS and not file.name.startswith((".", "~$")) and file.is_file()
