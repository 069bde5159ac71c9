"""Pages made with Qt, with or without a window: set from marked-up text or laid out before, painted, and written as a PDF.

`screen` makes Qt ready where there is no window, `flowing` sets HTML on pages, `leaves` are pages that can be painted on
whatever there is, `pdf` writes them.
"""
