"""Believable values of a field, as declarations of factory_boy."""

import datetime
import math
import sys
from decimal import Decimal
from typing import Any

from .. import pycode
from ..pycode import Code
from ..resolution import LENGTHS
from ..schema import Entity, Field, Genome
from .fields import choices_class
from .imports import Imports
from .literals import literal

# The end of a text field's name -> provider of Faker, and the most characters that it gives.
PROVIDERS = {
    "full_name": ("name", 40),
    "first_name": ("first_name", 20),
    "last_name": ("last_name", 20),
    "surname": ("last_name", 20),
    "city": ("city", 40),
    "town": ("city", 40),
    "address": ("street_address", 60),
    "address_line_1": ("street_address", 60),
    "address_line_2": ("secondary_address", 30),
    "street": ("street_address", 60),
    "postcode": ("postcode", 12),
    "postal_code": ("postcode", 12),
    "zip": ("postcode", 12),
    "company": ("company", 60),
    "company_name": ("company", 60),
    "job_title": ("job", 60),
    "colour": ("safe_color_name", 20),
    "color": ("safe_color_name", 20),
    "iban": ("iban", 34),
    "language": ("language_name", 40),
    "currency": ("currency_code", 3),
    "barcode": ("ean13", 13),
    "ean": ("ean13", 13),
}
PATTERNED = {
    "^#[0-9a-fA-F]{6}$": "hex_color",
    "^[A-Z]{2}$": "country_code",
    "^[A-Z]{3}$": "currency_code",
}
# The most characters that our own providers in `apps/core/samples.py` give.
PROPER_NAME, PHRASE, REMARK = 16, 30, 100
CODE_ENDINGS = (
    "code",
    "number",
    "key",
    "sku",
    "ref",
    "reference",
    "mrn",
    "id",
    "identifier",
    "serial",
)
LONGEST_SAMPLE = 60
EMAIL_LENGTH = LENGTHS["email"]


def declaration(entity: Entity, field: Field, imports: Imports) -> Code:
    """Return the right-hand side of a factory's declaration for a field that is no relation."""
    makers = {
        "text": _paragraph,
        "slug": _slug,
        "email": _email,
        "url": _url,
        "phone": _phone,
        "integer": _integer,
        "big_integer": _integer,
        "decimal": _decimal,
        "float": _float,
        "date": _date,
        "datetime": _datetime,
        "array": _array,
        "file": _file,
        "image": _image,
        "enum": _enum,
    }
    if field.type in makers:
        return makers[field.type](entity, field, imports)
    if field.type == "boolean":
        return faker("boolean")
    if field.type == "time":
        return f"{imports.module('datetime')}.time(9, 30)"
    if field.type == "duration":
        return f"{imports.module('datetime')}.timedelta(minutes=45)"
    if field.type == "uuid":
        return lazily(f"{imports.module('uuid')}.uuid4")
    if field.type == "json":
        return lazily('lambda: {"source": "import"}')
    return _string(entity, field, imports)


def faker(provider: str, **options: Code) -> Code:
    return pycode.call("factory.Faker", pycode.string(provider), **options)


def sequence(value: str) -> Code:
    """Return a declaration whose value comes from the `number` of the record."""
    return pycode.call("factory.Sequence", f"lambda number: {value}")


def lazily(function: str) -> Code:
    return pycode.call("factory.LazyFunction", function)


def limit(field: Field) -> int:
    """Return the most characters that a text field takes."""
    return field.max_length or 2000


def _string(entity: Entity, field: Field, imports: Imports) -> Code:
    most, least = limit(field), field.min_length or 0
    if field.pattern:
        return _matching(field, imports)
    if field.unique or tells_apart(entity, field):
        return _numbered(entity, field)
    provider, length = PROVIDERS.get(
        field.name, PROVIDERS.get(field.name.split("_", 1)[-1], ("", 0))
    )
    if provider and length <= most and least <= 3:
        return faker(provider)
    if field.name.endswith(CODE_ENDINGS) and most >= 8 >= least:
        return faker(
            "bothify",
            text=pycode.string("??-#####"),
            letters=pycode.string("ABCDEFGHJKLMNPRSTUVWXYZ"),
        )
    if field.name.endswith(("name", "label")) and most >= PROPER_NAME and least <= 8:
        return faker("proper_name")
    if most >= PHRASE and least <= 8:
        return faker("phrase")
    return _bounded(least, most)


