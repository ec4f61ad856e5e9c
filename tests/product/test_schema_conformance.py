"""A running project does what its OpenAPI schema says, whatever schemathesis thinks of."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.product.test_servers import free_port, serving
from tests.workshop import Workshop, run

pytestmark = pytest.mark.product

HERE = Path(__file__).parent
# Faults are JSON as in production, nothing is rationed, a sign-in costs next to nothing.
SETTINGS = """
from config.settings.development import *

DEBUG = False
ACCOUNT_RATE_LIMITS = False
# The first one writes: the seeded password is written anew at the first sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
REST_FRAMEWORK = {
    **REST_FRAMEWORK,
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_THROTTLE_RATES": dict.fromkeys(REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]),
}
"""
PASSWORD = "a password for this test"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


def cases() -> list[object]:
    few = [pytest.param("clinic", 3, id="clinic-few")]
    many = [
        pytest.param(name, 60, id=f"{name}-many", marks=pytest.mark.slow)
        for name in ("bug_tracker", "clinic", "shop")
    ]
    return [*few, *many]


@pytest.mark.parametrize(("name", "examples"), cases())
def test_nothing_fails_and_nothing_is_undocumented(
    name: str, examples: int, workshop: Workshop, tmp_path: Path
) -> None:
    product = workshop.product(name).copy(tmp_path / name)
    (product.folder / "config/settings/attacked.py").write_text(SETTINGS)
    owner = product.python("-m", "tools.local_postgres", "start").stdout.split()[-1]
    variables = {
        "DATABASE_URL": owner.replace("//postgres@", "//app@"),
        "MIGRATION_DATABASE_URL": owner,
        "DEMO_PASSWORD": PASSWORD,
        "CONN_MAX_AGE": "0",  # the server has a thread for every connection
    }
    try:
        product.run("make", "migrate", **variables)
        product.run("make", "seed", **variables)
        address = f"http://127.0.0.1:{free_port()}"
        command = (str(product.program), "manage.py", "runserver", "--noreload")
        server = serving(
            product,
            *command,
            address.removeprefix("http://"),
            address=address,
            DJANGO_SETTINGS_MODULE="config.settings.attacked",
            **variables,
        )
        with server as log:
            done = run(
                Path(sys.executable).with_name("schemathesis"),
                "run",
                f"{address}/api/schema/",
                f"--checks={','.join(CHECKS)}",
                f"--max-examples={examples}",
                "--phases=fuzzing" if examples < 10 else "--phases=coverage,fuzzing",
                "--header=Accept: application/json",
                "--continue-on-failure",
                "--no-color",
                cwd=tmp_path,
                check=False,
                PYTHONPATH=str(HERE),
                SCHEMATHESIS_HOOKS="schemathesis_hooks",
                ATTACKED=address,
                ATTACKER_EMAIL="demo@example.com",
                ATTACKER_PASSWORD=PASSWORD,
            )
            assert "Traceback" not in log.read_text()
    finally:
        product.python("-m", "tools.local_postgres", "stop")
    assert done.returncode == 0, done.stdout[-8000:]
    made = re.search(r"([\d,]+) generated", done.stdout)
    assert made is not None
    assert int(made[1].replace(",", "")) >= 200
