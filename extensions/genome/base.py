"""What all parts of the genome share: strictness, and the kinds of text that keys hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Self, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

from .names import pascal_case, snake_case
from .problems import quoted

T = TypeVar("T")

SNAKE = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
PASCAL = r"^[A-Z][A-Za-z0-9]*$"
LONGEST_NAME = 50


class Part(BaseModel):
    """A mapping in the genome. Unknown keys and values of another type are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def changed(self, changes: dict[str, Any]) -> Self:
        """Return a copy with other values, without what was worked out from the former ones."""
        copy = self.model_copy(update=changes)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy


def refusal(reason: str) -> PydanticCustomError:
    """Make the error that refuses a value with a reason in our own words."""
    return PydanticCustomError("refused", "{reason}", {"reason": reason})


def _as_tuple(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(value)
    raise PydanticCustomError("tuple_type", "not a list")


def _present(value: Any) -> Any:
    if value is None:
        raise refusal("is empty; give a value or remove the key")
    return value


# A key that may be left out. A key without a value is refused: it would say nothing by accident.
Maybe = Annotated[T | None, BeforeValidator(_present)]
Items = Annotated[tuple[T, ...], BeforeValidator(_as_tuple)]


def _matching(
    pattern: str, style: str, letters: str, corrected: Callable[[str], str]
) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            example = corrected(value[:LONGEST_NAME])
            if compiled.fullmatch(example):
                raise refusal(f"{quoted(value)} is not {style}; did you mean '{example}'?")
            raise refusal(f"{quoted(value)} is not {style} ({letters})")
        if len(value) > LONGEST_NAME:
            raise refusal(f"is longer than {LONGEST_NAME} letters")
        return value

    return AfterValidator(check)


SnakeName = Annotated[
    str,
    _matching(SNAKE, "snake_case", "a-z, 0-9 and single underscores", snake_case),
    WithJsonSchema({"type": "string", "pattern": SNAKE, "maxLength": LONGEST_NAME}),
]
PascalName = Annotated[
    str,
    _matching(PASCAL, "PascalCase", "letters and digits, a capital first", pascal_case),
    WithJsonSchema({"type": "string", "pattern": PASCAL, "maxLength": LONGEST_NAME}),
]
