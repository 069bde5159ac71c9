"""Comparing two versions; pure."""
