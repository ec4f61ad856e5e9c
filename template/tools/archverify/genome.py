"""genome.yml with the lines that its parts stand on."""

import json
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from .frame import CannotRunError
from .project import Project

FILE = "genome.yml"
SCHEMA = "docs/genome.schema.json"


@dataclass(frozen=True)
class GenomeField:
    """One field of an entity."""

    name: str
    line: int


@dataclass(frozen=True)
class GenomeEntity:
    """One entity. `app` is "" where the genome leaves it to the default."""

    name: str
    app: str
    line: int
    fields: tuple[GenomeField, ...]


def entities(project: Project) -> list[GenomeEntity]:
    """The entities that genome.yml declares; what is malformed is the generator's to refuse."""
    root, _ = _read(project)
    return [_entity(node) for node in _items(_entry(root, "entities")) if _text(node, "name")]


def problems(project: Project) -> list[tuple[int, str]]:
    """Where genome.yml does not keep to the schema that stands beside it: lines and messages."""
    root, values = _read(project)
    validator = _library("jsonschema").Draft202012Validator(json.loads(project.text(SCHEMA)))
    found = []
    for error in validator.iter_errors(values):
        node = root
        for step in error.absolute_path:
            inner = _items(node)[step] if isinstance(step, int) else _entry(node, step)
            node = inner if inner is not None else node
        path = ".".join(str(step) for step in error.absolute_path)
        found.append((_line(node), f"{path}: {error.message}" if path else str(error.message)))
    return found


def _read(project: Project) -> tuple[object, object]:
    """The nodes of genome.yml and its values, dates as text like in JSON."""
    yaml = _library("yaml")
    text = project.text(FILE)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CannotRunError(f"{FILE} is not YAML: {str(error).splitlines()[0]}") from None
    return root, json.loads(json.dumps(values, default=str))


def _library(name: str) -> ModuleType:
    """A library that comes with the API's own: the gate has no requirements beside those."""
    try:
        return import_module(name)
    except ImportError:
        raise CannotRunError(f"{name} is not installed here; `make env` installs it") from None


def _entity(node: object) -> GenomeEntity:
    own = [
        GenomeField(_text(field, "name"), _line(field))
        for field in _items(_entry(node, "fields"))
        if _text(field, "name")
    ]
    return GenomeEntity(_text(node, "name"), _text(node, "app"), _line(node), tuple(own))


def _entry(node: object, key: str) -> object | None:
    """The value node under a key of a mapping node."""
    pairs = getattr(node, "value", None)
    for pair in pairs if isinstance(pairs, list) else ():
        if isinstance(pair, tuple) and getattr(pair[0], "value", None) == key:
            value: object = pair[1]
            return value
    return None


def _items(node: object | None) -> list[object]:
    """The nodes of a sequence node."""
    value = getattr(node, "value", None)
    return value if isinstance(value, list) else []


def _text(node: object, key: str) -> str:
    value = getattr(_entry(node, key), "value", None)
    return value if isinstance(value, str) else ""


def _line(node: object) -> int:
    mark = getattr(node, "start_mark", None)
    return int(mark.line) + 1 if mark is not None else 1
