"""The pages of the product, by path."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from apps.core.testing import Entity, entities
from apps.users.models import Workspace

SIGNED_OUT = [
    "/login",
    "/sign-up",
    "/forgot-password",
    "/reset-password#key=unknown",
    "/verify-email#key=unknown",
    "/accept-invitation#key=unknown",
    "/nowhere",
]
SIGNED_IN = [
    "/dashboard",
    "/onboarding",
    "/settings/profile",
    "/settings/security",
    "/settings/members",
    "/settings/workspace",
    "/nowhere",
]


def list_path(entity: Entity) -> str:
    """Return the path of an entity's list, such as `/patients`."""
    (route,) = [call.route for call in entity.calls(detail=False) if call.action == "list"]
    return "/" + reverse(route.name).rstrip("/").rpartition("/")[2]


def record_paths(entity: Entity, record: Any) -> Iterator[str]:
    """Yield the paths of the pages that are about one record."""
    path = f"{list_path(entity)}/{record.pk}"
    if entity.find("retrieve"):
        yield path
    if entity.find("partial_update"):
        yield f"{path}/edit"
