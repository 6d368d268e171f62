"""The night: crawls all active portals, brings dataset and site up to date, and reports."""
