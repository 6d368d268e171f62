"""WARC at the door: archives leave as WARC or WACZ, and pages of known portals come in from anybody's."""
