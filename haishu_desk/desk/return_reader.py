"""What stands in a return, and how it came about: read from the journal and its caches, now and as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from haishu_desk.domain.cells import Author, Edit, Heads, ReturnKey, heads_of, without_queries
from haishu_desk.domain.returns import VOID, Course, Decision, Revision, course_of
from haishu_desk.store.workspace import Workspace

_REVISIONS = 32  # of a return there are seldom more than five
_COURSES = 32  # a page asks for those of the return that it shows and of the periods that it lays beside it


@dataclass
class _Look:
    """What was read of returns since somebody began to look."""

    heads: dict[ReturnKey, Heads] = field(default_factory=dict)
    courses: dict[ReturnKey, Course] = field(default_factory=dict)


@dataclass(frozen=True)
class _Known:
    """The course of a return, and the numbers of the last revision and the last decision in it."""

    last: tuple[int, int]
    course: Course


_NOTHING = _Known((0, 0), Course((), ()))


class ReturnReader:
    """The returns of one workspace; writes nothing."""

    workspace: Workspace
    _look: _Look | None = None

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """Inside the block what stands in a return and its course are read once, however often they are asked for.

        A page asks a dozen times for those of the return that it shows. What is written inside is read anew, and nothing
        outlives the block.
        """
        if self._look is not None:
            yield
            return
        self._look = _Look()
        try:
            yield
        finally:
            self._look = None

    def _look_anew(self, entry: Edit | Revision | Decision | None = None) -> None:
        """That entry was written: an edit changes what stands, any other one the course. None: something was given back."""
        if self._look is None:
            return
        if entry is None:
            self._look = _Look()
        elif isinstance(entry, Edit):
            self._look.heads.pop(entry.key, None)
        else:
            self._look.courses.pop(entry.key, None)

    def heads(self, key: ReturnKey, until: int | None = None, *, item: str | None = None) -> Heads:
        """The standing values of a return without its 查询; as after journal entry `until` if that is given.

        Without `until` also of one `item` of it alone.
        """
        if until is None and item is None and self._look is not None:
            heads = self._look.heads
            if key not in heads:
                heads[key] = without_queries(self.workspace.cells.heads(key))
            return heads[key]
        if until is None:
            return without_queries(self.workspace.cells.heads(key, item))
        return without_queries(heads_of(self.edits(key, until)))

    def heads_of_item(self, form: str, unit: str, item: str) -> dict[str, Heads]:
        """What stands of one item in the returns of a unit, by the period, without the 查询; only what has something."""
        found = self.workspace.cells.heads_of_item(form, unit, item)
        return {period: without_queries(heads) for period, heads in found.items()}

    def edits(self, key: ReturnKey, until: int | None = None, since: int = 0) -> list[Edit]:
        """All edits of a return, in the order in which they arrived here; only those after entry `since` if given."""
        return [Edit.from_body(body) for body in self.workspace.cells.bodies(Edit.kind, key, until, since)]

    def writer_of(self, edit: str) -> Author:
        """Who wrote the edit of that name, which stands here."""
        entry = self.workspace.journal.get(edit)
        return Author.of(entry.body if entry else b"")

    def edit(self, identity: str) -> Edit | None:
        """The edit of that name; None if there is none."""
        entry = self.workspace.journal.get(identity)
        return Edit.from_body(entry.body) if entry else None

    def counting(self, key: ReturnKey) -> Heads:
        """The values of a return that count: see `Course.counting`."""
        return self.course(key).counting(self.heads(key))

    def is_void(self, key: ReturnKey) -> bool:
        """Whether a return is 作废; as a rule its decisions say at a glance that it is not."""
        decisions = self.workspace.cells.bodies(Decision.kind, key)
        return any(b'"voided"' in body for body in decisions) and self.course(key).state(has_edits=True) == VOID

    def course(self, key: ReturnKey, until: int | None = None) -> Course:
        """The revisions and decisions of a return."""
        if until is None and self._look is not None:
            courses = self._look.courses
            if key not in courses:
                courses[key] = self._course(key)
            return courses[key]
        return self._course(key, until)

    def _course(self, key: ReturnKey, until: int | None = None) -> Course:
        """The course of before with what was written since; as after entry `until` all of it is read.

        Of a return that came and went a hundred times each keystroke would take all of that apart anew. An entry never
        changes, a later one has a higher number, and what may be given back is not kept: so it cannot go stale.
        """
        if until is not None:
            return self._read_on(_NOTHING, key, until)
        last = (self.workspace.cells.last_of(Revision.kind, key), self.workspace.cells.last_of(Decision.kind, key))
        known = self._known_courses.pop(key, _NOTHING)
        now = known if known.last == last else _Known(last, self._read_on(known, key))
        # The last one that was asked for stands at the end.
        self._known_courses[key] = known if self.workspace.database.sql.in_transaction else now
        if len(self._known_courses) > _COURSES:
            del self._known_courses[next(iter(self._known_courses))]
        return now.course

    @cached_property
    def _known_courses(self) -> dict[ReturnKey, _Known]:
        return {}

    def _read_on(self, known: _Known, key: ReturnKey, until: int | None = None) -> Course:
        bodies, (revision, decision) = self.workspace.cells.bodies, known.last
        return course_of(
            (*known.course.revisions, *map(self._revision, bodies(Revision.kind, key, until, revision))),
            (*known.course.decisions, *map(Decision.from_body, bodies(Decision.kind, key, until, decision))),
        )

    @cached_property
    def _revision(self) -> Callable[[bytes], Revision]:
        """A revision holds every cell of its return: what is not kept yet, inside a transaction, is taken apart once.

        The bytes are read and checked every time, and are what it is known by, so that it cannot go stale.
        """
        return lru_cache(maxsize=_REVISIONS)(Revision.kept)
