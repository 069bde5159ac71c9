"""监测, all items of a plan at a glance: lights, one line an item, small pictures, ranking and roll-up."""
