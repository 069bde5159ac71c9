"""首页: how far it is to the goal and what waits, for a unit and for the district."""
