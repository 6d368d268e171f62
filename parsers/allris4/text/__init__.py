"""Text copies of this vendor's pages."""

from parsers.allris4.text import auszug, sitzung, vorlage

__all__ = ["auszug", "sitzung", "vorlage"]
