"""What the pages are made of, a module a step: for each page in the order in which no step loads much; before it what opens a workspace.

A page loads what it needs when it is first built, and for some that is a hundred modules: too much for one piece. Each step
loads one module with what that needs itself and was not loaded yet. The steps of a page are enough by themselves, whichever page
was opened before; a test counts what each of them loads.
"""

from __future__ import annotations

OPENING = (
    "domain.amendments", "domain.units", "domain.returns", "domain.items", "store.cells", "store.workspace", "desk", "desk.people",
    "desk.trail_lines", "desk.standings", "ui.session", "ui.second_place", "ui.health", "ui.reading_ahead",
)  # fmt: skip
_HOME = (
    "monitor.commitment", "monitor.keeping", "desk.danger", "review.compare", "desk.reviewing", "desk.turnout",
    "desk.urging", "ui.home.rows", "ui.home.heat", "ui.home.matrix", "ui.home.month", "ui.home.side",
    "ui.home.district",
)  # fmt: skip
_PLAN = (
    "monitor.consistency", "outline.blocks", "outline.indicators", "outline.undertakings", "outline.reader",
    "outline.document", "desk.importing", "bundle.foreign.phrases", "bundle.foreign.duty_names",
    "bundle.package_scan", "bundle.guard", "bundle.foreign.grid", "bundle.foreign.duties", "bundle.foreign.blocks",
    "bundle.foreign.columns", "bundle.foreign.reading", "desk.breakdown_figures", "monitor.sub_targets",
    "desk.breakdown", "desk.series", "desk.figures", "ui.breakdown.grid", "ui.breakdown.part", "ui.plan.left", "ui.plan.details",
    "ui.plan.panel_parts", "ui.plan.path_chart", "ui.plan.panel", "ui.entry.columns", "checks.ground",
    "ui.findings.wording", "ui.plan.jumps", "ui.plan.cards", "ui.plan.middle",
)  # fmt: skip
_ENTRY = (
    "checks.ground", "ui.entry.found", "ui.entry.looks", "ui.entry.sheet_lines", "ui.entry.sheet_model",
    "ui.entry.notices", "checks.builtin.alone", "ui.entry.editing", "ui.entry.sheet_view", "ui.entry.arranging",
    "desk.expecting", "bundle.manifest", "bundle.pages.cover", "bundle.pack", "desk.courses", "desk.writing",
    "ui.entry.details", "ui.entry.asking", "ui.entry.bringing", "ui.entry.carrying", "ui.entry.choosing",
    "ui.entry.commands", "desk.checking", "ui.entry.auditing", "ui.entry.finding_desk", "ui.entry.handing_over",
    "desk.paper", "press.faces", "report.layout", "ui.printing.printer", "ui.printing.window",
)  # fmt: skip
_EXCHANGE = (
    "bundle.pack", "desk.series", "desk.figures", "desk.showing", "desk.writing", "desk.outgoing", "bundle.package_scan",
    "bundle.guard", "bundle.read_process", "bundle.unpack", "desk.copies_beside", "desk.inspecting",
    "desk.succession", "desk.own_words", "checks.ground", "checks.language", "checks.builtin.alone",
    "checks.builtin", "checks.run", "desk.taking_over", "desk.receiving", "desk.exchange",
    "ui.exchange.district_panel", "ui.exchange.choices", "ui.exchange.drawer", "bundle.foreign.phrases",
    "bundle.foreign.found", "bundle.foreign.blocks", "bundle.foreign.reading", "desk.foreign",
    "ui.exchange.foreign_panel", "ui.exchange.unit_panel",
)  # fmt: skip
_REVIEW = (
    "desk.line_review", "checks.ground", "checks.language", "checks.builtin.alone", "checks.builtin", "checks.run",
    "ui.findings.chips", "desk.explaining", "ui.review.board", "desk.grouping", "desk.versions", "desk.comparing",
    "ui.review.clash_desk", "ui.review.comparison_model", "bundle.package_scan", "bundle.guard", "bundle.cell_text",
    "bundle.unpack", "bundle.pages.cover", "bundle.pack", "desk.roster", "ui.review.head", "ui.review.middle",
    "ui.review.clashing", "ui.review.district", "ui.review.closing", "ui.review.unit",
)  # fmt: skip
_MONITOR = (
    "desk.series", "desk.figures", "desk.steps", "desk.portrait", "ui.monitor.models", "ui.monitor.chooser", "ui.monitor.copying",
    "monitor.judgement", "desk.judging_ground", "desk.evaluating", "ui.monitor.side", "ui.monitor.one_item",
    "ui.monitor.overview.board", "ui.monitor.overview.copying", "ui.aside", "ui.monitor.overview.ranking_view",
    "ui.monitor.projects.asked", "desk.project_ground", "monitor.programme_totals", "desk.project_judging",
    "ui.monitor.projects.deciding", "ui.monitor.projects.timeline", "ui.monitor.projects.tool_bar",
    "ui.monitor.projects.view", "ui.monitor.overview.copier", "ui.monitor.overview.tool_bar",
    "ui.monitor.overview.view",
)  # fmt: skip
_REPORT = (
    "desk.earlier", "desk.counted", "desk.series", "desk.figures", "monitor.judgement", "desk.judging_ground", "desk.evaluating",
    "desk.ground", "desk.report_facts", "report.material", "desk.report_around", "desk.report_book",
    "desk.report_lines", "report.personal_places", "report.three_reports", "desk.reporting", "press.pieces",
    "press.flowing", "press.places", "ui.printing.printer", "ui.aside", "ui.report.making", "ui.report.pages_pane",
    "ui.report.evaluation", "desk.return_paper", "ui.report.return_face",
)  # fmt: skip
_PREFERENCES = (
    "desk.settings", "press.pdf", "ui.preferences.computer", "ui.preferences.machines", "ui.preferences.schedule",
    "desk.succession", "ui.preferences.unit_change",
)  # fmt: skip
# What 填报 checks and hands over with: the lot of both is wanted soon after the first figure was typed.
READER = "haishu_desk.checks.grammar"
CHECKS = ("lark", *(f"haishu_desk.{name}" for name in (
    "checks.ground", "checks.language", "checks.builtin.alone", "checks.builtin", "checks.run", "checks.grammar",
    "desk.ground", "desk.explaining", "desk.checking", "bundle.package_scan", "bundle.guard", "bundle.read_process",
    "bundle.foreign.grid", "desk.rulebook", "desk.expecting", "desk.carrying", "bundle.manifest", "bundle.pages.cover",
    "bundle.pack", "desk.series", "desk.figures", "desk.showing", "desk.writing", "desk.outgoing", "bundle.unpack",
    "desk.copies_beside", "desk.inspecting", "desk.succession", "desk.own_words", "desk.taking_over", "desk.receiving",
    "desk.exchange",
)))  # fmt: skip
# What comes up over 首页, what undo and 设置 ask for, and what signs.
WINDOWS = (
    "haishu_desk.desk.revising", "haishu_desk.desk.undoing", "haishu_desk.desk.machine", "haishu_desk.desk.health",
    "cryptography.hazmat.bindings._rust", "cryptography.hazmat.primitives.asymmetric.ed25519",
    "haishu_desk.ui.giving_back", "haishu_desk.desk.trail", "haishu_desk.desk.keeping", "haishu_desk.ui.home.trail_model", "haishu_desk.ui.home.trail_window",
)  # fmt: skip
NEEDS = {
    "home": _HOME,
    "plan": _PLAN,
    "entry": _ENTRY,
    "exchange": _EXCHANGE,
    "review": _REVIEW,
    "monitor": _MONITOR,
    "report": _REPORT,
    "preferences": _PREFERENCES,
}
