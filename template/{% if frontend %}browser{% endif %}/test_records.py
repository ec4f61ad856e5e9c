"""What people do with the records of every entity, from an empty list to a deleted record."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import models
from playwright.sync_api import Page, expect

from apps.core.deletion import SoftDeleteModel
from apps.core.models import WorkspaceModel
from apps.core.permissions import OPERATION_OF_ACTION
from apps.core.testing import Entity, entities, record_of
from apps.users.factories import WorkspaceFactory
from apps.users.models import Workspace
from apps.users.roles import Role
from browser import places
from browser.conftest import Visitor
from browser.forms import ZONE, fill_in
from browser.texts import text

ENTITIES = entities()


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
    return all(
        role in entity.permission.roles_for(OPERATION_OF_ACTION[action]) for action in actions
    ) and all(
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
        typed = {name: payload[name] for name in shown if isinstance(payload[name], str)}
        kept = {name: getattr(record, name) for name in typed}
        texts = {name: value for name, value in kept.items() if isinstance(value, str)}
        assert texts == {name: typed[name] for name in texts}

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


@pytest.mark.parametrize(("entity", "role"), offering("create", "partial_update"))
class TestEditing:
    def test_what_was_changed_is_what_is_kept(
        self, member: Visitor, workspace: Workspace, entity: Entity, role: str
    ) -> None:
        person = member(role, timezone_id=ZONE)
        record = record_of(entity.model, workspace)
        person.visit(f"{places.list_path(entity)}/{record.pk}/edit")
        person.page.locator("[data-field]").first.wait_for()
        name, value = _new_text(person.page, entity, role, workspace)
        person.page.locator(f"[data-field='{name}'] :is(input, textarea)").fill(value)
        save(person.page)
        saved(person.page)
        record.refresh_from_db()
        assert str(getattr(record, name)) == value

    def test_leaving_with_changes_is_asked_about(
        self, member: Visitor, workspace: Workspace, entity: Entity, role: str
    ) -> None:
        person = member(role)
        record = record_of(entity.model, workspace)
        person.visit(f"{places.list_path(entity)}/{record.pk}/edit")
        person.page.locator("[data-field]").first.wait_for()
        name, value = _new_text(person.page, entity, role, workspace)
        person.page.locator(f"[data-field='{name}'] :is(input, textarea)").fill(value)
        person.page.get_by_role("link", name=text("shell.dashboard")).click()
        person.sees("form.unsaved.title")
        person.press("form.unsaved.discard")
        person.page.wait_for_url("**/dashboard")


def _new_text(page: Page, entity: Entity, role: str, workspace: Workspace) -> tuple[str, str]:
    """Return a field of the form that is typed, and a text that fits it."""
    payload = entity.factory.payload(role=role, workspace=workspace)
    for name, value in payload.items():
        field = entity.model._meta.get_field(name)
        typed = page.locator(f"[data-field='{name}'] :is(input[type=text], textarea)")
        if isinstance(field, models.CharField | models.TextField) and typed.count():
            return name, str(value)
    pytest.skip("no field of this form is a plain text")


@pytest.mark.parametrize(("entity", "role"), offering("destroy"))
class TestDeleting:
    def test_takes_a_question_and_a_click(
        self, member: Visitor, workspace: Workspace, entity: Entity, role: str
    ) -> None:
        person = member(role)
        record = record_of(entity.model, workspace)
        person.visit(f"{places.list_path(entity)}/{record.pk}")
        person.press("record.more")
        person.page.get_by_role("menuitem", name=text("record.delete")).click()
        dialog = person.page.get_by_role("dialog")
        dialog.get_by_role("button", name=text("record.delete"), exact=True).click()
        person.page.wait_for_url(f"**{places.list_path(entity)}")
        assert not _is_live(record)
        if isinstance(record, SoftDeleteModel):
            person.press("record.undo")
            person.sees("record.restored", title=str(record))
            assert _is_live(record)

    def test_of_many_is_one_click(
        self, member: Visitor, workspace: Workspace, entity: Entity, role: str
    ) -> None:
        person = member(role)
        records = [record_of(entity.model, workspace) for _ in range(3)]
        person.visit(places.list_path(entity))
        person.page.get_by_role("checkbox", name=text("list.select_page")).click()
        person.press("list.delete")
        dialog = person.page.get_by_role("dialog")
        dialog.get_by_role("button", name=text("list.delete"), exact=True).click()
        person.page.locator("[data-sonner-toast]").wait_for()
        assert not any(map(_is_live, records))


def _is_live(record: Any) -> bool:
    live = type(record)._default_manager.filter(pk=record.pk)
    if isinstance(record, SoftDeleteModel):
        live = live.filter(deleted_at=None)
    return bool(live.exists())


@pytest.mark.parametrize("entity", ENTITIES, ids=str)
class TestLists:
    def test_show_the_records_of_this_workspace_only(
        self,
        member: Visitor,
        workspace: Workspace,
        entity: Entity,
    ) -> None:
        person = member(_reader(entity))
        own = record_of(entity.model, workspace)
        foreign = record_of(entity.model, WorkspaceFactory())
        person.visit(places.list_path(entity))
        assert person.page.locator(f"a[href$='{own.pk}']").count() > 0
        is_shared = not issubclass(entity.model, WorkspaceModel)
        assert (person.page.locator(f"a[href$='{foreign.pk}']").count() > 0) is is_shared

    def test_are_narrowed_by_the_address(
        self, member: Visitor, workspace: Workspace, entity: Entity
    ) -> None:
        person = member(_reader(entity))
        record_of(entity.model, workspace)
        person.visit(f"{places.list_path(entity)}?created_at__lte=2001-01-01")
        person.sees("list.nothing_found")
        person.press("list.clear_filters")
        expect(person.page.get_by_role("row")).not_to_have_count(0)


def _reader(entity: Entity) -> str:
    return next(iter(entity.permission.roles_for("list")), Role.MEMBER)
