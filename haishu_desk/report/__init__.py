"""Documents that leave the program: what stands on paper of a return, and how it is laid out on pages. No Qt, no files."""
