"""Which of the two walls stands while a test attacks."""

from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.generics import GenericAPIView

from apps.core.references import ReferenceField


class Situation(Enum):
    """Which of the two walls stands. Everything is tried in each of these."""

    BOTH_WALLS = "both-walls"
    FIRST_WALL_ALONE = "first-wall-alone"
    SECOND_WALL_ALONE = "second-wall-alone"

    @property
    def has_scoping(self) -> bool:
        """Whether the querysets of the views are those of the active workspace."""
        return self is not Situation.SECOND_WALL_ALONE

    @property
    def has_row_security(self) -> bool:
        """Whether the requests run as the app's role, which PostgreSQL holds to its policies."""
        return self is not Situation.FIRST_WALL_ALONE

    def __str__(self) -> str:
        return self.value


def remove_scoping(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the first wall away: every view, and every reference, works on all rows."""
    for view in set(_views(get_resolver().url_patterns)):
        monkeypatch.setattr(view, "get_queryset", _everything)
    monkeypatch.setattr(ReferenceField, "_is_own", lambda self, model: models.Q())


def _everything(view: Any) -> models.QuerySet[Any]:
    return view.get_serializer_class().Meta.model._default_manager.all()


def _views(patterns: list[Any]) -> Iterator[type[GenericAPIView[Any]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "cls", None)
            if view is not None and "get_queryset" in vars(view):
                yield view
