"""What is said of a workbook that may not be read: one sentence and one advice for every reason (codes E01 to E22, E52)."""

from __future__ import annotations

from haishu_desk.domain.errors import DeskError

_RESAVE = "请用 Excel 或 WPS 打开它，另存为新的 .xlsx 文件，再用新文件"
_COPY = "请重新拷贝一次，或请对方重新传出"
_TRIM = "请删去表格下方和右侧多余的行、列，保存后再试"
_ASK = "请不要打开它，请对方重新传出；来历不明的请报告信息管理人员"
# reason: code of the catalogue, what happened, what to do
SENTENCES: dict[str, tuple[str, str, str]] = {
    "file_size": ("E01", "文件太大，不像是填报的表格", "请核对是不是选错了文件；是的话请删去图片和多余内容后再试"),
    "old_format": (
        "E02",
        "这是旧版（.xls）或者设了打开密码的文件",
        "请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 再试",
    ),
    "too_old": (
        "E02",
        "这是 Excel 95 或更早的格式，读不了",
        "请用 Excel 或 WPS 打开，另存为 .xlsx 再试",
    ),
    "not_xlsx": (
        "E03",
        "这不是 .xlsx 表格文件，可能只是改了名字",
        "请选对方传来的 .xlsx 文件，或另存为“Excel 工作簿(*.xlsx)”",
    ),
    "archive": ("E04", "文件不完整，可能没有拷贝完", _COPY),
    "parts": ("E05", "文件里的内容项太多，不像是填报的表格", _RESAVE),
    "sheets": ("E05", "文件里的工作表太多，不像是填报的表格", "请删去无关的工作表，保存后再试"),
    "same_part": ("E06", "文件里有两项内容同名，分不清哪一项是真的", _ASK),
    "part_name": ("E07", "文件里有一项内容的名称不合规矩", _ASK),
    "locked_part": ("E08", "文件里有加了密的内容", "请去掉密码，另存为 .xlsx 再试"),
    "macros": ("E09", "文件带有宏（会自己运行的程序）", "请另存为“Excel 工作簿(*.xlsx)”，即不带宏的格式，再试"),
    "linked": (
        "E10",
        "文件连着别的文件、网址，或嵌入了别的文件",
        "请断开链接（数据—编辑链接），删去嵌入的文件，保存后再试",
    ),
    "unpacked": ("E11", "文件展开后大得不正常", _ASK),
    "entity": ("E12", "文件里有表格不该有的定义", _ASK),
    "nesting": ("E13", "文件内部层次太多，不像是填报的表格", _RESAVE),
    "address": ("E14", "有一格或一行的位置写得不对", _RESAVE),
    "row_twice": ("E15", "有一行出现了两次，分不清哪一行是真的", _RESAVE),
    "cells": ("E16", "表格的格太多，不像是填报的表格", _TRIM),
    "looks": ("E16", "文件里的格式、规则或链接太多，不像是填报的表格", "请把填报的内容另存到新文件，或请对方重新传出"),
    "range": ("E17", "表格用到的范围大得不正常", _TRIM),
    "strings": ("E18", "文件里的文字条目太多，或数目不正常", _RESAVE),
    "index": ("E19", "有一格的文字找不到了", _RESAVE),
    "text": ("E20", "有一处文字太长", "请把这一格的文字改短（三万字以内），保存后再试"),
    "damaged": ("E21", "文件内容有损坏", f"{_RESAVE}；打不开的，请对方重新传出"),
    "order": ("E21", "行或格的先后次序不对", _RESAVE),
    "strange_error": ("E21", "有一格是本程序不认识的错误值", "请在 Excel 或 WPS 里改正或清空这一格，保存后再试"),
    "dates_1904": (
        "E52",
        "文件里的日期从 1904 年算起，会差四年",
        "请在 Excel 选项—高级里取消“使用 1904 日期系统”，核对日期后保存再试",
    ),
    "worker": ("E22", "读这个文件时超过了时间或内存的限度，已停下", f"{_RESAVE}；仍不行的，请对方重新传出"),
}


class RefusedWorkbookError(DeskError):
    """Not a workbook that may be read. The code is of the catalogue (E01 to E22, E52), the message names no file."""

    code = "E21"


def refused(reason: str, place: str = "") -> RefusedWorkbookError:
    """The refusal for a row of `SENTENCES`; `place` tells a person where."""
    code, what, advice = SENTENCES[reason]
    return RefusedWorkbookError(f"{what}（{place}）" if place else what, advice, code=code)
