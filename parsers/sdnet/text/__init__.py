"""Text copies of this vendor's pages."""
