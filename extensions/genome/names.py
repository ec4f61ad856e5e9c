"""All the forms of a name, worked out once."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z][A-Z0-9]*|[0-9]+")
_VOWELS = set("aeiouyAEIOUY")
_ACRONYMS = frozenset(
    (
        "api bic css csv faq gps html http https iban id ip isbn json pdf sku sms sql ssl uri "
        "url uuid vat vin xml"
    ).split()
)
_IRREGULAR = {
    "analysis": "analyses",
    "axis": "axes",
    "basis": "bases",
    "child": "children",
    "crisis": "crises",
    "criterion": "criteria",
    "diagnosis": "diagnoses",
    "foot": "feet",
    "goose": "geese",
    "half": "halves",
    "hypothesis": "hypotheses",
    "knife": "knives",
    "leaf": "leaves",
    "life": "lives",
    "loaf": "loaves",
    "man": "men",
    "matrix": "matrices",
    "mouse": "mice",
    "person": "people",
    "phenomenon": "phenomena",
    "quiz": "quizzes",
    "shelf": "shelves",
    "synopsis": "synopses",
    "thesis": "theses",
    "thief": "thieves",
    "tooth": "teeth",
    "wife": "wives",
    "wolf": "wolves",
    "woman": "women",
}
_SHORT_WORDS = frozenset("IN NO OK ON TO UP".split())
_ENDS_IN_OES = frozenset(("echo embargo hero potato tomato torpedo veto").split())
_UNCOUNTABLE = frozenset(
    (
        "aircraft data equipment feedback fish furniture information knowledge luggage "
        "machinery media metadata money news offspring rice series sheep software species"
    ).split()
)


@dataclass(frozen=True)
class Names:
    """One name in every form that code and people need."""

    snake: str
    pascal: str
    camel: str
    kebab: str
    label: str
    plural_snake: str
    plural_pascal: str
    plural_kebab: str
    plural_label: str


def words(name: str) -> list[str]:
    """Split a name in any case style into words: `HTTPRoute` -> `HTTP`, `Route`."""
    return _WORDS.findall(name)


def snake_case(name: str) -> str:
    """Write a name as snake_case."""
    return "_".join(words(name)).lower()


def pascal_case(name: str) -> str:
    """Write a name as PascalCase."""
    return "".join(word[0].upper() + word[1:] for word in words(name))


def plural(word: str) -> str:
    """Form the plural of a lower-case English word by the regular rules and a few exceptions."""
    if word in _UNCOUNTABLE:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("s", "x", "z", "ch", "sh")) or word in _ENDS_IN_OES:
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}s"


def plural_text(text: str) -> str:
    """Form the plural of a label: that of its last word, in the label's own case."""
    head, separator, last = text.rpartition(" ")
    if not last.isascii() or not last.isalpha():
        return text
    if last.isupper() and len(last) > 1:
        return f"{head}{separator}{last}s"
    changed = plural(last.lower())
    return f"{head}{separator}{changed.capitalize() if last[0].isupper() else changed}"


def sentence(parts: list[str]) -> str:
    """Write the words of a name as people read them: `due`, `date` -> `Due date`."""
    text = " ".join(map(_spoken, parts))
    return text[:1].upper() + text[1:]


def mid_sentence(text: str) -> str:
    """Write a text as it continues a sentence, unless it begins with a name or an abbreviation."""
    first = text.split()[0] if text.split() else ""
    return (
        text[:1].lower() + text[1:]
        if (first[1:] == first[1:].lower() and len(first) != 1) or first == "A"
        else text
    )


def value_label(value: str) -> str:
    """Write a choice as people read it: `IN_PROGRESS` -> `In progress`, `XL` -> `XL`."""
    parts = re.split(r"[_\s]+", value.strip("_ "))
    if len(value) == 2 and value.isupper() and value not in _SHORT_WORDS:
        return value  # such as a country
    if any(part.lower() != part and part.upper() != part for part in parts):
        return value
    spoken = [
        part.upper()
        if part.lower() in _ACRONYMS or (part.isupper() and not _VOWELS & set(part))
        else part.lower()
        for part in parts
    ]
    text = " ".join(spoken)
    return text[:1].upper() + text[1:]


def names_of(name: str, *, plural_name: str = "", label: str = "") -> Names:
    """Work out all forms of a name.

    name: PascalCase or snake_case; it is kept as it is in that one of the forms.
    plural_name: the plural, when the regular rules do not give it.
    label: what people read, when it is not the name itself.
    """
    parts = words(name)
    plural_parts = words(plural_name) or [*parts[:-1], _plural_part(parts[-1])]
    pascal = name if name[:1].isupper() else pascal_case(name)
    plural_pascal = "".join(part[0].upper() + part[1:] for part in plural_parts)
    return Names(
        snake=_snake(parts),
        pascal=pascal,
        camel=parts[0].lower() + "".join(part[0].upper() + part[1:] for part in parts[1:]),
        kebab=_snake(parts).replace("_", "-"),
        label=label or sentence(parts),
        plural_snake=_snake(plural_parts),
        plural_pascal=plural_pascal,
        plural_kebab=_snake(plural_parts).replace("_", "-"),
        plural_label=plural_text(label) if label else sentence(plural_parts),
    )


def _spoken(part: str) -> str:
    if part.lower() in _ACRONYMS:
        return part.upper()
    if part[-1:] == "s" and (part[:-1].lower() in _ACRONYMS or part[:-1].isupper()):
        return f"{part[:-1].upper()}s"
    return part if part.isupper() and len(part) > 1 else part.lower()


def _snake(parts: list[str]) -> str:
    return "_".join(parts).lower()


def _plural_part(part: str) -> str:
    if part.isupper() and len(part) > 1:
        return f"{part}s"
    changed = plural(part.lower())
    return changed.capitalize() if part[0].isupper() else changed
