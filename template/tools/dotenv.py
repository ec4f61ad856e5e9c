"""The `.env` file: what is in it, and how new lines get there."""

from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENV_FILE = PROJECT / ".env"


def read(path: Path = ENV_FILE) -> dict[str, str]:
    """The settings that a `.env` file holds; an absent file holds none."""
    if not path.is_file():
        return {}
    settings = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.strip().removeprefix("export ").partition("=")
        if separator and not name.startswith("#"):
            settings[name.strip()] = _unquoted(value.strip())
    return settings


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` of a `.env` file with `values` put where a name is empty or absent."""
    missing = dict(values)
    lines = []
    for line in text.splitlines():
        name, separator, present = (part.strip() for part in line.partition("="))
        value = missing.pop(name, "") if separator else ""
        lines.append(line if present or not value else f"{name}={value}")
    lines += [f"{name}={value}" for name, value in missing.items()]
    return "\n".join(lines) + "\n"


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
