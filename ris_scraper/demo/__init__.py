"""The demo: a mirror of the example pages, crawled like a portal."""
