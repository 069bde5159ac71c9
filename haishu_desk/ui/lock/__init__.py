"""The screen lock: what counts the time, what lies over the window, and what keeps everything else out meanwhile."""
