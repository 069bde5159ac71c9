"""What the lines of the benchmark are called on the page of the handbook; a name that is not here stays as it is."""

from __future__ import annotations

_WORDS = {
    "G2 take in ": "G2 装入 ",
    " bundles": " 个数据包",
    ", processors": "，处理器时间",
    ", without 全审": "，不算全审",
    ", 全审 a return": "，其中一份报表的全审",
    " bundles read with both cores": " 个数据包用两个核读",
    "many: ": "批量：",
    "G16 memory flat in the number of bundles": "G16 内存不随数据包个数增长",
    "its bare parts: a process with calamine, the signature, the rows by sqlite3": "裸的几步：一个 calamine 进程、验签、sqlite3 写同样的行",
    "a worker for each, one after the other": "一个一个读，各用一个进程",
    "10 ms of our own work": "自己的用时 10 ms",
    "G1 read the values, ": "G1 读出数，",
    "G1 guard, values and pipe, ": "G1 查安全、读出数、传回来，",
    "G1 guard, ": "G1 查安全，",
    "G3 write, ": "G3 写工作簿，",
    "G4 bulk write, ": "G4 成批写留痕，",
    "G16 memory of the worker, ": "G16 读文件的进程占的内存，",
    " cells": " 格",
    "opening ": "打开数据文件，",
    " values": " 个数",
    "a second of our own work": "自己的用时 1 秒",
    "the same statements by sqlite3, TRUNCATE and EXTRA": "用 sqlite3 执行同样的语句，同样的落盘方式",
    "the same statements by sqlite3's executemany": "用 sqlite3 的 executemany 执行同样的语句",
    "inflate and bare expat": "只解压和过一遍 expat",
    "XlsxWriter, asked for the same": "XlsxWriter 写同样的东西",
    "G5 one durable edit": "G5 改一格并落盘",
    "G6 compare, scattered": "G6 两版比较，改动散在各处",
    "G6 G8 a district's real size": "G6 G8 一个区的实际大小",
    "G6 between two dates": "G6 两个日期之间改了什么",
    "G7 compare, clustered": "G7 两版比较，改动在 5% 的报表里",
    "G8 three-way, scattered": "G8 三方合并，改动散在各处",
    "G8 three-way, clustered": "G8 三方合并，改动在 5% 的报表里",
    "G9 roll-up, scan": "G9 一个省的汇总，对一次扫描",
    "G9 roll-up, GROUP BY": "G9 一个省的汇总，对 GROUP BY",
    "G9 roll-up, duckdb": "G9 一个省的汇总，对 duckdb",
    "G9 a district's real size": "G9 一个区的汇总",
    "G10 start to interactive": "G10 从启动到能用",
    "G11 modules at first paint": "G11 第一次画出时载入的模块",
    "G12 scroll and repaint": "G12 滚动并重画",
    "G14 33 small multiples, build and paint": "G14 33 幅小图，建好并画出",
    "G15 big chart, drawn anew and painted": "G15 大图，换一个指标并画出",
    "columns of texts only, compare, scattered": "只比文字的列，两版，改动散在各处",
    "columns of texts only, compare, clustered": "只比文字的列，两版，改动在 5% 的报表里",
    "columns of texts only, three-way, scattered": "只比文字的列，三方，改动散在各处",
    "columns of texts only, three-way, clustered": "只比文字的列，三方，改动在 5% 的报表里",
    ", 40 cells a return": "，每份 40 格",
    ", growth": "，随大小增长",
    " rows": " 行",
    "the same rows by sqlite3, TRUNCATE and EXTRA": "用 sqlite3 写同样的行，同样的落盘方式",
    "a bare PySide6 window with a table of 33 rows": "只有一张 33 行表的 PySide6 窗口",
    "none of the heavy libraries": "一个大的库也没有",
    "QStandardItemModel with the stock delegate": "QStandardItemModel 和 Qt 自带的画法",
    "bare QPainter of the same picture": "只用 QPainter 画同一幅图",
    "bare pyqtgraph with the same marks and settings": "只用 pyqtgraph 画同样的标记",
    "the best single SQL join": "最好的一条 SQL 连接",
    "50 ms of our own work": "自己的用时 50 ms",
    "100 ms of our own work": "自己的用时 100 ms",
    "one SQLite scan": "SQLite 扫描一遍",
    "SQLite's GROUP BY, one parent at a time": "SQLite 的 GROUP BY，一个上级一个上级地算",
    "duckdb on its own file, grouped": "duckdb 自己的文件，GROUP BY",
    "in proportion to size": "与大小成比例",
}


def in_words(name: str) -> str:
    """The Chinese of `name`: of the whole, else of how it begins and ends."""
    if name in _WORDS:
        return _WORDS[name]
    for part in sorted(_WORDS, key=len, reverse=True):
        if name.startswith(part):
            return _WORDS[part] + in_words(name[len(part) :])
        if name.endswith(part):
            return in_words(name[: -len(part)]) + _WORDS[part]
    return name
