"""全审: errors found where they are made, offline, in words that say what to do. Pure: reads through `ground.Ground`.

ground        the window through which values are read, and the name of a cell in it
moments       上期, 上年同期, 12月: periods seen from a period
language      formulas and conditions as trees; printing; which cells they touch
grammar       typed text -> tree (lark, loaded on first use)
evaluation    tree -> exact number, yes or no, or which cells are missing
    rules         the district's rules as rows of a workbook and JSON; `RuleSet` knows which of them a cell touches
    compiling     rules -> `RuleSet`: unknown references and circles refused with a sentence
    judging       one rule at one spot: held, violated, lacking a cell, not applicable or without result; what is said
builtin       checks that need no rule, in one table
causes        what probably happened, told from two numbers
run           one return, the cells that were just typed, or everything
explain       审核说明: which ones are none
"""
