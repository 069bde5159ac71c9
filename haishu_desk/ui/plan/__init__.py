"""规划: the plans to read, as printed."""
