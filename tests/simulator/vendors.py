"""The simulated vendors: a module each, with `portal(world)`, `expected(world)` and `TRAITS`."""

from __future__ import annotations

from types import ModuleType

from tests.simulator import allris3, allris4, oparl, rubin, sdnet, sessionnet, sessionnet6

VENDORS: dict[str, ModuleType] = {
    "allris3": allris3,
    "allris4": allris4,
    "sessionnet": sessionnet,
    "sdnet": sdnet,
    "rubin": rubin,
    "oparl": oparl,
    "sessionnet6": sessionnet6,
}