def _bounded(least: int, most: int) -> Code:
    if least <= 3 and most >= 20:
        return faker("text", max_nb_chars=str(most))
    return faker(
        "pystr", min_chars=str(max(least, 1)), max_chars=str(min(most, max(least, 1) + 20))
    )


def _matching(field: Field, imports: Imports) -> Code:
    known = PATTERNED.get(field.pattern or "")
    if known and not field.unique:
        return faker(known)
    imports.add("apps.core.factories", "text_matching")
    call = pycode.call(
        "lambda number: text_matching",
        pycode.regex(field.pattern or ""),
        str(limit(field)),
        "number",
    )
    return pycode.call("factory.Sequence", call)


def _numbered(entity: Entity, field: Field) -> Code:
    """Return a sequence, so that no two records of a workspace share the value."""
    most, least = limit(field), field.min_length or 0
    if field.name.endswith(CODE_ENDINGS):
        text = f"{field.names.snake.split('_')[0][:3].upper()}-{{number:05d}}"
    else:
        text = f"{entity.names.label} {{number + 1}}"
    fixed = len(text.split("{")[0]) + 5
    if fixed > most or fixed - 4 < least or not _plain(text):
        text = f"{{number:0{min(max(least, min(most, 6)), most)}d}}"
    return _sequence(text)


def _plain(text: str) -> bool:
    return (
        len(text) <= LONGEST_SAMPLE
        and text.isascii()
        and text.isprintable()
        and not set(text) & set("\\\"'")
        and text.count("{") == 1
    )


def _sequence(text: str) -> Code:
    return sequence(f'f"{text}"')


