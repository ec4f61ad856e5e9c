"""Every way into an account and out of it, by the links of real e-mails."""

import re
from uuid import uuid4

from playwright.sync_api import expect

from apps.users.factories import PASSWORD, create_member
from apps.users.models import CustomUser, Workspace
from apps.users.roles import Role
from browser.conftest import Visitor
from browser.letters import link_to
from browser.people import Person
from browser.texts import text

NEW_PASSWORD = "violet anchors hum quietly"


def address() -> str:
    """Return an e-mail address that nobody has."""
    return f"{uuid4()}@example.com"


def sign_in(person: Person, email: str, password: str = PASSWORD) -> None:
    """Sign in on the page that asks for it."""
    person.fill(auth__email=email, auth__password=password)
    person.press("auth.sign_in")


class TestSigningUp:
    def test_by_the_link_of_an_email(self, visitor: Visitor) -> None:
        person, email = visitor(), address()
        person.visit("/sign-up")
        person.fill(
            auth__full_name="Ada Diaz",
            auth__email=email,
            auth__password=NEW_PASSWORD,
            auth__workspace_name="Bright side",
        )
        person.press("auth.sign_up")
        person.sees("auth.check_mail")
        person.visit(link_to(email))
        assert "key" not in person.page.url
        person.press("auth.verify")
        person.sees("auth.verified")
        person.press("auth.sign_in")
        sign_in(person, email, NEW_PASSWORD)
        person.page.wait_for_url("**/dashboard")
        user = CustomUser.objects.get(email=email)
        assert user.active_workspace is not None
        assert user.active_workspace.name == "Bright side"

    def test_says_what_is_wrong_at_its_field(self, visitor: Visitor) -> None:
        person = visitor()
        person.visit("/sign-up")
        person.fill(auth__email="nobody", auth__password="short")
        person.press("auth.sign_up")
        field = person.page.get_by_label(text("auth.email"))
        expect(field).to_have_attribute("aria-invalid", "true")


class TestSigningIn:
    def test_leads_to_what_was_asked_for(self, visitor: Visitor, workspace: Workspace) -> None:
        person, user = visitor(), create_member(workspace, Role.OWNER)
        person.page.goto("/settings/members")
        person.page.wait_for_url("**/login?next=*")
        sign_in(person, user.email)
        person.page.wait_for_url("**/settings/members")

    def test_does_not_lead_to_another_site(self, visitor: Visitor, workspace: Workspace) -> None:
        person, user = visitor(), create_member(workspace, Role.OWNER)
        person.visit("/login?next=//evil.example/dashboard")
        sign_in(person, user.email)
        person.page.wait_for_url(re.compile(r"^http://localhost:\d+/dashboard$"))

    def test_with_a_wrong_password_says_no_more_than_that(
        self, visitor: Visitor, workspace: Workspace
    ) -> None:
        answers = []
        for email in (create_member(workspace).email, address()):
            person = visitor()
            person.visit("/login")
            sign_in(person, email, "wrong")
            answers.append(person.page.locator("form [role=alert]").inner_text())
        assert answers[0] == answers[1]

    def test_ends_everywhere_when_signing_out(self, member: Visitor) -> None:
        person = member(Role.OWNER)
        person.visit("/dashboard")
        person.sign_out()
        person.page.goto("/dashboard")
        person.page.wait_for_url("**/login?next=*")


class TestPasswords:
    def test_a_forgotten_one_is_replaced(self, visitor: Visitor, workspace: Workspace) -> None:
        person, user = visitor(), create_member(workspace, Role.OWNER)
        person.visit("/login")
        person.press("auth.forgot")
        person.page.wait_for_url("**/forgot-password")
        person.fill(auth__email=user.email)
        person.press("auth.send_link")
        person.sees("auth.check_mail")
        person.visit(link_to(user.email))
        assert "key" not in person.page.url
        person.fill(auth__new_password=NEW_PASSWORD)
        person.press("auth.reset")
        person.sees("auth.password_is_new")
        person.press("auth.sign_in")
        sign_in(person, user.email, NEW_PASSWORD)
        person.page.wait_for_url("**/dashboard")

    def test_a_link_works_once(self, visitor: Visitor, workspace: Workspace) -> None:
        person, user = visitor(), create_member(workspace)
        person.visit("/forgot-password")
        person.fill(auth__email=user.email)
        person.press("auth.send_link")
        person.sees("auth.check_mail")
        link = link_to(user.email)
        for outcome in ("auth.password_is_new", "auth.link_not_valid"):
            other = visitor()
            other.visit(link)
            other.fill(auth__new_password=NEW_PASSWORD)
            other.press("auth.reset")
            other.sees(outcome)


class TestInvitations:
    def test_bring_somebody_new_into_the_workspace(
        self, member: Visitor, visitor: Visitor, workspace: Workspace
    ) -> None:
        owner, guest, email = member(Role.OWNER), visitor(), address()
        owner.visit("/settings/members")
        owner.fill(members__email=email)
        owner.press("members.invite")
        owner.sees("members.invited", email=email)
        guest.visit(link_to(email))
        assert "token" not in guest.page.url
        expect(guest.page.get_by_role("heading")).to_contain_text(workspace.name)
        guest.fill(auth__full_name="Bo Lee", auth__password=NEW_PASSWORD)
        guest.press("auth.invitation_sign_up")
        guest.page.wait_for_url("**/dashboard")
        assert workspace.members.filter(email=email).exists()


class TestWorkspaces:
    def test_what_is_shown_is_of_the_workspace_that_was_chosen(
        self, member: Visitor, workspace: Workspace
    ) -> None:
        person = member(Role.OWNER)
        person.visit("/dashboard")
        switcher = person.page.get_by_role("button", name=re.compile("^Workspace: "))
        switcher.click()
        person.page.get_by_role("menuitem", name=text("workspaces.create")).click()
        person.fill(workspaces__name="Second home")
        person.page.get_by_role("dialog").get_by_role(
            "button", name=text("workspaces.create")
        ).click()
        expect(switcher).to_contain_text("Second home")
        switcher.click()
        person.page.get_by_role("menuitem", name=workspace.name).click()
        expect(switcher).to_contain_text(workspace.name)
