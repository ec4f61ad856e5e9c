"""Workflows: one action of a record's route per transition of its status."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response


class WorkflowView(Protocol):
    """What a viewset with transitions offers."""

    workflow_field: str

    def get_object(self) -> Any: ...
    def perform_transition(self, record: Any, transition: "Transition") -> None: ...
    def get_serializer(self, *args: Any, **kwargs: Any) -> Any: ...


@dataclass(frozen=True)
class Transition:
    """One allowed change of a workflow's field."""

    target: str
    sources: tuple[str, ...]
    roles: frozenset[str]

    def apply(self, record: Model, field_name: str) -> None:
        """Move the record to the target and save it, or refuse because it stands elsewhere."""
        present = getattr(record, field_name)
        if present not in self.sources:
            raise ValidationError({field_name: [self._refusal(record, field_name, present)]})
        setattr(record, field_name, self.target)
        record.save(update_fields=[field_name, "updated_at"])

    def _refusal(self, record: Model, field_name: str, present: str) -> str:
        field: Any = record._meta.get_field(field_name)
        labels = dict(field.flatchoices)
        sources = " or ".join(f"“{labels[source]}”" for source in self.sources)
        return (
            f"This is “{labels.get(present, present)}”. "
            f"Only from {sources} can it become “{labels[self.target]}”."
        )


def transition(
    target: str,
    *,
    source: Iterable[str],
    roles: Iterable[str] = (),
    url_path: str | None = None,
) -> Callable[[Callable[[Any, Any], None]], Callable[..., Response]]:
    """Make `POST <record>/<method name>/` move a record from one of `source` to `target`.

    Without `roles`, who may update the record may move it. The decorated method is what happens
    besides: it is called with the saved record, in the same transaction, while the row is locked.
    """

    def decorate(method: Callable[[Any, Any], None]) -> Callable[..., Response]:
        move = Transition(target, tuple(source), frozenset(roles))
        path = url_path or method.__name__.replace("_", "-")

        def handler(view: WorkflowView, request: Request, *args: Any, **kwargs: Any) -> Response:
            record = view.get_object()
            view.perform_transition(record, move)
            method(view, record)
            return Response(view.get_serializer(record).data)

        handler.__name__ = method.__name__
        handler.__qualname__ = method.__qualname__
        handler.__module__ = method.__module__
        handler.__doc__ = method.__doc__
        # The permission class reads the roles, before the record is looked up.
        handler.transition = move  # type: ignore[attr-defined]
        decorator = action(detail=True, methods=["post"], url_path=path, url_name=path)
        return extend_schema(request=None)(decorator(handler))

    return decorate
