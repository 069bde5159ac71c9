"""Runs first in the packed program: what it starts later (a file manager, an office program) finds the system's libraries.

PyInstaller's starter points LD_LIBRARY_PATH at the bundle. The program itself has been linked by then, and a second process
of its own is started by the same starter, which points it there again.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
os.environ.pop("LD_LIBRARY_PATH", None)
if _before is not None:
    os.environ["LD_LIBRARY_PATH"] = _before
