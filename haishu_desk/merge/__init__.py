"""Deciding what a cell becomes when two sides wrote; pure."""
