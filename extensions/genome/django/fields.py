"""Genome fields as Django model fields."""

import re
import unicodedata

from .. import pycode
from ..expressions import Binary, Call, Expression, FieldRef, Literal, parse
from ..pycode import Code, Group
from ..resolution import LENGTHS
from ..schema import Choice, Entity, Field, Genome
from .expressions import value_expression
from .imports import Imports
from .literals import data_literal, literal

CHOICE_LENGTH = 50
MEMBER_LENGTH = 40
TEXT_KINDS = ("string", "text", "slug", "email", "url", "phone")
# RESTRICT refuses like PROTECT, but lets a workspace be deleted with all that is in it.
ON_DELETE = {
    "protect": "models.RESTRICT",
    "cascade": "models.CASCADE",
    "set_null": "models.SET_NULL",
}
RELATIONS = {"reference", "one_to_one", "references"}
NULLABLE = frozenset(
    """
    integer big_integer decimal float boolean date datetime time duration uuid reference one_to_one
    """.split()
)
SIMPLE = {
    "integer": "models.IntegerField",
    "big_integer": "models.BigIntegerField",
    "float": "models.FloatField",
    "boolean": "models.BooleanField",
    "date": "models.DateField",
    "datetime": "models.DateTimeField",
    "time": "models.TimeField",
    "duration": "models.DurationField",
    "uuid": "models.UUIDField",
    "json": "models.JSONField",
    "file": "models.FileField",
    "image": "models.ImageField",
    "text": "models.TextField",
}
# Text fields, with the length that Django gives them by itself.
SIZED: dict[str, tuple[str, int | None]] = {
    "string": ("models.CharField", None),
    "slug": ("models.SlugField", 50),
    "email": ("models.EmailField", 254),
    "url": ("models.URLField", 200),
    "phone": ("models.CharField", None),
}
# What a column of encrypted text has to check by itself.
SHAPES = {"email": "validate_email", "slug": "validate_slug", "url": "URLValidator()"}
# What the body of a model class means by a name, so that no class in it may be called so.
CHOICES_TAKEN = frozenset(
    """
    Abs ArrayField Cast Coalesce Concat Decimal DoesNotExist EncryptedTextField Exact False Fresh
    GlobalModel GreaterThan GreaterThanOrEqual Length LessThan LessThanOrEqual Lower
    MaxLengthValidator MaxValueValidator Meta MinLengthValidator MinValueValidator
    MultipleObjectsReturned None NotUpdated NullIf RegexValidator Round True URLValidator Upper
    WorkspaceModel
    """.split()
)


def model_field(genome: Genome, entity: Entity, field: Field, imports: Imports) -> Code:
    """Return the right-hand side of a model field, and add what it needs to `imports`."""
    if field.computed:
        return _generated(genome, entity, field, imports)
    name, arguments = _type(genome, entity, field, imports)
    arguments += _nullability(field)
    default = default_value(field, entity, imports)
    if default is not None:
        arguments.append(("default", default))
    checks = _validators(field, imports)
    if checks:
        arguments.append(("validators", pycode.listing(checks)))
    arguments += _texts(field)
    positional = [("", value) for key, value in arguments if not key]
    keyword = [(f"{key}=", value) for key, value in arguments if key]
    return Group(f"{name}(", (*positional, *keyword), ")")


def choices_class(field: Field) -> str:
    """Return the name of the `TextChoices` class nested in the model."""
    name = field.names.pascal
    return f"{name}Choice" if name in CHOICES_TAKEN else name


def is_workspace_unique(genome: Genome, entity: Entity, field: Field) -> bool:
    """Tell whether uniqueness of the field has to be declared together with the workspace.

    A one-to-one to an entity of the same workspace is unique by itself.
    """
    if field.type == "one_to_one":
        return not is_plain_one_to_one(genome, entity, field)
    return bool(field.unique)


def is_plain_one_to_one(genome: Genome, entity: Entity, field: Field) -> bool:
    """Tell whether a one-to-one can be Django's own.

    A user or a global record serves many workspaces: there, one-to-one means one in each. Where
    deleted records are kept, it means one that is not deleted.
    """
    if field.type != "one_to_one" or entity.soft_delete:
        return False
    return target_scope(genome, field) == "workspace"


def target_scope(genome: Genome, field: Field) -> str:
    """Return `user`, `workspace` or `global`."""
    if field.to == "User":
        return "user"
    return genome.entities_by_name[str(field.to)].scope


