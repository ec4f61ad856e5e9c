"""The pages of the product, by path."""

from collections.abc import Iterator
from typing import Any

from apps.core.testing import Entity

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
    address = entity.address(entity.calls(detail=False)[0])
    return "/" + address.rstrip("/").rpartition("/")[2]


def record_paths(entity: Entity, record: Any) -> Iterator[str]:
    """Yield the paths of the pages that are about one record."""
    path = f"{list_path(entity)}/{record.pk}"
    if entity.find("retrieve"):
        yield path
    if entity.find("partial_update"):
        yield f"{path}/edit"
