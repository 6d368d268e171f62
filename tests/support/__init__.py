"""What tests share; a file here holds no test, and each says in its first line what it is for.

Pages: `fixture_pages` (the examples and their expectations), `rendering` (text copies), `mutations`, `phrases`.
Portals: `crawling` and `visiting`, both on tests/simulator. The network: `faulty`, `fetching`. Datasets made by hand:
`small_db` (a call a thing), `sample_db` and `hostile_db` (the site's), `storing`, `rows`. The published site:
`serving`, `page_types`. The command and the documentation: `command`, `documents`, `signatures`.
"""
