"""Runs on portals: what to ask for, what it leads to, how a run ends."""
