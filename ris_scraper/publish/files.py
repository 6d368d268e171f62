"""How the files beside the database are written: JSON, and YAML whose SQL stays readable."""

from __future__ import annotations

import json
from pathlib import Path

import yaml


def write_json(path: Path, value: object) -> None:
    """Write a value as indented JSON."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False), "utf-8")


def write_yaml(path: Path, value: object) -> None:
    """Write a value as YAML; text of several lines stands as it is."""
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, "utf-8")


class _Dumper(yaml.SafeDumper):
    """PyYAML takes representers by class; ours must not change those of everybody."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent)
