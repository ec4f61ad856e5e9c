"""Entities as serializers, filters, permissions, viewsets, routes and admin classes."""

import builtins
import keyword
from collections.abc import Iterable
from dataclasses import dataclass

from .. import pycode
from ..pycode import Code
from ..schema import Entity, Field, Genome, Transition
from .fields import TEXT_KINDS, choice_member, choices_class, target_scope
from .imports import Imports

OPERATIONS = ("list", "retrieve", "create", "update", "delete")
MIXINS = {
    "list": "ListRecordsMixin",
    "retrieve": "mixins.RetrieveModelMixin",
    "create": "IdempotentCreateMixin",
    "update": "mixins.UpdateModelMixin",
    "delete": "DestroyRecordsMixin",
}
# What a transition's method may not be called, because a viewset has an attribute of that name.
VIEWSET_NAMES = frozenset(
    """
    list create retrieve update partial_update destroy delete get post put patch head options trace
    request action detail name description suffix basename dispatch initial schema settings kwargs
    args format_kwarg queryset file setup paginator reverse_action settle
    perform_transition record shows_deleted is_idempotent is_versioned
    keeps_deleted bulk_delete bulk_restore change_all export summary summary_fields
    """.split()
)
RANGE = ("exact", "gte", "lte")
CREATED = ("created_at", ("gte", "lte"))
LOOKUPS: dict[str, tuple[str, ...]] = {
    "boolean": ("exact",),
    "uuid": ("exact",),
    "reference": ("exact",),
    "one_to_one": ("exact",),
    "references": ("exact",),
    "enum": ("exact", "in"),
    **dict.fromkeys(TEXT_KINDS, ("exact", "icontains")),
    **dict.fromkeys(
        ("integer", "big_integer", "decimal", "float", "date", "datetime", "time", "duration"),
        RANGE,
    ),
}


@dataclass(frozen=True)
class SerializerSource:
    """Finished lines of `Meta`, one level deeper than the class body."""

    name: str
    base: str
    docstring: str
    meta: list[str]


@dataclass(frozen=True)
class FilterSource:
    name: str
    base: str
    docstring: str
    model: str
    fields: str


@dataclass(frozen=True)
class PermissionSource:
    name: str
    base: str
    attributes: list[str]


@dataclass(frozen=True)
class TransitionSource:
    decorator: str
    signature: str
    docstring: str


@dataclass(frozen=True)
class ViewSource:
    name: str
    model: str
    docstring: str
    header: str
    attributes: list[str]
    queryset: str
    transitions: list[TransitionSource]


@dataclass(frozen=True)
class AdminSource:
    model: str
    base: str
    docstring: str
    attributes: list[str]


def serializer_source(genome: Genome, entity: Entity, imports: Imports) -> SerializerSource:
    base = f"{_kind(entity)}ModelSerializer"
    imports.add("apps.core.serializers", base)
    imports.add(f"apps.{entity.app}.models", entity.name)
    names = [
        "id",
        *(field.name for field in entity.fields),
        *(["deleted_at"] if entity.soft_delete else []),
        "created_at",
        "updated_at",
        "created_by",
    ]
    lines = [f"model = {entity.name}", pycode.growing("fields", _strings(names), 8)]
    for key, chosen in (
        ("read_only_fields", [field.name for field in entity.fields if field.read_only]),
        ("write_once_fields", [field.name for field in entity.fields if field.write_once]),
    ):
        if chosen:
            lines.append(pycode.assignment(key, _strings(chosen), 8))
    if entity.workflow:
        lines.append(pycode.assignment("workflow_field", pycode.string(entity.workflow.field), 8))
    return SerializerSource(
        name=f"{entity.name}Serializer",
        base=base,
        docstring=pycode.docstring(
            entity.description or f"{entity.names.plural_label}, as the API shows and takes them", 4
        ),
        meta=lines,
    )


def filtered(entity: Entity) -> list[Field]:
    """Return the fields that a list of the entity can be filtered by."""
    return [field for field in entity.fields if field.filter and field.type in LOOKUPS]


