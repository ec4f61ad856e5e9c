"""The routes of the entities, as data: for the root listing and for the tests."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver
from rest_framework.viewsets import GenericViewSet


@dataclass(frozen=True)
class Route:
    """One address pattern of a viewset.

    `basename` is what all patterns of an entity have in common (`ticket`), `name` is its own
    (`ticket-list`). `actions` maps methods (`get`) to actions (`list`), `parameters` are those
    of the address.
    """

    name: str
    basename: str
    viewset: type[GenericViewSet]
    actions: dict[str, str]
    parameters: tuple[str, ...]


def entity_routes() -> list[Route]:
    """Return the routes of all entities, in the order of their apps."""
    return list(_routes(import_module("config.api_urls").urlpatterns))


def _routes(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[Route]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns)
        else:
            view: Any = pattern.callback
            yield Route(
                name=pattern.name or "",
                basename=view.initkwargs["basename"],
                viewset=view.cls,
                actions=view.actions,
                parameters=tuple(pattern.pattern.regex.groupindex),
            )
