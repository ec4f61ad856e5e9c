"""What belongs to the frontend as a whole: its places, its entities, its dashboard."""

from collections.abc import Iterator
from dataclasses import dataclass

from .. import tscode
from ..django.api import filtered, summary_fields
from ..names import mid_sentence
from ..project import one_line
from ..schema import BUILT_IN_ROLES, Entity, Genome, Role, Screen
from ..tscode import Code
from .definition import constant_name, folder, operations, registry_key
from .icons import icon

# What a screen of the manifest is for.
SHOWN_BY = {"list": ["list"], "detail": ["retrieve"], "form": ["create", "update"]}


@dataclass(frozen=True)
class Site:
    """Finished source of the frontend's product-wide files."""

    product: list[str]
    icons: str
    destinations: str
    registry: list[str]
    widgets: str


def site_of(genome: Genome) -> Site:
    """Work out what the frontend knows of the product as a whole."""
    listed = [entity for entity in genome.entities if "list" in operations(entity)]
    icons = {icon(_words(entity)) for entity in listed}
    return Site(
        product=_product(genome),
        icons=tscode.named_import("lucide-react", [*sorted(icons), "type LucideIcon"]),
        destinations=tscode.growing(map(_destination, listed)),
        registry=[_loader(entity) for entity in genome.entities],
        widgets=tscode.growing(_widgets(genome)),
    )


def _product(genome: Genome) -> list[str]:
    entries: list[tuple[str, Code]] = [
        ("title", tscode.string(one_line(genome.project_title))),
        ("description", tscode.string(one_line(genome.description))),
        ("screenRoles", _screen_roles(genome)),
        ("roles", tscode.mapping(map(_role, (*BUILT_IN_ROLES, *genome.roles)))),
    ]
    return [tscode.entry(key, value, 2) for key, value in entries]


def _screen_roles(genome: Genome) -> Code:
    """Return who sees the screens that are not for everybody: entity to operation to roles."""
    keys = {entity.name: registry_key(entity) for entity in genome.entities}
    found: dict[str, dict[str, list[Screen]]] = {}
    for screen in genome.screens:
        for operation in SHOWN_BY.get(screen.kind, ()) if screen.entity else ():
            of_entity = found.setdefault(keys[screen.entity or ""], {})
            of_entity.setdefault(operation, []).append(screen)
    return tscode.mapping(
        (key, tscode.mapping(entries))
        for key, by_operation in found.items()
        if (entries := [*_limited(by_operation)])
    )


def _limited(by_operation: dict[str, list[Screen]]) -> Iterator[tuple[str, Code]]:
    for operation, screens in by_operation.items():
        roles = [screen.roles for screen in screens]
        if None not in roles:
            named = dict.fromkeys(role for each in roles for role in each or ())
            yield operation, tscode.strings(named)


def _role(role: Role) -> tuple[str, Code]:
    return role.name, tscode.mapping([("label", tscode.string(role.names.label))])


def _words(entity: Entity) -> list[str]:
    return entity.names.snake.split("_")


def _destination(entity: Entity) -> Code:
    return tscode.mapping(
        [
            ("entity", tscode.string(registry_key(entity))),
            ("label", tscode.string(entity.names.plural_label)),
            ("singular", tscode.string(mid_sentence(entity.names.label))),
            ("href", tscode.string(f"/{folder(entity)}")),
            ("Icon", icon(_words(entity))),
        ]
    )


def _loader(entity: Entity) -> str:
    key = tscode.key(registry_key(entity))
    module = f'import("@/features/{folder(entity)}/definition")'
    read = f"(module) => module.{constant_name(entity)}"
    line = f"{key}: () => {module}.then({read}),"
    if len(line) + 2 <= tscode.WIDTH:
        return line
    below = f"{module}.then({read}),"
    if len(below) + 4 <= tscode.WIDTH:
        return f"{key}: () =>\n    {below}"
    return f"{key}: () =>\n    {module}.then(\n      {read},\n    ),"


def _widgets(genome: Genome) -> list[Code]:
    """Return what the dashboard shows: by default, how records stand and what is new."""
    listed = {entity.name: entity for entity in genome.entities if "list" in operations(entity)}
    manifest = next((screen for screen in genome.screens if screen.kind == "dashboard"), None)
    if manifest and manifest.widgets:
        return [
            _widget(listed[widget.entity], widget.show, widget.by)
            for widget in manifest.widgets
            if widget.entity in listed
        ]
    own = [entity for entity in listed.values() if not entity.is_global]
    enums = [
        (entity, field) for entity in own for field in filtered(entity) if field.type == "enum"
    ]
    first = {entity.name: field for entity, field in reversed(enums)}
    counts = [
        _widget(entity, "count", first[entity.name].name) for entity in own if entity.name in first
    ]
    return [*counts, *(_widget(entity, "latest", None) for entity in own[:1])]


def _widget(entity: Entity, show: str, by: str | None) -> Code:
    entries = [("entity", registry_key(entity)), ("show", show)]
    if by in summary_fields(entity):
        entries.append(("by", str(by)))
    return tscode.mapping((key, tscode.string(text)) for key, text in entries)
