"""Ways to break a genome. Each takes answers that are right and makes them wrong, in place."""

from __future__ import annotations

import copy
import datetime
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.builders import Answers, entity, example, field

Chooser = random.Random
Mutation = Callable[[Answers, Chooser], None]
Path = tuple[str | int, ...]

EXAMPLE_NAMES = ("bug_tracker", "clinic", "shop")
# Keys whose values are of any type, and those whose keys are names.
FREE = {"default", "min", "max", "backfill", "limits", "permissions"}
# Values of several types are right here.
SEVERAL = {"pii", "phi", "financial", "price_monthly"}
KEYWORDS = ("class", "from", "import", "global", "save", "delete", "objects", "pk", "id", "models")
WRONG_DEFAULTS: dict[str, Any] = {
    "string": 5,
    "text": False,
    "slug": "not a slug",
    "email": "nobody",
    "url": "nowhere",
    "phone": "no",
    "integer": "5",
    "big_integer": 1.5,
    "decimal": "9.50",
    "float": "much",
    "boolean": "yes",
    "date": "2024-02-30",
    "datetime": 2024,
    "time": 630,
    "duration": "long",
    "uuid": "0",
    "json": "{}",
}


def broken(name: str, seed: int) -> tuple[str, Answers]:
    """Break one of the examples, in a way that depends on the seed only.

    name: of the mutation. Returns what was broken, for messages, and the answers.
    """
    chooser = random.Random(f"{name} {seed}")
    source = chooser.choice(EXAMPLE_NAMES)
    answers = example(source)
    MUTATIONS[name](answers, chooser)
    return f"{source}: {name} ({seed})", answers


