"""新建规划: the text of a plan read, looked through beside its lines, corrected, taken over."""
