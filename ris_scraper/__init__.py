"""The core: model, words, judgement, fetch, archive, store, crawl, CLI."""

from __future__ import annotations
