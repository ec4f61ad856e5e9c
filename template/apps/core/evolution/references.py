"""What refers to a field by its name: rewritten when the field gets another one."""

from typing import Any

from django.db import models
from django.db.migrations.state import ModelState
from django.db.models.expressions import BaseExpression

LISTS_OF_NAMES = {"fields", "include"}


def rename(model: ModelState, former: str, name: str) -> None:
    """Let indexes, constraints, ordering and generated fields of a model name a field anew.

    PostgreSQL follows a renamed column by itself; this keeps the models in step, so that nothing
    looks changed that is not.
    """
    options = model.options
    for key in ("indexes", "constraints"):
        if options.get(key):
            options[key] = [_redefined(each, former, name) for each in options[key]]
    for key in ("ordering", "get_latest_by", "order_with_respect_to"):
        if options.get(key):
            options[key] = _names(options[key], former, name)
    for key, field in model.fields.items():
        if isinstance(field, models.GeneratedField):
            generated: Any = field.clone()
            generated.expression = renamed(generated.expression, former, name)
            model.fields[key] = generated


def renamed(value: Any, former: str, name: str) -> Any:
    """Return an expression, or whatever holds some, with another name; itself if it has none."""
    if isinstance(value, models.F):
        path = _path(_name(value), former, name)
        return value if path == _name(value) else type(value)(path)
    if isinstance(value, models.Q):
        return _condition(value, former, name)
    if isinstance(value, list | tuple):
        parts = [renamed(part, former, name) for part in value]
        changed = any(new is not old for new, old in zip(parts, value, strict=True))
        return type(value)(parts) if changed else value
    if isinstance(value, models.When):
        condition = renamed(value.condition, former, name)
        result = renamed(value.result, former, name)
        same = condition is value.condition and result is value.result
        return value if same else models.When(condition, then=result)
    if isinstance(value, BaseExpression) and hasattr(value, "_constructor_args"):
        return _rebuilt(value, former, name)
    return value


def _name(reference: Any) -> str:
    return str(reference.name)


def _path(path: str, former: str, name: str) -> str:
    """Rename the first part of `field`, `-field` or `field__lookup`."""
    sign = path[:1] if path[:1] in {"-", "+"} else ""
    first, underscores, rest = path[len(sign) :].partition("__")
    return f"{sign}{name}{underscores}{rest}" if first == former else path


def _names(value: Any, former: str, name: str) -> Any:
    if isinstance(value, str):
        return _path(value, former, name)
    if isinstance(value, list | tuple):
        return type(value)(_names(part, former, name) for part in value)
    return renamed(value, former, name)


def _redefined(definition: Any, former: str, name: str) -> Any:
    """Return an index or a constraint with another name of a field."""
    _, args, kwargs = definition.deconstruct()
    kwargs = {
        key: _names(value, former, name) if key in LISTS_OF_NAMES else renamed(value, former, name)
        for key, value in kwargs.items()
    }
    return type(definition)(*renamed(tuple(args), former, name), **kwargs)


def _condition(condition: models.Q, former: str, name: str) -> models.Q:
    children = [
        (_path(child[0], former, name), renamed(child[1], former, name))
        if isinstance(child, tuple)
        else renamed(child, former, name)
        for child in condition.children
    ]
    if children == condition.children:
        return condition
    rewritten = condition.copy()
    rewritten.children = children
    return rewritten


def _rebuilt(expression: Any, former: str, name: str) -> Any:
    args, kwargs = expression._constructor_args
    # Functions take names of fields as plain text, too: Lower("title").
    named = {
        _name(source)
        for source in expression.get_source_expressions()
        if isinstance(source, models.F)
    }

    def part(value: Any) -> Any:
        if isinstance(value, str):
            return _path(value, former, name) if value in named else value
        return renamed(value, former, name)

    new_args = [part(value) for value in args]
    new_kwargs = {key: part(value) for key, value in kwargs.items()}
    same = all(new is old for new, old in zip(new_args, args, strict=True)) and all(
        new_kwargs[key] is kwargs[key] for key in kwargs
    )
    return expression if same else type(expression)(*new_args, **new_kwargs)
