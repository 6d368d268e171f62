"""What is talked about: records, pages, vendors, errors (pure)."""
