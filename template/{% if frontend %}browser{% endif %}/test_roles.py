"""What a role may not do is not offered to it."""

from typing import Any

import pytest
from playwright.sync_api import expect

from apps.core.permissions import OPERATION_OF_ACTION
from apps.core.testing import entities, record_of
from apps.users.models import Workspace
from apps.users.roles import Role
from browser import places
from browser.conftest import Visitor
from browser.texts import text

ENTITIES = entities()
ACTIONS = {operation: action for action, operation in OPERATION_OF_ACTION.items()}


@pytest.mark.parametrize("role", list(Role))
class TestRoles:
    def test_are_offered_what_they_may_do(
        self, member: Visitor, workspace: Workspace, role: str
    ) -> None:
        person = member(role)
        person.visit("/dashboard")
        navigation = person.page.get_by_role("navigation", name=text("shell.navigation"))
        for entity in ENTITIES:
            is_listed = _may(entity, role, "list")
            path = places.list_path(entity)
            expect(navigation.locator(f"a[href='{path}']")).to_have_count(int(is_listed))
            if not is_listed:
                continue
            record = record_of(entity.model, workspace)
            person.visit(path)
            expect(person.page.locator(f"a[href='{path}/new']").first).to_be_visible(
                visible=_may(entity, role, "create")
            )
            if _may(entity, role, "retrieve"):
                person.visit(f"{path}/{record.pk}")
                person.page.get_by_role("heading", level=1).wait_for()
                expect(person.page.locator(f"a[href='{path}/{record.pk}/edit']")).to_have_count(
                    int(_may(entity, role, "update"))
                )


def _may(entity: Any, role: str, operation: str) -> bool:
    """Whether the API lets a role do this; records that all share are read by everybody."""
    table = entity.permission
    if not table.operations:
        return operation in {"list", "retrieve"}
    return role in table.roles_for(operation) and entity.find(ACTIONS[operation]) is not None
