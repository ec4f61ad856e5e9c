"""What models and fields were called before, as the migrations tell it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import migrations
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.operations.base import Operation
from django.db.migrations.utils import field_references

from apps.core.operations import RecordRenames

ModelKey = tuple[str, str]


@dataclass
class Lineage:
    """The former names of a model, and those of each of its fields."""

    former: set[str] = field(default_factory=set)
    fields: dict[str, set[str]] = field(default_factory=dict)


class History:
    """The lineages of all models, by app label and present name in lower case."""

    def __init__(self, graph: MigrationGraph | None = None) -> None:
        self.models: dict[ModelKey, Lineage] = {}
        for key in in_order(graph) if graph else ():
            migration = graph.nodes[key] if graph else None
            for operation in _flat(migration.operations if migration else ()):
                self.follow(key[0], operation)

    def model_was(self, label: str, name: str, former: str) -> bool:
        return former.lower() in self.of(label, name).former

    def field_was(self, label: str, model: str, name: str, former: str) -> bool:
        return former in self.of(label, model).fields.get(name, set())

    def of(self, label: str, model: str) -> Lineage:
        return self.models.get((label, model.lower()), Lineage())

    def follow(self, label: str, operation: Operation) -> None:
        """Take in what an operation does to names."""
        if isinstance(operation, migrations.CreateModel):
            fields: dict[str, set[str]] = {name: set() for name, _ in operation.fields}
            self.models[label, operation.name_lower] = Lineage(fields=fields)
        elif isinstance(operation, migrations.DeleteModel):
            self.models.pop((label, operation.name_lower), None)
        elif isinstance(operation, migrations.RenameModel):
            lineage = self.models.pop((label, operation.old_name_lower), Lineage())
            lineage.former.add(operation.old_name_lower)
            self.models[label, operation.new_name_lower] = lineage
        elif isinstance(operation, RecordRenames):
            self._record(label, operation)
        elif isinstance(operation, migrations.AddField):
            self._fields(label, operation.model_name)[operation.name] = set()
        elif isinstance(operation, migrations.RemoveField):
            self._fields(label, operation.model_name).pop(operation.name, None)
        elif isinstance(operation, migrations.RenameField):
            fields = self._fields(label, operation.model_name)
            former = fields.pop(operation.old_name, set())
            fields[operation.new_name] = {*former, operation.old_name}

    def _fields(self, label: str, model: str) -> dict[str, set[str]]:
        return self.models.setdefault((label, model.lower()), Lineage()).fields

    def _record(self, label: str, operation: RecordRenames) -> None:
        for former, name in operation.models:
            self.models.setdefault((label, name.lower()), Lineage()).former.add(former.lower())
        for model, former, name in operation.fields:
            self._fields(label, model).setdefault(name, set()).add(former)


def in_order(graph: MigrationGraph) -> list[tuple[str, str]]:
    """Return the keys of all migrations, each after those that it depends on."""
    order: dict[tuple[str, str], None] = {}
    for leaf in sorted(graph.leaf_nodes()):
        order.update(dict.fromkeys(graph.forwards_plan(leaf)))
    return list(order)


def apps_referring(graph: MigrationGraph, label: str, model: str) -> set[str]:
    """Return the apps whose migrations have fields that point to a model."""
    return {
        key[0]
        for key, migration in graph.nodes.items()
        for operation in _flat(migration.operations if migration else ())
        for owner, field in _fields_of(operation)
        if field_references((key[0], owner), field, (label, model))
    }


def _fields_of(operation: Operation) -> Iterator[tuple[str, Any]]:
    if isinstance(operation, migrations.CreateModel):
        for _, field in operation.fields:
            yield operation.name_lower, field
    elif isinstance(operation, migrations.AddField | migrations.AlterField):
        yield operation.model_name_lower, operation.field


def _flat(operations: Iterable[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _flat(operation.state_operations)
        else:
            yield operation
