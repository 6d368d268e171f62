"""Text copies of this vendor's pages."""

from parsers.allris3.text import auszug, sitzung, vorlage

__all__ = ["auszug", "sitzung", "vorlage"]
