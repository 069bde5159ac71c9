"""Documents out: tables as workbooks and papers. Pure: bytes from texts."""
