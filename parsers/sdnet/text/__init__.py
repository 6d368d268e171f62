"""Text copies of this vendor's pages: one reader a kind of page."""

from parsers.sdnet.text.sitzung import read_sitzung
from parsers.sdnet.text.vorlage import read_vorlage

__all__ = ["read_sitzung", "read_vorlage"]
