"""How schemathesis signs in: anew after every case that may have ended the session."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.request import Request, urlopen

import schemathesis
from schemathesis import AuthContext, Case


@schemathesis.auth(refresh_interval=None)
class SignIn:
    """The access token of a sign-in, as a header."""

    token = ""

    def get(self, case: Case[Any], context: AuthContext) -> str:
        token = self.token or signed_in()
        is_about_accounts = case.operation.path.startswith("/api/auth/")
        self.token = "" if is_about_accounts and case.method != "GET" else token
        return token

    def set(self, case: Case[Any], data: str, context: AuthContext) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


def signed_in() -> str:
    """Return the access token of a new sign-in."""
    credentials = {
        "email": os.environ["ATTACKER_EMAIL"],
        "password": os.environ["ATTACKER_PASSWORD"],
        "delivery": "body",
    }
    request = Request(
        f"{os.environ['ATTACKED']}/api/auth/token/",
        json.dumps(credentials).encode(),
        {"Content-Type": "application/json"},
    )
    with urlopen(request, timeout=60) as answer:
        return str(json.load(answer)["access"])
