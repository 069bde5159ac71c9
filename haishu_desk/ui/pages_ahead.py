"""What the other pages are made of, loaded by and by when the first one stands: a few modules at a time.

A page loads what it needs when it is first shown, and for some that is a hundred modules. Each step here loads one of them
with what it needs itself and was not loaded yet; the steps stand in the order in which they are needed, so that none is long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject

from haishu_desk.ui.slices import Slices, Turn

# Each loads a dozen modules at the most, if those before it were loaded: a test counts them.
STEPS = (
    "bundle.foreign.names", "bundle.plain_cells", "bundle.part_scan", "bundle.sheet_cells", "bundle.sheet_looks",
    "bundle.foreign.found", "bundle.foreign.rows", "monitor.rows", "ui.entry", "desk.breakdown_figures",
    "ui.entry.clipboard", "ui.breakdown.grid", "ui.plan.contents", "ui.plan.details", "ui.plan.panel", "ui.findings",
    "ui.entry.found", "ui.plan.short_label", "ui.entry.brush", "ui.entry.sheet_table", "ui.entry.bars",
    "checks.causes", "ui.entry.hint", "ui.entry.path_chart", "ui.entry.choosing", "desk.ground", "ui.findings.view",
    "ui.entry.widths", "ui.widgets.row_pictures", "ui.entry.selection", "desk.return_paper", "report.setting",
    "ui.printing.printer", "ui.exchange.deferral_section", "bundle.sign", "bundle.pages", "bundle.pack",
    "desk.previewing", "desk.outcomes", "ui.exchange.file_view", "bundle.reader", "desk.bundle_kinds",
    "desk.gatekeeping", "desk.grouping", "merge", "desk.receiving", "ui.exchange.intake", "desk.foreign_plan",
    "ui.exchange.taken", "review.risk", "desk.comparing", "ui.review.comparison_model", "ui.review.deciding",
    "ui.review.comparison_view", "ui.review.sitting", "ui.review.decision_bar", "ui.review.clashing",
    "ui.review.tool_bar", "ui.widgets.nothing", "ui.review.middle", "ui.review.one_return",
    "ui.review.closing", "ui.review.unit",
    "monitor.progress", "ui.monitor.copying", "desk.overruling", "ui.monitor.side", "ui.monitor.overview.lines",
    "ui.monitor.overview.multiples", "ui.monitor.overview.rolled", "desk.project_ground",
    "ui.monitor.projects.wording", "ui.monitor.overview.own", "monitor.programme_totals",
    "ui.monitor.projects.table", "desk.project_judging", "ui.monitor.projects.view", "report.document",
    "desk.report_facts", "report.public_facts", "desk.report_book", "report.overall", "desk.report_lines",
    "ui.report.kinds", "report.personal_places", "report.indicator_tables", "ui.report.left", "ui.report.pages_pane",
    "ui.diagnosis", "ui.preferences.people", "desk.document_words", "ui.preferences.roster", "desk.trail_words",
    "ui.preferences.schedule", "ui.home.office_window", "ui.preferences.two_people", "ui.preferences.heirs",
    "ui.preferences.page", "ui.plan.tree", "ui.plan.foot", "ui.plan.amending", "ui.plan.targets_model",
    "ui.plan.jumps", "ui.plan.middle", "ui.plan.page", "ui.entry.detail_panel", "desk.checking", "ui.entry.settling",
    "ui.printing.printing", "ui.entry.carrying", "ui.entry.handing_over", "ui.entry.page",
    "ui.exchange.refused_panel", "ui.exchange.foreign_panel", "ui.exchange.drawer", "ui.exchange.drop_zone",
    "ui.exchange.page", "ui.review.page", "ui.monitor.overview.table", "ui.monitor.overview.segments",
    "ui.monitor.overview.items_view", "ui.monitor.overview.view", "ui.monitor.page", "ui.report.page",
    "ui.report.evaluation", "outline.blocks", "outline.undertakings", "desk.importing", "monitor.consistency",
    "desk.exchange",
)  # fmt: skip


class PagesAhead(QObject):
    """Loads the STEPS, one a turn, then does what else is given, one thing a turn; nothing while `is_free` says no."""

    def __init__(
        self,
        slices: Slices,
        parent: QObject,
        then: Iterable[Callable[[], object]] = (),
        is_free: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._is_free = is_free
        self._left: list[Callable[[], object]] = [*(partial(_load, step) for step in STEPS), *then]
        self._turn = Turn(slices, self._go_on, self)

    def begin(self) -> None:
        """From now on, or from where it was."""
        if self._left:
            self._turn.start()

    def rest(self) -> None:
        """No further for now."""
        self._turn.stop()

    def _go_on(self) -> None:
        if self._is_free():
            self._left.pop(0)()
        if not self._left:
            self._turn.stop()


def _load(step: str) -> None:
    import_module(f"haishu_desk.{step}")
