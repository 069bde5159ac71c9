"""Statistics tables of others: from a workbook that was read to cells, each with its address, and all that was left out.

    grid      a sheet by position: merged cells say the same everywhere, hidden ones say nothing
    blocks    where a table begins: title lines, head rows, data rows; 续表 is a block of its own
    columns   which columns label the rows and which hold figures
    names     which item or unit a text names; whens: which period; measures: in what it is measured
    phrases   what one text of a head, a label or a title says, all of it or nothing
    figures   whether a cell holds a number
    titles    what stands above a table
    resolving item, unit, period and value of one figure; rows: down the rows of one table
    reading   all of it together: `read_tables`; found: what it gives

What a text does not say in full is never guessed: the row, column or cell is left out by name, with the reason.
"""
