"""haishu_desk: filling in, handing over, comparing and judging the indicators and tasks of a five-year plan.

The journal is the truth; every screen, workbook, chart and report is a view of it; every write goes through one door.

    __main__                                       starts the window or a verb
    ui | cli                                       shells: widgets; command line
    press                                          pages made with Qt, for both of them
    desk                                           the one door (`Desk.apply`) and the use cases
    store | bundle | merge | review                SQLite; Excel; pure rules
    checks | monitor | outline | report            pure rules; reading a plan's text; what goes on paper
    domain                                         what a plan is; standard library only

Imports point down only (the contracts in pyproject.toml). The merge rule stands in `merge/three_way.py`, the values that
stand in a cell in `domain/cells.py` (`heads_of`), the states of a return in `domain/returns.py` (`Course.state`).
"""

__version__ = "0.1.0"
