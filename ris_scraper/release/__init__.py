"""From the dataset to an edition of it that can be cited, checked and read by other people's programs."""
