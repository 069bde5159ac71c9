"""Findings on the screen: the list with its groups, and the row where a word is said of one."""
