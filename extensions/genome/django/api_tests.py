"""What the generated tests of an entity's views, API and life across workspaces state.

The values are plain data and finished source, from which the templates print tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .. import pycode
from ..expressions import parse
from ..pycode import Code
from ..samples import fields_of
from ..schema import Entity, Field, Genome
from . import access
from .api import can_restore, transition_path
from .cases import (
    cases,
    in_workspace,
    is_demanded,
    made,
    make,
    payload_line,
    post_arguments,
    quoted,
    row,
)
from .imports import Imports
from .values import capacity


@dataclass(frozen=True)
class Access:
    """The roles that may and may not do something, as decorators; empty where there is none."""

    allowed: str
    refused: str


@dataclass(frozen=True)
class ViewTests:
    name: str
    basename: str
    role: str
    list: Access
    retrieve: Access
    create: Access
    update: Access
    delete: Access
    hidden: str
    shown: str
    unwritable: str
    has_list: bool
    many: int
    written_by_staff: bool
    is_kept: bool
    after_deletion: Sequence[str]
    post: str
    record: str
    another: str
    payload: str
    staff_payload: str
    batch: str


@dataclass(frozen=True)
class ApiTests:
    name: str
    basename: str
    role: str
    payload: str
    post: str
    has_life: bool
    changing: list[str]
    delete: str
    restoring: list[str]
    narrowing: str
    with_one: str
    with_other: str
    findable: str
    another: str
    older: str
    newer: str
    missing: str
    can_list: bool


@dataclass(frozen=True)
class IntegrationTests:
    name: str
    basename: str
    role: str
    methods: str
    is_global: bool
    has_list: bool
    record: str
    another: str
    started: str
    workflow_field: str
    jump: str
    moves: str
    wrong: str
    barred: str


def view_tests(genome: Genome, entity: Entity, imports: Imports) -> ViewTests:
    hidden: list[Code] = []
    shown: list[Code] = []
    unwritable: list[Code] = []
    for field in entity.fields:
        for role in access.roles_with(entity, "retrieve") if field.read is not None else []:
            (shown if access.is_readable(field, role) else hidden).append(
                row(quoted(role), quoted(field.name))
            )
        for role in access.roles_with(entity, "update") if field.write is not None else []:
            if not access.is_writable(entity, field, role):
                unwritable.append(row(quoted(role), quoted(field.name)))
    many = min(50, capacity(genome, entity))
    return ViewTests(
        name=entity.name,
        basename=entity.names.kebab,
        role=quoted(access.manager(genome, entity)),
        list=_access(genome, entity, "list"),
        retrieve=_access(genome, entity, "retrieve"),
        create=_access(genome, entity, "create"),
        update=_access(genome, entity, "update"),
        delete=_access(genome, entity, "delete"),
        hidden=cases(("role", "field"), hidden),
        shown=cases(("role", "field"), shown),
        unwritable=cases(("role", "field"), unwritable),
        has_list="list" in entity.operations and many > 1,
        many=many,
        written_by_staff=entity.is_global and "create" in entity.operations,
        is_kept=entity.soft_delete,
        after_deletion=_after_deletion(entity),
        post=post_arguments(entity),
        record=made(entity, "record"),
        another=pycode.render(make(entity), 8),
        payload=payload_line(entity, "role"),
        staff_payload=payload_line(entity, '"owner"'),
        batch=pycode.render(
            pycode.Group(
                f"{entity.name}Factory.create_batch(",
                (
                    ("", str(many - 1)),
                    *((f"{key}=", value) for key, value in in_workspace(entity).items()),
                ),
                ")",
            ),
            8,
        ),
    )


def _access(genome: Genome, entity: Entity, operation: str) -> Access:
    if operation not in entity.operations:
        return Access("", "")
    if entity.scope == "global" and operation in {"create", "update", "delete"}:
        return Access("", cases("role", [quoted(role.name) for role in genome.all_roles]))
    allowed = access.roles_with(entity, operation)
    refused = [role.name for role in genome.all_roles if role.name not in allowed]
    if operation == "create":
        allowed = [role for role in allowed if access.can_create(entity, role)]
    return Access(
        cases("role", list(map(quoted, allowed))), cases("role", list(map(quoted, refused)))
    )


def api_tests(genome: Genome, entity: Entity, imports: Imports) -> ApiTests:
    role = access.manager(genome, entity)
    editable = [field for field in entity.fields if access.is_writable(entity, field, role)]
    plain = [field for field in entity.fields if _takes(field, "Findable example")]
    changed = next((field for field in editable if field in plain and not field.write_once), None)
    found = next(
        (
            field
            for field in plain
            if field.search and access.is_readable(field, role) and genome.search != "none"
        ),
        None,
    )
    narrowed = next(
        (
            field
            for field in entity.fields
            if field.filter
            and field.type == "enum"
            and len(field.choices) > 1
            and access.is_readable(field, role)
        ),
        None,
    )
    checked = set().union(*(fields_of(parse(check.check)) for check in entity.checks), set())
    narrowed = None if narrowed and narrowed.name in checked else narrowed
    can_list = role in access.roles_with(entity, "list")
    everything = {"create", "retrieve", "update", "delete"} <= set(entity.permissions.get(role, ()))
    demanded = [quoted(field.name) for field in editable if is_demanded(field)]
    may_create = not entity.is_global and access.can_create(entity, role)
    one, other = (quoted(choice.value) for choice in narrowed.choices[:2]) if narrowed else ("", "")
    return ApiTests(
        name=entity.name,
        basename=entity.names.kebab,
        role=quoted(role),
        payload=payload_line(entity, quoted(role)),
        post=post_arguments(entity),
        has_life=may_create and everything,
        changing=_changing(entity, changed) if changed else [],
        delete=f"client.delete(detail{_any_version(entity)})",
        restoring=_restoring(entity) if can_restore(entity) else [],
        narrowing=_narrowing(role, narrowed.name, one) if narrowed and can_list else "",
        with_one=made(entity, "wanted", **{narrowed.name: one}) if narrowed else "",
        with_other=pycode.render(make(entity, **{narrowed.name: other}), 8) if narrowed else "",
        findable=made(entity, "wanted", **{found.name: '"Findable example"'})
        if found and can_list
        else "",
        another=pycode.render(make(entity), 8),
        older=made(entity, "older"),
        newer=made(entity, "newer"),
        missing=pycode.assignment("missing", pycode.set_of(demanded), 8)
        if may_create and demanded
        else "",
        can_list=can_list,
    )


def _narrowing(role: str, name: str, value: Code) -> str:
    """Return the line that asks for the records with one value."""
    wanted = pycode.mapping([(quoted(name), value)])
    listed = pycode.call(f"signed_in_as({quoted(role)}).get", "self.url", wanted)
    return pycode.assignment("response", listed, 8)


def _restoring(entity: Entity) -> list[str]:
    """Return the lines that bring a deleted record back."""
    call = f'client.post(f"{{detail}}restore/"{_any_version(entity)})'
    return [
        f"assert {call}.status_code == 200",
        "assert client.get(detail).status_code == 200",
    ]


def _after_deletion(entity: Entity) -> list[str]:
    """Return the lines that look for a deleted record: it is gone, or kept out of sight."""
    if entity.soft_delete:
        return ["record.refresh_from_db()", "assert record.deleted_at is not None"]
    return [
        f"with pytest.raises({entity.name}.DoesNotExist):",
        "    record.refresh_from_db()",
    ]


def _changing(entity: Entity, field: Field) -> list[str]:
    """Return the lines that change a text of the record; of the version that was created."""
    change = pycode.mapping([(quoted(field.name), '"Changed"')])
    seen: dict[str, Code] = {}
    if entity.versioned:
        seen["headers"] = pycode.mapping([('"If-Match"', 'created["ETag"]')])
    return [
        pycode.assignment("changed", pycode.call("client.patch", "detail", change, **seen), 8),
        f'assert changed.json()[{quoted(field.name)}] == "Changed"',
    ]


def _any_version(entity: Entity) -> str:
    """Return the argument of a request that changes a record, whatever its version."""
    return ', headers={"If-Match": "*"}' if entity.versioned else ""


def _takes(field: Field, text: str) -> bool:
    return (
        field.type in {"string", "text"}
        and not field.pattern
        and not field.computed
        and not field.encrypted
        and (field.max_length or 255) >= len(text)
        and (field.min_length or 0) <= len(text)
    )


def integration_tests(genome: Genome, entity: Entity, imports: Imports) -> IntegrationTests:
    role = access.manager(genome, entity)
    allowed = entity.permissions.get(role, ())
    methods = [
        method
        for operation, method in (
            ("retrieve", "get"),
            ("update", "patch"),
            ("update", "put"),
            ("delete", "delete"),
        )
        if operation in allowed
    ]
    moves, wrong, barred = _workflow(entity) if entity.workflow else ([], [], [])
    return IntegrationTests(
        name=entity.name,
        basename=entity.names.kebab,
        role=quoted(role),
        methods="" if entity.is_global else cases("method", list(map(quoted, methods))),
        is_global=entity.is_global,
        has_list="list" in allowed and not entity.is_global,
        record=made(entity, "record"),
        another=pycode.render(make(entity), 8),
        started=made(
            entity, "record", **({entity.workflow.field: "start"} if entity.workflow else {})
        ),
        workflow_field=entity.workflow.field if entity.workflow else "",
        jump=_jump(entity, quoted(role)) if role in access.roles_with(entity, "update") else "",
        moves=cases(("name", "role", "start", "end"), moves),
        wrong=cases(("name", "role", "start"), wrong),
        barred=cases(("name", "role", "start"), barred),
    )


def _jump(entity: Entity, role: str) -> str:
    """Return the line that asks for a change of the workflow's field, or nothing."""
    if not entity.workflow:
        return ""
    field = entity.fields_by_name[entity.workflow.field]
    elsewhere = next(
        (choice.value for choice in field.choices if choice.value != field.default), None
    )
    if elsewhere is None or field.default is None:
        return ""
    change = pycode.mapping([(quoted(field.name), quoted(elsewhere))])
    asked = pycode.call(f"client_as({role}).patch", 'f"{self.url}{record.pk}/"', change)
    return pycode.assignment("response", asked, 8)


def _workflow(entity: Entity) -> tuple[list[Code], list[Code], list[Code]]:
    """Return cases of moves that work, that start wrong, and that a role may not make."""
    assert entity.workflow
    values = [choice.value for choice in entity.fields_by_name[entity.workflow.field].choices]
    moves: list[Code] = []
    wrong: list[Code] = []
    barred: list[Code] = []
    for transition in entity.workflow.transitions:
        able = access.roles_for(entity, transition)
        unable = [name for name in access.roles_with(entity, "retrieve") if name not in able]
        name, first = quoted(transition_path(transition)), quoted(transition.from_[0])
        outside = [value for value in values if value not in transition.from_]
        if able:
            moves.append(row(name, quoted(able[0]), first, quoted(transition.to)))
        if able and outside:
            wrong.append(row(name, quoted(able[0]), quoted(outside[0])))
        if unable:
            barred.append(row(name, quoted(unable[0]), first))
    return moves, wrong, barred
