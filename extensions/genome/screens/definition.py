"""Entities as definitions: all that the generic screens must know of one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .. import tscode
from ..django.api import (
    can_restore,
    filtered,
    has_history,
    method_name,
    ordering_fields,
    search_fields,
    summary_fields,
)
from ..names import mid_sentence
from ..schema import Entity, Field, Genome, Screen
from ..tscode import Code
from . import client
from .fields import BUILT_IN, built_in_source, choices_source, field_source

# Folders of the frontend's own: of routes and of features.
TAKEN = frozenset(
    """
    account accept-invitation api audit auth billing command dashboard forgot-password login members
    onboarding privacy reset-password second-factor settings sign-in sign-up social
    terms verify-email workspaces
    """.split()
)
READ = ("list", "retrieve")
# What takes more room than a column of a page has.
LONG_TYPES = frozenset({"text", "json", "array", "file", "image", "references"})
# Names that no parameter of a function may have.
RESERVED = frozenset(
    """
    arguments await break case catch class const continue debugger default delete do else enum eval
    export extends false finally for function if implements import in instanceof interface let new
    null package private protected public return static super switch this throw true try typeof var
    void while with yield
    """.split()
)
FUNCTIONS = {
    "list": "list",
    "retrieve": "retrieve",
    "create": "create",
    "update": "update",
    "delete": "remove",
}


@dataclass(frozen=True)
class RecordSource:
    """The screens of an entity; a folder of routes and one of features has its name.

    entries: lines of its definition
    """

    folder: str
    constant: str
    title: str
    imports: list[str]
    choices: str
    opening: str
    entries: list[str]
    has_list: bool
    has_detail: bool
    has_create: bool
    has_edit: bool
    list_element: str
    create_element: str
    detail_element: str
    edit_element: str


def record_source(genome: Genome, entity: Entity) -> RecordSource:
    """Work out the definition and the routes of an entity."""
    constant = constant_name(entity)
    offered = operations(entity)
    props = [("definition", constant)]
    one = [*props, ("id", "id")]
    return RecordSource(
        folder=folder(entity),
        constant=constant,
        title=tscode.entry("title", tscode.string(entity.names.plural_label), 2),
        imports=_imports(entity),
        choices=_choices(entity),
        opening=_opening(entity),
        entries=_definition(genome, entity),
        has_list="list" in offered,
        has_detail="retrieve" in offered,
        has_create="create" in offered,
        has_edit="update" in offered and "retrieve" in offered,
        list_element=tscode.element("RecordList", props, 2),
        create_element=tscode.element("RecordForm", props, 2),
        detail_element=tscode.element("RecordDetail", one, 2),
        edit_element=tscode.element("RecordForm", one, 2),
    )


def registry_key(entity: Entity) -> str:
    """Return the entity's key: the base name of its routes, by which permissions go, too."""
    return entity.names.kebab


def constant_name(entity: Entity) -> str:
    return f"{entity.names.camel}Definition"


def folder(entity: Entity) -> str:
    """Return the folder of the entity's routes and feature, such as `patients`."""
    name = entity.names.plural_kebab
    return f"{name}-list" if name in TAKEN else name


def operations(entity: Entity) -> list[str]:
    """Return the operations that screens offer: what all workspaces share, they only show."""
    return [name for name in entity.operations if not entity.is_global or name in READ]


def screen_of(genome: Genome, entity: Entity, kind: str) -> Screen | None:
    """Return what the genome says of a kind of screen of the entity; the first, if of several."""
    return next(
        (
            screen
            for screen in genome.screens
            if screen.entity == entity.name and screen.kind == kind
        ),
        None,
    )


