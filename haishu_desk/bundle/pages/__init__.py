"""The sheets of a bundle, each drawn by a module of its own; `looks` holds what they share."""
