"""Who may do what, read from the genome's tables."""

from ..schema import Entity, Field, Genome, Transition

ORDER = ("create", "list", "retrieve", "update", "delete")


def roles_with(entity: Entity, operation: str) -> list[str]:
    """Return the names of the roles that may carry out an operation."""
    return [role for role, operations in entity.permissions.items() if operation in operations]


def roles_for(entity: Entity, transition: Transition) -> list[str]:
    """Return the names of the roles that may carry out a transition.

    They are the transition's own, else those that may update.
    """
    return list(transition.roles) if transition.roles is not None else roles_with(entity, "update")


def may(genome: Genome, entity_name: str, role: str, operation: str) -> bool:
    entity = genome.entities_by_name[entity_name]
    return entity.scope == "global" or operation in entity.permissions.get(role, ())


def is_readable(field: Field, role: str) -> bool:
    return field.read is None or role in field.read


def is_writable(entity: Entity, field: Field, role: str) -> bool:
    """Tell whether a role may set the field when it creates a record."""
    if field.computed or field.read_only:
        return False
    if entity.workflow and field.name == entity.workflow.field and field.default is not None:
        return False
    return field.write is None or role in field.write


def can_create(entity: Entity, role: str) -> bool:
    """Tell whether the role may create records and may set all that a record needs."""
    needed = [
        field
        for field in entity.fields
        if field.required and field.default is None and not field.computed
    ]
    return role in roles_with(entity, "create") and all(
        is_writable(entity, field, role) for field in needed if not field.read_only
    )


def writer(genome: Genome, entity: Entity) -> str:
    """Return the role that can set most fields of a new record."""
    return max(
        (role.name for role in genome.all_roles),
        key=lambda role: (
            can_create(entity, role),
            sum(is_writable(entity, field, role) for field in entity.fields),
        ),
    )


def manager(genome: Genome, entity: Entity) -> str:
    """Return the role that may carry out most operations."""
    return max(
        (role.name for role in genome.all_roles),
        key=lambda role: (
            can_create(entity, role),
            sum(operation in entity.permissions.get(role, ()) for operation in ORDER),
        ),
    )
