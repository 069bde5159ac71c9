"""填报: the sheet of one return, typed into like a spreadsheet; every confirmed cell is written at once."""
