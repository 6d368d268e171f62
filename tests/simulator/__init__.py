"""A simulated council portal: a generated Kreis (`world`), its pages (`allris3`, `sessionnet`), real HTTP (`server`)
and faults on demand (`faults`)."""
