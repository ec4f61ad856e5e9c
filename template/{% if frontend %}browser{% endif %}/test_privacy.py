"""What the browser keeps, and what it is allowed to run."""

from apps.users.factories import PASSWORD, create_member
from apps.users.models import Workspace
from apps.users.roles import Role
from browser import places
from browser.conftest import Visitor
from browser.texts import text

KEPT = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
HARMLESS = {"theme"}
VISIBLE_TO_SCRIPTS = {"csrftoken"}


class TestPrivacy:
    def test_scripts_see_no_token_and_nothing_about_people(
        self, visitor: Visitor, workspace: Workspace
    ) -> None:
        user = create_member(workspace, Role.OWNER)
        person = visitor()
        addresses: list[str] = []
        person.page.on("request", lambda request: addresses.append(request.url))
        person.visit("/login")
        person.page.get_by_label(text("auth.email")).fill(user.email)
        person.page.get_by_label(text("auth.password"), exact=True).fill(PASSWORD)
        person.page.get_by_role("button", name=text("auth.sign_in"), exact=True).click()
        person.page.wait_for_url("**/dashboard")
        for path in places.SIGNED_IN:
            person.visit(path)
            assert set(person.page.evaluate(KEPT)) <= HARMLESS
        seen: str = person.page.evaluate("document.cookie")
        assert {cookie.partition("=")[0] for cookie in seen.split("; ")} <= VISIBLE_TO_SCRIPTS
        personal = [user.email, user.email.replace("@", "%40"), PASSWORD]
        assert [url for url in addresses if any(item in url for item in personal)] == []

    def test_markup_runs_no_script(self, visitor: Visitor) -> None:
        person = visitor()
        person.visit("/login")
        markup = "<img src=x onerror='window.intruder = true'>"
        person.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", markup)
        assert person.page.evaluate("window.intruder") is None
        assert all("Content Security Policy" in complaint for complaint in person.complaints)
        assert person.complaints
        person.complaints.clear()
