"""Judging: the path to a target, how far an item has come, and what in a plan does not add up. Pure: numbers in, sentences out."""