def filter_source(entity: Entity, imports: Imports) -> FilterSource:
    base = f"{_kind(entity)}FilterSet"
    imports.add("apps.core.filters", base)
    imports.add(f"apps.{entity.app}.models", entity.name)
    lookups = pycode.mapping(
        (pycode.string(name), _strings(lookups))
        for name, lookups in [
            *((field.name, LOOKUPS[field.type]) for field in filtered(entity)),
            CREATED,
        ]
    )
    return FilterSource(
        name=f"{entity.name}Filter",
        base=base,
        docstring=pycode.docstring(
            f"{entity.names.plural_label}, narrowed by the parameters of a list", 4
        ),
        model=entity.name,
        fields=pycode.growing("fields", lookups, 8),
    )


def permission_source(genome: Genome, entity: Entity, imports: Imports) -> PermissionSource:
    base = "IsPlatformStaffOrReadOnly" if entity.is_global else "RolePermission"
    imports.add("apps.core.permissions", base)
    imports.add(f"apps.{entity.app}.models", entity.name)
    allowed = pycode.mapping(
        (role(name), pycode.set_of(pycode.string(operation) for operation in operations))
        for name, operations in entity.permissions.items()
        if operations
    )
    lines = [f"model = {entity.name}"]
    # All members read global records by themselves: only what differs is said.
    if not entity.is_global or any(
        set(entity.permissions.get(role.name, ())) != {"list", "retrieve"}
        for role in genome.all_roles
    ):
        lines.append(pycode.assignment("operations", allowed, 4))
    for key, attribute in (("readable_by", "read"), ("writable_by", "write")):
        limited = [field for field in entity.fields if getattr(field, attribute) is not None]
        if limited:
            table = pycode.mapping(
                (pycode.string(field.name), pycode.set_of(map(role, getattr(field, attribute))))
                for field in limited
            )
            lines.append(pycode.assignment(key, table, 4))
    if any("Role." in line for line in lines):
        imports.add("apps.users.roles", "Role")
    return PermissionSource(
        name=f"{entity.name}Permission",
        base=base,
        attributes=lines,
    )


def role(name: str) -> str:
    """Return the member of `Role` that stands for a role of the genome."""
    return f"Role.{name.upper()}"


def view_source(genome: Genome, entity: Entity, imports: Imports) -> ViewSource:
    app = f"apps.{entity.app}"
    imports.add("django.db.models", "QuerySet")
    imports.add("rest_framework.permissions", "IsAuthenticated")
    imports.add("apps.users.permissions", "IsWorkspaceMember")
    imports.add(f"{app}.models", entity.name)
    imports.add(f"{app}.permissions", f"{entity.name}Permission")
    imports.add(f"{app}.serializers", f"{entity.name}Serializer")
    permissions = ["IsAuthenticated", "IsWorkspaceMember", f"{entity.name}Permission"]
    lines = [f"serializer_class = {entity.name}Serializer"]
    imports.add(f"{app}.filters", f"{entity.name}Filter")
    lines.append(f"filterset_class = {entity.name}Filter")
    lines.append(pycode.assignment("permission_classes", pycode.listing(permissions), 4))
    searched = search_fields(genome, entity)
    if searched:
        lines.append(pycode.assignment("search_fields", _strings(searched), 4))
    lines.append(pycode.assignment("ordering_fields", _strings(ordering_fields(entity)), 4))
    counted = summary_fields(entity)
    if counted and "list" in entity.operations:
        lines.append(pycode.assignment("summary_fields", _strings(counted), 4))
    if entity.workflow:
        lines.append(pycode.assignment("workflow_field", pycode.string(entity.workflow.field), 4))
    return ViewSource(
        name=f"{entity.name}ViewSet",
        model=entity.name,
        docstring=_whose(entity, "of the active workspace"),
        header=_view_header(entity, imports),
        attributes=lines,
        queryset=_queryset(genome, entity),
        transitions=_transitions(entity, imports),
    )


