"""Text copies of this vendor's pages: one reader a kind of page."""

from parsers.sessionnet.text.auszug import read_auszug
from parsers.sessionnet.text.sitzung import read_sitzung
from parsers.sessionnet.text.stations import read_beratungen
from parsers.sessionnet.text.vorlage import read_vorlage

__all__ = ["read_auszug", "read_beratungen", "read_sitzung", "read_vorlage"]
