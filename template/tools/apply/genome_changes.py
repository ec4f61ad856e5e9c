"""What differs between the applied genome and the edited one, in the genome's own terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# These say how to get there, and nothing about the product. An app that is said anew is the same
# app: a move is refused.
NOTES = {"renamed_from", "backfill", "app"}
# Lists of things that have names, and the key that holds the name.
NAMED_LISTS = {"roles": "name", "plans": "name", "user_stories": "id", "screens": "name"}
SIGNS = {"added": "+", "renamed": "~", "altered": "~", "dropped": "-"}
LONGEST_VALUE = 30


@dataclass(frozen=True)
class Change:
    """One difference. `subject` is an entity, or a key at the top of the genome."""

    subject: str
    kind: str
    name: str
    former: str = ""
    detail: str = ""
    is_entity: bool = False
    is_field: bool = False

    def __str__(self) -> str:
        former = f"{self.former} -> " if self.former else ""
        detail = f" ({self.detail})" if self.detail else ""
        name = "the entity" if self.is_entity and not former else self.name
        return f"{SIGNS[self.kind]} {former}{name}{detail}"


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """All differences; those of entities last."""
    found: list[Change] = []
    for key in {**old, **new}:
        if key in NAMED_LISTS:
            found += _of_named(key, _named(old, key), _named(new, key))
        elif key not in {"entities", "dropped"}:
            found += _of_key(key, old, new)
    return found + list(_of_entities(_named(old, "entities"), _named(new, "entities")))


def renames(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """The former name of everything that has a new one. Notes of earlier renames may stand."""
    found = {
        name: str(item["renamed_from"])
        for name, item in new.items()
        if item.get("renamed_from") in old
        and old.get(name, {}).get("renamed_from") != item["renamed_from"]
    }
    while stale := [name for name in found if name in old and name not in found.values()]:
        for name in stale:
            del found[name]
    return found


def _of_entities(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    former = renames(old, new)
    kept = {former.get(name, name) for name in new if former.get(name, name) in old}
    for name, entity in new.items():
        before = _before(name, old, former)
        if before is None:
            fields = len(_named(entity, "fields"))
            yield Change(name, "added", name, detail=_count(fields, "field"), is_entity=True)
            continue
        if name in former:
            yield Change(name, "renamed", name, former=former[name], is_entity=True)
        yield from _of_entity(name, before, entity)
    for name, entity in old.items():
        if name not in kept:
            fields = len(_named(entity, "fields"))
            yield Change(name, "dropped", name, detail=_count(fields, "field"), is_entity=True)


def _of_entity(entity: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in {**old, **new}:
        if key == "fields":
            yield from _of_fields(entity, _named(old, "fields"), _named(new, "fields"))
        elif key not in {"name", *NOTES} and old.get(key) != new.get(key):
            yield Change(entity, "altered", key, detail=_difference(old.get(key), new.get(key)))


def _of_fields(entity: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    former = renames(old, new)
    kept = {former.get(name, name) for name in new if former.get(name, name) in old}
    for name, field in new.items():
        before = _before(name, old, former)
        if before is None:
            yield Change(entity, "added", name, detail=_described(field), is_field=True)
            continue
        if name in former:
            yield Change(entity, "renamed", name, former=former[name], is_field=True)
        if detail := _altered(before, field):
            yield Change(entity, "altered", name, detail=detail, is_field=True)
    for name in old:
        if name not in kept:
            yield Change(entity, "dropped", name, is_field=True)


def _before(name: str, old: Mapping[str, Any], former: Mapping[str, str]) -> Any:
    """What had been there of something, under whichever name."""
    if name in former:
        return old[former[name]]
    return None if name in former.values() else old.get(name)


def _described(field: Mapping[str, Any]) -> str:
    parts = [str(field.get("type", ""))]
    if "to" in field:
        parts[0] += f" to {field['to']}"
    if field.get("required") is False:
        parts.append("optional")
    parts += [f"{key} {_value(field[key])}" for key in ("default", "backfill") if key in field]
    return ", ".join(parts)


def _altered(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    keys = [key for key in {**old, **new} if key not in {"name", *NOTES}]
    parts = []
    for key in keys:
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        if key == "required":
            parts.append("optional" if after is False else "required")
        else:
            parts.append(f"{key} {_difference(before, after)}")
    if parts and "backfill" in new and new["backfill"] != old.get("backfill"):
        parts.append(f"backfill {_value(new['backfill'])}")
    return ", ".join(parts)


def _of_key(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    before, after = old.get(key), new.get(key)
    if before == after:
        return
    if isinstance(before or after, list) and _are_words(before) and _are_words(after):
        for word in after or []:
            if word not in (before or []):
                yield Change(key, "added", str(word))
        for word in before or []:
            if word not in (after or []):
                yield Change(key, "dropped", str(word))
    else:
        yield Change(key, "altered", _difference(before, after))


def _of_named(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in new:
        if name not in old:
            yield Change(key, "added", name)
        elif old[name] != new[name]:
            yield Change(key, "altered", name)
    for name in old:
        if name not in new:
            yield Change(key, "dropped", name)


def _named(holder: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The things of a list by their names; whatever has none is called by its whole content."""
    name = NAMED_LISTS.get(key, "name")
    found = {}
    for item in holder.get(key) or []:
        if isinstance(item, Mapping):
            label = item.get(name) or ":".join(str(value) for value in list(item.values())[:2])
            found[str(label)] = dict(item)
        else:
            found[str(item)] = {name: item}
    return found


def _difference(before: Any, after: Any) -> str:
    before, after = _words(before), _words(after)
    if before == after:
        return "changed"
    if isinstance(before or after, list) and _are_words(before) and _are_words(after):
        words = [f"+{word}" for word in after or [] if word not in (before or [])]
        words += [f"-{word}" for word in before or [] if word not in (after or [])]
        return " ".join(words) or "in another order"
    if isinstance(before, list | dict) or isinstance(after, list | dict):
        return "changed"
    return f"{_value(before)} -> {_value(after)}"


def _words(value: Any) -> Any:
    """The values of choices instead of the choices, which may have labels."""
    if not isinstance(value, list):
        return value
    return [item["value"] if isinstance(item, dict) and "value" in item else item for item in value]


def _are_words(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(i, str) for i in value))


def _value(value: Any) -> str:
    if value is None:
        return "unset"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
