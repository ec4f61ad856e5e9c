"""Filter, search and order: by the fields that the user's role may read, and no others."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django_filters import rest_framework as django_filters
from rest_framework import filters
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.core.permissions import RolePermission

UUID_FILTER = {"filter_class": django_filters.UUIDFilter}


class WorkspaceFilterSet(django_filters.FilterSet):
    """Filters on a model's fields, as Meta names them.

    A relation is filtered by its bare id, without a look at whether the id exists: another
    workspace's id and a random one both find nothing.
    """

    FILTER_DEFAULTS: ClassVar[dict[type[models.Field], dict[str, Any]]] = {
        **django_filters.FilterSet.FILTER_DEFAULTS,
        models.ForeignKey: UUID_FILTER,
        models.OneToOneField: UUID_FILTER,
        models.ManyToManyField: UUID_FILTER,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user = getattr(self.request, "user", None)
        for name, item in list(self.filters.items()):
            if not may_read(self._meta.model, user, item.field_name):
                del self.filters[name]

    @classmethod
    def filter_for_lookup(
        cls, field: Any, lookup_type: str
    ) -> tuple[type[django_filters.Filter] | None, dict[str, Any]]:
        """Return the kind of filter for a field, with lists for `in` and for arrays."""
        if isinstance(field, models.GeneratedField):
            field = field.output_field
        if isinstance(field, ArrayField):
            return super().filter_for_lookup(field.base_field, "in")
        if lookup_type == "in" and field.choices:
            return ChoiceInFilter, {"choices": field.choices}
        return super().filter_for_lookup(field, lookup_type)


class GlobalFilterSet(WorkspaceFilterSet):
    """The same for records that all workspaces share."""


class ChoiceInFilter(django_filters.BaseInFilter, django_filters.ChoiceFilter):
    """One or more choices, with commas between."""


class FilterBackend(django_filters.DjangoFilterBackend):
    """Filters by the view's `filterset_class`; a value that does not fit is answered with 422."""


class SearchFilter(filters.SearchFilter):
    """`?search=`: every word stands in one of the view's `search_fields`."""

    def get_search_fields(self, view: APIView, request: Request) -> list[str]:
        model = _model_of(view)
        return [
            name
            for name in getattr(view, "search_fields", [])
            if may_read(model, request.user, name.lstrip("^=@$"))
        ]


class OrderingFilter(filters.OrderingFilter):
    """`?ordering=-due_date,title`: by the view's `ordering_fields`, else as its queryset says.

    The id comes last and makes the order total, so that no record is on two pages or on none. It
    goes the way of the term before it: an index of both serves both directions.
    """

    def filter_queryset(
        self, request: Request, queryset: models.QuerySet[Any], view: APIView
    ) -> models.QuerySet[Any]:
        model = queryset.model
        own = [term for term in queryset.query.order_by if isinstance(term, str)]
        terms: Any = self.get_ordering(request, queryset, view) or own or model._meta.ordering
        readable = [term for term in terms if may_read(model, request.user, term.lstrip("-"))]
        if {"id", "pk"} & {term.lstrip("-") for term in readable}:
            return queryset.order_by(*readable)
        is_descending = bool(readable) and readable[-1].startswith("-")
        return queryset.order_by(*readable, "-pk" if is_descending else "pk")

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        names = getattr(view, "ordering_fields", [])
        choices = [term for name in names for term in (name, f"-{name}")]
        parameter = {
            "name": self.ordering_param,
            "in": "query",
            "required": False,
            "description": "What to order by; `-` for descending.",
            "schema": {"type": "array", "items": {"type": "string", "enum": choices}},
            "explode": False,
        }
        return [parameter] if choices else []

    def remove_invalid_fields(
        self,
        queryset: models.QuerySet[Any],
        fields: Iterable[str],
        view: APIView,
        request: Request,
    ) -> list[str]:
        """Refuse what cannot be ordered by, instead of dropping it."""
        terms = [term for term in fields if term]
        allowed = [
            name
            for name in getattr(view, "ordering_fields", [])
            if may_read(queryset.model, request.user, name)
        ]
        for term in terms:
            if term.removeprefix("-") not in allowed:
                message = f"Order by one of: {', '.join(allowed)}."
                raise ValidationError({self.ordering_param: [message]})
        return terms


def may_read(model: type[models.Model], user: object, path: str) -> bool:
    """Whether a user's role may see the field at the start of a lookup such as `price__gte`."""
    permission = RolePermission.for_model(model)
    return permission is None or permission.may_read(user, path.split("__")[0])


def _model_of(view: Any) -> type[models.Model]:
    return view.get_serializer_class().Meta.model
