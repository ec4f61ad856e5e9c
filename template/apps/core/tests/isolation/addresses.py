"""The addresses of the API that belong to no entity: accounts, workspaces, the audit trail."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from apps.core.routes import entity_routes
from apps.core.tests.isolation.arena import IT

# They answer everybody, with no record in them, and never twice the same.
WITHOUT_RECORDS = {"csrf", "schema", "swagger", "redoc"}


def other_addresses() -> list[tuple[str, str]]:
    """Return name and address of every route; where an id belongs, IT stands."""
    left_out = {route.name for route in entity_routes()} | WITHOUT_RECORDS
    found = []
    for name, parameters in sorted(set(_named(get_resolver().url_patterns))):
        address = None if name in left_out else _address(name, parameters)
        if address and address.startswith("/api/"):
            found.append((name, address))
    return found


def _named(
    patterns: Iterable[Any], namespace: str = "", before: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        parameters = (*before, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _named(pattern.url_patterns, inner, parameters)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{namespace}{pattern.name}", tuple(sorted(set(parameters) - {"version"}))


def _address(name: str, parameters: Iterable[str]) -> str | None:
    try:
        return reverse(name, kwargs=dict.fromkeys(parameters, UUID(IT)))
    except NoReverseMatch:
        return None
