"""A browser as far as an API needs one: it keeps cookies and sends the CSRF token."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.cookiejar import CookieJar
from typing import Any


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def data(self) -> Any:
        """The JSON of the body."""
        return json.loads(self.content)


class Browser:
    """Somebody at a server; each browser has cookies of its own."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = CookieJar()
        # No proxy of the machine stands between a test and its own server.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )

    def get(self, path: str) -> Answer:
        return self.request("GET", path)

    def post(self, path: str, data: Any, **headers: str) -> Answer:
        return self.request("POST", path, data, **headers)

    def request(self, method: str, path: str, data: Any = None, **headers: str) -> Answer:
        """Send a request; names of headers are given with underscores."""
        body = None if data is None else json.dumps(data).encode()
        sent = {"Accept": "application/json", "X-CSRFToken": self.cookie("csrftoken")}
        sent |= {"Content-Type": "application/json"} if body is not None else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address + path, body, sent, method=method)
        try:
            with self._opener.open(request, timeout=30) as response:
                return Answer(response.status, dict(response.headers), response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())

    def cookie(self, name: str) -> str:
        """The value of a cookie, or nothing."""
        return next((item.value or "" for item in self.jar if item.name == name), "")

    def sign_in(self, email: str, password: str) -> Answer:
        return self.post("/api/auth/token/", {"email": email, "password": password})