def mappings(value: Any, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    """All mappings of which the keys are fixed, with their paths."""
    if isinstance(value, dict):
        if not path or path[-1] not in FREE:
            yield path, value
        for key, item in value.items():
            yield from mappings(item, (*path, key))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from mappings(item, (*path, place))


def unknown_key(answers: Answers, chooser: Chooser) -> None:
    _, mapping = chooser.choice(list(mappings(answers)))
    mapping[chooser.choice(["xq", "frobnicate", "Type", "naem", "__class__", "a b"])] = 1


def misspelt_key(answers: Answers, chooser: Chooser) -> None:
    _, mapping = chooser.choice(list(mappings(answers)))
    key = chooser.choice(list(mapping))
    mapping[key[: len(key) // 2] + "q" + key[len(key) // 2 :]] = mapping.pop(key)


def wrong_kind(answers: Answers, chooser: Chooser) -> None:
    spots = [
        (mapping, key)
        for _, mapping in mappings(answers)
        for key in mapping
        if key not in FREE | SEVERAL
    ]
    mapping, key = chooser.choice(spots)
    wrong: dict[type, list[Any]] = {
        str: [5, 1.5, None, ["a"], {"a": "b"}, datetime.date(2024, 1, 1)],
        bool: ["maybe", 5, None, []],
        int: ["5", None, [5], 2.5],
        float: ["5", None, [5]],
        list: ["text", 5, None, {"a": 1}, True],
        dict: ["text", 5, ["a"], True],
    }
    mapping[key] = chooser.choice(wrong[type(mapping[key])])


def missing_key(answers: Answers, chooser: Chooser) -> None:
    required = {"project_name", "entities", "name", "type", "fields", "to", "kind", "want", "as"}
    spots = [
        (mapping, key)
        for path, mapping in mappings(answers)
        for key in mapping
        if key in required and path[-2:-1] != ("choices",)
    ]
    mapping, key = chooser.choice(spots)
    del mapping[key]


def misspelt_value(answers: Answers, chooser: Chooser) -> None:
    words = {"type", "kind", "on_delete", "scope", "monitoring", "billing", "lawful_basis", "show"}
    spots = [(mapping, key) for _, mapping in mappings(answers) for key in mapping if key in words]
    mapping, key = chooser.choice(spots)
    mapping[key] = f"{mapping[key][:-1]}q"


def misspelt_reference(answers: Answers, chooser: Chooser) -> None:
    names = {"to", "display", "entity", "as", "field", "by"}
    spots = [(mapping, key) for _, mapping in mappings(answers) for key in mapping if key in names]
    mapping, key = chooser.choice(spots)
    mapping[key] = f"{mapping[key][:-1]}q"


def misspelt_name_in_list(answers: Answers, chooser: Chooser) -> None:
    names = {"ordering", "read", "write", "roles", "columns", "related", "from"}
    spots = [
        mapping[key]
        for _, mapping in mappings(answers)
        for key in mapping
        if key in names and isinstance(mapping[key], list) and isinstance(mapping[key][0], str)
    ]
    chooser.choice(spots)[0] = "qqq"


def misspelt_role(answers: Answers, chooser: Chooser) -> None:
    one = chooser.choice(answers["entities"])
    one["permissions"] = {"owner": ["list"], "ownr": ["list"]}


def twice(answers: Answers, chooser: Chooser) -> None:
    lists = [answers["entities"], answers["user_stories"]]
    lists += [each["fields"] for each in answers["entities"]]
    lists += [each["workflow"]["transitions"] for each in answers["entities"] if "workflow" in each]
    chosen = chooser.choice(lists)
    chosen.append(copy.deepcopy(chooser.choice(chosen)))


def other_case(answers: Answers, chooser: Chooser) -> None:
    one = chooser.choice(answers["entities"])
    answers["entities"].append(entity(one["name"].upper(), plural="Others"))


def reserved_field(answers: Answers, chooser: Chooser) -> None:
    chooser.choice(answers["entities"])["fields"].append(field(chooser.choice(KEYWORDS)))


def reserved_entity(answers: Answers, chooser: Chooser) -> None:
    name = chooser.choice(["User", "Workspace", "Role", "Membership", "None", "BaseModel"])
    answers["entities"].append(entity(name))


def wrong_default(answers: Answers, chooser: Chooser) -> None:
    kind = chooser.choice(list(WRONG_DEFAULTS))
    extra = field("extra_field", kind, default=WRONG_DEFAULTS[kind])
    chooser.choice(answers["entities"])["fields"].append(extra)


def wrong_bounds(answers: Answers, chooser: Chooser) -> None:
    extra = chooser.choice(
        [
            field("extra_field", "integer", min=5, max=1),
            field("extra_field", "integer", min="5"),
            field("extra_field", min_length=5, max_length=1),
            field("extra_field", max_length=0),
            field("extra_field", max_length=-5),
            field("extra_field", "decimal", digits=2, places=4),
            field("extra_field", "date", min="2024-13-01"),
            field("extra_field", pattern="("),
            field("extra_field", pattern="a{99999999999}"),
            field("extra_field", "boolean", max_length=5),
            field("extra_field", "enum"),
            field("extra_field", "enum", choices=[]),
            field("extra_field", "enum", choices=["A", "a"]),
            field("extra_field", "array"),
            field("extra_field", "array", of="array"),
        ]
    )
    chooser.choice(answers["entities"])["fields"].append(extra)


def wrong_relation(answers: Answers, chooser: Chooser) -> None:
    one = chooser.choice(answers["entities"])
    extra = chooser.choice(
        [
            field("extra_one", "reference"),
            field("extra_one", "reference", to="User", on_delete="set_null", related_name="xx"),
            field("extra_one", "reference", to=one["name"], related_name="xx"),
            field("extra_one", "reference", to="User", related_name="password"),
            field("extra_one", "reference", to="User", related_name="a__b"),
            field("extra_one", "reference", to="User", related_name="xx", default=1),
        ]
    )
    one["fields"].append(extra)


def circle(answers: Answers, chooser: Chooser) -> None:
    length = chooser.randint(2, 6)
    for number in range(length):
        target = f"Circle{(number + 1) % length}x"
        next_one = field("next_one", "reference", to=target)
        answers["entities"].append(entity(f"Circle{number}x", next_one))


def wrong_expression(answers: Answers, chooser: Chooser) -> None:
    text = chooser.choice(
        ["", "=", "a = b", "amount > 'x'", "amount", "nothing > 1", "amount > 1 +", "f(amount)"]
    )
    extra = entity("Extra", field("amount", "integer"), checks=[{"name": "extra", "check": text}])
    answers["entities"].append(extra)


def wrong_computation(answers: Answers, chooser: Chooser) -> None:
    text = chooser.choice(["amount + name", "amount / 2", "total", "7", "import os", "name.x"])
    answers["entities"].append(
        entity(
            "Extra",
            field("amount", "integer"),
            field("name"),
            field("total", "integer", computed=text),
        )
    )


def unprotected(answers: Answers, chooser: Chooser) -> None:
    extra = chooser.choice(
        [
            field("cvv"),
            field("card_number"),
            field("number", financial="pan"),
            field("salary", "decimal", financial=True),
            field("secret", encrypted=True, search=True),
            field("secret", "integer", encrypted=True),
        ]
    )
    chooser.choice(answers["entities"])["fields"].append(extra)


def impossible_text(answers: Answers, chooser: Chooser) -> None:
    text = chooser.choice(["\0", "a\0b", "\ud800", "a\udfffb"])
    spots = [(mapping, key) for _, mapping in mappings(answers) for key in mapping]
    mapping, key = chooser.choice(spots)
    mapping[key] = text


def no_mapping(answers: Answers, chooser: Chooser) -> None:
    lists = [answers["entities"], answers["user_stories"]]
    lists += [each["fields"] for each in answers["entities"]]
    chosen = chooser.choice(lists)
    chosen.insert(chooser.randrange(len(chosen) + 1), chooser.choice([None, 5, "x", [], True, 1.5]))


def not_available(answers: Answers, chooser: Chooser) -> None:
    answers.update(
        chooser.choice(
            [
                {"database_engine": "mysql"},
                {"database_engine": "sqlite"},
                {"django_version": "6.1", "python_version": "3.11"},
                {"python_version": "2.7"},
                {"dropped": ["not a name"]},
                {"project_name": "Not a name"},
                {"entities": []},
                {"roles": [{"name": "owner"}]},
            ]
        )
    )


MUTATIONS: dict[str, Mutation] = {
    mutation.__name__: mutation
    for mutation in (
        unknown_key,
        misspelt_key,
        wrong_kind,
        missing_key,
        misspelt_value,
        misspelt_reference,
        misspelt_name_in_list,
        misspelt_role,
        twice,
        other_case,
        reserved_field,
        reserved_entity,
        wrong_default,
        wrong_bounds,
        wrong_relation,
        circle,
        wrong_expression,
        wrong_computation,
        unprotected,
        impossible_text,
        no_mapping,
        not_available,
    )
}
