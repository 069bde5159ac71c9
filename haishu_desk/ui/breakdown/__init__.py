"""责任分解 in the window: the assignment of a plan as a grid, its draft, what does not add up, what changed.

lines   the rows that are shown, without Qt; model and grid: the table that is typed into
adding  the line in which a unit gets a role; issuing: 文号 and effective date; part: all of it together
"""
