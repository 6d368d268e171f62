"""From the dataset to the folder that Datasette serves."""
