"""People at their browsers."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect
from rest_framework.test import APIClient

from apps.users.factories import PASSWORD, create_member
from apps.users.models import CustomUser, Workspace
from browser.texts import text

PATIENCE = 10_000  # milliseconds


@dataclass
class Person:
    """Somebody at a browser of their own, and what that browser complained of."""

    page: Page
    user: CustomUser | None = None
    complaints: list[str] = field(default_factory=list)

    def visit(self, path: str) -> None:
        """Open a page, and wait until it has what it shows."""
        self.page.goto(path)
        self.page.locator("main").first.wait_for()
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)

    def fill(self, **values: str) -> None:
        """Fill in fields by the message that is their label: `auth__email` is `auth.email`."""
        for name, value in values.items():
            label = re.compile(rf"^{re.escape(text(name.replace('__', '.')))}( \*)?$")
            field = self.page.get_by_label(label).and_(self.page.locator("input, textarea"))
            field.fill(value)

    def press(self, name: str) -> None:
        """Press the button, or follow the link, that a message names."""
        label = text(name)
        button = self.page.get_by_role("button", name=label, exact=True)
        link = self.page.get_by_role("link", name=label, exact=True)
        button.or_(link).first.click()

    def sign_out(self) -> None:
        """Sign out by the menu."""
        self.page.get_by_role("button", name=re.compile(f"^{text('account.menu')}")).click()
        self.page.get_by_role("menuitem", name=text("account.sign_out")).click()
        self.page.wait_for_url("**/login")

    def sees(self, name: str, **values: object) -> None:
        """Wait until a message is there."""
        expect(self.page.get_by_text(text(name, **values), exact=True).first).to_be_visible()


def person_at(browser: Browser, address: str, **options: Any) -> Person:
    """Return somebody who is not signed in."""
    context = browser.new_context(base_url=address, **options)
    context.set_default_timeout(PATIENCE)
    person = Person(context.new_page())
    person.page.on("console", lambda message: _note(person, message))
    person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
    return person


def sign_in(context: BrowserContext, address: str, user: CustomUser) -> None:
    """Give a browser the cookies of a real sign-in."""
    client = APIClient()
    body = {"email": user.email, "password": PASSWORD}
    answer = client.post("/api/auth/token/", body)
    assert answer.status_code == 200, answer.content
    context.add_cookies(
        [
            {
                "name": name,
                "value": cookie.value,
                "url": f"{address}{cookie['path']}",
                "httpOnly": bool(cookie["httponly"]),
                "sameSite": "Lax",
            }
            for name, cookie in client.cookies.items()
        ]
    )


def member_at(
    browser: Browser, address: str, workspace: Workspace, role: str, **options: Any
) -> Person:
    """Return a new member of a workspace, signed in."""
    person = person_at(browser, address, **options)
    person.user = create_member(workspace, role)
    sign_in(person.page.context, address, person.user)
    return person


def _note(person: Person, message: ConsoleMessage) -> None:
    # Browsers report every answer above 399, which a test may well be about.
    if message.type == "error" and "Failed to load resource" not in message.text:
        person.complaints.append(message.text)
