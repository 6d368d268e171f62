"""The known Kreise and their portals."""
