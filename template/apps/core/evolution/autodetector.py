"""Migrations that lose nothing without a word, in as few files as the apps' dependencies allow."""

from collections.abc import Iterator, Set
from functools import partial
from itertools import chain
from typing import Any

from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.operations.base import Operation
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState

from apps.core.evolution import definitions, kinds, losses, order, questions, renames
from apps.core.evolution.declared import Declared
from apps.core.evolution.definitions import Rebuilt
from apps.core.evolution.history import History, apps_referring
from apps.core.evolution.losses import Alteration, Change, How, Refusal
from apps.core.evolution.renames import Renames
from apps.core.operations import Backfill, ConvertField, EncryptRows, RenameConstraint

FieldKey = tuple[str, str, str]


# The stubs know only what is public of Django's autodetector; what it is made of is ignored below.
class Autodetector(MigrationAutodetector):
    """Renames what is declared as renamed, then lets Django compare, and sees to the rows.

    Django takes the apps by name, and cuts an app's first migration in two where it refers to an
    app further down the alphabet; here each app comes after those that it refers to.

    strict:   raise an error for changes that would lose data and are not declared; without it they
              are among the changes, for those who only look
    """

    generated_operations: dict[str, list[Any]]
    migrations: dict[str, list[Migration]]
    old_field_keys: set[FieldKey]
    new_field_keys: set[FieldKey]

    def __init__(
        self,
        from_state: ProjectState,
        to_state: ProjectState,
        questioner: MigrationQuestioner | None = None,
        declared: Declared | None = None,
        *,
        strict: bool = False,
    ) -> None:
        super().__init__(from_state, to_state, questioner)
        self.strict = strict
        self.declared = Declared.by_genome() if declared is None else declared
        self.refusals: list[Refusal] = []
        self.state_before = from_state
        self.history = History()
        self.renames = Renames()
        self.alterations: dict[FieldKey, Alteration] = {}
        self.renamed_constraints: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self.late: list[FieldKey] = []

    def changes(
        self,
        graph: MigrationGraph,
        trim_to_apps: Any = None,
        convert_apps: Any = None,
        migration_name: str | None = None,
    ) -> dict[str, list[Migration]]:
        found = super().changes(graph, trim_to_apps, convert_apps, migration_name)
        refused = [each for each in self.refusals if not trim_to_apps or each.app_label in found]
        if refused and self.strict:
            raise CommandError(losses.text(sorted(refused, key=lambda each: each.subject)))
        return found

    def _detect_changes(
        self, convert_apps: Any = None, graph: MigrationGraph | None = None
    ) -> dict[str, list[Migration]]:
        self.history = History(graph)
        self.from_state = self._renamed(self.declared)
        answered = questions.with_answers(
            self.declared, self.from_state, self.to_state, self.questioner
        )
        if answered != self.declared:
            self.history = History(graph)
            self.from_state = self._renamed(answered)
        for label, subject, names in self.renames.clashes:
            self.refusals.append(losses.twice(label, subject, names))
        return super()._detect_changes(convert_apps, graph)  # type: ignore[misc]

    def _renamed(self, declared: Declared) -> ProjectState:
        state = self.state_before.clone()
        self.renames = renames.apply(declared, state, self.to_state, self.history)
        return state

    # What changes

    def _prepare_field_lists(self) -> None:
        super()._prepare_field_lists()  # type: ignore[misc]
        for key in sorted(self.old_field_keys & self.new_field_keys):
            old, new = self._field(self.from_state, key), self._field(self.to_state, key)
            if self.deep_deconstruct(old) == self.deep_deconstruct(new):
                continue
            model = self.to_state.models[key[:2]]
            change = Change(key[0], model, key[2], self._names(key), old, new)
            alteration = losses.altered(change, self.declared)
            if isinstance(alteration, Refusal):
                self.refusals.append(alteration)
                alteration = Alteration(How.CONVERT)
            self.alterations[key] = alteration
        for key in self._in_the_way():
            self.alterations[key] = Alteration(How.REPLACE)

    def _in_the_way(self) -> list[FieldKey]:
        """Return generated columns that depend on what gets another type, or goes and comes."""
        rebuilt = {
            key
            for key, alteration in self.alterations.items()
            if alteration.is_retyped or alteration.how is How.REPLACE
        }
        found = []
        for key in sorted(self.old_field_keys & self.new_field_keys):
            old = self._field(self.from_state, key)
            if isinstance(old, models.GeneratedField):
                expression: Any = getattr(old, "expression", None)
                names = models.Q(expression).referenced_base_fields
                if any((*key[:2], name) in rebuilt for name in names):
                    found.append(key)
        return found

    def _field(self, state: ProjectState, key: FieldKey) -> Any:
        return state.models[key[:2]].get_field(key[2])

    def _names(self, key: FieldKey) -> set[str]:
        """Return what a field may be called: as it is, and as it was before this change."""
        models = {self.to_state.models[key[:2]].name, self.renames.models.get(key[:2])}
        fields = {key[2], self.renames.fields.get(key)}
        return {f"{model}.{field}" for model in models - {None} for field in fields - {None}}

    # Models and fields that go

    def generate_deleted_models(self) -> None:
        now: Set[tuple[str, str]] = self.new_model_keys | self.new_unmanaged_keys  # type: ignore[attr-defined]
        for label, name in sorted(self.old_model_keys - now):  # type: ignore[attr-defined]
            model = self.from_state.models[label, name]
            if not self.declared.allows(label, {model.name}):
                self.refusals.append(losses.gone_model(label, model, self._moved_to(model)))
        super().generate_deleted_models()

    def _moved_to(self, model: ModelState) -> str | None:
        added = self.new_model_keys - self.old_model_keys  # type: ignore[attr-defined]
        labels = sorted(label for label, name in added if name == model.name_lower)
        return labels[0] if labels else None

    def generate_removed_fields(self) -> None:
        gone = self.old_field_keys - self.new_field_keys
        for key in sorted(gone):
            is_derived = self._field(self.from_state, key).generated
            if not is_derived and not self.declared.allows(key[0], self._names(key)):
                model = self.to_state.models[key[:2]]
                self.refusals.append(losses.gone_field(key[0], model, key[2]))
        # Columns before what they are computed from, which would take them along.
        both = sorted(gone | {*self._altered(How.REPLACE)})
        both.sort(key=lambda key: not self._field(self.from_state, key).generated)
        for key in both:
            self._generate_removed_field(*key)  # type: ignore[attr-defined]

    # Fields that come

    def generate_added_fields(self) -> None:
        added = sorted(self.new_field_keys - self.old_field_keys)
        self.late = [key for key in added if self._field(self.to_state, key).generated]
        for key in added:
            if key not in self.late:
                self._generate_added_field(*key)

    def _generate_added_field(self, app_label: str, model_name: str, field_name: str) -> None:
        model = self.to_state.models[app_label, model_name]
        field: Any = model.get_field(field_name)
        value = losses.backfill_of(app_label, model, field_name, field, self.declared)
        if isinstance(value, Refusal):
            self.refusals.append(value)
            value = models.NOT_PROVIDED
        has_value = value is not models.NOT_PROVIDED
        if not _needs_value(field):
            super()._generate_added_field(app_label, model_name, field_name)  # type: ignore[misc]
            if has_value and not field.many_to_many:
                self._add(app_label, self._backfill(model, field_name, field, value))
            return
        if not has_value:
            self.refusals.append(losses.unfilled(app_label, model, field_name, field))
        is_encrypted = has_value and kinds.is_encrypted(field)
        filled = field.clone()
        filled.default = value if has_value and not is_encrypted else ""
        model.fields[field_name] = filled
        super()._generate_added_field(app_label, model_name, field_name)  # type: ignore[misc]
        model.fields[field_name] = field
        self.generated_operations[app_label][-1].preserve_default = False
        if is_encrypted:
            self._add(app_label, self._backfill(model, field_name, field, value))

    def _backfill(self, model: ModelState, name: str, field: Any, value: Any) -> Operation:
        return Backfill(model.name_lower, name, value, encrypted=kinds.is_encrypted(field))

    # Fields that change

    def generate_altered_fields(self) -> None:
        for key in self._altered(How.CONVERT, How.ENCRYPT):
            self._convert(key, self.alterations[key])
        seen_to = {key for key, change in self.alterations.items() if change.how is not How.ALTER}
        self.old_field_keys -= seen_to
        self.new_field_keys -= seen_to
        super().generate_altered_fields()
        for key in [*self._altered(How.REPLACE), *self.late]:
            self._generate_added_field(*key)

    def _altered(self, *ways: How) -> list[FieldKey]:
        return sorted(key for key, change in self.alterations.items() if change.how in ways)

    def _convert(self, key: FieldKey, alteration: Alteration) -> None:
        label, model, name = key
        field = self._field(self.to_state, key)
        self._add(label, ConvertField(model, name, field, alteration.backfill))
        if alteration.how is How.ENCRYPT:
            self._add(label, EncryptRows(model, name))

    def _add(self, label: str, operation: Operation) -> None:
        self.add_operation(label, operation)

    # Indexes and constraints

    def create_altered_indexes(self) -> None:
        super().create_altered_indexes()
        taken = definitions.taken_names(self.from_state)
        altered: dict[tuple[str, str], Any] = self.altered_indexes  # type: ignore[attr-defined]
        for key, found in altered.items():
            old, new = self.from_state.models[key], self.to_state.models[key]
            definitions.split_indexes(found, old, new, self._rebuilt(key), taken)

    def create_altered_constraints(self) -> None:
        super().create_altered_constraints()
        taken = definitions.taken_names(self.from_state)
        altered: dict[tuple[str, str], Any] = self.altered_constraints  # type: ignore[attr-defined]
        for key, found in altered.items():
            old, new = self.from_state.models[key], self.to_state.models[key]
            rebuilt = self._rebuilt(key)
            renamed = definitions.split_constraints(found, old, new, rebuilt, taken)
            self.renamed_constraints[key] = renamed

    def generate_removed_constraints(self) -> None:
        for (label, model), renamed in self.renamed_constraints.items():
            for former, name in renamed:
                self._add(label, RenameConstraint(model, former, name))
        super().generate_removed_constraints()

    def _rebuilt(self, model: tuple[str, str]) -> Rebuilt:
        own = {key[2]: change for key, change in self.alterations.items() if key[:2] == model}
        return Rebuilt(
            columns={name for name, change in own.items() if change.how is How.REPLACE},
            kinds={name for name, change in own.items() if change.changes_kind},
        )

    # Order

    def check_dependency(self, operation: Operation, dependency: Any) -> bool:
        if isinstance(operation, migrations.RenameModel):
            creates = dependency.type is type(dependency).Type.CREATE
            is_model = creates and dependency.field_name is None
            return bool(is_model and operation.new_name_lower == dependency.model_name.lower())
        return bool(super().check_dependency(operation, dependency))

    def _sort_migrations(self) -> None:
        for label, found in self.generated_operations.items():
            needs = partial(self._needs_within, label)
            self.generated_operations[label] = order.sorted_by_need(
                found, needs, self.check_dependency
            )
        for label, first in self.renames.operations.items():
            for operation in first:
                operation._auto_deps = []  # type: ignore[attr-defined]
            rest = self.generated_operations.get(label, [])
            self.generated_operations[label] = [*first, *rest]
        for label, record in self.renames.records.items():
            self._add(label, record)

    def _needs_within(self, label: str, operation: Any) -> Iterator[Any]:
        resolve = self._resolve_dependency  # type: ignore[attr-defined]  # not in the stubs
        for dependency in operation._auto_deps:
            resolved = resolve(dependency)[0]
            if resolved.app_label == label:
                yield resolved

    def _build_migration_list(self, graph: MigrationGraph | None = None) -> None:
        waiting = self.generated_operations
        done: dict[str, list[Migration]] = {}
        needs = {label: self._needs(label) for label in sorted(waiting)}
        for group in order.groups(needs):
            self.generated_operations = {label: waiting[label] for label in group}
            super()._build_migration_list(graph)  # type: ignore[misc]  # the stubs leave it out
            for migration in chain.from_iterable(self.migrations.values()):
                _depend_on_last(migration, done)
            done.update(self.migrations)
        self.generated_operations = {}
        self.migrations = done
        if graph is not None:
            for migration in chain.from_iterable(done.values()):
                _depend_on_references(migration, graph)

    def _needs(self, label: str) -> set[str]:
        resolve = self._resolve_dependency  # type: ignore[attr-defined]  # not in the stubs
        dependencies = {
            resolve(dependency)[0].app_label
            for operation in self.generated_operations[label]
            for dependency in operation._auto_deps
        }
        return dependencies - {label}


def _needs_value(field: Any) -> bool:
    """Tell whether rows that are there need to be given something, as Django sees it."""
    is_clock = isinstance(field, models.DateField | models.TimeField)
    return not (
        field.null
        or field.has_default()
        or field.has_db_default()
        or field.many_to_many
        or (field.blank and field.empty_strings_allowed)
        or (is_clock and field.auto_now)
        or isinstance(field, models.AutoField | models.SmallAutoField | models.BigAutoField)
    )


def _depend_on_last(migration: Any, done: dict[str, list[Migration]]) -> None:
    """Let a migration depend on the newest one of each app that has been dealt with."""
    migration.dependencies = [
        (label, done[label][-1].name) if label in done else (label, name)
        for label, name in migration.dependencies
    ]


def _depend_on_references(migration: Any, graph: MigrationGraph) -> None:
    """Let a renamed model come after the migrations that still refer to it by its former name."""
    former = [
        operation.old_name_lower
        for operation in migration.operations
        if isinstance(operation, migrations.RenameModel)
    ]
    labels = {
        label for name in former for label in apps_referring(graph, migration.app_label, name)
    }
    for label in sorted(labels - {migration.app_label}):
        migration.dependencies += graph.leaf_nodes(label)