def search_fields(genome: Genome, entity: Entity) -> list[str]:
    """Return the lookups that `?search=` runs over; relations are searched by what they show.

    Pickers search for records by what these are called, so that this is searched at least.
    """
    if genome.search == "none":
        return []
    found = []
    for field in entity.fields:
        if not field.search:
            continue
        if field.to is None:
            found.append(field.name)
        elif field.to == "User":
            found.append(f"{field.name}__full_name")  # addresses are not for everybody
        else:
            target = genome.entities_by_name[str(field.to)]
            found += [f"{field.name}__{target.display}"] if target.display else []
    display = entity.fields_by_name[entity.display] if entity.display else None
    if not found and display and display.is_text:
        return [display.name]
    return found


def summary_fields(entity: Entity) -> list[str]:
    """Return the fields whose values are few enough to count the records of each."""
    return [
        field.name for field in filtered(entity) if field.type in {"enum", "boolean", "reference"}
    ]


def ordering_fields(entity: Entity) -> list[str]:
    return [*(field.name for field in entity.fields if field.sort), "created_at"]


def _view_header(entity: Entity, imports: Imports) -> str:
    kind = _kind(entity)
    if set(entity.operations) == set(OPERATIONS):
        imports.add("apps.core.views", f"{kind}ModelViewSet")
        bases = [f"{kind}ModelViewSet"]
    else:
        imports.add("apps.core.views", f"{kind}ViewSet")
        mixins = [MIXINS[name] for name in OPERATIONS if name in entity.operations]
        if "create" in entity.operations:
            imports.add("apps.core.idempotency", "IdempotentCreateMixin")
        if "delete" in entity.operations:
            imports.add("apps.core.bulk", "DestroyRecordsMixin")
        if "list" in entity.operations:
            imports.add("apps.core.lists", "ListRecordsMixin")
        if any(name.startswith("mixins.") for name in mixins):
            imports.add("rest_framework", "mixins")
        bases = [f"{kind}ViewSet", *mixins]
    if can_restore(entity):
        imports.add("apps.core.restoring", "SoftDeleteMixin")
        bases.insert(0, "SoftDeleteMixin")
    if has_history(entity):
        imports.add("apps.audit.views", "HistoryMixin")
        bases.insert(0, "HistoryMixin")
    if entity.versioned:
        imports.add("apps.core.versions", "VersionedMixin")
        bases.insert(0, "VersionedMixin")
    if any(field.is_file for field in entity.fields):
        imports.add("apps.core.files", "FilesMixin")
        bases.insert(0, "FilesMixin")
    group = pycode.Group(f"class {entity.name}ViewSet(", tuple(("", base) for base in bases), "):")
    return pycode.render(group, 0)


def has_history(entity: Entity) -> bool:
    """Tell whether the API shows the changes of a record; those of shared ones are for staff."""
    return entity.audit and not entity.is_global and "retrieve" in entity.operations


def can_restore(entity: Entity) -> bool:
    """Tell whether the API deletes records of the entity, and can bring them back."""
    return entity.soft_delete and "delete" in entity.operations


def _queryset(genome: Genome, entity: Entity) -> str:
    to_one = [field.name for field in entity.fields if field.type in {"reference", "one_to_one"}]
    to_many = [field.name for field in entity.fields if field.type == "references"]
    scope: dict[str, Code] = (
        {"workspace": "self.request.user.active_workspace"} if entity.scope == "workspace" else {}
    )
    if can_restore(entity):
        scope["deleted_at__isnull"] = "not self.shows_deleted"
    elif entity.soft_delete:
        scope["deleted_at"] = "None"
    rows = pycode.call_with(f"{entity.name}.objects.{'filter' if scope else 'all'}", scope)
    calls: list[Code] = [
        pycode.call(".select_related", *(pycode.string(name) for name in [*to_one, "created_by"]))
    ]
    if to_many:
        calls.append(pycode.call(".prefetch_related", *(pycode.string(name) for name in to_many)))
    # The last name makes the order total: pages neither repeat a record nor skip one.
    calls.append(
        pycode.call(".order_by", *(pycode.string(name) for name in [*entity.ordering, "id"]))
    )
    line = "".join(map(pycode.flat, [rows, *calls]))
    if 8 + len("return ") + len(line) <= pycode.WIDTH:
        return f"return {line}"
    chain = "".join(f"            {pycode.render(call, 12)}\n" for call in [rows, *calls])
    return f"return (\n{chain}        )"


