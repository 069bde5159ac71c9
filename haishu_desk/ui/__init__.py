"""The window: widgets over the Desk. The only place with PySide6 and pyqtgraph; it never writes but by `Session`."""
