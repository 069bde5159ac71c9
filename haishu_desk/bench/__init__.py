"""The performance goals as ratios in one run: ours and a reference in turn on the same machine, medians of the pairs.

__main__    the verb `bench`
goals       what is measured, and the limit of each
page        the page of the handbook with what came of it: `machine`, and what the lines are called in Chinese, `words`
growth      how cost grows with size
pairs       running both sides in turn, and what comes of it
sheet       the sheet beside Qt's own C++ table
starting    the window beside a bare one, and what is loaded at the first paint
opening     the first page of a district with many values
district    such a district, made by the Desk
compare     two versions beside the best single SQL join
merging     three versions the same way, and both at a district's real size
columns     what a second representation would come to, which the program has none of
shapes      comparing and merging at each size
versions    the three versions that are compared and merged
dated       what changed between two dates, by the program's own path, at a district's size and ten times that
province    a province's figures as rows, as sealed columns and in duckdb's own file
rolling     rolling them up beside one SQLite scan and duckdb, and a district by the program's own rule
reading     a large return's workbook beside bare calamine, its guard beside inflate and expat
writing     a bundle beside XlsxWriter asked for the very same (replay: how it is asked)
receiving   bundles taken in beside the sum of the bare parts, many of them with both cores
large_book  a return's workbook of any size
morning     a district and the bundles of its units that wait for it
editing     one durable edit beside the same statements by raw sqlite3
"""
