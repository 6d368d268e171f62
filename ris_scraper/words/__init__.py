"""German as printed: dates, votes, numbers, names (pure)."""
