"""A genome whose fields and entities are called as things that its code is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle

from extensions.genome.reserved import ENTITY_NAMES, PAGE_PARAMETERS, taken_on, why_not_field
from tests.builders import REPOSITORY, Answers, answers_in, entity, field, genome
from tests.unit.reserved_words import ENTITY_WORDS, FIELD_WORDS

FIELDS_OF_AN_ENTITY = 45
EVERY_RELATION = 11
ATTRIBUTES = {
    kind: words.split() for kind, words in answers_in(REPOSITORY / "tests" / "words.yml").items()
}
# The classes that a field of a model becomes an attribute or an argument of.
CLOSEST = ("Models", "Expressions of queries", "Serializers", "Views", "Filters", "Factories")
WORDS = sorted({*FIELD_WORDS, *(word for kind in CLOSEST for word in ATTRIBUTES[kind])})
ALL_WORDS = sorted({*WORDS, *(word for words in ATTRIBUTES.values() for word in words)})

# Every type with what makes code of its own; the words take turns.
PLAIN: list[tuple[str, Answers]] = [
    ("string", {"search": True, "filter": True, "sort": True}),
    ("integer", {"filter": True, "sort": True, "min": 1}),
    ("enum", {"choices": ["NEW", "OLD"], "filter": True, "default": "NEW"}),
    ("boolean", {"filter": True}),
    ("date", {"filter": True, "sort": True}),
    ("decimal", {"filter": True, "sort": True, "default": 1}),
    ("text", {"search": True, "required": False}),
    ("datetime", {"filter": True, "sort": True, "required": False}),
    ("json", {"default": {"a": 1}}),
    ("array", {"of": "string", "required": False, "filter": True}),
    ("string", {"unique": True, "write_once": True}),
    ("email", {"required": False}),
    ("enum", {"choices": ["A", "B"], "required": False}),
    ("string", {"read": ["owner", "admin"], "write": ["owner"], "required": False}),
    ("integer", {"read_only": True, "required": False}),
    ("file", {"required": False}),
    ("url", {"required": False}),
    ("time", {"filter": True, "sort": True}),
    ("string", {"encrypted": True, "required": False}),
    ("duration", {"sort": True, "required": False}),
    ("uuid", {"filter": True, "required": False}),
    ("float", {"filter": True, "max": 10}),
    ("phone", {"required": False}),
    ("slug", {"search": True}),
    ("big_integer", {"filter": True, "required": False}),
    ("image", {"required": False}),
]
RELATIONS: list[tuple[str, Answers]] = [
    ("reference", {"to": "Anchor", "filter": True}),
    ("references", {"to": "Anchor", "filter": True}),
    ("reference", {"to": "User", "required": False, "on_delete": "set_null"}),
    ("one_to_one", {"to": "Anchor", "required": False, "on_delete": "cascade"}),
    ("references", {"to": "User"}),
]
# As entities: what the generated modules, Django and REST framework have classes of, and what
# people keep records of.
ENTITIES = """
    Action Any App Auth Callable Case Child Class Client Column Config ContentType Context Database
    Date Decimal Dict Entity Enum Error Event Exception Factory Faker Field File Filter Group Index
    Key Label List LogEntry Manager Message Migration Model Module Name Object Order Page Permission
    Person Property Record Request Response Route Router Self Serializer Series Session Set Signal
    Site Status String Table Task Test Token Transition Type Url Value View Workflow
""".split()
# All of the words as entities; ReadOnly is there already.
ALL_ENTITIES = sorted({*ENTITIES, *ENTITY_WORDS} - {"Readonly"})


def words_genome(words: Iterable[str] = WORDS, shift: int = 0) -> Answers:
    """The words as fields of numbered entities; `shift` gives every word another type."""
    accepted = [word for word in words if why_not_field(word) is None]
    taken = taken_on("Anchor") | {"name"}
    plain, relations = cycle(PLAIN), cycle(RELATIONS)
    kinds = [
        next(relations) if place % EVERY_RELATION == 0 else next(plain)
        for place in range(shift, shift + len(accepted))
    ]
    fields = [
        _word_field(word, kind, options, taken)
        for word, (kind, options) in zip(accepted, kinds, strict=True)
    ]
    groups = [
        fields[start : start + FIELDS_OF_AN_ENTITY]
        for start in range(0, len(fields), FIELDS_OF_AN_ENTITY)
    ]
    return genome(
        entity("Anchor", field("name")),
        *(entity(f"Words{number}", *group) for number, group in enumerate(groups, start=1)),
        project_name="words",
        admin=True,
    )


def _word_field(word: str, kind: str, options: Answers, taken: set[str]) -> Answers:
    more = dict(options)
    if word in PAGE_PARAMETERS:
        more.pop("filter", None)
    if "to" in more:
        free = more["to"] == "Anchor" and word not in taken
        more["related_name"] = word if free else f"all_{word}"[:50]
    return field(word, kind, **more)


def entities_genome(names: Iterable[str] = ENTITIES) -> Answers:
    """The words as entities, which refer to each other in short rows."""
    accepted = [name for name in names if name not in ENTITY_NAMES]
    return genome(*_entities(accepted), project_name="entities", admin=True)


def _entities(names: list[str]) -> Iterator[Answers]:
    before = None
    for number, name in enumerate(names):
        state = field("state", "enum", choices=["NEW", "OLD"], default="NEW")
        fields = [field("name", search=True), state]
        if before:
            fields.append(field("before", "reference", to=before))
        more: Answers = {}
        if number % 3 == 0:
            steps = [{"name": "grow", "from": ["NEW"], "to": "OLD"}]
            more["workflow"] = {"field": "state", "transitions": steps}
        yield entity(name, *fields, **more)
        before = None if number % 5 == 0 else name