def _definition(genome: Genome, entity: Entity) -> list[str]:
    columns = _columns(genome, entity)
    sections = _sections(genome, entity)
    ordering = [name for name in ordering_fields(entity) if _is_shown(entity, name)]
    shown = {*columns, *ordering, *(name for section in sections for name in section)}
    entries: list[tuple[str, Code]] = [
        ("entity", tscode.string(registry_key(entity))),
        ("path", tscode.string(f"/{folder(entity)}")),
        ("label", tscode.string(mid_sentence(entity.names.label))),
        ("pluralLabel", tscode.string(mid_sentence(entity.names.plural_label))),
    ]
    more: list[tuple[str, Code]] = [
        ("columns", tscode.strings(columns)),
        ("filters", tscode.strings(field.name for field in filtered(entity))),
        ("ordering", tscode.strings(ordering)),
        ("isSearchable", tscode.boolean(bool(search_fields(genome, entity)))),
        ("sections", tscode.listing(map(tscode.strings, sections))),
        ("related", tscode.listing(_related(genome, entity))),
        ("isVersioned", tscode.boolean(entity.versioned)),
        ("hasBin", tscode.boolean(_has_bin(entity))),
    ]
    if entity.workflow and "update" in operations(entity):
        more.append(("workflow", _workflow(entity)))
    return [
        *(tscode.entry(key, value, 2) for key, value in entries),
        _title(entity),
        _exploded("fields", _fields(genome, entity, shown)),
        *(tscode.entry(key, value, 2) for key, value in more),
        _exploded("api", tscode.mapping(_api(entity))),
    ]


def _exploded(key: str, value: tscode.Object) -> str:
    """Return an entry with one item a line, however short: people add items of their own."""
    return f"{key}: {value.exploded(2)}," if value.items else f"{key}: {{}},"


def _is_shown(entity: Entity, name: str) -> bool:
    return name in entity.fields_by_name or name in BUILT_IN


def _has_bin(entity: Entity) -> bool:
    return not entity.is_global and can_restore(entity)


def _fields(genome: Genome, entity: Entity, shown: set[str]) -> tscode.Object:
    targets = {each.name: registry_key(each) for each in genome.entities}
    own = [(field.name, field_source(entity, field, targets)) for field in entity.fields]
    built_in = [(name, built_in_source(name)) for name in BUILT_IN if name in shown]
    return tscode.mapping([*own, *built_in])


def _columns(genome: Genome, entity: Entity) -> list[str]:
    screen = screen_of(genome, entity, "list")
    if screen and screen.columns:
        return list(screen.columns)
    columns = [field.name for field in entity.fields if field.list]
    if entity.display in columns:
        columns.remove(entity.display)
        columns.insert(0, entity.display)
    return columns or [entity.display or entity.fields[0].name]


def _sections(genome: Genome, entity: Entity) -> list[list[str]]:
    screen = screen_of(genome, entity, "detail")
    if screen and screen.sections:
        return [list(section) for section in screen.sections]
    short = [field.name for field in entity.fields if field.type not in LONG_TYPES]
    long = [field.name for field in entity.fields if field.type in LONG_TYPES]
    return [section for section in (short, long) if section]


def _related(genome: Genome, entity: Entity) -> list[Code]:
    """Return the lists below a record: of those that point to it, and can be narrowed to it."""
    screen = screen_of(genome, entity, "detail")
    wanted = list(screen.related) if screen and screen.related else None
    ways = [
        (source, field)
        for source, field in genome.incoming.get(entity.name, [])
        if "list" in operations(source) and field in filtered(source)
    ]
    if wanted is not None:
        ways = [way for name in wanted for way in ways if way[0].name == name]
    return [
        tscode.mapping(
            [
                ("entity", tscode.string(registry_key(source))),
                ("field", tscode.string(field.name)),
            ]
        )
        for source, field in ways
    ]


def _workflow(entity: Entity) -> Code:
    assert entity.workflow
    transitions = [
        tscode.mapping(
            [
                ("name", tscode.string(method_name(transition))),
                ("label", tscode.string(transition.names.label)),
                ("from", tscode.strings(transition.from_)),
                ("run", client.transition_function(entity, transition)),
            ]
        )
        for transition in entity.workflow.transitions
    ]
    return tscode.mapping(
        [
            ("field", tscode.string(entity.workflow.field)),
            ("transitions", tscode.listing(transitions)),
        ]
    )


