"""The core: model, words, judgement, fetch, archive, store, crawl, CLI."""
