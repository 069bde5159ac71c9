"""Documents that leave the program: a return on paper, lists as workbooks and documents. No Qt, no files: bytes and words."""
