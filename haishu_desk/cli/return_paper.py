"""`report --kind return`: a unit's own return for signature, as .docx, .xlsx or .pdf."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.cli.answer import Answer
from haishu_desk.cli.verbs import Namespace, open_desk
from haishu_desk.domain.errors import SurroundingsError, UsageError

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.return_paper import ReturnPaper


def write_return(given: Namespace) -> Answer:
    """Write the forms of that unit and period to one file; `{"file","kind","facts","missing","version","notices"}`."""
    from haishu_desk.desk.return_paper import ending_of, note_written, return_paper, write_office_file  # noqa: PLC0415  --help must not load it

    period = given.period or (str(given.year) if given.year is not None else None)
    if period is None or given.out is None:
        raise UsageError(
            "填报表要写明报告期和文件", "例如 report --kind return --period 2025 --unit 330203101 --out 填报表.pdf"
        )
    ending = ending_of(given.out)
    with _opened(given) as desk:
        paper = return_paper(desk, given.unit or desk.unit, period, given.form, blank=given.blank)
        with ExitStack() as both:
            if desk.workspace.database.writable:
                both.enter_context(desk.workspace.transaction())
                note_written(desk, paper, given.out)
            (_write_pdf if ending == ".pdf" else write_office_file)(paper, given.out)
    said = f"写出 {given.out}：{paper.title}，有数的 {paper.facts} 格，没有答复的 {len(paper.missing)} 项"
    versions = [f"{sheet.title} 版本码 {sheet.version}" for sheet in paper.sheets if not sheet.is_blank]
    return Answer(paper.as_json(given.out), [said, *versions, *paper.notices])


def _write_pdf(paper: ReturnPaper, file: Path) -> None:
    """The pages as the window prints them; SurroundingsError where Qt cannot be loaded."""
    try:
        from haishu_desk.press.faces import PaperFaces  # noqa: PLC0415  only who makes pages loads Qt
        from haishu_desk.press.leaves import drawn  # noqa: PLC0415  as above
        from haishu_desk.press.pdf import write_leaves  # noqa: PLC0415  as above
        from haishu_desk.press.screen import make_ready  # noqa: PLC0415  as above
    except ImportError as error:
        raise SurroundingsError(
            f"写 PDF 用的 Qt 装不进来：{error}", "请改写 .docx 或 .xlsx，或在打得开窗口的电脑上写", code="no-qt"
        ) from error
    from haishu_desk.report.layout import laid_out  # noqa: PLC0415  as above

    make_ready()
    faces = PaperFaces()
    pages = [page for sheet in paper.sheets for page in laid_out(sheet, faces)]
    write_leaves(file, drawn(pages, faces), paper.title)


def _opened(given: Namespace) -> Desk:
    """For writing, so that it is put on record; where another window writes to the file, for reading."""
    try:
        return open_desk(given, write=True)
    except SurroundingsError as error:
        if error.code != "locked":
            raise
        return open_desk(given)
