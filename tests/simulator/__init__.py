"""Simulated council portals: a generated Kreis (`world`), its pages as each product shows it (a module a vendor on the
common `skeleton`, listed in `vendors`), real HTTP (`server`) and faults on demand (`faults`)."""
