"""Printing: the pages of a return on the screen, on a printer and as a PDF."""
