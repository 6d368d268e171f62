"""Text copies of this vendor's pages."""

from parsers.sdnet.text import sitzung, vorlage

__all__ = ["sitzung", "vorlage"]
