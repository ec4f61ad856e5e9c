"""Names in the client that @hey-api/openapi-ts generates from openapi.yaml, by its own rules.

The client is made in the project, from the contract, after rendering; what a definition imports
from it must be known before.
"""

import re

from ..django.api import method_name, transition_path
from ..schema import Entity, Transition

_SEPARATED = re.compile(r"[_-]+([A-Za-z0-9]|$)")
_AFTER_NUMBER = re.compile(r"[0-9]+([A-Za-z0-9_]|$)")
# A type of this name would take the place of TypeScript's own among the generated types.
RENAMED_TYPES = {"Array": "ArrayRecord"}

ACTIONS = {
    "list": "list",
    "retrieve": "retrieve",
    "create": "create",
    "update": "partial_update",
    "delete": "destroy",
}


def function(entity: Entity, action: str) -> str:
    """Return the function that calls an action of the entity's routes, such as `patientsList`."""
    return _camel(f"{entity.names.plural_kebab.replace('-', '_')}_{action}")


def transition_function(entity: Entity, transition: Transition) -> str:
    """Return the function that makes a transition."""
    path = transition_path(transition).replace("-", "_")
    # Only a method that is called as its path is has an operation of that name.
    is_plain = method_name(transition)[-1] != "_"
    return function(entity, path if is_plain else f"{path}_create")


def record_type(entity: Entity) -> str:
    """Return the type of the entity's records."""
    return _type(entity.name)


def input_type(entity: Entity) -> str:
    """Return the type of what is sent to make or change a record."""
    return _type(f"{entity.name}Input")


def _type(schema: str) -> str:
    name = RENAMED_TYPES.get(schema, schema)
    text = _camel(_parted(name))
    return text[0].upper() + text[1:]


def _camel(name: str) -> str:
    text = name.lower()

    def after_number(found: re.Match[str]) -> str:
        following = text[found.end() : found.end() + 1]
        return found[0] if following in {"_", "-"} else found[0].upper()

    text = _AFTER_NUMBER.sub(after_number, text)
    return _SEPARATED.sub(lambda found: found[1].upper(), text)


def _parted(name: str) -> str:
    """Part the words of a name in PascalCase by hyphens: `HTTPRoute` -> `HTTP-Route`."""
    text = name
    was_lower = was_upper = before_was_upper = False
    place = 0
    while place < len(text):
        character, following = text[place], text[place + 1 : place + 2]
        is_kept = place <= 2 or text[place - 3] == "-"
        ends_plural = character == "s" and (not following or following.isupper())
        starts_word = character.isupper() and (
            was_lower or (following.islower() and following != "s")
        )
        ends_acronym = was_upper and before_was_upper and character.islower()
        if starts_word:
            text = f"{text[:place]}-{text[place:]}"
            place += 1
            was_lower, was_upper, before_was_upper = False, True, was_upper
        elif ends_acronym and not is_kept and not ends_plural:
            text = f"{text[: place - 1]}-{text[place - 1 :]}"
            was_lower, was_upper, before_was_upper = True, False, was_upper
        else:
            was_lower, was_upper, before_was_upper = (
                character.islower(),
                character.isupper(),
                was_upper,
            )
        place += 1
    return text.removeprefix("-")
