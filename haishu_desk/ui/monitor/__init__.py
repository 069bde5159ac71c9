"""监测: one indicator over both plans, as a chart and a table."""
