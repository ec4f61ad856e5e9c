"""What people do with the records of every entity, from an empty list to a deleted record."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from django.utils.text import capfirst
from playwright.sync_api import Page, expect

from apps.core.deletion import SoftDeleteModel
from apps.core.testing import Entity, entities, record_of
from apps.users.models import Workspace
from apps.users.roles import Role
from browser import places
from browser.conftest import Visitor
from browser.forms import ZONE, fill_in
from browser.texts import text

ENTITIES = entities()
OPERATIONS = {"create": "create", "partial_update": "update", "destroy": "delete"}


def offering(*actions: str) -> list[Any]:
    """Return the entities that offer all of these to some role, each with such a role."""
    return [
        pytest.param(entity, role, id=str(entity))
        for entity in ENTITIES
        for role in [_role_for(entity, actions)]
        if role is not None
    ]


def _role_for(entity: Entity, actions: tuple[str, ...]) -> str | None:
    if not all(map(entity.find, actions)):
        return None
    able = [role for role in Role if _may(entity, role, actions)]
    # Of several roles the one that may set the most.
    writable = entity.permission.writable_by.values()
    return max(able, key=lambda role: sum(role in each for each in writable), default=None)


def _may(entity: Entity, role: str, actions: tuple[str, ...]) -> bool:
    """Whether a role may do all this, and see the records that it has to choose from."""
    fields = [*entity.model._meta.concrete_fields, *entity.model._meta.many_to_many]
    targets = {field.related_model for field in fields if field.is_relation and field.editable}
    return all(role in entity.permission.roles_for(OPERATIONS[action]) for action in actions) and all(
        role in other.permission.roles_for("list") or not other.permission.operations
        for other in ENTITIES
        if other.model in targets
    )


def saved(page: Page) -> UUID:
    """Wait for the page of the record that was saved; return its id."""
    page.wait_for_url(re.compile(r"/[0-9a-f-]{36}$"))
    return UUID(page.url.rpartition("/")[2])


def save(page: Page) -> None:
    page.get_by_role("button", name=text("actions.save"), exact=True).click()


@pytest.mark.parametrize(("entity", "role"), offering("create"))
class TestCreating:
    def test_what_was_typed_is_what_is_kept(
        self, member: Visitor, workspace: Workspace, entity: Entity, role: str
    ) -> None:
        payload = entity.factory.payload(role=role, workspace=workspace)
        person = member(role, timezone_id=ZONE)
        person.visit(f"{places.list_path(entity)}/new")
        shown = fill_in(person.page, entity.model, payload)
        save(person.page)
        record = entity.model._default_manager.get(pk=saved(person.page))
        expect(person.page.get_by_role("heading", level=1)).to_contain_text(str(record))
        texts = {name: payload[name] for name in shown if isinstance(payload[name], str)}
        kept = {name: getattr(record, name) for name in texts}
        assert texts == {name: kept[name] for name in texts if isinstance(kept[name], str)} | {
            name: value for name, value in texts.items() if not isinstance(kept[name], str)
        }

    def test_every_field_that_is_missing_says_so(
        self, member: Visitor, workspace: Workspace, entity: Entity, role: str
    ) -> None:
        person = member(role)
        person.visit(f"{places.list_path(entity)}/new")
        required = person.page.locator("[data-field]:has([aria-required=true])")
        required.first.wait_for()
        save(person.page)
        expect(required.get_by_role("alert").first).to_be_visible()
        assert person.page.url.endswith("/new")
        assert not entity.model._default_manager.filter(workspace=workspace).exists()
