"""What was fetched, byte for byte, and what is still to be asked for."""
