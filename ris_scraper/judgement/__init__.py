"""What printed words mean, and which things are the same (pure)."""
