"""The help: a window beside the program, what F1 opens in it, and the topics that the palette knows."""
