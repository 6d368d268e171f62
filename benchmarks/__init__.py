"""Speed as ratios against floors measured in the same run, and how well concepts are found: `make bench`."""
