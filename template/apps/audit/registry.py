"""Which models keep an audit trail, and what of their rows stays out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, overload

from django.db import models

M = TypeVar("M", bound=type[models.Model])

# Changes by themselves whenever anything else does.
TECHNICAL_FIELDS = frozenset({"updated_at"})


@dataclass(frozen=True)
class Audited:
    """How a model is audited.

    reads:   to be shown a record is an event, too
    hidden:  fields of which the trail tells that they changed, and never the values
    ignored: fields whose changes are no event
    """

    reads: bool
    hidden: frozenset[str]
    ignored: frozenset[str]


_AUDITED: dict[type[models.Model], Audited] = {}


@overload
def audited(model: M, /) -> M: ...
@overload
def audited(
    *, reads: bool = False, hidden: tuple[str, ...] = (), ignored: tuple[str, ...] = ()
) -> Callable[[M], M]: ...
def audited(
    model: Any = None,
    /,
    *,
    reads: bool = False,
    hidden: tuple[str, ...] = (),
    ignored: tuple[str, ...] = (),
) -> Any:
    """Keep an audit trail of a model: `@audited`, or `@audited(reads=True)` above its class.

    `migrate` puts the trigger in place. Fields with `is_secret` are hidden without being named.
    """

    def register(model: M) -> M:
        _AUDITED[model] = Audited(
            reads=reads,
            hidden=frozenset(hidden),
            ignored=TECHNICAL_FIELDS | frozenset(ignored),
        )
        return model

    return register if model is None else register(model)


def audited_models() -> dict[type[models.Model], Audited]:
    """Return all audited models, and how."""
    return dict(_AUDITED)


def is_audited(model: type[models.Model]) -> bool:
    """Whether changes of a model's records are events."""
    return model in _AUDITED


def reads_are_audited(model: type[models.Model]) -> bool:
    """Whether to be shown a record of a model is an event."""
    return model in _AUDITED and _AUDITED[model].reads


def is_hidden(field: Any) -> bool:
    """Whether the trail tells that a field changed, and not the values."""
    how = _AUDITED.get(field.model)
    is_named = how is not None and field.name in how.hidden
    return is_named or getattr(field, "is_secret", False)
