"""Text copies of press reports: the same readers under the same names."""

from parsers.presse.text import presse as presse
