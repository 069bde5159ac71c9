"""报告: the evaluations as pages before they are written, the public edition, and a unit's own return for signature."""