def _transitions(entity: Entity, imports: Imports) -> list[TransitionSource]:
    if not entity.workflow:
        return []
    imports.add("apps.core.workflow", "transition")
    return [_transition(entity, transition, imports) for transition in entity.workflow.transitions]


def method_name(transition: Transition) -> str:
    """Return the name of the method that carries out a transition."""
    taken = keyword.iskeyword(transition.name) or transition.name in VIEWSET_NAMES
    return f"{transition.name}_" if taken else transition.name


def transition_path(transition: Transition) -> str:
    """Return the last part of the address of a transition."""
    return transition.name.replace("_", "-")


def _transition(entity: Entity, transition: Transition, imports: Imports) -> TransitionSource:
    assert entity.workflow
    field = entity.fields_by_name[entity.workflow.field]
    choices = f"{entity.name}.{choices_class(field)}"
    labels = {choice.value: choice.text for choice in field.choices}
    arguments: dict[str, Code] = {
        "source": pycode.listing(
            f"{choices}.{choice_member(field, value)}" for value in transition.from_
        )
    }
    if transition.roles is not None:
        imports.add("apps.users.roles", "Role")
        arguments["roles"] = pycode.listing(map(role, transition.roles))
    if method_name(transition) != transition.name:
        arguments["url_path"] = pycode.string(transition_path(transition))
    decorator = pycode.call("@transition", f"{choices}.{choice_member(field, transition.to)}")
    decorator = pycode.Group(
        decorator.opening,
        decorator.items + tuple((f"{key}=", value) for key, value in arguments.items()),
        ")",
    )
    argument = entity.names.snake
    if keyword.iskeyword(argument) or argument == "self" or hasattr(builtins, argument):
        argument = "record"
    signature = pycode.Group(
        f"def {method_name(transition)}(",
        (("", "self"), ("", f"{argument}: {entity.name}")),
        ") -> None:",
    )
    sources = " or ".join(labels[value] for value in transition.from_)
    return TransitionSource(
        decorator=pycode.render(decorator, 4),
        signature=pycode.render(signature, 4),
        docstring=pycode.docstring(f"From {sources} to {labels[transition.to]}", 8),
    )


def admin_source(genome: Genome, entity: Entity, imports: Imports) -> AdminSource:
    base = f"{_kind(entity)}ModelAdmin"
    imports.add("django.contrib", "admin")
    imports.add("apps.core.admin", base)
    imports.add(f"apps.{entity.app}.models", entity.name)
    if entity.soft_delete:
        imports.add("apps.core.restoring_admin", "SoftDeleteAdmin")
        base = f"SoftDeleteAdmin, {base}"
    columns = [field.name for field in entity.fields if field.list and field.type != "references"]
    tenant = ["workspace"] if entity.scope == "workspace" else []
    itself = [] if entity.display in columns else ["__str__"]
    shown = [*itself, *columns, *tenant, "created_at"]
    lines = [pycode.growing("list_display", _strings(shown), 4)]
    narrowed = [
        field.name for field in entity.fields if field.filter and field.type in {"enum", "boolean"}
    ]
    if narrowed:
        lines.append(pycode.assignment("list_filter", _strings(narrowed), 4))
    searched = search_fields(genome, entity)
    if searched:
        lines.append(pycode.assignment("search_fields", _strings(searched), 4))
    return AdminSource(
        model=entity.name,
        base=base,
        docstring=_whose(entity, "of all workspaces"),
        attributes=lines,
    )


def _whose(entity: Entity, workspaces: str) -> str:
    """Return a docstring of a class: which records it is about."""
    whose = workspaces if entity.scope == "workspace" else "that all workspaces share"
    return pycode.docstring(f"{entity.names.plural_label} {whose}", 4)


def _kind(entity: Entity) -> str:
    return "Global" if entity.scope == "global" else "Workspace"


def _strings(names: Iterable[str]) -> pycode.Group:
    return pycode.listing(pycode.string(name) for name in names)


def references(genome: Genome, entity: Entity) -> list[Field]:
    """Return the relations of the entity whose targets belong to the workspace."""
    return [
        field for field in entity.fields if field.to and target_scope(genome, field) == "workspace"
    ]
