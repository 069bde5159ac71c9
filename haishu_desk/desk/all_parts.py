"""The parts of a desk, each in a module of its own that is loaded when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.desk.parts import Part

if TYPE_CHECKING:
    from haishu_desk.desk.affecting import Affecting
    from haishu_desk.desk.amending import Amending
    from haishu_desk.desk.backfill import Backfill
    from haishu_desk.desk.backups import Backups
    from haishu_desk.desk.breakdown import Breakdown
    from haishu_desk.desk.carrying import Carrying
    from haishu_desk.desk.checking import Checking
    from haishu_desk.desk.entry import CellEntry
    from haishu_desk.desk.evaluating import Evaluating
    from haishu_desk.desk.evidence import EvidenceKeeper
    from haishu_desk.desk.exchange import Exchange
    from haishu_desk.desk.expecting import Expecting
    from haishu_desk.desk.foreign import Foreign
    from haishu_desk.desk.handing_over import HandingOver
    from haishu_desk.desk.importing import Importing
    from haishu_desk.desk.keeping import Keeping
    from haishu_desk.desk.kept import KeptFiles
    from haishu_desk.desk.letters import Letters
    from haishu_desk.desk.line_review import LineReview
    from haishu_desk.desk.people import People
    from haishu_desk.desk.planning import Planning
    from haishu_desk.desk.projects import Projects
    from haishu_desk.desk.publishing import Publishing
    from haishu_desk.desk.querying import Querying
    from haishu_desk.desk.ranking import Ranking
    from haishu_desk.desk.reading import Reading
    from haishu_desk.desk.receipts import Receipts
    from haishu_desk.desk.reporting import Reporting
    from haishu_desk.desk.reviewing import Reviewing
    from haishu_desk.desk.revising import Revising
    from haishu_desk.desk.rulebook import Rulebook
    from haishu_desk.desk.second_review import SecondReview
    from haishu_desk.desk.settings import OfficeSettings
    from haishu_desk.desk.standings import Standings
    from haishu_desk.desk.statements import Statements
    from haishu_desk.desk.told import Told
    from haishu_desk.desk.trail_lines import TrailLines
    from haishu_desk.desk.undoing import Undoing
    from haishu_desk.desk.upgrading import Upgrading
    from haishu_desk.desk.urging import Urging
    from haishu_desk.desk.version_codes import VersionCodes
    from haishu_desk.desk.warning import Warnings


class DeskParts:
    """What a desk has, by name: the use cases of the program."""

    entry: Part[CellEntry] = Part("entry.CellEntry")
    """Types and reads cells."""
    reading: Part[Reading] = Part("reading.Reading")
    """Answers about cells, now and as they were."""
    undoing: Part[Undoing] = Part("undoing.Undoing")
    """Takes back what this person did."""
    exchange: Part[Exchange] = Part("exchange.Exchange")
    """Hands over and takes in."""
    reviewing: Part[Reviewing] = Part("reviewing.Reviewing")
    """Compares and decides."""
    standings: Part[Standings] = Part("standings.Standings")
    """Says how far every return is."""
    statements: Part[Statements] = Part("statements.Statements")
    """空表 and 暂不报."""
    trail_lines: Part[TrailLines] = Part("trail_lines.TrailLines")
    """The lines of the trail that say one thing."""
    receipts: Part[Receipts] = Part("receipts.Receipts")
    """Says which files were taken in."""
    kept: Part[KeptFiles] = Part("kept.KeptFiles")
    """Files of a newer program that wait here."""
    told: Part[Told] = Part("told.Told")
    """Says what was handed over, and who has still to be told of what."""
    querying: Part[Querying] = Part("querying.Querying")
    """Asks, answers and settles 查询."""
    revising: Part[Revising] = Part("revising.Revising")
    """更正 of a closed return, and 核定数."""
    affecting: Part[Affecting] = Part("affecting.Affecting")
    """Says what was built on a figure."""
    planning: Part[Planning] = Part("planning.Planning")
    """Writes editions."""
    breakdown: Part[Breakdown] = Part("breakdown.Breakdown")
    """责任分解 as a table."""
    amending: Part[Amending] = Part("amending.Amending")
    """Amends targets and definitions."""
    backups: Part[Backups] = Part("backups.Backups")
    """Copies in a second place."""
    handing_over: Part[HandingOver] = Part("handing_over.HandingOver")
    """移交."""
    keeping: Part[Keeping] = Part("keeping.Keeping")
    """Shows the trail."""
    people: Part[People] = Part("people.People")
    """Who works here, and their PINs."""
    urging: Part[Urging] = Part("urging.Urging")
    """催报."""
    second_review: Part[SecondReview] = Part("second_review.SecondReview")
    """A second reviewer on a copy."""
    line_review: Part[LineReview] = Part("line_review.LineReview")
    """条线初审."""
    settings: Part[OfficeSettings] = Part("settings.OfficeSettings")
    """What the district has settled for its whole office."""
    rulebook: Part[Rulebook] = Part("rulebook.Rulebook")
    """Holds the district's rules."""
    checking: Part[Checking] = Part("checking.Checking")
    """全审: finds what is wrong, keeps what is said of it."""
    expecting: Part[Expecting] = Part("expecting.Expecting")
    """Says what a cell should have come to."""
    evaluating: Part[Evaluating] = Part("evaluating.Evaluating")
    """Judges the indicators, and brings figures together."""
    projects: Part[Projects] = Part("projects.Projects")
    """Judges tasks and projects, lights their lamps, and adds them up."""
    ranking: Part[Ranking] = Part("ranking.Ranking")
    """Puts the units' figures of one item in order."""
    warning: Part[Warnings] = Part("warning.Warnings")
    """Lists the binding indicators that will hardly get there."""
    reporting: Part[Reporting] = Part("reporting.Reporting")
    """Writes the evaluations."""
    publishing: Part[Publishing] = Part("publishing.Publishing")
    """公开版: which indicators are public, confirmed by whom."""
    carrying: Part[Carrying] = Part("carrying.Carrying")
    """Takes over the values of an earlier period."""
    evidence: Part[EvidenceKeeper] = Part("evidence.EvidenceKeeper")
    """Keeps 佐证材料."""
    backfill: Part[Backfill] = Part("backfill.Backfill")
    """历史补录: what the district entered itself, approved en bloc."""
    importing: Part[Importing] = Part("importing.Importing")
    """Takes plans over from their text."""
    upgrading: Part[Upgrading] = Part("upgrading.Upgrading")
    """Offers what a newer program ships."""
    foreign: Part[Foreign] = Part("foreign.Foreign")
    """Tables of others."""
    letters: Part[Letters] = Part("letters.Letters")
    """催报单, 督办函, 核实单, 审核意见 and 对比表."""
    version_codes: Part[VersionCodes] = Part("version_codes.VersionCodes")
    """From paper back to the revision."""