def _api(entity: Entity) -> Iterable[tuple[str, Code]]:
    offered = operations(entity)
    for operation, key in FUNCTIONS.items():
        if operation in offered:
            yield key, client.function(entity, client.ACTIONS[operation])
    if _has_bin(entity) and "retrieve" in offered:
        yield "retrieveDeleted", client.function(entity, client.ACTIONS["retrieve"])
    if _has_bin(entity):
        yield "restore", client.function(entity, "restore")
    if has_history(entity):
        yield "history", client.function(entity, "history_list")
    if "delete" in offered:
        yield "bulkRemove", client.function(entity, "bulk_delete")
    if _has_bin(entity):
        yield "bulkRestore", client.function(entity, "bulk_restore")
    if "list" in offered:
        yield "export", client.function(entity, "export")
    if "list" in offered and summary_fields(entity):
        yield "summary", client.function(entity, "summary")


def _imports(entity: Entity) -> list[str]:
    functions = {str(name) for _, name in _api(entity)}
    if entity.workflow and "update" in operations(entity):
        functions |= {
            client.transition_function(entity, transition)
            for transition in entity.workflow.transitions
        }
    types = [client.record_type(entity)]
    if _input(entity) != "never":
        types.append(_input(entity))
    return [
        tscode.named_import("@/api/generated/sdk.gen", functions),
        tscode.named_import("@/api/generated/types.gen", types, types=True),
        tscode.named_import("@/records/definition", ["defineEntity"]),
    ]


def _input(entity: Entity) -> str:
    writes = {"create", "update"} & {*operations(entity)}
    return client.input_type(entity) if writes else "never"


def _opening(entity: Entity) -> str:
    types = [client.record_type(entity), _input(entity)]
    start = f"export const {constant_name(entity)} = defineEntity<"
    line = f"{start}{', '.join(types)}>({{"
    if len(line) <= tscode.WIDTH:
        return line
    return f"{start}\n  {types[0]},\n  {types[1]}\n>({{"


def _title(entity: Entity) -> str:
    names = [entity.names.camel] if entity.names.camel not in RESERVED else []
    lines = [f"title: ({name}) => {_title_text(entity, name)}," for name in [*names, "item"]]
    fitting = [line for line in lines if len(line) + 2 <= tscode.WIDTH]
    if fitting:
        return fitting[0]
    # Only a choice of two can be too long for a line.
    condition, *ways = re.split(r" (?=[?:] )", _title_text(entity, "item")[1:-1])
    lines = ["title: (item) =>", f"    {condition}", *(f"      {way}" for way in ways)]
    return "\n".join(lines) + ","


def _title_text(entity: Entity, item: str) -> str:
    """Return what stands for a record, as `__str__` of its model does."""
    otherwise = f"{item}.id"
    if entity.display is None:
        return otherwise
    field = entity.fields_by_name[entity.display]
    value = f"{item}.{field.name}"
    is_certain = field.required and not field.is_restricted and not field.is_computed
    if field.type == "enum":
        text = f"CHOICES[{value}]"
        return text if is_certain else f"({value} ? {text} : {otherwise})"
    if field.is_text:
        return value if is_certain else f"{value} || {otherwise}"
    if field.is_to_one:
        return f"{value}?.label ?? {otherwise}"
    if field.is_file:
        return f"{value}?.name ?? {otherwise}"
    if field.is_many_to_many or field.type in {"json", "array"}:
        return otherwise
    return f"`${{{value}}}`" if is_certain else f"`${{{value} ?? {otherwise}}}`"


def _choices(entity: Entity) -> str:
    """Return the labels by which an enum stands for the record, if one does."""
    field: Field | None = entity.fields_by_name[entity.display] if entity.display else None
    if field is None or field.type != "enum":
        return ""
    value = choices_source(field)
    return f"const CHOICES = {tscode.render(value, 0, used=len('const CHOICES = '), after=1)};"
