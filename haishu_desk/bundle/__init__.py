"""The Excel bundle: one .xlsx that people read, print and fill in, with the signed payload beside the cells."""
