"""Simulated council portals: a generated Kreis (`world`), its pages as each product shows it (a module a vendor, listed
in `vendors`), real HTTP (`server`) and faults on demand (`faults`)."""
