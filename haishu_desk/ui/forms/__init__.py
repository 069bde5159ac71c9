"""临时报表 in the window: made from a few lines, handed out, taken in again, and rolled up."""
