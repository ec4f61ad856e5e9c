"""Indexes and constraints of a model before and after: renamed, or built again."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

RENAMEABLE = (models.UniqueConstraint, models.CheckConstraint, ExclusionConstraint)


@dataclass(frozen=True)
class Rebuilt:
    """Fields of a model whose column is made anew, or gets another kind of values.

    columns: what is built on them goes with the column, or must
    kinds:   so must conditions, which PostgreSQL cannot carry over from one kind to another
    """

    columns: Set[str]
    kinds: Set[str]

    def concerns(self, definition: Any) -> bool:
        if self.columns and named(definition) & self.columns:
            return True
        return bool(self.kinds and named(definition, plain=False) & self.kinds)


def named(definition: Any, *, plain: bool = True) -> set[str]:
    """Return the fields that an index or a constraint is about.

    plain: those in its list, too, not only those in conditions and expressions
    """
    _, args, kwargs = definition.deconstruct()
    found: set[str] = set()
    for key, value in [*enumerate(args), *kwargs.items()]:
        if key in {"fields", "include"}:
            found |= {name.lstrip("-") for name in value} if plain else set()
        elif key == "expressions":  # of an exclusion: each with its operator
            for expression, _operator in value:
                found |= _in_expression(expression)
        elif key == "condition" or isinstance(key, int):
            found |= _in_expression(value)
    return found


def taken_names(state: ProjectState) -> set[str]:
    """Return the names of all indexes and constraints."""
    return {
        definition.name
        for model in state.models.values()
        for key in ("indexes", "constraints")
        for definition in model.options.get(key) or ()
    }


def split_indexes(
    altered: dict[str, Any], old: ModelState, new: ModelState, rebuilt: Rebuilt, taken: Set[str]
) -> None:
    """Build indexes again that cannot just be renamed or left; `altered` is Django's own list."""
    before = {index.name: index for index in old.options["indexes"]}
    after = {index.name: index for index in new.options["indexes"]}
    kept = []
    for former, name, fields in altered["renamed_indexes"]:
        if former and (name in taken or rebuilt.concerns(after[name])):
            altered["removed_indexes"].append(before[former])
            altered["added_indexes"].append(after[name])
        else:
            kept.append((former, name, fields))
    altered["renamed_indexes"] = kept
    for name in sorted(before.keys() & after.keys()):
        if before[name] == after[name] and rebuilt.concerns(after[name]):
            altered["removed_indexes"].append(before[name])
            altered["added_indexes"].append(after[name])


def split_constraints(
    altered: dict[str, Any], old: ModelState, new: ModelState, rebuilt: Rebuilt, taken: Set[str]
) -> list[tuple[str, str]]:
    """Do the same for constraints, and return those that are just renamed."""
    before = {constraint.name: constraint for constraint in old.options["constraints"]}
    after = {constraint.name: constraint for constraint in new.options["constraints"]}
    for name in sorted(before.keys() & after.keys()):
        is_kept = before[name] not in altered["removed_constraints"]
        if is_kept and rebuilt.concerns(after[name]):
            altered["removed_constraints"].append(before[name])
            altered["added_constraints"].append(after[name])
            altered["altered_constraints"] = [
                each for each in altered["altered_constraints"] if each.name != name
            ]
    renamed = []
    for added in list(altered["added_constraints"]):
        for removed in list(altered["removed_constraints"]):
            is_free = added.name not in taken and not rebuilt.concerns(added)
            if is_free and _core(added) == _core(removed):
                renamed.append((removed.name, added.name))
                altered["added_constraints"].remove(added)
                altered["removed_constraints"].remove(removed)
                if _texts(added) != _texts(removed):
                    altered["altered_constraints"].append(added)
                break
    return renamed


def _core(constraint: models.BaseConstraint) -> Any:
    """What the database knows of a constraint, but for its name; of a foreign kind, all."""
    path, args, kwargs = constraint.deconstruct()
    if type(constraint) not in RENAMEABLE:
        return path, args, kwargs
    unknown = {"name", *constraint.non_db_attrs}
    return path, args, {key: kwargs[key] for key in kwargs if key not in unknown}


def _texts(constraint: models.BaseConstraint) -> dict[str, Any]:
    kwargs = constraint.deconstruct()[2]
    return {key: kwargs[key] for key in constraint.non_db_attrs if key in kwargs}


def _in_expression(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value.lstrip("-").partition("__")[0]}
    return set(models.Q(value).referenced_base_fields)
