"""Joins statements into rows: which parts belong together, and where they go."""