def _paragraph(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.pattern or field.unique:
        return _string(entity, field, imports)
    least, most = field.min_length or 0, limit(field)
    return faker("remark") if most >= REMARK and least <= 40 else _bounded(least, most)


def _slug(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.pattern:
        return _matching(field, imports)
    room = limit(field) - 5
    words = entity.names.kebab
    prefix = (
        words
        if len(words) <= room
        else "".join(word[0] for word in words.split("-"))[: max(room, 0)]
    )
    return _sequence(f"{prefix}-{{number + 1}}" if prefix else "{number}")


def _email(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.unique or limit(field) < EMAIL_LENGTH:
        return _sequence(
            "{number}@example.com"
            if limit(field) < 40
            else f"{field.names.kebab}-{{number}}@example.com"
        )
    return faker("safe_email")


def _url(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.unique:
        return _sequence("https://example.com/{number}")
    return faker("url")


def _phone(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.pattern:
        return _matching(field, imports)
    if field.unique:
        return _sequence("+1202555{number:04d}")
    return faker("numerify", text=pycode.string("+1 202 555 01##"))


def _integer(entity: Entity, field: Field, imports: Imports) -> Code:
    low, high = _range(field, 1, 100)
    if field.unique:
        start = f"{int(low)} + number" if low else "number"
        return sequence(start)
    return faker("random_int", min=str(math.ceil(low)), max=str(math.floor(high)))


def _range(field: Field, low: int, high: int) -> tuple[Decimal, Decimal]:
    """Return a range inside the field's own limits, near to the one asked for."""
    least = None if field.min is None else Decimal(str(field.min))
    most = None if field.max is None else Decimal(str(field.max))
    if least is not None and least < low and (most is None or most >= high):
        least = Decimal(low)
    if least is None:
        least = Decimal(low) if most is None or most >= high else most - (high - low)
    return least, least + (high - low) if most is None else most


def _decimal(entity: Entity, field: Field, imports: Imports) -> Code:
    digits, places = field.digits or 0, field.places or 0
    step = Decimal(1) / Decimal(10) ** places
    room = Decimal(10) ** (digits - places) - step
    low, high = _range(field, 1, 500)
    low, high = max(min(low, room), -room), min(high, room)
    if field.unique:
        imports.add("decimal", "Decimal")
        return sequence(f'Decimal("{low}") + number * Decimal("{step}")')
    if math.ceil(low) > math.floor(high):
        imports.add("decimal", "Decimal")
        return f'Decimal("{low:f}")'
    return faker(
        "pydecimal",
        right_digits=str(places),
        min_value=str(math.ceil(low)),
        max_value=str(math.floor(high)),
    )


def _float(entity: Entity, field: Field, imports: Imports) -> Code:
    low, high = _range(field, 1, 100)
    if field.unique:
        return sequence(f"{float(low)} + number")
    return faker("pyfloat", right_digits="2", min_value=f"{low:f}", max_value=f"{high:f}")


def _date(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.min is not None or field.max is not None:
        year = datetime.timedelta(days=365)
        least: Any = field.min
        most: Any = field.max
        first = most - year if least is None else least
        last = first + year if most is None else most
        return faker(
            "date_between_dates",
            date_start=literal("date", first, imports),
            date_end=literal("date", last, imports),
        )
    if field.unique:
        module = imports.module("datetime")
        start = f"{module}.date(2020, 1, 1)"
        return sequence(f"{start} + {module}.timedelta(days=number)")
    if "birth" in field.name:
        return faker("date_of_birth", minimum_age="18", maximum_age="90")
    if field.name.startswith(("due", "end", "expir", "valid")):
        return faker(
            "date_between", start_date=pycode.string("today"), end_date=pycode.string("+60d")
        )
    return faker("date_between", start_date=pycode.string("-1y"), end_date=pycode.string("today"))


def _datetime(entity: Entity, field: Field, imports: Imports) -> Code:
    module = imports.module("datetime")
    if field.min is not None or field.max is not None:
        return literal("datetime", field.min if field.min is not None else field.max, imports)
    if field.unique:
        start = f"{module}.datetime(2026, 1, 1, tzinfo={module}.UTC)"
        return sequence(f"{start} + {module}.timedelta(hours=number)")
    return faker("date_time_between", start_date=pycode.string("-60d"), tzinfo=f"{module}.UTC")


ELEMENTS: dict[str, Code] = {
    "integer": lazily("lambda: [1, 2, 3]"),
    "big_integer": lazily("lambda: [1, 2, 3]"),
    "boolean": lazily("lambda: [True, False]"),
}


def _array(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.of in ELEMENTS:
        return ELEMENTS[field.of]
    if field.of in {"string", "text"} and (field.max_length or 255) >= 20:
        return faker("tags")
    examples: dict[str, Any] = {
        "slug": "first",
        "email": "one@example.com",
        "url": "https://example.com",
        "phone": "+12025550100",
        "decimal": Decimal("1"),
        "float": 1.5,
        "date": datetime.date(2026, 1, 1),
        "datetime": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        "time": datetime.time(9, 0),
        "uuid": "5d1b7bd3-2f3a-4bd5-9a3d-5f3a0c8d3b10",
    }
    value = literal(field.of or "string", examples.get(field.of or "", "a"), imports)
    return lazily(f"lambda: [{pycode.flat(value)}]")


def _file(entity: Entity, field: Field, imports: Imports) -> Code:
    return pycode.call("factory.django.FileField", filename='"example.txt"', data='b"An example."')


def _image(entity: Entity, field: Field, imports: Imports) -> Code:
    return pycode.call("factory.django.ImageField", filename='"example.png"', format='"PNG"')


def tells_apart(entity: Entity, field: Field) -> bool:
    """Tell whether a field is what keeps a group of fields unique: the first text of the group."""
    for group in entity.unique:
        texts = [name for name in group if entity.fields_by_name[name].type in {"string", "text"}]
        if texts[:1] == [field.name]:
            return True
    return False


def has_few_values(field: Field) -> bool:
    """Tell whether a unique field soon has no value left."""
    return field.unique and field.type in {"enum", "boolean"}


def capacity(genome: Genome, entity: Entity) -> int:
    """Return how many records factories can make in a workspace, by unique fields of few values."""
    counts = [sys.maxsize]
    for field in entity.fields:
        if field.required and has_few_values(field):
            counts.append(len(field.choices) or 2)
        elif field.unique and field.is_number and field.min is not None and field.max is not None:
            counts.append(int(field.max - field.min) + 1)
        elif field.is_to_one and field.required and field.to in genome.entities_by_name:
            counts.append(capacity(genome, genome.entities_by_name[field.to]))
    return min(counts)


def _enum(entity: Entity, field: Field, imports: Imports) -> Code:
    values = f"{entity.name}.{choices_class(field)}.values"
    if field.unique:
        return pycode.call("factory.Iterator", values)
    return faker("random_element", elements=values)
