"""`python -m ris_scraper` is `ris`."""

from ris_scraper.cli.main import main

main()