def _type(
    genome: Genome, entity: Entity, field: Field, imports: Imports
) -> tuple[str, list[tuple[str, Code]]]:
    if field.type in RELATIONS:
        return _relation(genome, entity, field)
    if field.type == "enum":
        return "models.CharField", [
            ("max_length", str(choice_length(field))),
            ("choices", choices_class(field)),
        ]
    if field.encrypted:
        imports.add("apps.core.encryption", "EncryptedTextField")
        return "EncryptedTextField", []
    if field.type in SIZED:
        name, length = SIZED[field.type]
        return name, [] if field.max_length == length else [("max_length", str(field.max_length))]
    if field.type == "decimal":
        return "models.DecimalField", [
            ("max_digits", str(field.digits)),
            ("decimal_places", str(field.places)),
        ]
    if field.type == "array":
        imports.add("django.contrib.postgres.fields", "ArrayField")
        return "ArrayField", [("", _array_element(field))]
    arguments: list[tuple[str, Code]] = []
    if field.type in {"file", "image"}:
        path = imports.function("apps.core.models", "upload_path")
        arguments = [("upload_to", path), ("max_length", "255")]
    if field.type == "text" and field.max_length:
        arguments = [("max_length", str(field.max_length))]
    return SIMPLE[field.type], arguments


def choice_length(field: Field) -> int:
    """Room for longer choices later, so that a new one does not alter the column."""
    return max(CHOICE_LENGTH, *(len(choice.value) for choice in field.choices))


def _array_element(field: Field) -> Code:
    element = field.of or "string"
    if element in SIZED:
        return pycode.call(SIZED[element][0], max_length=str(field.max_length or LENGTHS[element]))
    if element == "decimal":
        return pycode.call(
            "models.DecimalField", max_digits=str(field.digits), decimal_places=str(field.places)
        )
    return pycode.call(SIMPLE[element])


def _relation(genome: Genome, entity: Entity, field: Field) -> tuple[str, list[tuple[str, Code]]]:
    arguments: list[tuple[str, Code]] = [("", pycode.string(target_label(genome, entity, field)))]
    if field.type != "references":
        arguments.append(("on_delete", ON_DELETE[str(field.on_delete)]))
    if field.type == "references":
        name = "models.ManyToManyField"
    elif is_plain_one_to_one(genome, entity, field):
        name = "models.OneToOneField"
    else:
        name = "models.ForeignKey"
    if not field.required:
        nothing = [("null", "True")] if field.type != "references" else []
        arguments += [*nothing, ("blank", "True")]
    if field.is_many_to_many and field.to == entity.name:
        arguments.append(("symmetrical", "False"))
    arguments.append(("related_name", pycode.string(field.reverse_name)))
    return name, arguments


def target_label(genome: Genome, entity: Entity, field: Field) -> str:
    """Return `app_label.Model` of the target of one of the entity's relations."""
    if field.to == "User":
        return "users.CustomUser"
    if field.to == entity.name:
        return "self"
    target = genome.entities_by_name[str(field.to)]
    return f"{app_label(target.app)}.{target.name}"


DJANGO_LABELS = frozenset(
    """
    admin auth contenttypes messages postgres sessions sitemaps sites staticfiles syndication
    redirects flatpages humanize gis account socialaccount mfa token_blacklist rest_framework
    django_filters drf_spectacular authtoken
    """.split()
)


def app_label(app: str) -> str:
    """Return the app's Django label; a label that Django or a library has already gets a prefix."""
    return f"app_{app}" if app in DJANGO_LABELS else app


def _nullability(field: Field) -> list[tuple[str, Code]]:
    if (
        field.required
        or field.type in RELATIONS
        or (field.type == "boolean" and field.default is not None)
    ):
        return []
    if field.type == "boolean":
        return []
    if field.type in NULLABLE and field.default is None:
        return [("null", "True"), ("blank", "True")]
    return [("blank", "True")]


def default_value(field: Field, entity: Entity, imports: Imports) -> Code | None:
    """Return the default as Python source, or None where the field has none."""
    value = field.default
    if field.type in {"json", "array"}:
        return _mutable_default(field, entity, imports)
    if value is None:
        return "False" if field.type == "boolean" and not field.required else None
    if field.type == "enum":
        return f"{choices_class(field)}.{choice_member(field, value)}"
    return literal(field.type, value, imports)


def _mutable_default(field: Field, entity: Entity, imports: Imports) -> Code | None:
    if field.default is None and field.required:
        return None
    if field.default not in (None, [], {}):
        imports.add("apps.core.defaults", "Fresh")
        return pycode.call("Fresh", data_literal(field.default))
    name = "list" if field.type == "array" or field.default == [] else "dict"
    if any(other.name == name for other in entity.fields):
        imports.add("builtins", None)
        return f"builtins.{name}"
    return name


