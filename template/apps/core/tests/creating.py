"""Which records the tests of writes create: those of the first entity that has what it takes."""

from dataclasses import dataclass
from typing import Any

import pytest

from apps.core.factories import RecordFactory
from apps.core.testing import Entity, workspace_entities
from apps.users.models import Workspace


@dataclass(frozen=True)
class Creation:
    """An entity whose records a role may create."""

    entity: Entity
    role: str
    address: str

    @property
    def model(self) -> Any:
        """The model of the records."""
        return self.entity.model

    def payload(self, workspace: Workspace) -> dict[str, Any]:
        """Return what the role would send to create a record."""
        factory: type[RecordFactory] = self.entity.factory
        return factory.payload(role=self.role, workspace=workspace)

    def detail(self, pk: object) -> str:
        """Return the address of one record."""
        return f"{self.address}{pk}/"


def creations(workspace: Workspace) -> list[Creation]:
    """Return what can be created without uploads."""
    found = []
    for entity in workspace_entities():
        call = entity.find("create")
        role = call and entity.role_for(call)
        if not call or not role:
            continue
        creation = Creation(entity, role, entity.address(call))
        payload = creation.payload(workspace)
        if not any(hasattr(value, "read") for value in payload.values()):
            found.append(creation)
    return found


def any_creation(workspace: Workspace) -> Creation:
    """Return the first of them, or skip the test."""
    found = creations(workspace)
    if not found:
        pytest.skip("no role of this project creates records without uploads")
    return found[0]
