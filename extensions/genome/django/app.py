"""Django apps: the entities as the genome groups them, module by module."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import pycode
from ..names import mid_sentence
from ..schema import Entity, Genome
from .api import admin_source, filter_source, permission_source, serializer_source, view_source
from .api_tests import (
    ApiTests,
    IntegrationTests,
    ViewTests,
    api_tests,
    integration_tests,
    view_tests,
)
from .factories import factory_source
from .fields import app_label
from .imports import Imports
from .model_tests import ModelTests, SerializerTests, model_tests, serializer_tests
from .models import model_source

LONGEST_PHRASE = 46


@dataclass(frozen=True)
class Module:
    """One generated module: sorted import lines, and one source for each class."""

    imports: list[str]
    classes: list[Any]


@dataclass(frozen=True)
class Models(Module):
    docstring: str


@dataclass(frozen=True)
class Urls:
    imports: list[str]
    routes: list[str]


@dataclass(frozen=True)
class Shell:
    """An app that has no entities any more, only migrations; as `App`."""

    name: str
    label: str
    has_label: bool
    config: str


@dataclass(frozen=True)
class App:
    """One Django app and all of its modules.

    name: folder below `apps/`; label: Django's label, which differs where the name is taken there
    things: what the app is about, for docstrings, without quotes or line breaks
    """

    name: str
    label: str
    has_label: bool
    config: str
    verbose_name: str
    things: str
    things_title: str
    models: Models
    serializers: Module
    filters: Module
    permissions: Module
    views: Module
    urls: Urls
    admin: Module
    factories: Module
    test_models: Module
    test_serializers: Module
    test_views: Module
    test_api: Module
    test_integration: Module


def app_of(genome: Genome, name: str) -> App:
    """Work out one app of the genome."""
    entities = [entity for entity in genome.entities if entity.app == name]
    things = _things(entities)
    label = app_label(name)

    def module(
        source: Callable[[Genome, Entity, Imports], Any], imports: Imports | None = None
    ) -> Module:
        needed = imports or Imports(_field_names(entities))
        return _module(genome, entities, source, needed)

    return App(
        name=name,
        label=label,
        has_label=label != name,
        config=_config(name),
        verbose_name=pycode.assignment(
            "verbose_name", pycode.string(_verbose_name(entities, name)), 4
        ),
        things=things[0].lower() + things[1:],
        things_title=things[0].upper() + things[1:],
        models=_models(genome, entities),
        serializers=module(serializer_source),
        filters=module(lambda _, entity, imports: filter_source(entity, imports)),
        permissions=module(permission_source),
        views=module(view_source),
        urls=_urls(entities),
        admin=module(admin_source),
        factories=module(factory_source),
        test_models=module(_model_tests, _test_imports()),
        test_serializers=module(_serializer_tests, _test_imports()),
        test_views=module(_view_tests, _test_imports()),
        test_api=module(_api_tests, _test_imports()),
        test_integration=module(_integration_tests, _test_imports()),
    )


def shell_of(name: str) -> Shell:
    """Work out what is left of an app whose entities are gone."""
    label = app_label(name)
    return Shell(name, label, label != name, _config(name))


def _config(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_")) + "Config"


def _module(
    genome: Genome,
    entities: list[Entity],
    source: Callable[[Genome, Entity, Imports], Any],
    imports: Imports,
) -> Module:
    classes = [source(genome, entity, imports) for entity in entities]
    return Module(imports.lines, classes)


def _field_names(entities: list[Entity]) -> frozenset[str]:
    """Names that stand in class bodies, where they hide a module of the same name."""
    return frozenset(field.name for entity in entities for field in entity.fields)


def _models(genome: Genome, entities: list[Entity]) -> Models:
    imports = Imports(_field_names(entities))
    alone = len(entities) == 1
    classes = [model_source(genome, entity, imports, alone=alone) for entity in entities]
    about = (
        f": {mid_sentence(entities[0].description)}" if alone and entities[0].description else ""
    )
    return Models(imports.lines, classes, pycode.docstring(_things(entities) + about))


def _things(entities: list[Entity]) -> str:
    """Return the entities' plurals as one phrase, from names alone: labels may hold anything.

    The first lines of the modules have to hold it: of too many, the app's name must do.
    """
    names = [entity.names.plural_snake.replace("_", " ") for entity in entities]
    all_of_them = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    phrases = (all_of_them, entities[0].app.replace("_", " "), "records")
    phrase = next(phrase for phrase in phrases if len(phrase) <= LONGEST_PHRASE)
    return phrase[0].upper() + phrase[1:]


def _verbose_name(entities: list[Entity], name: str) -> str:
    if len(entities) == 1 and entities[0].names.plural_snake == name:
        return entities[0].names.plural_label
    return name.replace("_", " ").capitalize()


def _urls(entities: list[Entity]) -> Urls:
    imports = Imports()
    imports.add("rest_framework.routers", "SimpleRouter")
    routes = []
    for entity in entities:
        imports.add(f"apps.{entity.app}.views", f"{entity.name}ViewSet")
        arguments = [pycode.string(entity.names.plural_kebab), f"{entity.name}ViewSet"]
        call = pycode.call(
            "router.register", *arguments, basename=pycode.string(entity.names.kebab)
        )
        routes.append(pycode.render(call, 0))
    return Urls(imports.lines, routes)


def _test_imports() -> Imports:
    imports = Imports()
    imports.add("pytest", None)
    return imports


def _made(entity: Entity, imports: Imports) -> None:
    imports.add(f"apps.{entity.app}.factories", f"{entity.name}Factory")


def _model(entity: Entity, imports: Imports) -> None:
    imports.add(f"apps.{entity.app}.models", entity.name)


def _model_tests(genome: Genome, entity: Entity, imports: Imports) -> ModelTests:
    found = model_tests(genome, entity, imports)
    _made(entity, imports)
    if (
        found.is_newest_first
        or found.cascading
        or f"{entity.name}." in found.checks + found.computed
    ):
        _model(entity, imports)
    if found.unique or found.checks:
        imports.add("django.db", "IntegrityError")
    if found.unique:
        imports.add("django.db", "transaction")
    if found.protected:
        imports.add("django.db.models", "RestrictedError")
    return found


def _serializer_tests(genome: Genome, entity: Entity, imports: Imports) -> SerializerTests:
    found = serializer_tests(genome, entity, imports)
    _made(entity, imports)
    imports.add(f"apps.{entity.app}.serializers", f"{entity.name}Serializer")
    if found.foreign_users:
        imports.add("apps.users.factories", "create_member")
    return found


def _view_tests(genome: Genome, entity: Entity, imports: Imports) -> ViewTests:
    found = view_tests(genome, entity, imports)
    _made(entity, imports)
    imports.add("django.urls", "reverse_lazy")
    erased = found.delete.allowed and not found.is_kept
    if found.create.allowed or found.create.refused or erased or found.delete.refused:
        _model(entity, imports)
    if found.has_list:
        imports.add("django.db", "connection")
        imports.add("django.test.utils", "CaptureQueriesContext")
    return found


def _api_tests(genome: Genome, entity: Entity, imports: Imports) -> ApiTests:
    found = api_tests(genome, entity, imports)
    imports.add("django.urls", "reverse_lazy")
    imports.add("rest_framework.test", "APIClient")
    if found.has_life or found.narrowing or found.findable or found.can_list:
        _made(entity, imports)
    return found


def _integration_tests(genome: Genome, entity: Entity, imports: Imports) -> IntegrationTests:
    found = integration_tests(genome, entity, imports)
    _made(entity, imports)
    imports.add("django.urls", "reverse_lazy")
    if found.methods:
        imports.add("uuid", None)
    return found
