"""The texts of the screens, so that tests name them by what they mean."""

import json
from pathlib import Path
from typing import Any

MESSAGES = Path(__file__).resolve().parent.parent / "frontend" / "messages" / "en.json"
_MESSAGES: dict[str, Any] = json.loads(MESSAGES.read_text())


def text(name: str, **values: object) -> str:
    """Return a message such as `auth.sign_in`, with its placeholders filled in."""
    message: Any = _MESSAGES
    for part in name.split("."):
        message = message[part]
    for key, value in values.items():
        message = message.replace(f"{{{key}}}", str(value))
    return str(message)
