"""The `.env` file: what it holds, and the secrets that are made for it."""

import base64
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def _fernet_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


SECRETS: Mapping[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "FIELD_ENCRYPTION_KEYS": _fernet_key,
    "JWT_SIGNING_KEY": lambda: secrets.token_urlsafe(50),
    "DEMO_PASSWORD": lambda: secrets.token_urlsafe(12),
}


def read(name: str = ".env") -> dict[str, str]:
    """The settings in a file of the project; an absent file holds none."""
    path = PROJECT / name
    if not path.is_file():
        return {}
    settings = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.strip().partition("=")
        if separator and not name.startswith("#"):
            settings[name.removeprefix("export ").strip()] = _unquoted(value.strip())
    return settings


def make_secrets() -> list[str]:
    """Put every secret that `.env.example` names and nobody has set into `.env`; their names."""
    present = {name for name, value in {**read(), **os.environ}.items() if value}
    wanted = [name for name in read(".env.example") if name in SECRETS and name not in present]
    if wanted:
        path = PROJECT / ".env"
        source = path if path.exists() else PROJECT / ".env.example"
        text = filled(
            source.read_text(encoding="utf-8"), {name: SECRETS[name]() for name in wanted}
        )
        _replace(path, text)
    return wanted


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` of a `.env` file with `values` put where a name is empty or absent."""
    missing = dict(values)
    lines = []
    for line in text.splitlines():
        name, separator, present = (part.strip() for part in line.partition("="))
        value = missing.pop(name, "") if separator else ""
        lines.append(line if present or not value else f"{name}={value}")
    lines += [f"{name}={value}" for name, value in missing.items()]
    return "\n".join(lines) + "\n"


def _replace(path: Path, text: str) -> None:
    """Write the file whole or not at all, for its owner's eyes only."""
    descriptor, fresh = tempfile.mkstemp(prefix=".env.", dir=path.parent)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    Path(fresh).replace(path)


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
