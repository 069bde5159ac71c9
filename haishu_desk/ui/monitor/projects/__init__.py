"""任务与项目: the timeline and the table of what a plan has undertaken."""
