"""What pages of several vendors share (pure)."""
