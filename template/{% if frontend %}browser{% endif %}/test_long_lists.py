"""A long list is no more work for the browser than a short one; tests of apps/core ask the server."""

import os
from urllib.parse import urlencode

import pytest
from django.db import connection

from apps.core.testing import Entity
from apps.core.tests.test_long_lists import COPIED, SHORT, copy_rows, quoted
from apps.users.factories import WorkspaceFactory
from apps.users.models import Workspace
from apps.users.roles import Role
from browser import places
from browser.conftest import Visitor
from browser.people import Person

LONG = int(os.environ.get("LONG_LIST_ROWS", "20000"))
DEEP = {"page": "30"}


def workspace_with(entity: Entity, length: int) -> Workspace:
    """Return a new workspace with so many records."""
    workspace: Workspace = WorkspaceFactory()
    copy_rows(entity, workspace, length)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {quoted(entity.model._meta.db_table)} ENABLE TRIGGER USER")
    return workspace


def work(person: Person, path: str) -> tuple[int, int, int]:
    """Return what a page takes: answers of the API, bytes of all answers, and elements."""
    answers = []
    person.page.on("response", answers.append)
    person.visit(path)
    person.page.remove_listener("response", answers.append)
    length = sum(answer.request.sizes()["responseBodySize"] for answer in answers)
    asked = [answer for answer in answers if "/api/" in answer.url]
    elements: int = person.page.evaluate("document.querySelectorAll('*').length")
    return len(asked), length, elements


@pytest.mark.parametrize("entity", COPIED, ids=str)
def test_a_long_list_is_as_much_work_as_a_short_one(member: Visitor, entity: Entity) -> None:
    path = places.list_path(entity)
    role = entity.role_for(entity.calls(detail=False)[0]) or Role.OWNER
    ordered = [{"ordering": name} for name in getattr(entity.viewset, "ordering_fields", [])]
    works = []
    for length in (SHORT, LONG):
        person = member(role, workspace=workspace_with(entity, length))
        person.visit(path)  # scripts are in the cache from now on
        works.append(
            [work(person, f"{path}?{urlencode(wish)}") for wish in ({}, DEEP, *ordered)]
        )
    for short, long in zip(*works, strict=True):
        assert long[0] <= short[0]
        assert long[1] <= short[1] * 1.2
        assert long[2] <= short[2] * 1.2
