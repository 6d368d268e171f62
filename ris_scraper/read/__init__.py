"""From a page's bytes to what it states; the one room that knows all vendors."""
