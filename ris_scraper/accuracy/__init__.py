"""How often pages are read rightly: what a careful reader takes from them beside what our readers do."""