def _validators(field: Field, imports: Imports) -> list[Code]:
    found: list[Code] = []
    for bound, validator in ((field.min, "MinValueValidator"), (field.max, "MaxValueValidator")):
        if bound is not None:
            imports.add("django.core.validators", validator)
            found.append(pycode.call(validator, literal(field.type, bound, imports)))
    if field.min_length:
        imports.add("django.core.validators", "MinLengthValidator")
        found.append(pycode.call("MinLengthValidator", str(field.min_length)))
    if field.max_length and field.encrypted:
        imports.add("django.core.validators", "MaxLengthValidator")
        found.append(pycode.call("MaxLengthValidator", str(field.max_length)))
    if field.pattern:
        imports.add("django.core.validators", "RegexValidator")
        found.append(pycode.call("RegexValidator", pycode.regex(field.pattern)))
    if field.encrypted and field.type in SHAPES:
        validator = SHAPES[field.type]
        name = validator.removesuffix("()")
        found.append(validator.replace(name, imports.function("django.core.validators", name)))
    if field.type == "phone":
        found.append(imports.function("apps.core.validators", "phone_number"))
    return found


def _texts(field: Field) -> list[tuple[str, Code]]:
    texts: list[tuple[str, Code]] = []
    if field.label and field.label != field.names.snake.replace("_", " "):
        texts.append(("verbose_name", pycode.string(field.label)))
    if field.help:
        texts.append(("help_text", pycode.string(field.help)))
    return texts


def _generated(genome: Genome, entity: Entity, field: Field, imports: Imports) -> Code:
    stored = field.model_copy(update={"computed": None, "required": True, "default": None})
    if field.type in SIZED:
        # A result that did not fit would refuse the record that it is computed from.
        longest = longest_text(parse(str(field.computed)), entity)
        limit = None if longest is None else max(longest, _room(field))
        kind = "text" if longest is None else field.type
        stored = stored.model_copy(update={"type": kind, "max_length": limit})
    name, arguments = _type(genome, entity, stored, imports)
    output = Group(f"{name}(", tuple((f"{key}=", value) for key, value in arguments), ")")
    return pycode.call_with(
        "models.GeneratedField",
        {
            "expression": value_expression(parse(str(field.computed)), entity, imports),
            "output_field": output,
            "db_persist": "True",
            **({"null": "True"} if _may_be_null(parse(str(field.computed)), entity) else {}),
            **dict(_texts(field)),
        },
    )


def _room(field: Field) -> int:
    return field.max_length or LENGTHS.get(field.type, 0)


def longest_text(node: Expression, entity: Entity) -> int | None:
    """Return how long the text of an expression can be; None for any length."""
    if isinstance(node, Literal):
        return len(str(node.value))
    if isinstance(node, FieldRef):
        field = entity.fields_by_name[node.name]
        if field.type == "enum":
            return choice_length(field)
        return field.max_length if field.type == "text" else _room(field)
    assert isinstance(node, Binary | Call)  # nothing else makes a text
    parts = (node.left, node.right) if isinstance(node, Binary) else node.args
    lengths = [longest_text(part, entity) for part in parts]
    known = [length for length in lengths if length is not None]
    if len(known) < len(lengths):
        return None
    return max(known) if isinstance(node, Call) and node.name != "concat" else sum(known)


def _may_be_null(node: Expression, entity: Entity) -> bool:
    """Tell whether an expression can be empty: by an operand, or by a division by 0."""
    if isinstance(node, FieldRef):
        field = entity.fields_by_name[node.name]
        return ("null", "True") in _nullability(field)
    if isinstance(node, Binary):
        sides = _may_be_null(node.left, entity) or _may_be_null(node.right, entity)
        return sides or node.op in {"/", "%"}
    if isinstance(node, Call):
        empty = [_may_be_null(arg, entity) for arg in node.args]
        return all(empty) if node.name == "coalesce" else any(empty)
    return False


def choice_member(field: Field, value: str) -> str:
    """Return the name of the member that stands for a choice's value."""
    return next(member for member, choice in choice_members(field) if choice.value == value)


def choice_members(field: Field) -> list[tuple[str, Choice]]:
    """Return each choice with the name of its member, a unique identifier in upper case."""
    members: list[tuple[str, Choice]] = []
    taken: set[str] = set()
    for number, choice in enumerate(field.choices, start=1):
        name = _member_name(choice.value) or f"VALUE_{number}"
        while name in taken:
            name = f"{name}_{number}"
        taken.add(name)
        members.append((name, choice))
    return members


def _member_name(value: str) -> str:
    """Write a value as a constant: `in progress` -> `IN_PROGRESS`, `24/7` -> `VALUE_24_7`.

    Of a long value, its beginning: lines have to hold the name.
    """
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_").upper()
    name = name[:MEMBER_LENGTH].rstrip("_")
    return f"VALUE_{name}" if name[:1].isdigit() else name
