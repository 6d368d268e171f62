"""The dataset file: its tables, and how statements of pages are joined into rows."""
