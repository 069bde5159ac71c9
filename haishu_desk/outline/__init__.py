"""Reading any 规划纲要: a text goes in, rows, boxes, targets and lists come out, each with the lines that it was read from.

Nothing here knows a district or a line number: what a plan looks like is recognised by how plans are written. What cannot be
read is named by its line; nothing is invented, and a dash stays a dash.
"""
