"""What reads pages, with all that it compiles once, for a process from which others are forked."""

from __future__ import annotations

from ris_scraper.read import read as read
from ris_scraper.words.persons import prepare

prepare()
