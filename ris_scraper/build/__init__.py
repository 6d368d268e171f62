"""From archives to the dataset: conducts reading, writing and judging."""
