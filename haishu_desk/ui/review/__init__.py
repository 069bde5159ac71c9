"""审核: the district compares and decides; a unit sees what came back."""
