"""A bare window of Qt with one line in it: what the program's size and start are measured by."""

import sys

from PySide6.QtWidgets import QApplication, QLabel

application = QApplication(sys.argv[:1])
label = QLabel("规划")
label.show()
sys.exit(application.exec())
