"""The old PHP pages (`*.more-rubin1.de`, about 2006 to 2021): agenda and lists of meetings.

Source: the project's dossier on pages of Darmstadt and others; links are forms with hidden fields, and the agenda is
known by its rows of ten cells only. `beschluesse_details.php` is not read: its layout is not known to us.
"""

from parsers.rubin.old import lists as lists
from parsers.rubin.old import sitzung as sitzung
from parsers.rubin.old import text as text
