"""A capability that is on changes only files that are about it; off, it leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import Answers, entity, field, genome
from tests.workshop import Workshop, files_of, render

GENOME_FILES = {".copier-answers.yml", "genome.yml"}
# The same in every project by design: pins, schema, tools.
SHARED = ("tools/", "docs/genome.schema.json", "requirements/constraints.txt")
CORE = "apps/core/"
# An update can turn a field's encryption on, and old migrations outlive the last encrypted field.
EVOLUTION = (
    "apps/core/evolution/",
    "apps/core/operations.py",
    "apps/core/tests/test_evolution.py",
    "apps/core/tests/test_safety.py",
)
ENTITY_FILES = {
    f"apps/things/{name}.py"
    for name in (
        "factories filters models serializers tests/test_api tests/test_models "
        "tests/test_serializers tests/test_views views"
    ).split()
}


@dataclass(frozen=True)
class Capability:
    """on: answers beside the base; files: all that differ then; trace: what only they may hold.

    What single fields may have, such as uploads, has its code in apps/core: `shared`.
    """

    on: Answers
    files: set[str]
    trace: str
    shared: tuple[str, ...] = SHARED


def with_field(kind: str, **keys: object) -> Answers:
    return {"entities": [entity("Thing", field("title"), field("extra", kind, **keys))]}


CAPABILITIES: Mapping[str, Capability] = {
    "admin": Capability(
        on={"admin": True},
        files={
            "README.md",
            "apps/core/admin.py",
            "apps/core/tests/test_admin.py",
            "apps/things/admin.py",
            "apps/users/admin.py",
            "config/settings/base.py",
            "config/settings/production.py",
            "config/urls.py",
        },
        trace=r"contrib\.(admin|sessions|messages)|\badmin/|SESSION_|"
        r"ModelAdmin|Django's admin",
    ),
    "encryption": Capability(
        on=with_field("string", encrypted=True),
        files={
            ".env.example",
            "README.md",
            "apps/core/encryption.py",
            "apps/core/tests/test_encryption.py",
            "config/settings/base.py",
            "config/settings/test.py",
            "requirements/base.txt",
        },
        trace=r"(?i)encrypt|cryptography|fernet",
        shared=(*SHARED, *EVOLUTION),
    ),
    "images": Capability(
        on=with_field("image"),
        files={"requirements/base.txt"},
        trace=r"Pillow|ImageField",
        shared=(*SHARED, CORE),
    ),
    "files": Capability(
        on=with_field("file"),
        files=set(),
        trace=r"FileField|FilesMixin",
        shared=(*SHARED, CORE),
    ),
    "workflow": Capability(
        on={
            "entities": [
                entity(
                    "Thing",
                    field("title"),
                    field("extra", "enum", choices=["NEW", "OLD"]),
                    workflow={
                        "field": "extra",
                        "transitions": [{"name": "age", "from": ["NEW"], "to": "OLD"}],
                    },
                )
            ]
        },
        files={"apps/things/tests/test_integration.py"},
        trace=r"transition\(|workflow_field|\bage\b",
        shared=(*SHARED, CORE),
    ),
    "roles": Capability(
        on={"roles": [{"name": "auditor"}]},
        files={"apps/users/roles.py", "apps/things/tests/test_views.py"},
        trace=r"(?i)\bauditor",
    ),
    "version in the header": Capability(
        on={"api_versioning": "accept_header"},
        files={"README.md", "config/settings/base.py", "config/urls.py"},
        trace=r"AcceptHeaderVersioning",
    ),
    "version as a parameter": Capability(
        on={"api_versioning": "query_parameter"},
        files={
            "README.md",
            "apps/core/schema_generator.py",
            "config/settings/base.py",
            "config/urls.py",
        },
        trace=r"QueryParameterVersioning",
    ),
    "Django 6.1": Capability(
        on={"django_version": "6.1"},
        files={"requirements/base.txt"},
        trace=r"Django==6",
    ),
    "description": Capability(
        on={"description": "Things of all kinds"},
        files={"README.md", "config/settings/base.py"},
        trace=r"Things of all kinds",
    ),
    "title": Capability(
        on={"project_title": "Bric-a-brac"},
        files={"README.md", "config/settings/base.py"},
        trace=r"Bric-a-brac",
    ),
}
BASE = genome(entity("Thing", field("title"), field("extra")))
# Accepted, and built by later versions of the template.
NOT_BUILT_YET: Mapping[str, Answers] = {
    key: {key: value}
    for key, value in {
        "read_replica": True,
        "cache": "none",
        "celery": True,
        "search": "elasticsearch",
        "graphql": True,
        "websockets": True,
        "oauth2_providers": ["google", "apple"],
        "two_factor": True,
        "billing": "stripe",
        "compliance": ["gdpr", "soc2"],
        "frontend": False,
        "mobile": True,
        "docker": False,
        "kubernetes": True,
        "hosting": "aws",
        "monitoring": "sentry",
    }.items()
}


@pytest.fixture(scope="module")
def base(workshop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return rendered(workshop, BASE, tmp_path_factory.mktemp("base"))


def rendered(workshop: Workshop, answers: Answers, folder: Path) -> dict[str, bytes]:
    render(workshop.template, answers, folder / "project")
    return files_of(folder / "project")


def differences(some: Mapping[str, bytes], others: Mapping[str, bytes]) -> set[str]:
    return {path for path in some.keys() | others.keys() if some.get(path) != others.get(path)}


def holding(capability: Capability, files: Mapping[str, bytes]) -> set[str]:
    trace = re.compile(capability.trace)
    return {
        path
        for path, content in files.items()
        if path not in GENOME_FILES
        and not path.startswith(capability.shared)
        and (trace.search(path) or trace.search(content.decode("utf-8")))
    }


@pytest.mark.parametrize("name", CAPABILITIES)
def test_a_capability(
    workshop: Workshop, base: dict[str, bytes], name: str, tmp_path: Path
) -> None:
    capability = CAPABILITIES[name]
    files = rendered(workshop, {**BASE, **capability.on}, tmp_path)
    entity_files = ENTITY_FILES if "entities" in capability.on else set()

    assert holding(capability, base) == set(), "off, and there is a trace of it"
    changed = differences(files, base) - GENOME_FILES
    assert changed - entity_files == capability.files
    traces = holding(capability, files)
    assert traces
    assert traces <= changed


@pytest.mark.parametrize("name", NOT_BUILT_YET)
def test_what_is_not_built_yet_leaves_no_trace(
    workshop: Workshop, base: dict[str, bytes], name: str, tmp_path: Path
) -> None:
    files = rendered(workshop, {**BASE, **NOT_BUILT_YET[name]}, tmp_path)

    assert differences(files, base) == GENOME_FILES


def test_no_folder_is_empty(workshop: Workshop) -> None:
    project = workshop.rendered("clinic")

    assert [path for path in project.rglob("*") if path.is_dir() and not any(path.iterdir())] == []
