"""Believable values of a field, as declarations of factory_boy."""

import datetime
from decimal import Decimal
from typing import Any

from .. import pycode
from ..pycode import Code
from ..resolution import LENGTHS
from ..schema import Entity, Field
from .fields import choices_class, literal
from .imports import Imports

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
        return "datetime.time(9, 30)" if imports.module("datetime") else ""
    if field.type == "duration":
        return f"{imports.module('datetime')}.timedelta(minutes=45)"
    if field.type == "uuid":
        imports.add("uuid", None)
        return "factory.LazyFunction(uuid.uuid4)"
    if field.type == "json":
        return 'factory.LazyFunction(lambda: {"source": "import"})'
    return _string(entity, field, imports)


def faker(provider: str, **options: Code) -> Code:
    return pycode.call("factory.Faker", pycode.string(provider), **options)


def limit(field: Field) -> int:
    """Return the most characters that a text field takes."""
    return field.max_length or 2000


def _string(entity: Entity, field: Field, imports: Imports) -> Code:
    most, least = limit(field), field.min_length or 0
    if field.pattern:
        return _matching(field, imports)
    if field.unique:
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
    if field.name in {"name", "title", "label"} and most >= 100 and least <= 10:
        return faker("catch_phrase")
    if most >= 100 and least <= 15:
        return faker("sentence", nb_words="5")
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
    arguments = f"{pycode.regex(field.pattern or '')}, {limit(field)}"
    return f"factory.LazyFunction(lambda: text_matching({arguments}))"


def _numbered(entity: Entity, field: Field) -> Code:
    """Return a sequence, so that no two records of a workspace share the value."""
    most, least = limit(field), field.min_length or 0
    if field.name.endswith(CODE_ENDINGS):
        text = f"{field.names.snake.split('_')[0][:4].upper()}-{{number:05d}}"
    else:
        text = f"{entity.names.label} {{number + 1}}"
    fixed = len(text.split("{")[0]) + 6
    if fixed > most or fixed - 5 < least or not _plain(text):
        text = f"{{number:0{min(max(least, min(most, 6)), most)}d}}"
    return _sequence(text)


def _plain(text: str) -> bool:
    return (
        text.isascii()
        and text.isprintable()
        and not set(text) & set("\\\"'")
        and text.count("{") == 1
    )


def _sequence(text: str) -> Code:
    return f'factory.Sequence(lambda number: f"{text}")'


def _paragraph(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.pattern or field.unique:
        return _string(entity, field, imports)
    least, most = field.min_length or 0, limit(field)
    return faker("paragraph") if most >= 400 and least <= 20 else _bounded(least, most)


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
        return f"factory.Sequence(lambda number: {start})"
    return faker("random_int", min=str(int(low)), max=str(int(high)))


def _range(field: Field, low: int, high: int) -> tuple[Decimal, Decimal]:
    """Return a range inside the field's own limits, near to the one asked for."""
    least = Decimal(str(field.min)) if field.min is not None else None
    most = Decimal(str(field.max)) if field.max is not None else None
    bottom = (
        least
        if least is not None
        else min(Decimal(low), most if most is not None else Decimal(low))
    )
    top = most if most is not None else max(Decimal(high), bottom + high - low)
    return bottom, top


def _decimal(entity: Entity, field: Field, imports: Imports) -> Code:
    digits, places = field.digits or 0, field.places or 0
    low, high = _range(field, 1, 500)
    room = Decimal(10) ** (digits - places) - Decimal(1) / Decimal(10) ** places
    low, high = max(low, -room), min(high, room)
    if field.unique:
        imports.add("decimal", "Decimal")
        step = Decimal(1) / Decimal(10) ** places
        return f'factory.Sequence(lambda number: Decimal("{low}") + number * Decimal("{step:f}"))'
    if high - low < 1:
        imports.add("decimal", "Decimal")
        return f'Decimal("{low:f}")'
    return faker(
        "pydecimal",
        right_digits=str(places),
        min_value=str(-int(-low // 1)) if low > 0 else str(int(low)),
        max_value=str(int(high)),
    )


def _float(entity: Entity, field: Field, imports: Imports) -> Code:
    low, high = _range(field, 1, 100)
    if field.unique:
        return f"factory.Sequence(lambda number: {float(low)} + number)"
    return faker("pyfloat", right_digits="2", min_value=f"{low:f}", max_value=f"{high:f}")


def _date(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.min is not None or field.max is not None:
        return literal("date", field.min if field.min is not None else field.max, imports)
    if field.unique:
        imports.module("datetime")
        start = "datetime.date(2020, 1, 1)"
        return f"factory.Sequence(lambda number: {start} + datetime.timedelta(days=number))"
    if "birth" in field.name:
        return faker("date_of_birth", minimum_age="18", maximum_age="90")
    if field.name.startswith(("due", "end", "expir", "valid")):
        return faker(
            "date_between", start_date=pycode.string("today"), end_date=pycode.string("+60d")
        )
    return faker("date_between", start_date=pycode.string("-1y"), end_date=pycode.string("today"))


def _datetime(entity: Entity, field: Field, imports: Imports) -> Code:
    imports.module("datetime")
    if field.min is not None or field.max is not None:
        return literal("datetime", field.min if field.min is not None else field.max, imports)
    if field.unique:
        start = "datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)"
        return f"factory.Sequence(lambda number: {start} + datetime.timedelta(hours=number))"
    return faker("date_time_between", start_date=pycode.string("-60d"), tzinfo="datetime.UTC")


ELEMENTS: dict[str, Code] = {
    "integer": "factory.LazyFunction(lambda: [1, 2, 3])",
    "big_integer": "factory.LazyFunction(lambda: [1, 2, 3])",
    "boolean": "factory.LazyFunction(lambda: [True, False])",
}


def _array(entity: Entity, field: Field, imports: Imports) -> Code:
    if field.of in ELEMENTS:
        return ELEMENTS[field.of]
    if field.of in {"string", "text"} and (field.max_length or 255) >= 20:
        return faker("words", nb="3")
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
    return f"factory.LazyFunction(lambda: [{value}])"


def _file(entity: Entity, field: Field, imports: Imports) -> Code:
    return pycode.call("factory.django.FileField", filename='"example.txt"', data='b"An example."')


def _image(entity: Entity, field: Field, imports: Imports) -> Code:
    return pycode.call("factory.django.ImageField", filename='"example.png"', format='"PNG"')


def _enum(entity: Entity, field: Field, imports: Imports) -> Code:
    return faker("random_element", elements=f"{entity.name}.{choices_class(field)}.values")
