"""Judging: the path to a target, and what in a plan does not add up. Pure."""
