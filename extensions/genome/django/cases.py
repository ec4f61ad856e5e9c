"""Pieces of source that the generated tests of all kinds are made of."""

from collections.abc import Sequence

from .. import pycode
from ..pycode import Code
from ..schema import Entity, Field


def cases(names: str | tuple[str, ...], rows: Sequence[Code]) -> str:
    """Return `@pytest.mark.parametrize(...)` for a method, or nothing without cases."""
    if not rows:
        return ""
    labels: Code = quoted(names) if isinstance(names, str) else row(*map(quoted, names))
    return pycode.render(pycode.call("@pytest.mark.parametrize", labels, pycode.listing(rows)), 4)


def row(*items: Code) -> Code:
    return pycode.Group("(", tuple(("", item) for item in items), ")")


def quoted(value: str) -> str:
    return pycode.string(value)


def in_workspace(entity: Entity) -> dict[str, Code]:
    return {} if entity.is_global else {"workspace": "workspace"}


def make(entity: Entity, **values: Code) -> Code:
    return pycode.call_with(f"{entity.name}Factory", {**in_workspace(entity), **values})


def made(entity: Entity, variable: str, **values: Code) -> str:
    """Return a line that makes a record in the workspace of the test."""
    return pycode.assignment(variable, make(entity, **values), 8)


def payload_line(entity: Entity, role: Code) -> str:
    made = pycode.call(f"{entity.name}Factory.payload", role=role, **in_workspace(entity))
    return pycode.assignment("payload", made, 8)


def post_arguments(entity: Entity) -> str:
    """Return the arguments of a request that creates: files do not travel in JSON."""
    upload = any(field.type in {"file", "image"} and is_demanded(field) for field in entity.fields)
    return 'self.url, payload, format="multipart"' if upload else "self.url, payload"


def is_demanded(field: Field) -> bool:
    """Tell whether a client has to send the field to create a record."""
    return field.required and field.default is None and not field.computed and not field.read_only
