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
AUDIT = "apps/audit/"
# An update can turn a field's encryption on, and old migrations outlive the last encrypted field.
EVOLUTION = (
    "apps/core/evolution/",
    "apps/core/operations.py",
    "apps/core/tests/test_evolution.py",
    "apps/core/tests/test_safety.py",
)
# A second factor, which the admin asks for in any case.
MAIL = ("message.html", "message.txt", "subject.txt")
SECOND_FACTOR_MAIL = (
    *("recovery_codes_generated", "totp_activated", "totp_deactivated"),
    *("webauthn_added", "webauthn_removed"),
)
PENDING_SIGN_IN = {
    ".env.example",
    "apps/audit/receivers.py",
    "apps/users/accounts/pending.py",
    "apps/users/accounts/sign_in.py",
    "apps/users/tests/test_ways_in.py",
    "apps/users/urls.py",
    "config/settings/accounts.py",
    "config/settings/base.py",
    "docs/security/controls.md",
    "requirements/base.txt",
    "tools/asvs/capabilities.py",
}
SECOND_FACTOR = {
    *PENDING_SIGN_IN,
    "apps/audit/tests/test_second_factor.py",
    "apps/users/me/serializers.py",
    "apps/users/tests/test_codes.py",
    "apps/users/tests/test_second_factor.py",
    "config/settings/production.py",
    *(
        f"apps/users/second_factor/{name}.py"
        for name in "__init__ adapters permissions serializers sign_in urls views".split()
    ),
    *(f"templates/mfa/email/{about}_{part}" for about in SECOND_FACTOR_MAIL for part in MAIL),
}
UPLOADS = {
    "config/urls.py",
    "docs/security/controls.md",
    "requirements/base.txt",
    "tools/asvs/capabilities.py",
}
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

    Whole folders may be there for it alone.

    What single fields may have, such as uploads, has its code in apps/core: `shared`.
    """

    on: Answers
    files: set[str]
    trace: str
    shared: tuple[str, ...] = SHARED
    folders: tuple[str, ...] = ()


def with_field(kind: str, **keys: object) -> Answers:
    return {"entities": [entity("Thing", field("title"), field("extra", kind, **keys))]}


CAPABILITIES: Mapping[str, Capability] = {
    "admin": Capability(
        on={"admin": True},
        files={
            *SECOND_FACTOR,
            "README.md",
            "apps/audit/admin.py",
            "apps/audit/tests/test_admin.py",
            "apps/core/admin.py",
            "apps/core/admin_app.py",
            "apps/core/admin_site.py",
            "apps/core/restoring_admin.py",
            "apps/core/tests/admin_clients.py",
            "apps/core/tests/security/test_sign_in_page.py",
            "apps/core/tests/test_admin.py",
            "apps/core/tests/test_admin_access.py",
            "apps/core/tests/test_restoring_admin.py",
            "apps/things/admin.py",
            "apps/users/admin.py",
            "apps/users/admin_login.py",
            "apps/users/management/__init__.py",
            "apps/users/management/commands/__init__.py",
            "apps/users/management/commands/secondfactor.py",
            "config/urls.py",
            "templates/users/admin_login.html",
        },
        trace=r"contrib\.(admin|messages)|\badmin/|ModelAdmin|Django's admin",
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
            "docs/security/controls.md",
            "requirements/base.txt",
            "tools/asvs/capabilities.py",
        },
        trace=r"(?i)encrypt|cryptography|fernet",
        shared=(*SHARED, *EVOLUTION),
    ),
    "images": Capability(
        on=with_field("image"),
        files=UPLOADS,
        trace=r"Pillow|ImageField",
        shared=(*SHARED, CORE, AUDIT),
    ),
    "files": Capability(
        on=with_field("file"),
        files=UPLOADS,
        trace=r"FileField|FilesMixin",
        shared=(*SHARED, CORE, AUDIT, "apps/users/workspaces/deletion.py"),
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
                        "transitions": [{"name": "ripen", "from": ["NEW"], "to": "OLD"}],
                    },
                )
            ]
        },
        files={"apps/things/tests/test_integration.py"},
        trace=r"transition\(|workflow_field|\bripen\b",
        shared=(*SHARED, CORE, "apps/users/me/abilities.py"),
    ),
    "audit": Capability(
        on={"entities": [entity("Thing", field("title"), field("extra"), audit=True)]},
        files=set(),
        trace=r"HistoryMixin",
        shared=(*SHARED, AUDIT),
    ),
    "roles": Capability(
        on={"roles": [{"name": "auditor"}]},
        files={"apps/users/roles.py", "apps/things/tests/test_views.py"},
        trace=r"(?i)\bauditor",
    ),
    "second factor": Capability(
        on={"two_factor": True}, files=SECOND_FACTOR, trace=r"allauth\.mfa|HasSecondFactor"
    ),
    "sign-in by other providers": Capability(
        on={"oauth2_providers": ["google", "apple"]},
        files={
            *PENDING_SIGN_IN,
            "apps/users/tests/test_social.py",
            "config/providers.py",
            *(
                f"apps/users/social/{name}.py"
                for name in "__init__ adapters connections flows serializers urls views".split()
            ),
        },
        trace=r"allauth\.socialaccount|provider_apps",
    ),
    "frontend": Capability(
        on={"frontend": True},
        files={
            "Makefile",
            "README.md",
            "requirements/development.txt",
            "tools/dev_all.py",
            "tools/node.py",
        },
        folders=("browser/", "frontend/"),
        trace=r"\bfrontend/|nodejs|\bnpm\b|Next\.js|\bplaywright\b",
    ),
    "cache": Capability(
        on={"cache": "redis"},
        files={
            ".env.example",
            "README.md",
            "apps/core/cache.py",
            "apps/core/tests/test_cache.py",
            "config/environment.py",
            "docs/security/controls.md",
            "requirements/base.txt",
            "requirements/development.txt",
        },
        trace=r"RedisOrLocal|REDIS_SCHEMES|(?i:valkey)",
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
        files={
            "README.md",
            "config/settings/accounts.py",
            "config/settings/base.py",
            "docs/security/controls.md",
        },
        trace=r"Bric-a-brac",
    ),
}
BASE = genome(entity("Thing", field("title"), field("extra")), cache="none", frontend=False)
# Accepted, and built by later versions of the template.
NOT_BUILT_YET: Mapping[str, Answers] = {
    key: {key: value}
    for key, value in {
        "read_replica": True,
        "celery": True,
        "search": "elasticsearch",
        "graphql": True,
        "websockets": True,
        "billing": "stripe",
        "compliance": ["gdpr"],
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
    inside = {path for path in changed if path.startswith(capability.folders)}
    assert changed - entity_files - inside == capability.files
    assert not any(path.startswith(capability.folders) for path in base)
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
