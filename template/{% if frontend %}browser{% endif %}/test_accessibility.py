"""No serious barrier on any page, light or dark, as axe sees it."""

from typing import Any

import pytest

from apps.core.testing import entities, record_of
from apps.users.models import Workspace
from apps.users.roles import Role
from browser import places
from browser.conftest import Visitor
from browser.people import Person
from tools.node import FRONTEND

AXE = (FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text()
SERIOUS = {"serious", "critical"}


def barriers(person: Person, path: str) -> list[str]:
    """Return the serious barriers of a page: rule and element."""
    person.visit(path)
    person.page.evaluate(AXE)
    found: dict[str, Any] = person.page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{path}: {violation['id']} at {node['html']}"
        for violation in found["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestAccessibility:
    def test_pages_of_visitors(self, visitor: Visitor, scheme: str) -> None:
        person = visitor(color_scheme=scheme)
        assert [each for path in places.SIGNED_OUT for each in barriers(person, path)] == []

    def test_pages_of_members(self, member: Visitor, scheme: str) -> None:
        person = member(Role.OWNER, color_scheme=scheme)
        assert [each for path in places.SIGNED_IN for each in barriers(person, path)] == []

    @pytest.mark.parametrize("entity", entities(), ids=str)
    def test_pages_of_records(
        self, member: Visitor, workspace: Workspace, scheme: str, entity: Any
    ) -> None:
        role = entity.role_for(entity.find("create") or entity.find("list"))
        person = member(role or Role.OWNER, color_scheme=scheme)
        path = places.list_path(entity)
        found = barriers(person, path)
        record = record_of(entity.model, workspace)
        pages = [path, *places.record_paths(entity, record)]
        if entity.find("create"):
            pages.append(f"{path}/new")
        found += [each for page in pages for each in barriers(person, page)]
        assert found == []
